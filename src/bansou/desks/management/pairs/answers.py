"""What was found, as rows of a table: the pair, its points for both sides, reasons and what is unknown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bansou.desks.management.pairs.sides import Listed
from bansou.desks.proposals.words import Words
from bansou.desks.shared.exports import Cell, Table
from bansou.engines.matching import (
    KIND_NAMES,
    VERDICTS,
    Exclusion,
    Kind,
    Policy,
    Seeker,
    Sides,
    Term,
    Verdict,
    clash_of,
    explain,
    reason_of,
    sides_of,
    why_not,
)

_LABELS = Words({}, {}).labels()


@dataclass(frozen=True, slots=True)
class Pair:
    """One person and one opening: at which place, for which reasons, or why not at all.

    :ivar rank: among the best of whom was asked about; 0 where it is excluded
    :ivar share: of somebody's attention, where it was spread
    """

    seeker: Seeker
    listed: Listed
    rank: int
    terms: tuple[Term, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    share: float | None = None

    @property
    def sides(self) -> Sides:
        """The points of the two sides."""
        return sides_of((term.code, term.points) for term in self.terms)

    def reasons(self) -> str:
        """職種：一致 20点、場所：一致 15点; the points add up to the score."""
        return "、".join(
            f"{reason_of(term.code).name}：{VERDICTS[term.verdict]} {term.points}点"
            for term in self.terms
            if term.verdict is not Verdict.UNKNOWN or term.points
        )

    def unknown(self) -> str:
        """What one side has not told."""
        return "、".join(
            reason_of(term.code).name for term in self.terms if term.verdict is Verdict.UNKNOWN
        )

    def why_not(self) -> str:
        """Every hard condition that is not met, with what both sides say."""
        clashes = (
            clash_of(one, self.seeker, self.listed.opening, _LABELS) for one in self.exclusions
        )
        return "／".join(map(str, clashes))


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges pairs by the plain rules of one pair, once they were found."""

    seekers: Mapping[str, Seeker]
    openings: Mapping[str, Listed]
    policy: Policy

    def pair(self, seeker: str, opening: str, rank: int, share: float | None = None) -> Pair:
        """A pair that was found, with its reasons."""
        somebody, listed = self.seekers[seeker], self.openings[opening]
        terms = explain(somebody, listed.opening, self.policy)
        return Pair(somebody, listed, rank, terms, share=share)

    def excluded(self) -> Iterator[Pair]:
        """Every pair that some hard condition excludes, person after person."""
        for somebody in self.seekers.values():
            for listed in self.openings.values():
                if exclusions := why_not(somebody, listed.opening):
                    yield Pair(somebody, listed, 0, exclusions=exclusions)


def table_of(
    pairs: Sequence[Pair], excluded: Iterable[Pair], *, by_opening: bool, with_excluded: bool
) -> Table:
    """The answer as one table: a row a pair, those excluded behind all others."""
    behind = list(excluded)
    has_shares = any(pair.share is not None for pair in pairs)
    has_kinds = any(pair.listed.opening.kind not in (None, Kind.JOB) for pair in (*pairs, *behind))
    person, opening = ["人の番号"], ["求人の番号", "会社", "職名", *(["種類"] if has_kinds else [])]
    heads = [
        *(opening if by_opening else person),
        "順位",
        *(person if by_opening else opening),
        *("点数", "本人の希望の点", "仕事の求めの点", "理由", "未確認"),
        *(["注目の割合（％）"] if has_shares else []),
        *(["満たさない条件"] if with_excluded else []),
    ]
    rows = [
        _row(
            pair,
            by_opening=by_opening,
            has_kinds=has_kinds,
            has_shares=has_shares,
            with_excluded=with_excluded,
        )
        for pair in (*pairs, *behind)
    ]
    return Table("照合の結果", heads, rows)


def _row(
    pair: Pair,
    *,
    by_opening: bool,
    has_kinds: bool,
    has_shares: bool,
    with_excluded: bool,
) -> list[Cell]:
    is_found = not pair.exclusions
    person: list[Cell] = [pair.seeker.id]
    opening: list[Cell] = [pair.listed.opening.id, pair.listed.company, pair.listed.title]
    if has_kinds:
        opening.append(KIND_NAMES[pair.listed.opening.kind or Kind.JOB])
    points: list[Cell] = [sum(pair.sides), *pair.sides] if is_found else [None, None, None]
    share = f"{pair.share * 100:.1f}" if pair.share is not None else None
    return [
        *(opening if by_opening else person),
        pair.rank if is_found else None,
        *(person if by_opening else opening),
        *points,
        pair.reasons(),
        pair.unknown(),
        *([share] if has_shares else []),
        *([pair.why_not()] if with_excluded else []),
    ]


def printed(pairs: Iterable[Pair], *, by_opening: bool) -> Iterator[str]:
    """The answer for the terminal: who was asked about, and the best under them."""
    last = None
    for pair in pairs:
        listed = pair.listed
        name = "　".join(filter(None, (listed.opening.id, listed.company, listed.title)))
        head, other = (name, pair.seeker.id) if by_opening else (pair.seeker.id, name)
        if head != last:
            yield head
            last = head
        if pair.exclusions:
            yield f"  －　{other}　{pair.why_not()}"
            continue
        person, work = pair.sides
        yield f"  {pair.rank}　{other}　{person + work}点（本人の希望 {person}点、仕事の求め {work}点）"
        yield f"      {pair.reasons()}" + (f"　未確認：{pair.unknown()}" if pair.unknown() else "")
