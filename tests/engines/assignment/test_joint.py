"""Caps over several places, and couples: as few passed over as can be, held against every result."""

import random
from collections.abc import Mapping
from itertools import product

import pytest

from bansou.engines.assignment import (
    Joint,
    JointMistake,
    Party,
    Region,
    assign,
    assign_joint,
    blocking_pairs,
    blocking_wishes,
    impossible,
    why_not,
)

PLACES = ("a", "b", "c")


def made_up(chance: random.Random, *, couples: int, regions: bool) -> Joint:
    people = [f"p{number}" for number in range(chance.randint(1, 4) + 2 * couples)]
    pairs = [(one, other) for one in PLACES for other in PLACES]
    together = [
        Party((people[2 * it], people[2 * it + 1]), tuple(chance.sample(pairs, 3)))
        for it in range(couples)
    ]
    alone = [
        Party((who,), tuple((it,) for it in chance.sample(PLACES, chance.randint(0, 3))))
        for who in people[2 * couples :]
    ]
    caps = {"north": Region(frozenset("ab"), chance.randint(0, 3))} if regions else {}
    if regions and chance.random() < 0.5:
        caps["coast"] = Region(frozenset("bc"), chance.randint(0, 3))
    return Joint(
        parties=[*together, *alone],
        places={place: chance.randint(0, 2) for place in PLACES},
        lines={
            place: {who: (at, who) for at, who in enumerate(chance.sample(people, len(people)))}
            for place in PLACES
        },
        regions=caps,
    )


def cost_of(joint: Joint, got: Mapping[str, str | None]) -> tuple[int, int]:
    """Blocking wishes, and ranks in all; what nobody gets counts as the rank after the last."""
    ranks = 0
    for party in joint.parties:
        at = tuple(got[who] for who in party.members)
        rank = party.wishes.index(at) if at in party.wishes else len(party.wishes)
        ranks += rank * len(party.members)
    return len(blocking_wishes(joint, got)), ranks


def best_of_all(joint: Joint) -> tuple[int, int]:
    costs = []
    for chosen in product(*([*it.wishes, (None,) * len(it.members)] for it in joint.parties)):
        got = {
            who: place
            for party, wish in zip(joint.parties, chosen, strict=True)
            for who, place in zip(party.members, wish, strict=True)
        }
        if not list(impossible(joint, got)):
            costs.append(cost_of(joint, got))
    return min(costs)


@pytest.mark.parametrize(("couples", "regions"), [(0, True), (1, False), (1, True), (2, True)])
def test_leaves_as_few_passed_over_as_the_best_of_all_results(couples: int, regions: bool) -> None:
    chance = random.Random(couples * 2 + regions)  # noqa: S311
    for _ in range(40):
        joint = made_up(chance, couples=couples, regions=regions)

        result = assign_joint(joint)

        assert result.is_proven
        assert list(impossible(joint, result.got)) == []
        assert result.blocking == blocking_wishes(joint, result.got)
        assert cost_of(joint, result.got) == best_of_all(joint)


def test_is_deferred_acceptance_where_nobody_goes_together_and_nothing_is_capped() -> None:
    chance = random.Random(7)  # noqa: S311
    for _ in range(40):
        joint = made_up(chance, couples=0, regions=False)
        wishes = {it.members[0]: [place for (place,) in it.wishes] for it in joint.parties}

        result = assign_joint(joint)

        assert result.got == assign(wishes, joint.places, joint.lines)
        anything = dict.fromkeys(wishes)
        assert {(it.members[0], wish[0]) for it, wish in blocking_wishes(joint, anything)} == set(
            blocking_pairs(wishes, joint.places, joint.lines, anything)
        )


def _line(*people: str) -> dict[str, tuple[int, str]]:
    return {who: (at, who) for at, who in enumerate(people)}


