"""Whose tokens are the same, and who is one by what was confirmed of pairs."""

from datetime import date

from bansou.evidence.joint.rules import gathered, twins

BORN = date(1975, 3, 2)


def test_pairs_those_with_one_reading_and_birthday() -> None:
    agreed = {
        "c": ("サトウ　ケンジ", BORN),
        "a": ("さとう けんじ", BORN),
        "b": ("サトウ ケンジ", date(1976, 3, 2)),
        "d": ("サトウ ケンイチ", BORN),
    }

    assert twins(agreed) == [("a", "c")]


def test_pairs_each_of_three_with_each() -> None:
    agreed = dict.fromkeys("abc", ("サトウ ケンジ", BORN))

    assert twins(agreed) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_takes_three_for_one_by_two_pairs() -> None:
    for pairs in ([("a", "b"), ("b", "c")], [("a", "c"), ("b", "c")], [("a", "b"), ("a", "c")]):
        assert len(set(gathered(pairs).values())) == 1, pairs


def test_keeps_apart_who_is_not_joined() -> None:
    assert len(set(gathered([("a", "b"), ("c", "d")]).values())) == 2
    assert gathered([]) == {}
