"""Benefits in a scheme: prices by date, one home for what contradicts itself, each with its line."""

from datetime import date

import pytest

from bansou.schemes.reader import SchemeProblems, read_scheme, template

KEY = 'key = "training_stipend"\n'


def changed(old: str, new: str) -> str:
    """Tomakomai's scheme with one passage written otherwise."""
    text = template("tomakomai")
    assert old in text
    return text.replace(old, new, 1)


def problem(text: str) -> str:
    with pytest.raises(SchemeProblems) as refused:
        read_scheme(text, "tomakomai.toml")
    (found,) = refused.value.problems
    assert found.line is not None
    return str(found)


def test_has_no_price_where_the_office_published_none() -> None:
    scheme = read_scheme(template("tomakomai"), "tomakomai.toml")

    assert [b.key for b in scheme.benefits] == ["training_stipend", "trial_stipend"]
    assert {b.price_on(date(2021, 6, 1)) for b in scheme.benefits} == {None}
    assert [b.part_label for b in scheme.benefits] == ["受講", "職場体験"]


def test_gives_the_price_of_each_day() -> None:
    prices = (
        "prices = [{ yen = 1000, valid_from = 2021-04-01, valid_to = 2021-09-30 },"
        " { yen = 1200, valid_from = 2021-10-01 }]\n"
    )

    scheme = read_scheme(changed(KEY, KEY + prices), "tomakomai.toml")

    benefit = scheme.benefit("training_stipend")
    assert benefit is not None
    days = (date(2021, 3, 31), date(2021, 4, 1), date(2021, 9, 30), date(2021, 10, 1))
    assert [benefit.price_on(day) for day in days] == [None, 1000, 1000, 1200]


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (
            "prices = [{ yen = 1, valid_to = 2021-09-30 }, { yen = 2, valid_from = 2021-09-30 }]",
            "前の単価と期間が重なっています",
        ),
        (
            "prices = [{ yen = 1, valid_from = 2021-10-01, valid_to = 2021-09-30 }]",
            "終わりの日が始まりの日より前です",
        ),
        ("prices = [{ yen = 0 }]", "1以上の数を書いてください"),
        ("needs_receipt = true", "needs_receiptは交通費（travel）だけに書けます"),
        ("ceiling_dya = 800", "「ceiling_day」ではありませんか"),
    ],
)
def test_names_the_line_of_what_is_wrong(added: str, said: str) -> None:
    text = changed(KEY, f"{KEY}{added}\n")
    line = text[: text.index(added)].count("\n") + 1

    found = problem(text)

    assert said in found
    assert found.startswith(f"{line}行目")


def test_knows_the_benefits_that_exclude_each_other() -> None:
    assert "「trial」という別の給付がbenefitsにありません" in problem(
        changed('not_with = ["trial_stipend"]', 'not_with = ["trial"]')
    )


def test_pays_a_stipend_for_days_of_training_or_experience_only() -> None:
    text = changed('part = "training"\n', 'part = "other"\n')

    assert "partをtrainingかexperienceにしてください" in problem(text)