def test_says_whose_seats_or_which_cap_stood_in_the_way() -> None:
    joint = Joint(
        parties=[
            Party(("佐藤",), (("港",), ("駅",))),
            Party(("鈴木",), (("港",), ("駅",))),
            Party(("田中", "高橋"), (("駅", "駅"), ("山", "山"))),
        ],
        places={"港": 1, "駅": 2, "山": 2},
        lines=dict.fromkeys(("港", "駅", "山"), _line("佐藤", "鈴木", "田中", "高橋")),
        regions={"市街": Region(frozenset({"港", "駅"}), 1)},
    )

    result = assign_joint(joint)

    assert (result.got, result.blocking) == (
        {"佐藤": "港", "鈴木": None, "田中": "山", "高橋": "山"},
        (),
    )
    assert why_not(joint, result, "佐藤") == []
    assert why_not(joint, result, "鈴木") == [
        "第1希望の「港」は、「港」の1席が、順番が先の人で埋まりました。",
        "第2希望の「駅」は、「市街」全体の上限（1人）に達しています。",
    ]
    assert why_not(joint, result, "高橋") == [
        "第1希望の「駅」と「駅」は、「市街」全体の上限（1人）に達しています。"
    ]


def test_does_not_blame_others_for_seats_that_never_were_enough() -> None:
    couple = Party(("田中", "高橋"), (("駅", "駅"), ("港", "港"), ("山", "山"), ("里", "里")))
    joint = Joint(
        parties=[Party(("佐藤",), (("港",),)), couple],
        places={"駅": 1, "港": 2, "山": 2, "里": 2},
        lines=dict.fromkeys(("駅", "港", "山", "里"), _line("佐藤", "田中", "高橋")),
        regions={"山地": Region(frozenset({"山"}), 1)},
    )

    result = assign_joint(joint)

    assert why_not(joint, result, "田中") == [
        "第1希望の「駅」と「駅」は、「駅」が1席で、2人には席が足りません。",
        "第2希望の「港」と「港」は、「港」の2席のうち1席が、順番が先の人で埋まり、2人には席が足りません。",
        "第3希望の「山」と「山」は、「山地」全体の上限（1人）まで、2人分は残っていません。",
    ]


def test_says_that_nothing_was_found_instead_of_giving_out_nothing() -> None:
    joint = made_up(random.Random(3), couples=2, regions=True)  # noqa: S311

    with pytest.raises(JointMistake, match="so little effort"):
        assign_joint(joint, effort=0.0)


def test_says_who_is_passed_over_where_every_result_passes_somebody_over() -> None:
    # Two places under one cap whose lines are each other's reverse (Kamada and Kojima 2015).
    joint = Joint(
        parties=[Party(("p",), (("a",), ("b",))), Party(("q",), (("b",), ("a",)))],
        places={"a": 1, "b": 1},
        lines={"a": _line("q", "p"), "b": _line("p", "q")},
        regions={"north": Region(frozenset("ab"), 1)},
    )

    result = assign_joint(joint)

    assert (result.is_proven, len(result.blocking)) == (True, 1)
    ((party, _wish),) = result.blocking
    assert any("移る余地があります" in said for said in why_not(joint, result, party.members[0]))


MISTAKES = {
    "p: in two parties, or twice in one": {"parties": [Party(("p", "p"), ())]},
    "a: fewer seats than none": {"places": {"a": -1}},
    "a: two people stand alike": {"lines": {"a": {"p": (1, "x"), "q": (1, "x")}}},
    "north: a cap below nothing, or over a place that is not there": {
        "regions": {"north": Region(frozenset("z"), 1)}
    },
    "p: one wish twice": {"parties": [Party(("p",), (("a",), ("a",)))]},
    "p: a wish that does not name a place for each member": {"parties": [Party(("p",), (("z",),))]},
    "q: stands nowhere at a": {"parties": [Party(("q",), (("a",),))]},
}


@pytest.mark.parametrize("said", MISTAKES)
def test_names_what_cannot_be_and_whose_it_is(said: str) -> None:
    right = {
        "parties": [Party(("p",), (("a",),))],
        "places": {"a": 1},
        "lines": {"a": _line("p")},
    }

    with pytest.raises(JointMistake) as refused:
        assign_joint(Joint(**(right | MISTAKES[said])))  # type: ignore[arg-type]

    assert str(refused.value) == said
