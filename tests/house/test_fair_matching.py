"""Nobody is matched by who they are: what law forbids to judge by has no place in the types."""

import ast
import dataclasses
from pathlib import Path

import bansou.engines.matching as matching
from bansou.desks.management.pairs.lists import HOPES, PACES, SKILLS, WORKPLACES

#: Also what tells who somebody is: nothing of a person's identity goes into the engine.
_PROTECTED = (
    *("age", "birth", "born", "sex", "gender", "male", "female", "nationality", "race", "family"),
    *("marital", "married", "child", "children", "spouse", "religion", "creed", "origin"),
    *("disability", "disease", "diagnosis", "person", "kana", "address", "phone"),
)


def test_no_protected_trait_has_a_place_in_the_types() -> None:
    values = (matching.Seeker, matching.Opening, matching.Policy, matching.Exclusion)
    fields = {field.name for value in values for field in dataclasses.fields(value)}

    assert fields
    assert not {f for f in fields for trait in _PROTECTED if trait in f.split("_")}


def test_no_name_in_the_engine_speaks_of_one() -> None:
    folder = Path(matching.__file__).parent
    names = {
        node.id if isinstance(node, ast.Name) else node.attr
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name | ast.Attribute)
    }

    assert "seeker" in names
    assert not {name for name in names for trait in _PROTECTED if trait in name.split("_")}


def test_no_word_that_files_may_say_speaks_of_one() -> None:
    words = "".join(one.label for one in (*HOPES, *PACES, *SKILLS, *WORKPLACES))
    traits = ("歳", "年齢", "代", "男", "女", "国籍", "家族", "病", "障", "氷河期", "ひきこもり")

    assert words
    assert not [one for one in traits if one in words]
