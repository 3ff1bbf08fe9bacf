"""One question about a visit or trial, and the way back from it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from bansou.desks.experience.finding import address_of, crumbs
from bansou.desks.shared import asking
from bansou.desks.shared.forms import RowedForm
from bansou.support.experience.models import Experience


def answered(
    request: Any,
    experience: Experience,
    form: RowedForm,
    do: Callable[[], object],
    *,
    title: str,
    **asked: Any,
) -> HttpResponse:
    """The answer to a question on a visit or trial; see `bansou.desks.shared.asking.answered`."""
    return asking.answered(
        request,
        form,
        do,
        title=title,
        words=experience.wishes,
        back_url=address_of(experience),
        crumbs=crumbs(title, experience=experience),
        **asked,
    )
