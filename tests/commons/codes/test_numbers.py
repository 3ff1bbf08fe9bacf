"""団体コード and 法人番号 are read, completed and checked."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from bansou.commons.codes import corporate_number, lg_code
from bansou.commons.codes.corporate_number import of_local_government, parse_corporate_number
from bansou.commons.codes.digits import WrongNumber
from bansou.commons.codes.lg_code import complete, parse_lg_code
from bansou.commons.organisations.models import Organisation
from tests.bodies import somebody_acts


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("01000", "010006"),
        ("01213", "012131"),
        ("13101", "131016"),
        ("14000", "140007"),
        ("28100", "281000"),
        ("40100", "401005"),
        ("22138", "221384"),
        ("47382", "473821"),
    ],
)
def test_completes_a_code_with_its_check_digit(body: str, code: str) -> None:
    assert complete(body) == code
    assert parse_lg_code(body) == parse_lg_code(code) == code


@pytest.mark.parametrize("text", ["012131", "０１２１３１", " 01213-1 ", "01 2131", "01213"])
def test_reads_a_code_however_it_is_typed(text: str) -> None:
    assert parse_lg_code(text) == "012131"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("7000012050002", "7000012050002"),
        ("8000012010038", "8000-0120-10038"),
        ("8000020130001", "８００００２０１３０００１"),
        ("3000020141003", "T3000020141003"),
        ("9000020281000", "Ｔ9000020281000 "),
    ],
)
def test_reads_a_corporate_number_however_it_is_typed(number: str, text: str) -> None:
    assert parse_corporate_number(text) == number


@pytest.mark.parametrize(
    ("code", "number"),
    [("130001", "8000020130001"), ("141003", "3000020141003"), ("281000", "9000020281000")],
)
def test_knows_the_corporate_number_of_a_local_government(code: str, number: str) -> None:
    assert of_local_government(code) == number
    assert parse_corporate_number(number) == number


@pytest.mark.parametrize(
    ("read", "text", "problem", "sentence"),
    [
        (
            parse_corporate_number,
            "800002013000",
            "wrong_length",
            "13けたで入れてください。いまは12けたです。",
        ),
        (
            parse_corporate_number,
            "80000201300011",
            "wrong_length",
            "13けたで入れてください。いまは14けたです。",
        ),
        (parse_corporate_number, " ", "missing_number", "13けたの番号を入れてください。"),
        (
            parse_corporate_number,
            "8000020130O01",
            "wrong_number",
            "数字だけで入れてください。",
        ),
        (
            parse_corporate_number,
            "8000020130010",
            "wrong_corporate_number",
            (
                "「8000020130010」は法人番号ではありません。"
                "国税庁の法人番号公表サイトの13けたと見くらべてください。"
            ),
        ),
        (parse_lg_code, "0121", "wrong_length", "6けたで入れてください。いまは4けたです。"),
        (parse_lg_code, "苫小牧市", "wrong_number", "数字だけで入れてください。"),
        (
            parse_lg_code,
            "012132",
            "wrong_lg_code",
            (
                "「012132」は団体コードではありません。"
                "全国地方公共団体コードの6けたを、もう一度見くらべてください。"
            ),
        ),
    ],
)
def test_refuses_a_wrong_number_and_says_what_to_do(
    read: Callable[[str], str], text: str, problem: str, sentence: str
) -> None:
    with pytest.raises(WrongNumber) as refused:
        read(text)

    assert refused.value.code == f"commons.{problem}"
    assert str(refused.value) == sentence


@given(st.integers(0, 10**12 - 1), st.integers(0, 12), st.integers(1, 9))
def test_notices_every_mistyped_digit_of_a_corporate_number(
    body: int, place: int, shift: int
) -> None:
    digits = f"{body:012}"
    number = corporate_number.check_digit(digits) + digits
    mistyped = f"{number[:place]}{(int(number[place]) + shift) % 10}{number[place + 1 :]}"
    # Nine is the modulus: 0 and 9 cannot be told apart in the twelve digits.
    is_told_apart = {number[place], mistyped[place]} != {"0", "9"}

    assert parse_corporate_number(number) == number
    if is_told_apart:
        with pytest.raises(corporate_number.WrongCorporateNumber):
            parse_corporate_number(mistyped)


def test_refuses_a_body_of_the_wrong_length() -> None:
    with pytest.raises(ValueError, match="twelve digits"):
        corporate_number.check_digit("1" * 13)


@given(st.integers(0, 99_999))
def test_reads_what_it_has_completed(body: int) -> None:
    code = lg_code.complete(f"{body:05}")

    assert len(code) == lg_code.LENGTH
    assert parse_lg_code(code) == code


def accepted(column: str, value: str) -> bool:
    """Tell whether the database takes the value for a code of an organisation."""
    body = Organisation(name="市", kind="partner", **{column: value})
    try:
        with somebody_acts(), transaction.atomic():
            body.save(force_insert=True)
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


@pytest.mark.django_db
@given(
    body=st.from_regex(r"[0-9]{5}", fullmatch=True),
    last=st.from_regex(r"[0-9]", fullmatch=True),
)
@settings(max_examples=60, deadline=None)
def test_the_database_takes_the_codes_that_we_take_and_no_others(body: str, last: str) -> None:
    assert accepted("lg_code", complete(body))
    assert accepted("lg_code", body + last) is (complete(body) == body + last)


@pytest.mark.django_db
@given(body=st.from_regex(r"[0-9]{12}", fullmatch=True), first=st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_the_database_takes_the_corporate_numbers_that_we_take(body: str, first: int) -> None:
    right = corporate_number.check_digit(body)

    assert accepted("corporate_number", right + body)
    assert accepted("corporate_number", f"{first}{body}") is (right == str(first))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value", "is_one"),
    [
        ("lg_code", "", True),
        ("lg_code", "01213", False),
        ("lg_code", "０１２１３１", False),
        ("lg_code", "01213a", False),
        ("lg_code", "      ", False),
        ("corporate_number", "", True),
        ("corporate_number", "123456789012", False),
        ("corporate_number", "T123456789012", False),
    ],
)
def test_the_database_takes_nothing_that_is_not_made_of_digits(
    column: str, value: str, is_one: bool
) -> None:
    assert accepted(column, value) is is_one
