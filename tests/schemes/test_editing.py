"""Editing a scheme part by part: what is not touched stays letter for letter."""

from dataclasses import replace
from difflib import ndiff

import pytest

from bansou.schemes import reader
from bansou.schemes.editing import Edits, FieldEdit, NewField, NewStage, StageEdit, edited
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
        fields=[
            FieldEdit(it.label, it.hint, it.required, tuple(c.label for c in it.choices))
            for it in scheme.fields
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


@pytest.fixture
def with_choices() -> str:
    """Tomakomai's scheme with a field of choices beside its own."""
    text = reader.template("tomakomai")
    new = NewField("通い方", "case", "choice", "", ("徒歩", "バス"))
    return edited(text, replace(same(scheme_of(text)), new_field=new))


def test_a_choice_called_otherwise_keeps_its_key_and_reads_its_former_name(
    with_choices: str,
) -> None:
    before = scheme_of(with_choices)
    edits = same(before)
    said = replace(
        edits.fields[-1], label="来る方法", required=True, choices=("歩き", "バス"), more=("電車",)
    )

    after = scheme_of(edited(with_choices, replace(edits, fields=[*edits.fields[:-1], said])))

    field = after.fields[-1]
    assert (field.label, field.required) == ("来る方法", True)
    assert [(c.key, c.label) for c in field.choices] == [
        ("choice_1", "歩き"),
        ("choice_2", "バス"),
        ("choice_3", "電車"),
    ]
    assert field.choices[0].spellings == ("徒歩",)
    assert after.fields[:-1] == before.fields[:-1]


def test_a_field_goes_and_the_others_stay(with_choices: str) -> None:
    before = scheme_of(with_choices)
    edits = same(before)
    *rest, last = edits.fields

    after = scheme_of(
        edited(with_choices, replace(edits, fields=[*rest, replace(last, is_gone=True)]))
    )

    assert after.fields == before.fields[:-1]


def test_the_only_field_goes() -> None:
    text = reader.template("kitakyushu")
    assert scheme_of(text).fields == ()
    one = edited(text, replace(same(scheme_of(text)), new_field=NewField("通い方", "case", "text")))

    none = edited(
        one, replace(same(scheme_of(one)), fields=[FieldEdit("通い方", "", False, is_gone=True)])
    )

    assert scheme_of(none) == scheme_of(text)
