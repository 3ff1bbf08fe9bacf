"""Every address answers as the access table declares: a tenth of what `make proofs` asks."""

import random
from dataclasses import replace
from typing import Any

import pytest
from django.template import Context, Template
from playwright.sync_api import Browser

from proofs import injections, readings, unsent
from proofs.cells import chosen, fault_of, faults_among, is_declared
from proofs.injections import Eye, Found, Page, Round, look_at
from proofs.payloads import Deal, all_payloads
from proofs.racing import race
from proofs.stage import Answer, Stage, set_up


@pytest.fixture(scope="module")
def stage(own_database: None) -> Stage:
    """The town with somebody in every role at every body."""
    return set_up()


def test_answers_at_every_address_as_the_access_table_declares(stage: Stage) -> None:
    faults, kinds = faults_among(stage, chosen(stage)[::10])

    assert faults == []
    assert kinds["let in"] > 100
    assert kinds["refused"] > 1_000


def _withdrawn(cell: Any) -> Any:
    return replace(cell, ground=replace(cell.ground, state="withdrawn", to="body"))


def test_finds_whoever_is_let_in_without_a_line(stage: Stage) -> None:
    declared = (cell for cell in chosen(stage) if is_declared(cell) and cell.ground)
    pairs = ((cell, _withdrawn(cell)) for cell in declared)
    # Some roles are let in without any grant; of them a withdrawal changes nothing.
    cell, without = next(pair for pair in pairs if not is_declared(pair[1]))

    assert fault_of(cell, "let in", Answer(200)) == ""
    assert fault_of(without, "let in", Answer(200)).startswith("LET IN")


def test_leaves_exactly_one_line_in_the_log_whenever_something_sensitive_is_opened(
    stage: Stage,
) -> None:
    faults, made = readings.faults_among(stage, every=5)

    assert faults == []
    assert made > 5


def test_keeps_every_racing_edit_or_gives_it_back(stage: Stage) -> None:
    it = race(stage, 120)

    assert it.faults == []
    assert len(it.saved) + it.refused.total() == 120
    assert it.saved
    assert it.refused


def test_takes_every_note_of_a_visit_once_however_bad_the_line(stage: Stage) -> None:
    told, faults = unsent.faults_among(stage, 8)

    assert told == []
    assert set(faults) == {"dropped", "answer lost", "doubled", "killed", "none"}


def test_runs_nothing_that_was_sent_through_a_form(stage: Stage, browser: Browser) -> None:
    askers, found = injections.everybody(stage), Found()
    pages = injections.pages_of(stage, askers)[::16]
    places = injections.places_of(stage, pages)
    deal = Deal(all_payloads(), random.Random(1))  # noqa: S311

    seen = list(Round(stage, deal, found).play(places, pages))
    look_at(Eye(browser), seen, found)

    assert found.faults == {}
    assert len(found.through) > len(places) / 2
    assert len(found.payloads) > 20
    assert len(found.stored) > 6
    assert found.opened > 10
    assert len(found.shown) > 1


#: What a template must not do, and which families of texts it lets out.
_UNESCAPED = {
    "<p>{{ text|safe }}</p>": "markup",
    '<input value="{{ text|safe }}">': "attribute",
    '<a href="{{ text }}">x</a>': "address",
    "<script>const said = '{{ text|safe }}';</script>": "language",
    "<style>p { content: '{{ text|safe }}' }</style>": "style",
}
#: What leaves a text box; other markup is a text in it.
_OUT = "</textarea>"


@pytest.mark.parametrize(("template", "family"), _UNESCAPED.items())
def test_finds_a_template_that_does_not_escape(
    browser: Browser, template: str, family: str
) -> None:
    some = [it for it in all_payloads() if it.family == family and _OUT not in it.text][:12]
    pages = [_planted(template, it.text, number) for number, it in enumerate(some)]
    safe = [
        _planted(template.replace("|safe", ""), it.text, number) for number, it in enumerate(some)
    ]

    found, escaped = Found(), Found()
    look_at(Eye(browser), pages, found)
    if "|safe" in template and "<s" not in template:
        look_at(Eye(browser), safe, escaped)

    assert len(found.faults) > 2
    assert escaped.faults == {}


def test_finds_a_text_that_leaves_its_box(browser: Browser) -> None:
    out = [it for it in all_payloads() if it.text.startswith(_OUT)][:12]
    template = "<textarea>{{ text|safe }}</textarea>"
    pages = [_planted(template, it.text, number) for number, it in enumerate(out)]

    found = Found()
    look_at(Eye(browser), pages, found)

    assert len(found.faults) == len(out)


def test_tells_what_only_the_policy_stopped(browser: Browser) -> None:
    (one,) = [it for it in all_payloads() if it.text == "<script zq>zq(1)</script>"]
    page = _planted("<p>{{ text|safe }}</p>", one.text, 1)
    eye = Eye(browser, guarded=True)

    found = Found()
    look_at(eye, [page], found)

    assert found.blocked == 1
    assert found.faults == {"/planted/1/ by somebody": "script zq="}


def _planted(template: str, text: str, number: int) -> Page:
    """A page of a template that somebody wrote wrongly."""
    body = Template(f"<!doctype html><title>x</title>{template}").render(Context({"text": text}))
    headers = "Content-Type: text/html\nContent-Security-Policy: script-src 'self'"
    answer = Answer(200, "", headers, body.encode(), "text/html")
    return Page(f"/planted/{number}/", "somebody", answer)
