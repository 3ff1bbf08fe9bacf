"""The way around: tabs over the lists of proposals, and the crumbs above a page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.desks.shared.names import called
from bansou.desks.shared.parts import Link
from bansou.people.cases.models import Case

_LISTS = (
    ("proposals:awaited", gettext_lazy("返事待ち")),
    ("proposals:board", gettext_lazy("マッチング")),
    ("proposals:settled", gettext_lazy("終わった提案")),
)


def tabs_of(current: str) -> Sequence[Link]:
    """The lists of this desk, with the one that is open."""
    return [Link(str(text), reverse(name), current=name == current) for name, text in _LISTS]


def crumbs(case: Case, *more: Link) -> list[Link]:
    """The lists, the person's proposals, then the page itself."""
    own = reverse("proposals:case", args=[case.pk]) if more else ""
    return [Link(_("マッチング"), reverse("proposals:awaited")), Link(called(case), own), *more]
