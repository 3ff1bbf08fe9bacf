"""Drawing up a case sheet: figures frozen, texts kept, the same for ever."""

from decimal import Decimal

import pytest

from bansou.evidence.indicators.actions import set_target
from bansou.evidence.indicators.models import Measure
from bansou.grants.casebook.actions import draw_up_sheet
from bansou.grants.casebook.pdf import LetterNotPrintable, TextTooLong, pdf_of
from bansou.grants.casebook.queries import latest_sheet, sheet_of, sheets_of
from bansou.grants.models import CaseSheet
from bansou.people.steps.actions import withdraw_step
from bansou.programmes.actions import revise_scheme, set_budget_line
from bansou.schemes.reader import template
from tests.evidence.programme import LAST_DAY, NOON, SUPPORTED, Year, start_year, support

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(db: None) -> Year:
    """A programme of 2021 with one person supported, a target and a budget."""
    year = start_year()
    with year.at_work():
        support(year, "佐藤 一郎")
        set_budget_line(programme=year.programme, label="交付金対象事業費", yen=8_500_000)
        set_target(
            programme=year.programme, indicator=SUPPORTED, value=Decimal(20), decided_on=LAST_DAY
        )
    return year


def draw_up(year: Year) -> CaseSheet:
    return draw_up_sheet(programme=year.programme, by=year.actor, as_of=LAST_DAY, at=NOON)


def revise(year: Year, old: str, new: str) -> None:
    text = template("tomakomai")
    assert old in text
    revise_scheme(
        programme=year.programme,
        text=text.replace(old, new),
        valid_from=year.programme.starts_on,
        at=NOON,
    )


def test_lays_texts_cost_and_figures_together(year: Year) -> None:
    with year.at_work():
        sheet = sheet_of(draw_up(year))

    assert sheet.eligible_cost == "8,500千円"
    assert [row.pair for row in sheet.kpi] == ["20 【1】", "― 【0】", "― 【0】"]
    assert sheet.year_line.startswith("令和3年度 交付決定事業")
    assert (sheet.foot.author, sheet.foot.data_as_of) == ("苫小牧市", LAST_DAY)
    assert sheet.foot.definition_version == "1"


def test_names_the_frozen_figure_behind_each_of_its_figures(year: Year) -> None:
    with year.at_work():
        drawn_up = draw_up(year)
        frozen = [Measure.objects.get(pk=key) for key in drawn_up.measures]

    assert [measure.value for measure in frozen] == ["1", "0", "0"]
    assert [measure.label for measure in frozen] == [row.label for row in sheet_of(drawn_up).kpi]


def test_is_printed_the_same_whatever_happens_later(year: Year) -> None:
    with year.at_work():
        drawn_up = draw_up(year)
        before = pdf_of(sheet_of(drawn_up))
        case = support(year, "鈴木 二郎")
        withdraw_step(step=case.steps.get(), at=NOON, because="誤り")
        set_budget_line(programme=year.programme, label="交付金対象事業費", yen=1)
        revise(year, "切れ目ない一体的な", "切れ目のない")
        kept = CaseSheet.objects.get(pk=drawn_up.pk)

    assert pdf_of(sheet_of(kept)) == before


def test_drawing_it_up_again_makes_a_new_one(year: Year) -> None:
    with year.at_work():
        first = draw_up(year)
        revise(year, "切れ目ない一体的な", "切れ目のない")
        second = draw_up(year)

        assert (first.number, second.number) == (1, 2)
        assert latest_sheet(year.programme) == second
        assert list(sheets_of(year.actor.sees)) == [second, first]
    assert "切れ目のない" in sheet_of(second).catch
    assert sheet_of(second).foot.definition_version == "2"
    assert sheet_of(first).catch != sheet_of(second).catch


@pytest.mark.parametrize(
    ("old", "new", "refusal", "words"),
    [
        (
            "求人を開拓する。",
            "求人を開拓する。" * 99,
            TextTooLong,
            "「\\(4\\) 受入れ企業の開拓」が、8ポイントでも",
        ),
        (
            "雇用のミスマッチ",
            "雇用のミスマッチ\\U0001F680",
            LetterNotPrintable,
            "印刷用の書体にない文字",
        ),
    ],
)
def test_refuses_what_cannot_be_printed_and_freezes_nothing(
    year: Year, old: str, new: str, refusal: type[Exception], words: str
) -> None:
    with year.at_work():
        revise(year, old, new)
        with pytest.raises(refusal, match=words):
            draw_up(year)

        assert not Measure.objects.exists()
        assert not CaseSheet.objects.exists()
