"""Editing what benefits pay: what is said as before stays letter for letter."""

from datetime import date
from difflib import ndiff

import pytest

from bansou.schemes import reader
from bansou.schemes.basis import followed
from bansou.schemes.benefits import Benefit, UnitPrice
from bansou.schemes.editing_benefits import BenefitEdit, with_benefits

APRIL, OCTOBER = date(2021, 4, 1), date(2021, 10, 1)
PRICE = UnitPrice(yen=1000, valid_from=APRIL)
LATER = UnitPrice(yen=1200, valid_from=OCTOBER)


def benefits_of(text: str) -> tuple[Benefit, ...]:
    return reader.read_scheme(text, "scheme.toml").benefits


def same(it: Benefit, **other: object) -> BenefitEdit:
    said = {name: getattr(it, name) for name in BenefitEdit.__slots__}
    return BenefitEdit(**{**said, **other})


@pytest.mark.parametrize("name", reader.template_names())
def test_saying_the_same_changes_no_letter(name: str) -> None:
    text = reader.template(name)

    assert with_benefits(text, [same(it) for it in benefits_of(text)]) == text


def test_adds_changes_and_ends_prices_where_they_stand() -> None:
    text = reader.template("tomakomai")
    _training, trial = benefits_of(text)

    priced = with_benefits(text, [same(trial, prices=[PRICE], ceiling_month=9000)])
    assert [line for line in ndiff(text.splitlines(), priced.splitlines()) if line[0] in "-+"] == [
        "+ prices = [{yen = 1000, valid_from = 2021-04-01}]",
        "+ ceiling_month = 9000",
    ]
    # Above the blank line and the remark that belong to the next table.
    assert 'not_with = ["training_stipend"]\nprices = [' in priced

    twice = with_benefits(priced, [same(trial, prices=followed([PRICE], LATER))])
    again = benefits_of(twice)[1]
    assert [again.price_on(day) for day in (date(2021, 9, 30), OCTOBER)] == [1000, 1200]
    assert again.ceiling_month is None
    rid = with_benefits(twice, [same(again, prices=[None, LATER])])
    assert benefits_of(rid)[1].prices == (LATER,)
    assert with_benefits(rid, [same(trial, prices=[None])]) == text


def test_writes_prices_as_tables_where_the_office_does() -> None:
    text = reader.template("tomakomai").replace(
        "# ほかから受けている給付。",
        "[[benefits.prices]]\nyen = 1000\nvalid_from = 2021-04-01\n\n# ほかから受けている給付。",
        1,
    )
    trial = benefits_of(text)[1]

    after = with_benefits(text, [same(trial, prices=followed(trial.prices, LATER))])

    assert after.count("[[benefits.prices]]") == 2
    assert benefits_of(after)[1].price_on(OCTOBER) == 1200
