"""The grant's menu as dated data: six headings, nine activities, and the groups it is for."""

from datetime import date, timedelta

import pytest

from bansou.schemes.menu import national_menu
from bansou.schemes.reader import SchemeProblems, read_scheme, template


def test_has_six_headings_and_nine_activities_in_the_grants_order() -> None:
    headings = national_menu().on(date(2021, 4, 1))

    assert len(headings) == 6
    assert sum(len(heading.items) for heading in headings) == 9
    assert headings[1].label == "伴走型支援の実施"
    assert headings[3].items[1].short == "居場所"


def test_names_every_activity_and_group_once() -> None:
    menu = national_menu()
    keys = [item.key for item in menu.items()] + [group.key for group in menu.target_groups]

    assert len(keys) == len(set(keys))


def test_leaves_out_a_heading_that_has_ended() -> None:
    menu = national_menu()
    last = date(2024, 3, 31)
    ended = menu.headings[0].model_copy(update={"valid_to": last})
    changed = menu.model_copy(update={"headings": (ended, *menu.headings[1:])})

    assert ended in changed.on(last)
    assert ended not in changed.on(last + timedelta(days=1))
    assert changed.item("survey.needs") is not None


def test_has_no_heading_before_the_grant() -> None:
    assert national_menu().on(date(2019, 4, 1)) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '["accompanying.consistent"]',
            '["accompanying.consistent", "cooking"]',
            "「cooking」はありません。survey.needs、",
        ),
        ('["unstable_employment", ', '["everybody", ', "「everybody」はありません。"),
    ],
)
def test_refuses_a_scheme_that_names_what_no_body_knows(old: str, new: str, said: str) -> None:
    text = template("tomakomai").replace(old, new)

    with pytest.raises(SchemeProblems) as found:
        read_scheme(text, "tomakomai.toml")

    (problem,) = found.value.problems
    assert said in str(problem)
    assert problem.line == next(n for n, row in enumerate(text.splitlines(), 1) if new in row)


def test_refuses_a_seventh_box() -> None:
    box = '\n[[sheet.boxes]]\ntitle = "もう1つ"\ntext = "文。"\n'

    with pytest.raises(SchemeProblems, match="6つまでにしてください。"):
        read_scheme(template("tomakomai") + box * 3, "tomakomai.toml")


def test_needs_no_menu_in_a_scheme() -> None:
    text = template("tomakomai").replace('menu = ["accompanying.consistent"]\n', "")

    assert read_scheme(text, "tomakomai.toml").sheet.menu == ()
