"""Editing a scheme part by part: what is not touched stays letter for letter."""

from dataclasses import replace
from difflib import ndiff

import pytest

from bansou.schemes import reader
from bansou.schemes.editing import Edits, NewField, NewStage, StageEdit, edited
from bansou.schemes.shape import Scheme

NAMES = reader.template_names()


def scheme_of(text: str) -> Scheme:
    return reader.read_scheme(text, "scheme.toml")


def same(scheme: Scheme) -> Edits:
    """Edits that say what the scheme says."""
    return Edits(
        stages=[
            StageEdit(stage.key, stage.title, stage.short, stage.demand, place)
            for place, stage in enumerate(scheme.stages, 1)
        ],
    )


def changed(before: str, after: str) -> list[str]:
    lines = ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[:2] in ("- ", "+ ")]


@pytest.mark.parametrize("name", NAMES)
def test_saying_the_same_changes_no_letter(name: str) -> None:
    text = reader.template(name)

    assert edited(text, same(scheme_of(text))) == text


@pytest.mark.parametrize("name", NAMES)
def test_changes_the_lines_that_it_is_about_and_no_other(name: str) -> None:
    text = reader.template(name)
    edits = same(scheme_of(text))
    first, *rest = edits.stages

    after = edited(text, replace(edits, stages=[replace(first, short="みんな"), *rest]))

    assert changed(text, after) == [f'- short = "{first.short}"', '+ short = "みんな"']
    assert scheme_of(after).stages[0].short == "みんな"


def test_makes_a_required_stage_optional_and_sets_another_order() -> None:
    text = reader.template("tomakomai")
    edits = same(scheme_of(text))
    first, second, *rest = edits.stages

    after = scheme_of(
        edited(
            text,
            replace(
                edits,
                stages=[
                    replace(first, demand="on_request", place=2),
                    replace(second, place=1),
                    *rest,
                ],
            ),
        )
    )

    assert [stage.key for stage in after.stages][:2] == [second.key, first.key]
    assert after.stages[1].demand == "on_request"


@pytest.mark.parametrize("name", NAMES)
def test_adds_a_stage_and_a_field_that_the_reader_takes(name: str) -> None:
    text = reader.template(name)
    before = scheme_of(text)
    kind = before.acts[0].kind

    after = scheme_of(
        edited(
            text,
            replace(
                same(before),
                new_stage=NewStage("居場所に来る", "居場所", "as_needed", kind),
                new_field=NewField("通い方", "case", "choice", "", ("徒歩", "バス")),
            ),
        )
    )

    assert after.stages[-1].title == "居場所に来る"
    assert after.stages[-1].done_by is not None
    assert [choice.label for choice in after.fields[-1].choices] == ["徒歩", "バス"]
    assert len(after.stages) == len(before.stages) + 1
    assert len(after.fields) == len(before.fields) + 1
