"""The receipt of an assignment: all that it was computed from, and the result, to be rechecked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from bansou.engines.assignment.deferred import Lines, assign, blocking_pairs
from bansou.engines.assignment.lottery import digest_of, lot_of, lots

#: The rule by which a receipt was computed; another rule gets another name.
RULE = "deferred-acceptance-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an assignment was computed from, and what came out.

    :ivar seed: the published text of which the lots were drawn
    :ivar places: place → seats
    :ivar wishes: person → places in their order
    :ivar first_groups: place → person → group; a smaller group goes first there, 0 where not said
    :ivar result: person → place, None for who got none
    :ivar digest: what was published of the seed before anybody wished; "" on receipts of before
    """

    seed: str
    places: Mapping[str, int]
    wishes: Mapping[str, Sequence[str]]
    first_groups: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    result: Mapping[str, str | None] = field(default_factory=dict)
    rule: str = RULE
    digest: str = ""

    @property
    def digest_of_seed(self) -> str:
        """What must have been published of the seed."""
        return digest_of(self.seed)

    @property
    def is_pledged(self) -> bool:
        """Whether the seed is the one whose digest was published before."""
        return self.digest == self.digest_of_seed

    def as_json(self) -> dict[str, Any]:
        """The receipt as plain values, people and places in order."""
        return {
            "rule": self.rule,
            "seed": self.seed,
            "digest": self.digest,
            "places": dict(sorted(self.places.items())),
            "wishes": {person: list(self.wishes[person]) for person in sorted(self.wishes)},
            "first_groups": {
                place: dict(sorted(groups.items()))
                for place, groups in sorted(self.first_groups.items())
            },
            "result": dict(sorted(self.result.items())),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read a receipt back.

        :raises KeyError: a part is missing
        """
        names = ("rule", "seed", "places", "wishes", "first_groups", "result")
        return cls(**{name: values[name] for name in names}, digest=values.get("digest", ""))


@dataclass(frozen=True, slots=True)
class Missed:
    """A wish that somebody did not get, and why.

    :ivar place: the place wished for
    :ivar seats: how many it has
    :ivar wished: how many people asked there in the end: those who got it and who wanted it more
        than what they got
    :ivar lot: where the person was drawn
    :ivar last_lot: where the last one who got in was drawn; None where it has no seat at all
    :ivar is_by_group: whether everybody who got in belongs to a group that goes first there
    """

    place: str
    seats: int
    wished: int
    lot: int
    last_lot: int | None
    is_by_group: bool


def draw(
    *,
    seed: str,
    places: Mapping[str, int],
    wishes: Mapping[str, Sequence[str]],
    first_groups: Mapping[str, Mapping[str, int]] | None = None,
    digest: str = "",
) -> Receipt:
    """Assign by wishes, groups and lots, and give the receipt.

    :raises ValueError: somebody wishes for a place that is not there, or twice for one
    """
    for person, wished in wishes.items():
        if not set(wished) <= set(places) or len(set(wished)) < len(wished):
            raise ValueError(f"the wishes of {person} are not places, each once")
    asked = Receipt(seed=seed, places=places, wishes=wishes, first_groups=first_groups or {})
    result = assign(wishes, places, _lines(asked))
    return Receipt(
        seed=seed,
        places=places,
        wishes=wishes,
        first_groups=first_groups or {},
        result=result,
        digest=digest,
    )


def recheck(receipt: Receipt) -> tuple[str, ...]:
    """Compute everything again from the receipt alone; the people whose result differs, if any.

    A receipt of another rule cannot be rechecked here, so everybody in it differs. Stability is
    asked apart from the algorithm, so that a mistake there would be seen as well.
    """
    if receipt.rule != RULE:
        return tuple(sorted(receipt.wishes))
    lines = _lines(receipt)
    anew = assign(receipt.wishes, receipt.places, lines)
    given = {person: receipt.result.get(person) for person in receipt.wishes}
    differing = {person for person in anew if anew[person] != given[person]}
    differing |= set(receipt.result) - set(receipt.wishes)
    if not differing:
        pairs = blocking_pairs(receipt.wishes, receipt.places, lines, given)
        differing = {person for person, _place in pairs}
    return tuple(sorted(differing))


def why_not_first(receipt: Receipt, person: str) -> tuple[Missed, ...]:
    """Why somebody did not get each wish that stands before what they got; nothing for a first one."""
    drawn = lots(receipt.seed, receipt.wishes)
    got, missed = receipt.result[person], []
    for place in receipt.wishes[person]:
        if place == got:
            break
        inside = [one for one, other in receipt.result.items() if other == place]
        groups = receipt.first_groups.get(place, {})
        missed.append(
            Missed(
                place=place,
                seats=receipt.places[place],
                wished=sum(_asked_at(receipt, one, place) for one in receipt.wishes),
                lot=drawn[person],
                last_lot=max((drawn[one] for one in inside), default=None),
                is_by_group=bool(inside)
                and all(groups.get(one, 0) < groups.get(person, 0) for one in inside),
            )
        )
    return tuple(missed)


def _asked_at(receipt: Receipt, person: str, place: str) -> bool:
    """Tell whether somebody asked at a place before they got where they are."""
    wished = list(receipt.wishes[person])
    got = receipt.result[person]
    reached = wished[: wished.index(got) + 1] if got is not None else wished
    return place in reached


def _lines(receipt: Receipt) -> Lines:
    """Where everybody stands at every place: by group first, then by lot."""
    lot = {person: lot_of(receipt.seed, person) for person in receipt.wishes}
    return {
        place: {
            person: (receipt.first_groups.get(place, {}).get(person, 0), lot[person])
            for person in receipt.wishes
        }
        for place in receipt.places
    }
