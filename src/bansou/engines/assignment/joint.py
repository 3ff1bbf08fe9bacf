"""Few people with places under a common cap, and couples who go together: values, and what stays unjust.

A party is one person, or several who wish together. It stays passed over where it would rather go
elsewhere and could: each of its members sits down on a free seat, or on that of somebody who stands
behind all of its members there, and no cap is exceeded (strong stability of Kamada and Kojima 2015, and
couples likewise). Such a party blocks. Under caps, or with couples, there may be no result without.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bansou.engines.assignment.deferred import Lines, Places

#: A place for each member of a party, in their order.
type Wish = tuple[str, ...]


class JointMistake(ValueError):
    """What is asked cannot be; nothing is given out from it.

    :ivar whose: the person, place or region; empty for all of it
    """

    def __init__(self, whose: str, what: str) -> None:
        self.whose = whose
        super().__init__(f"{whose}: {what}" if whose else what)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody, or people who go together, and what they wish for, the most wished for first."""

    members: tuple[str, ...]
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Places that take no more than so many people together."""

    places: frozenset[str]
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Who asks for what, and what there is.

    :ivar lines: place → person → where they stand there; the smaller goes first, no two alike
    """

    parties: Sequence[Party]
    places: Places
    lines: Lines
    regions: Mapping[str, Region] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class JointResult:
    """Who goes where, who is passed over all the same, and whether it is proven that nothing is better.

    :ivar got: person → place, None for nowhere
    :ivar blocking: the parties that could go where they would rather be, and where
    :ivar is_proven: no result has fewer blocking wishes, nor as few with better ranks in all
    """

    got: Mapping[str, str | None]
    blocking: tuple[tuple[Party, Wish], ...]
    is_proven: bool


def check_joint(joint: Joint) -> None:
    """Look all of it through.

    :raises JointMistake: what cannot be, and whose it is
    """
    people = [person for party in joint.parties for person in party.members]
    for person in people:
        if people.count(person) > 1:
            raise JointMistake(person, "in two parties, or twice in one")
    for place, seats in joint.places.items():
        if seats < 0:
            raise JointMistake(place, "fewer seats than none")
    for place, line in joint.lines.items():
        if len(set(line.values())) < len(line):
            raise JointMistake(place, "two people stand alike")
    for name, region in joint.regions.items():
        if region.most < 0 or not region.places <= set(joint.places):
            raise JointMistake(name, "a cap below nothing, or over a place that is not there")
    for party in joint.parties:
        _check_party(joint, party)


def _check_party(joint: Joint, party: Party) -> None:
    if not party.members:
        raise JointMistake("", "a party of nobody")
    first = party.members[0]
    if len(set(party.wishes)) < len(party.wishes):
        raise JointMistake(first, "one wish twice")
    for wish in party.wishes:
        if len(wish) != len(party.members) or not set(wish) <= set(joint.places):
            raise JointMistake(first, "a wish that does not name a place for each member")
        for person, place in zip(party.members, wish, strict=True):
            if person not in joint.lines.get(place, {}):
                raise JointMistake(person, f"stands nowhere at {place}")


def impossible(joint: Joint, got: Mapping[str, str | None]) -> Iterator[str]:
    """Yield what a result breaks: the place, region or person."""
    for place, seats in joint.places.items():
        if list(got.values()).count(place) > seats:
            yield place
    for name, region in joint.regions.items():
        if sum(place in region.places for place in got.values()) > region.most:
            yield name
    for party in joint.parties:
        at = tuple(got.get(person) for person in party.members)
        if at not in party.wishes and any(place is not None for place in at):
            yield party.members[0]


def blocking_wishes(joint: Joint, got: Mapping[str, str | None]) -> tuple[tuple[Party, Wish], ...]:
    """Every party that could go where it would rather be, and where; nothing for a stable result."""
    return tuple(
        (party, wish)
        for party in joint.parties
        for wish in missed(party, got)
        if not hindrances(joint, got, party, wish)
    )


def missed(party: Party, got: Mapping[str, str | None]) -> tuple[Wish, ...]:
    """The wishes of a party that stand before what it got."""
    at = tuple(got.get(person) for person in party.members)
    return party.wishes[: party.wishes.index(at)] if at in party.wishes else party.wishes


def hindrances(
    joint: Joint, got: Mapping[str, str | None], party: Party, wish: Wish
) -> tuple[str, ...]:
    """The places and regions that would be too full, once all who stand behind have made room."""
    after: dict[str, int] = {}
    for place in joint.places:
        others = [who for who, at in got.items() if at == place and who not in party.members]
        coming = [who for who, at in zip(party.members, wish, strict=True) if at == place]
        line = joint.lines.get(place, {})
        last = max((line[who] for who in coming), default=None)
        behind = sum(last is not None and line[who] > last for who in others)
        after[place] = len(others) + len(coming) - min(behind, len(coming))
    full = [place for place in dict.fromkeys(wish) if after[place] > joint.places[place]]
    over = [
        name
        for name, region in joint.regions.items()
        if region.places & set(wish) and sum(after[it] for it in region.places) > region.most
    ]
    return (*full, *over)


def why_not(joint: Joint, result: JointResult, person: str) -> list[str]:
    """Why somebody did not get the wishes that stand before what they got: a sentence for each."""
    party = next(it for it in joint.parties if person in it.members)
    return [_said(joint, result, party, wish) for wish in missed(party, result.got)]


def _said(joint: Joint, result: JointResult, party: Party, wish: Wish) -> str:
    rank, name = party.wishes.index(wish) + 1, "と".join(f"「{place}」" for place in wish)
    hindered = hindrances(joint, result.got, party, wish)
    if not hindered:
        return (
            f"第{rank}希望の{name}には移る余地がありますが、"
            "後回しになる人がこれより少ない割当は見つかりませんでした。"
        )
    if hindered[0] in joint.places:
        return f"第{rank}希望の{name}は、{_of_place(joint, result, party, wish, hindered[0])}"
    return f"第{rank}希望の{name}は、{_of_region(joint, result, party, wish, hindered[0])}"


def _of_place(joint: Joint, result: JointResult, party: Party, wish: Wish, place: str) -> str:
    """Why a place cannot take all of a party: none of it, or not enough, is left to them."""
    seats, line = joint.places[place], joint.lines[place]
    coming = [who for who, at in zip(party.members, wish, strict=True) if at == place]
    last = max(line[who] for who in coming)
    ahead = sum(
        at == place and who not in party.members and line[who] < last
        for who, at in result.got.items()
    )
    if seats == 0:
        return f"「{place}」に席がありません。"
    if len(coming) > seats:
        return f"「{place}」が{seats}席で、{len(coming)}人には席が足りません。"
    if ahead < seats:
        return (
            f"「{place}」の{seats}席のうち{ahead}席が、順番が先の人で埋まり、"
            f"{len(coming)}人には席が足りません。"
        )
    return f"「{place}」の{seats}席が、順番が先の人で埋まりました。"


def _of_region(joint: Joint, result: JointResult, party: Party, wish: Wish, name: str) -> str:
    """Why a cap keeps a party out: it is reached, or too low for as many as they are."""
    region = joint.regions[name]
    coming = sum(place in region.places for place in wish)
    others = sum(at in region.places and who not in party.members for who, at in result.got.items())
    if others >= region.most:
        return f"「{name}」全体の上限（{region.most}人）に達しています。"
    return f"「{name}」全体の上限（{region.most}人）まで、{coming}人分は残っていません。"
