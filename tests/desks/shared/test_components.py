"""Components say what they have to say in HTML, before any style."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import engines

from bansou.commons.errors import Refusal
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.parts import Chip, Link, Page, Standing, Step, Told
from tests.desks.shared.specimen import ROWS, STEPS, TODAY, TOLD, TYPED, Consultation


def draw(source: str, **values: Any) -> str:
    template = engines["django"].from_string("{% load bansou %}" + source)
    return " ".join(template.render({"today": TODAY, **values}).split())


@pytest.mark.parametrize(
    ("source", "value", "written"),
    [
        ("{% day v %}", date(2021, 11, 24), '<time datetime="2021-11-24">11/24（水）</time>'),
        (
            '{% day v "sentence" %}',
            date(2021, 11, 24),
            '<time datetime="2021-11-24">11月24日（水）</time>',
        ),
        ("{% day v %}", date(2022, 4, 1), '<time datetime="2022-04-01">令和4年4月1日</time>'),
        (
            '{% day v "paper" %}',
            date(2021, 11, 24),
            '<time datetime="2021-11-24">令和3年11月24日</time>',
        ),
        ("{% day v %}", None, "―"),
        (
            "{% moment v %}",
            datetime(2021, 11, 24, 2, tzinfo=UTC),
            '<time datetime="2021-11-24T11:00:00+09:00">11月24日（水）11:00</time>',
        ),
        (
            '{% moment v "clock" %}',
            datetime(2021, 11, 24, 2, 47, 8, tzinfo=UTC),
            '<time datetime="2021-11-24T11:47:08+09:00">11:47:08</time>',
        ),
        ("{% relative v %}", date(2021, 11, 19), '<time datetime="2021-11-19">5日前</time>'),
        ("{% due v %}", date(2021, 11, 24), '<time datetime="2021-11-24">11/24（水）</time>'),
        (
            "{% due v %}",
            date(2021, 10, 22),
            (
                '<span class="warned"><time datetime="2021-10-22">10/22（金）</time>'
                ' <span class="late-by">33日超過</span></span>'
            ),
        ),
        ("{{ v|count:'行' }}", 1284, "1,284行"),
        ("{{ v|count }}", None, "―"),
        ("{{ v|percent }}", None, "―"),
    ],
)
def test_writes_days_and_numbers(source: str, value: object, written: str) -> None:
    assert draw(source, v=value) == written


def test_writes_target_and_actual_and_a_missing_actual_as_missing() -> None:
    assert "280【68】" in draw('{% figure 280 68 "人" %}')
    assert "280【―】" in draw('{% figure 280 none "人" %}', none=None)


def test_breaks_headings_at_phrases_and_escapes_them() -> None:
    written = draw("{{ v|phrases }}", v="担当を<b>引き継ぎますか")

    assert "<wbr>" in written
    assert "<b>" not in written


def test_hides_icons_from_readers() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "lock" %}')


def test_marks_only_the_first_of_several_present_steps_as_current() -> None:
    written = draw('{% steps v "段階" %}', v=STEPS)

    assert written.count('aria-current="step"') == 1
    assert written.index('aria-current="step"') < written.index("(2) 資格等の")
    assert written.count("（進行中）") == 2
    assert "（まだ申し込めません）" in written


def test_never_shows_or_links_a_veiled_text() -> None:
    secret = Told(
        date(2021, 11, 12), "心理相談", "talk", text="秘密", url="/secret", veil="担当だけです。"
    )

    written = draw("{% timeline v %}", v=[secret])

    assert "秘密" not in written
    assert "/secret" not in written
    assert "担当だけです。" in written


def test_tells_the_newest_first_as_given() -> None:
    written = draw("{% timeline v 4 %}", v=TOLD)

    assert written.index("継続面談") < written.index("心理相談") < written.index("職場見学")
    assert written.count("<h4>") == len(TOLD)


@pytest.mark.parametrize(
    ("kind", "role"),
    [("info", "status"), ("good", "status"), ("warn", "status"), ("bad", "alert")],
)
def test_says_banners_aloud_by_kind(kind: str, role: str) -> None:
    written = draw("{% banner kind '記録しました' %}次へ<wbr>{% endbanner %}", kind=kind)

    assert f'role="{role}"' in written
    assert "次へ<wbr>" in written


def test_escapes_the_title_but_not_the_body_of_a_banner() -> None:
    written = draw("{% banner 'info' title %}<b>本文</b>{% endbanner %}", title="<i>")

    assert "<i>" not in written
    assert "<b>本文</b>" in written


@pytest.mark.parametrize(
    ("page", "words", "links"),
    [
        (Page(shown=50, total=128, first=1, next_url="?n"), "1–50件目／128件", ["次へ"]),
        (Page(shown=28, total=128, first=101, previous_url="?p"), "101–128件目／128件", ["前へ"]),
        (Page(shown=3), "3件", []),
    ],
)
def test_says_which_rows_a_page_shows(page: Page, words: str, links: list[str]) -> None:
    written = draw("{% pager v %}", v=page)

    assert words in written
    assert [word for word in ("前へ", "次へ") if word in written] == links


def test_says_rates_of_bars_in_words_too() -> None:
    written = draw('{% bars v "目標と実績" %}{% legend v %}', v=ROWS)

    assert "280【68】" in written
    assert "24.3％" in written
    assert "1,006.0％" in written
    assert "二重の切れ目" in written
    assert written.count('<svg class="bar" aria-hidden="true">') == len(ROWS) + 2
    assert "style=" not in written


def test_names_each_place_to_put_right_and_links_to_its_control() -> None:
    form = Consultation(TYPED | {"held_on_day": "", "way": ""})

    written = draw('{% error_summary form "まだ記録できません。" draft=True %}', form=form)

    assert "6か所を<wbr>直してください" in written
    assert 'href="#id_held_on_0"' in written
    assert 'href="#id_way_0"' in written
    assert 'href="#id_until_time"' in written
    assert "書いた内容は下書きに残っています。" in written


def test_has_no_summary_without_errors() -> None:
    assert draw("{% error_summary form %}", form=Consultation()) == ""


class SeatsTaken(Refusal):
    code = "support.seats_taken"
    message = "席がうまりました。別の回を選んでください。"


@pytest.mark.parametrize(("field", "at"), [("who", "who"), ("no_such_field", "__all__")])
def test_shows_a_refusal_at_its_field(field: str, at: str) -> None:
    form = Consultation(TYPED)

    form.add_refusal(SeatsTaken(field=field))

    assert "席がうまりました。別の回を選んでください。" in form.errors[at]


def test_joins_label_hint_control_and_error_for_readers() -> None:
    written = " ".join(str(Consultation(TYPED)).split())

    assert (
        '<label for="id_until_time">終わり <span class="required">※必須</span></label>' in written
    )
    assert '<span class="optional">任意</span>' in written
    assert 'aria-describedby="id_until_time_error"' in written
    assert '<fieldset class="field" aria-describedby="id_held_on_helptext">' in written
    assert " required" not in written.replace('class="required"', "")


class Filter(DeskForm):
    marks = False
    held_on = Consultation.base_fields["held_on"]


def test_puts_no_marks_into_a_form_that_filters() -> None:
    assert "必須" not in str(Filter())


def test_warns_before_what_is_final_by_putting_the_focus_on_stopping() -> None:
    source = '{% include "components/confirmation.html" with back_url="/b" %}'

    kept = draw(source, question="引き継ぎますか", verb="引き継ぐ")
    final = draw(source, question="消しますか", verb="消す", is_final=True)

    assert '<button class="button primary" autofocus>引き継ぐ</button>' in kept
    assert '<button class="button danger">消す</button>' in final
    assert "data-closes autofocus>やめる" in final


def test_shows_a_step_with_all_it_knows() -> None:
    step = Step("(1) 相談", Standing.OPEN, "1", Chip("必須", "key"), "まだ", "/steps/1/")

    written = draw('{% steps v "段階" %}', v=[step])

    assert 'href="/steps/1/"' in written
    assert '<span class="chip key">必須</span>' in written


def test_ends_the_breadcrumb_with_this_page() -> None:
    written = draw("{% breadcrumb a b %}", a=Link("担当ケース", "/c/"), b=Link("三浦 和彦"))

    assert '<a href="/c/">担当ケース</a>' in written
    assert '<span aria-current="page">三浦 和彦</span>' in written
