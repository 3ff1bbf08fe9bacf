"""A question of the desk: what is done when it is answered, and where one goes then."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from bansou.desks.outreach.finding import address_of, crumbs
from bansou.desks.shared import asking
from bansou.desks.shared.forms import RowedForm
from bansou.people.cases.models import Case


def answered(
    request: Any,
    form: RowedForm,
    do: Callable[[], object],
    *,
    title: str,
    case: Case | None = None,
    **asked: Any,
) -> HttpResponse:
    """The answer to a question of the desk; see `bansou.desks.shared.asking.answered`."""
    above = crumbs(title, case=case)
    return asking.answered(request, form, do, title=title, crumbs=above, **asked)


def answered_on(
    request: Any, case: Case, form: RowedForm, do: Callable[[], object], **words: Any
) -> HttpResponse:
    """The same on a case: one goes back to everything of outreach on it."""
    back_url = words.pop("back_url", "") or address_of(case)
    return answered(request, form, do, back_url=back_url, case=case, **words)
