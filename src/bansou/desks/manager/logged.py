"""What an entry of the log of readings names beside its subject: the year, the figure, the search."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import FiscalYear
from bansou.people.cases.queries import Household, Whose
from bansou.programmes.models import Programme

#: The lists behind a figure, as their tabs are called.
LISTS = {
    "counted": gettext_lazy("数えた記録"),
    "not_counted": gettext_lazy("数えなかった記録"),
    "unknown": gettext_lazy("結果が分からない記録"),
}
_WHOSE = {
    Whose.MINE: gettext_lazy("自分の担当だけ"),
    Whose.NOBODYS: gettext_lazy("担当のいないもの"),
    Whose.REFERRED: gettext_lazy("紹介されたもの"),
}

_HOUSEHOLD = {
    Household.YES: gettext_lazy("8050世帯だけ"),
    Household.NO: gettext_lazy("8050世帯ではないものだけ"),
    Household.UNKNOWN: gettext_lazy("8050世帯か未確認のものだけ"),
}


def of_programme(programme: Programme) -> dict[str, Any]:
    """What is written into the log where a programme's figures are read."""
    return {"programme": programme.name, "fiscal_year": programme.fiscal_year}


@dataclass(frozen=True, slots=True)
class Particulars:
    """What was read, more closely. Empty where the entry does not say."""

    year: str = ""
    programme: str = ""
    indicator: str = ""
    asked: str = ""
    more: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All that stands beside the subject in the list."""
        quoted = [
            _("「%(words)s」") % {"words": text} for text in (self.indicator, self.asked) if text
        ]
        return "　".join(part for part in (*quoted, self.year, *self.more) if part)


def particulars_of(log: AccessLog, *, knows_names: bool) -> Particulars:
    """What an entry names: written down when it was read, so later changes do not reach it.

    What was searched for is mostly somebody's name, and the next entry says their case's number.
    """
    detail: Mapping[str, Any] = log.detail
    year = detail.get("fiscal_year")
    return Particulars(
        year=FiscalYear(year).label if year else "",
        programme=str(detail.get("programme", "")),
        indicator=str(detail.get("label") or detail.get("indicator", "")),
        asked=str(detail.get("asked", "")) if knows_names else "",
        more=(*_more(detail), *_sought(log)),
    )


def _sought(log: AccessLog) -> Iterator[str]:
    """The key that was asked for where nothing was shown, and nothing else is known of it."""
    if log.kind == AccessLog.Kind.REFUSED and log.case_id is None and log.subject_id:
        yield _("（識別番号 %(key)s）") % {"key": log.subject_id}


def _more(detail: Mapping[str, Any]) -> Iterator[str]:
    if "file" in detail:
        yield _("「%(words)s」") % {"words": detail["file"]}
    yield str(LISTS.get(detail.get("list", ""), ""))
    if "number" in detail:
        yield _("第%(number)d号") % {"number": detail["number"]}
    yield str(_WHOSE.get(detail.get("whose", ""), ""))
    yield str(detail.get("category_label") or detail.get("category", ""))
    yield str(detail.get("stage_label") or detail.get("stage", ""))
    if detail.get("only_late"):
        yield _("期限超過だけ")
    if detail.get("only_stalled"):
        yield _("連絡が途絶えているものだけ")
    yield str(_HOUSEHOLD.get(detail.get("household", ""), ""))
    count = detail.get("hits", detail.get("rows"))
    if count is not None:
        yield _("%(count)d件") % {"count": count}
    yield str(detail.get("format", "")).upper()


def note_export(request: Any, programme: Programme, form: str, *, rows: int) -> None:
    """Note that figures of a programme were taken along as a file."""
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.EXPORT,
        subject="indicators",
        subject_id=programme.pk,
        keeper_id=programme.organisation_id,
        at=request.now,
        detail={**of_programme(programme), "format": form, "rows": rows},
    )
