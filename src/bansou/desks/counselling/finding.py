"""What the pages about the psychologists' hours share: their tabs, their questions, their refusals."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.access.queries import may
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership
from bansou.desks.shared import asking
from bansou.desks.shared.forms import RowedForm
from bansou.desks.shared.parts import Link
from bansou.desks.shared.refusing import refuse_towards, refused_as
from bansou.support.counselling.teams import psychologists

_LISTS = (
    ("counselling:today", gettext_lazy("担当の人"), "counselling.today"),
    ("counselling:rota", gettext_lazy("枠と予約"), "counselling.rota"),
    ("counselling:licences", gettext_lazy("資格"), "counselling.rota"),
)


def tabs_of(request: Any, current: str) -> list[Link]:
    """The lists that this member may open, with the one that is open."""
    return [
        Link(str(text), reverse(name), current=name == current)
        for name, text, action in _LISTS
        if may_do(request, action)
    ]


def may_do(request: Any, action: str) -> bool:
    """Tell whether the member has an action at all."""
    return may(request.actor, action, None, request.today)


def members_of(request: Any) -> list[Membership]:
    """The psychologists of the member's own organisation."""
    return list(psychologists(request.actor.require_organisation(), request.today))


def answered(
    request: Any,
    form: RowedForm,
    do: Callable[[], object],
    *,
    title: str,
    back: str,
    **asked: Any,
) -> HttpResponse:
    """The answer to a question of one of the lists; see `bansou.desks.shared.asking.answered`."""
    back_url = reverse(back)
    list_name = next(str(text) for name, text, _action in _LISTS if name == back)
    above = [Link(list_name, back_url), Link(title)]
    return asking.answered(request, form, do, title=title, back_url=back_url, crumbs=above, **asked)


@refused_as
def refusing(request: Any, refusal: Refusal) -> HttpResponse:
    """Decorator: a refusal that no form has shown becomes a page of its own."""
    return refuse_towards(request, refusal, Link(_("枠と予約へ"), reverse("counselling:rota")))
