"""The menus of the desks: one declared list; each person sees the entries that their role has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.access.queries import may
from bansou.commons.organisations.models import Role
from bansou.desks.shared.parts import Link


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the menu: its address by name, and the action of the access table it needs.

    `roles` are those that have it in their menu under this name; all with the action if empty.
    """

    text: str | Promise
    url_name: str
    action: str
    roles: frozenset[str] = frozenset()


_PRIVACY = frozenset({Role.PRIVACY_OFFICER})
_COUNSELLING = frozenset({Role.COUNSELLOR, Role.SUPERVISING_COUNSELLOR})

#: In the order of the working day. An entry is added together with its page.
ENTRIES: tuple[Entry, ...] = (
    Entry(_("今日"), "counsellor:today", "today.read"),
    Entry(_("今日"), "matching:today", "matching.today"),
    Entry(_("担当の人"), "counselling:today", "counselling.today"),
    Entry(_("枠と予約"), "counselling:rota", "counselling.rota", frozenset({Role.PSYCHOLOGIST})),
    Entry(_("居場所"), "ibasho:places", "ibasho.keep"),
    Entry(_("企業のページ"), "employer:home", "own_company.read"),
    Entry(_("わたしのページ"), "seeker:home", "my.read"),
    Entry(_("講座と資格"), "seeker:courses", "my.read"),
    Entry(_("見学・体験"), "seeker:workplaces", "my.read"),
    Entry(_("居場所"), "seeker:ibasho", "my.change"),
    Entry(_("書類"), "seeker:papers", "my.read"),
    Entry(_("お金"), "seeker:money", "my.read"),
    Entry(_("ふりかえり"), "seeker:notes", "my.read"),
    Entry(_("記録を見た人"), "seeker:readers", "my.read"),
    Entry(_("同意"), "seeker:consents", "my.read"),
    Entry(_("連絡先"), "seeker:contact", "my.change"),
    Entry(_("担当ケース"), "counsellor:cases", "case.list", _COUNSELLING),
    Entry(_("予約"), "counsellor:bookings", "booking.read"),
    Entry(_("窓口"), "counsellor:desks", "desk.edit", frozenset({Role.PROGRAMME_MANAGER})),
    Entry(_("ケース"), "counsellor:cases", "case.list", frozenset({Role.MATCHING_OFFICER})),
    Entry(_("事業の状況"), "manager:programmes", "programme.read"),
    Entry(_("支給"), "manager:benefits", "claim.read"),
    Entry(_("企業・求人"), "matching:companies", "company.read"),
    Entry(_("マッチング"), "proposals:awaited", "proposal.read"),
    Entry(_("紹介されたケース"), "counsellor:cases", "case.list", frozenset({Role.TRAINING_STAFF})),
    Entry(_("講座"), "training:courses", "course.read"),
    Entry(_("見学・体験"), "experience:open", "experience.read"),
    Entry(_("訪問・専門チーム"), "outreach:wards", "outreach.staff"),
    Entry(_("保険"), "experience:insurance", "insurance.keep"),
    Entry(_("事例シート"), "manager:sheets", "sheet.read"),
    Entry(_("台帳の取込み"), "manager:imports", "ledger.import"),
    Entry(_("職員・権限"), "manager:staff", "staff.read"),
    Entry(_("個人情報"), "rights:index", "erasure.read"),
    Entry(_("緊急の閲覧"), "rights:glass", "glass.review", _PRIVACY),
    Entry(_("心理の記録を渡す決定"), "rights:releases", "release.read", _PRIVACY),
    Entry(_("個人情報ファイル簿"), "rights:register", "register.read", _PRIVACY),
    Entry(_("閲覧履歴"), "manager:log", "access_log.read"),
)

#: Where the search field of the header leads, for whoever may list cases.
SEARCH: Entry | None = Entry(_("検索"), "counsellor:cases", "case.list")


def menu_of(actor: Actor, path: str, today: date, entries: Sequence[Entry]) -> tuple[Link, ...]:
    """The entries an actor may open; the one whose address begins `path` longest is current."""
    allowed = [
        (str(entry.text), reverse(entry.url_name))
        for entry in entries
        if (not entry.roles or actor.role in entry.roles) and may(actor, entry.action, None, today)
    ]
    current = max((url for __, url in allowed if path.startswith(url)), key=len, default=None)
    return tuple(Link(text, url, current=url == current) for text, url in allowed)
