"""From a draft to the public library: approving a sheet, publishing it, taking it back."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.commons.figures import Figure
from bansou.engines.indicators.grammar import Definition
from bansou.grants.casebook.awaiting import must_leave_it
from bansou.grants.casebook.content import to_json
from bansou.grants.casebook.exchange import exchange_of
from bansou.grants.casebook.midyear import MidyearNotAccepted, midyear_in
from bansou.grants.casebook.models import CaseSheet, PublishedSheet, SheetDecision
from bansou.grants.casebook.queries import sheet_of, wording_number
from bansou.grants.casebook.rewording import RewordedMeanwhile
from bansou.grants.casebook.sheet import Sheet
from bansou.grants.casebook.standing import DRAFT, Kind, hold
from bansou.programmes.queries import read
from bansou.schemes.shape import Scheme


class ApprovesOwnSheet(Refusal):
    """Somebody approves what they drew up or worded, though a colleague could."""

    code = "grants.approves_own_sheet"
    message = _(
        "作った人と文を直した人は、承認できません。"
        "ほかの事業担当者か統括カウンセラーに、承認を頼んでください。"
    )


def approve_sheet(
    *,
    sheet: CaseSheet,
    seen: int,
    by: Actor,
    at: datetime,
    note: str = "",
    accepts_midyear: bool = False,
) -> SheetDecision:
    """Approve a draft. Where somebody else could decide, it is nobody who made it.

    :param seen: number of the version of its texts that was read
    :param accepts_midyear: figures that do not reach to the end of the year are meant
    :raises DecidedOtherwise: it is no draft
    :raises RewordedMeanwhile: its texts are not those that were read
    :raises ApprovesOwnSheet: a colleague could approve it
    :raises MidyearNotAccepted: its year ran on after its figures, and nobody accepted that
    """
    midyear = midyear_in(sheet)
    with transaction.atomic():
        hold(sheet, DRAFT)
        if wording_number(sheet) != seen:
            raise RewordedMeanwhile()
        if must_leave_it(sheet, by.membership_id, at):
            raise ApprovesOwnSheet()
        if midyear and not accepts_midyear:
            raise MidyearNotAccepted()
        return _decide(
            sheet, Kind.APPROVED, by, at, note, midyear_on=midyear.as_of if midyear else None
        )


def publish_sheet(
    *, sheet: CaseSheet, by: Actor, at: datetime, population: int | None = None, note: str = ""
) -> PublishedSheet:
    """Publish an approved sheet, or one that was taken back; an earlier edition makes room for it.

    :raises DecidedOtherwise: it is neither
    """
    with transaction.atomic():
        hold(sheet, Kind.APPROVED, Kind.WITHDRAWN)
        earlier = list(
            PublishedSheet.objects.filter(
                organisation_id=sheet.organisation_id,
                sheet__programme_id=sheet.programme_id,
            ).select_related("sheet")
        )
        for one in earlier:
            if one.withdrawn_at is None:
                _take_back(one.sheet, by, at, "")
        _decide(sheet, Kind.PUBLISHED, by, at, note)
        return PublishedSheet.objects.create(
            organisation_id=sheet.organisation_id,
            sheet=sheet,
            population=population,
            published_at=at,
            replaces=[one.pk for one in earlier],
            **_columns(sheet),
        )


def known_population(sheet: CaseSheet) -> int | None:
    """How many inhabitants the body's latest publication said it has."""
    said = PublishedSheet.objects.filter(
        organisation_id=sheet.organisation_id, population__isnull=False
    )
    return said.order_by("-published_at").values_list("population", flat=True).first()


def withdraw_sheet(*, sheet: CaseSheet, by: Actor, at: datetime, note: str) -> None:
    """Take a published sheet from the public; it can be published again.

    :raises DecidedOtherwise: it is not published
    """
    with transaction.atomic():
        hold(sheet, Kind.PUBLISHED)
        _take_back(sheet, by, at, note)


def _decide(
    sheet: CaseSheet,
    kind: str,
    by: Actor,
    at: datetime,
    note: str,
    *,
    midyear_on: date | None = None,
) -> SheetDecision:
    return SheetDecision.objects.create(
        organisation_id=sheet.organisation_id,
        sheet=sheet,
        kind=kind,
        by_id=_member(by),
        at=at,
        note=note,
        midyear_on=midyear_on,
    )


def _member(by: Actor) -> UUID:
    if by.membership_id is None:
        raise PermissionError("only a member decides about a sheet")
    return by.membership_id


def _take_back(sheet: CaseSheet, by: Actor, at: datetime, note: str) -> None:
    PublishedSheet.objects.filter(
        organisation_id=sheet.organisation_id, sheet=sheet, withdrawn_at=None
    ).update(withdrawn_at=at)
    _decide(sheet, Kind.WITHDRAWN, by, at, note)


def _columns(sheet: CaseSheet) -> dict[str, object]:
    """What the library shows and searches; no record of anybody is referred to."""
    drawn = sheet_of(sheet)
    scheme = _scheme_of(sheet)
    texts = scheme.sheet
    return {
        "name": drawn.title.replace("|", ""),
        "body": drawn.body,
        "prefecture": sheet.organisation.lg_code[:2],
        "fiscal_year": sheet.programme.fiscal_year,
        "menu": list(texts.menu),
        "target_groups": list(texts.target_groups),
        "missed": missed(drawn),
        "content": {
            "sheet": to_json(drawn),
            "number": sheet.number,
            "eligible_yen": sheet.content.get("eligible_yen"),
            "conversions": conversions(drawn, scheme),
            "exchange": exchange_of(
                sheet, to_json(drawn), state=Kind.PUBLISHED, with_references=False
            ),
        },
    }


def _scheme_of(sheet: CaseSheet) -> Scheme:
    version = sheet.programme.scheme_versions.get(number=sheet.content["scheme_number"])
    return read(version.text)


def missed(sheet: Sheet) -> bool:
    """Tell whether a figure with a target stayed below it."""
    return any(
        row.target is not None and row.actual is not None and row.actual < row.target
        for row in sheet.kpi
    )


def conversions(sheet: Sheet, scheme: Scheme) -> list[dict[str, object]]:
    """How many of one figure's people came as far as another says: targets, and what was reached."""
    rows = {it.id: row for it, row in zip(_shown(scheme, sheet), sheet.kpi, strict=True)}
    return [
        {
            "label": rows[it.indicator].label,
            "out_of": rows[it.out_of].label,
            "target": [_whole(rows[name].target) for name in (it.indicator, it.out_of)],
            "actual": [_whole(rows[name].actual) for name in (it.indicator, it.out_of)],
        }
        for it in scheme.targets
        if it.out_of and it.indicator in rows and it.out_of in rows
    ]


def _shown(scheme: Scheme, sheet: Sheet) -> list[Definition]:
    year = sheet.fiscal_year.year
    return [it for it in scheme.indicators if it.holds_in(year)]


def _whole(number: Figure | None) -> int | None:
    return None if number is None else int(number)
