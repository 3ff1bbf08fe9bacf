"""What happens in the forms that write a new version of a scheme."""

from typing import Any

from django.urls import reverse

from tests.desks.counsellor.town import Town, signed_in
from tests.desks.manager.reading import found


def as_it_stands(page: Any) -> dict[str, str]:
    """What the form would send if nobody changed it."""
    return {
        it.attributes["name"]: it.attributes.get("value") or ""
        for it in found(page, "form.fields input")
    }


def applied(town: Town, preview: Any) -> Any:
    """Put what is previewed in force."""
    hidden = as_it_stands(preview)
    said = {
        "request_key": hidden["request_key"],
        "base": hidden["base"],
        "text": preview.context["form"].data["text"],
        "valid_from": preview.context["form"].data["valid_from"],
        "note": "",
        "save": "1",
    }
    return signed_in(town.manager).post(
        reverse("manager:scheme_revise", args=[town.programme.pk]), said
    )
