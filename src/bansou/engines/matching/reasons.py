"""What each reason of the score is called, whose wish it speaks of, and which points know it.

The one table: the rules, the search and every screen take names and sides from here.
"""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How one condition stands between somebody and an opening."""

    MATCH = "match"  # it fits
    TALK = "talk"  # it does not quite fit: to be talked about
    UNKNOWN = "unknown"  # one side is not known: to be asked, and no reason against


class Side(StrEnum):
    """Whose wish a reason speaks of."""

    SEEKER = "seeker"  # what somebody wishes for and needs
    EMPLOYER = "employer"  # what the work asks of somebody


#: Each verdict as it is read behind the name of a reason.
VERDICTS = {Verdict.MATCH: "一致", Verdict.TALK: "相談", Verdict.UNKNOWN: "未確認"}

_ALWAYS = frozenset({"matching-1", "matching-2"})
_SECOND = frozenset({"matching-2"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One row of the table.

    :ivar versions: the tables of points (`Policy.version`) in which it is
    """

    code: str
    name: str
    side: Side
    versions: frozenset[str] = _ALWAYS


#: In the order in which they are read.
REASONS = (
    Reason("occupation", "職種", Side.SEEKER),
    Reason("industry", "業種", Side.SEEKER),
    Reason("licence", "資格", Side.EMPLOYER),
    Reason("area", "場所", Side.SEEKER),
    Reason("wage", "賃金", Side.SEEKER),
    Reason("employment_type", "雇用形態", Side.SEEKER),
    Reason("hours", "働く時間", Side.SEEKER),
    Reason("demands", "求められること", Side.EMPLOYER),
    Reason("accommodations", "配慮", Side.SEEKER),
    Reason("pace", "仕事の速さ", Side.SEEKER, _SECOND),
    Reason("workplace", "職場の規模", Side.SEEKER, _SECOND),
    Reason("skills", "技能", Side.EMPLOYER, _SECOND),
    Reason("hopes", "企業の希望", Side.EMPLOYER, _SECOND),
    Reason("kind", "種類", Side.SEEKER, _SECOND),
    Reason("limit", "年齢制限", Side.EMPLOYER),
)
_BY_CODE = {one.code: one for one in REASONS}


def reason_of(code: str) -> Reason:
    """The row of a code."""
    return _BY_CODE[code]


def reasons_of(version: str) -> tuple[Reason, ...]:
    """The rows that a table of points knows, in the order in which they are read."""
    return tuple(one for one in REASONS if version in one.versions)


def side_of(code: str) -> Side:
    """Whose wish a reason speaks of, by its code."""
    return _BY_CODE[code].side
