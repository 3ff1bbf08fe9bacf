"""What a record will move: so that writing once is seen to be enough."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from bansou.commons.clock import FiscalYear
from bansou.engines.indicators.grammar import EventDefinition, Tagged
from bansou.people.cases.models import Case
from bansou.people.cases.queries import Enrolled
from bansou.people.steps.queries import Tally
from bansou.schemes.shape import Scheme
from bansou.schemes.stages import StageState, open_stages
from bansou.support.consultation.actions import KIND
from bansou.support.consultation.queries import was_counted


def moves(
    case: Case, enrolled: Enrolled, tallies: Mapping[str, Tally], today: date
) -> list[tuple[str, str]]:
    """Name and sentence of everything that follows from one more consultation today."""
    counts = {kind: tally.counting for kind, tally in tallies.items()}
    return [
        *_stages(enrolled.scheme, counts),
        (_("約束"), _("次の行動が、行う人の約束に入ります")),
        *_indicators(case, enrolled, today),
    ]


def _stages(scheme: Scheme, counts: dict[str, int]) -> Iterator[tuple[str, str]]:
    before = open_stages(scheme, counts)
    after = open_stages(scheme, {**counts, KIND: counts.get(KIND, 0) + 1})
    opened = [
        new.stage.title
        for old, new in zip(before, after, strict=True)
        if old.state is StageState.LOCKED and new.state is not StageState.LOCKED
    ]
    for old, new in zip(before, after, strict=True):
        if new.count == old.count:
            continue
        said = _("%(stage)sが%(times)d回になります") % {
            "stage": new.stage.title,
            "times": new.count,
        }
        if new.state is StageState.DONE and old.state is not StageState.DONE:
            said = _("%(stage)sが済みになります") % {"stage": new.stage.title}
        yield _("支援の段階"), said
    if opened:
        yield (
            _("申し込めるもの"),
            _("%(stages)sを申し込めるようになります") % {"stages": _("と").join(opened)},
        )


def _indicators(case: Case, enrolled: Enrolled, today: date) -> Iterator[tuple[str, str]]:
    """Only what counts each consultation or each person once is said; the rest needs more facts."""
    counted = [d for d in enrolled.scheme.indicators if _counts_talks(d, enrolled.scheme)]
    if not counted:
        return
    if not enrolled.enrolment.from_on <= today <= (enrolled.enrolment.until_on or date.max):
        yield _("指標"), _("参加の期間の外なので、数えません")
        return
    year = FiscalYear.of(today)
    is_in = was_counted(case, max(year.starts_on, enrolled.enrolment.from_on), year.ends_on)
    for definition in counted:
        if definition.count == "events":
            yield _("指標"), _one_more(definition.label, definition.unit)
        elif is_in:
            yield (
                _("指標"),
                _("%(indicator)s　計上済みのため増えません") % {"indicator": definition.label},
            )
        else:
            yield _("指標"), _one_more(definition.label, definition.unit)


def _one_more(label: str, unit: str) -> str:
    return _("%(indicator)s　1%(unit)s増えます") % {"indicator": label, "unit": unit}


def _counts_talks(definition: object, scheme: Scheme) -> bool:
    if not isinstance(definition, EventDefinition) or definition.where or definition.after:
        return False
    if definition.count not in {"people", "cases", "events"}:
        return False
    if isinstance(definition.events, Tagged):
        act = scheme.act(KIND)
        return act is not None and definition.events.tag in act.tags
    return KIND in definition.events
