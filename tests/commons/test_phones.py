"""Telephone numbers in the spellings that people use, and what is none."""

import pytest

from bansou.commons.phones import (
    IncompletePhone,
    UnreadablePhone,
    digits,
    refuse_what_is_no_phone,
)


@pytest.mark.parametrize(
    "text",
    [
        "090-0000-0134",
        "09000000134",
        "０９０－００００－０１３４",
        "090ー0000ー0134",
        "090 0000 0134",
        "090　0000　0134",
        "0144-00-0000",
        "0144(00)0000",
        "（０１４４）００−００００",
        "050-0000-0000",
        "0120-000-000",
        "0800.000.0000",
        "+81 90-0000-0134",
    ],
)
def test_takes_the_spellings_of_a_number(text: str) -> None:
    refuse_what_is_no_phone(text)


@pytest.mark.parametrize(
    "text", ["なし", "090-0000-O134", "090-0000-0134（母）", "kudo@example.jp", "-"]
)
def test_refuses_letters(text: str) -> None:
    with pytest.raises(UnreadablePhone, match="数字とハイフンだけで入れてください。例"):
        refuse_what_is_no_phone(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [("00-0000", 6), ("090-0000-01345", 12), ("1440000000", 10), ("+8190", 4)],
)
def test_refuses_what_is_not_one_whole_number(text: str, count: int) -> None:
    with pytest.raises(IncompletePhone, match=f"いまは{count}けたです。"):
        refuse_what_is_no_phone(text)


def test_gives_the_digits_alone() -> None:
    assert digits("０９０－００００－０１３４") == "09000000134"
