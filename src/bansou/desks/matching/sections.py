"""The way around the desk: one row of tabs over its lists, and the crumbs above a page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.desks.shared.parts import Link
from bansou.employers.companies.models import Company

#: The lists of the desk in the order of the work; each is one click from every other one.
_LISTS = (
    ("matching:companies", gettext_lazy("企業")),
    ("matching:board", gettext_lazy("開拓の段階")),
    ("matching:openings", gettext_lazy("求人")),
    ("matching:hosts", gettext_lazy("受入先")),
    ("matching:listings", gettext_lazy("応援企業リスト")),
    ("matching:stances", gettext_lazy("採用意欲")),
    ("matching:kit", gettext_lazy("答え方")),
    ("matching:subsidies", gettext_lazy("助成金")),
    ("matching:surveys", gettext_lazy("アンケート")),
)


def tabs_of(current: str) -> list[Link]:
    """The lists of the desk, with the one that is open."""
    return [Link(str(text), reverse(name), current=name == current) for name, text in _LISTS]


def crumbs(*more: Link, company: Company | None = None) -> list[Link]:
    """Where a page stands: the list, the company, then the page itself."""
    above = [Link(_("企業"), reverse("matching:companies"))]
    if company is not None:
        url = reverse("matching:company", args=[company.pk]) if more else ""
        above.append(Link(company.name, url))
    return [*above, *more]


def lead(request: Any, current: str) -> dict[str, Any]:
    """What every list of the desk shows above itself."""
    return {"tabs": tabs_of(current)}
