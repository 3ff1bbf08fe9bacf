"""Which case numbers somebody means by what they type."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansou.people.cases.rules import pattern_of_number, pattern_of_whole_number


def means(asked: str, number: str) -> bool:
    return bool(re.search(pattern_of_number(asked), number, re.IGNORECASE))


@pytest.mark.parametrize(
    "asked",
    [
        "T8-00011",
        "t8-11",
        "Ｔ８－１１",
        "ｔ８ー１１",
        "T8−011",
        "t8‐11",
        " t8 11 ",
        "8-11",
        "11",
        "000011",
    ],
)
def test_finds_a_number_however_it_is_typed(asked: str) -> None:
    assert means(asked, "T8-00011")


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("t8-11", "T8-00110"),
        ("t8-11", "T8-00211"),
        ("t8-11", "T18-00011"),
        ("8-11", "T18-00011"),
        ("t8-1", "T8-00011"),
        ("t8-0", "T8-00011"),
        ("k8-11", "T8-00011"),
        ("t8.11", "T8-00011"),
        ("t811", "T8-00011"),
    ],
)
def test_takes_no_other_number_for_it(asked: str, number: str) -> None:
    assert not means(asked, number)


@given(
    letters=st.text("TKR", max_size=2),
    year=st.integers(1, 2030),
    running=st.integers(0, 99_999),
    zeros=st.integers(0, 6),
)
def test_finds_by_any_number_of_zeros(letters: str, year: int, running: int, zeros: int) -> None:
    assert means(f"{letters.lower()}{year}-{running:0{zeros}d}", f"{letters}{year}-{running:05d}")


@given(st.text(max_size=40))
def test_reads_whatever_is_typed(asked: str) -> None:
    assert re.compile(pattern_of_number(asked))


@pytest.mark.parametrize("asked", ["t8-11", "Ｔ８　１１", "T8-00011"])
def test_means_the_whole_number_where_one_case_is_named(asked: str) -> None:
    pattern = re.compile(pattern_of_whole_number(asked), re.IGNORECASE)

    assert pattern.search("T8-00011")
    assert not pattern.search("XT8-00011")
    assert not pattern.search("T8-00011-2")
