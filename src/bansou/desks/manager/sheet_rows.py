"""What lists and pages show of a case sheet: how it stands, and its figures with what is behind them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.clock import wareki
from bansou.commons.figures import target_actual_on_screen
from bansou.desks.shared.parts import Chip
from bansou.grants.casebook.midyear import Midyear
from bansou.grants.casebook.models import CaseSheet
from bansou.grants.casebook.queries import as_drawn_up
from bansou.grants.casebook.sheet import KpiRow, Sheet
from bansou.grants.casebook.standing import DRAFT, Kind

CHIPS = {
    DRAFT: (gettext_lazy("下書き"), "plain"),
    Kind.APPROVED: (gettext_lazy("承認済み"), "key"),
    Kind.PUBLISHED: (gettext_lazy("公開中"), "good"),
    Kind.WITHDRAWN: (gettext_lazy("公開をやめた"), "quiet"),
}


def chip_of(kind: str) -> Chip:
    """How a sheet stands, as a word with a shape."""
    text, shape = CHIPS[kind]
    return Chip(str(text), shape)


def midyear_said(midyear: Midyear | None) -> str:
    """In a sentence, what figures of a year that ran on leave out; empty where nothing."""
    if midyear is None:
        return ""
    return _(
        "数値は%(as_of)sまでのものです。この事業の期間は%(ends_on)sまでで、このあとの実績は入っていません。"
    ) % {"as_of": wareki(midyear.as_of), "ends_on": wareki(midyear.ends_on)}


def figures_of(drawn_up: CaseSheet, sheet: Sheet) -> list[tuple[KpiRow, str]]:
    """Each row of the sheet's figures with the address of what is behind it."""
    if drawn_up.content.get("joint"):
        joint = reverse("manager:joint", args=[drawn_up.programme_id])
        return [(row, joint) for row in sheet.kpi]
    return [
        (row, reverse("manager:measure", args=[drawn_up.programme_id, measure]))
        for row, measure in zip(sheet.kpi, drawn_up.measures, strict=True)
    ]


def pairs_of(drawn_up: CaseSheet) -> list[str]:
    """The sheet's figures for a list: 20【20】人."""
    return [
        target_actual_on_screen(row.target, row.actual) + row.unit
        for row in as_drawn_up(drawn_up).kpi
    ]
