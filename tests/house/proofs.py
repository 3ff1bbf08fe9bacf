"""Marked proofs as they are written: read from the source, so that no run, order or worker matters.

A proof acts through something that a person sits at: the fixtures `page`, `client` and `cli`,
fixtures that are made of them, or a browser handed over by a function that says `-> Client` or
`-> Page`. It must use it itself, in a call.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
#: `browser` makes pages, and no fixture asks for it without opening one.
ACTS_THROUGH = frozenset({"page", "client", "cli", "browser"})
HANDED_OVER = frozenset({"Client", "Page"})
ASSERTS = frozenset({"expect", "raises"})

type Function = ast.FunctionDef


@dataclass(frozen=True)
class Proof:
    """One marked test: the ids of all its marks, and whom they name as the refused twin."""

    module: Module
    test: Function
    ids: tuple[str, ...]
    refused_by: str

    @property
    def name(self) -> str:
        return f"{self.module.path}::{self.test.name}"

    @property
    def twin(self) -> str:
        """The refused test's full name; empty where none is named."""
        return full_name(self.refused_by, self.module.path)


@dataclass(frozen=True)
class Module:
    """One file of tests, with what its tests can ask for."""

    path: str
    tree: ast.Module
    fixtures: dict[str, tuple[str, ...]]
    hands_over: frozenset[str]

    @cached_property
    def tests(self) -> dict[str, Function]:
        return {it.name: it for it in functions(self.tree) if it.name.startswith("test_")}

    def proofs(self) -> Iterator[Proof]:
        """The marked tests of the file."""
        for test in self.tests.values():
            marks = [it for it in test.decorator_list if _called(it) == "capability"]
            if marks:
                yield Proof(self, test, tuple(_ids(marks)), _refused_by(marks))

    def acts(self, test: Function) -> bool:
        """Tell whether a test calls by itself through what it acts through."""
        through = {name for name in _arguments(test) if self._is_acting(name, frozenset())}
        return any(
            _called(call) in self.hands_over
            or any(isinstance(it, ast.Name) and it.id in through for it in ast.walk(call))
            for call in _calls(test)
        )

    def _is_acting(self, name: str, seen: frozenset[str]) -> bool:
        if name in ACTS_THROUGH:
            return True
        asked = () if name in seen else self.fixtures.get(name, ())
        return any(self._is_acting(other, seen | {name}) for other in asked)


def full_name(test: str, path: str) -> str:
    """A test's name with its file: of the same file where none is said."""
    return test if "::" in test or not test else f"{path}::{test}"


def says_what_must_hold(test: Function) -> bool:
    """Tell whether a test asserts something itself."""
    return any(isinstance(it, ast.Assert) for it in _body(test)) or any(
        _called(call) in ASSERTS for call in _calls(test)
    )


def read_modules(tests: Path = TESTS) -> dict[str, Module]:
    """Every file of tests by its path from the project's root."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in tests.rglob("*.py")}
    handing = frozenset(
        it.name
        for tree in trees.values()
        for it in functions(tree)
        if it.returns and ast.unparse(it.returns) in HANDED_OVER and not _is_fixture(it)
    )
    found = {}
    for path, tree in sorted(trees.items()):
        if path.name.startswith("test_"):
            name = path.relative_to(tests.parent).as_posix()
            found[name] = Module(name, tree, _fixtures(path, trees, tests), handing)
    return found


def functions(tree: ast.AST) -> Iterator[Function]:
    """All functions and methods of a file."""
    return (it for it in ast.walk(tree) if isinstance(it, ast.FunctionDef))


def _fixtures(path: Path, trees: dict[Path, ast.Module], tests: Path) -> dict[str, tuple[str, ...]]:
    """What a file's tests may ask for, and of what that is made; the nearest counts."""
    near = [tests / "plugins", *reversed(path.parents)]
    found: dict[str, tuple[str, ...]] = {}
    for folder in near:
        for other in sorted(trees):
            is_plugin = folder == tests / "plugins" == other.parent
            if is_plugin or other == folder / "conftest.py":
                found |= _fixtures_in(trees[other])
    return found | _fixtures_in(trees[path])


def _fixtures_in(tree: ast.Module) -> dict[str, tuple[str, ...]]:
    return {it.name: tuple(_arguments(it)) for it in functions(tree) if _is_fixture(it)}


def _is_fixture(function: Function) -> bool:
    return any(_called(it) == "fixture" for it in function.decorator_list)


def _arguments(function: Function) -> list[str]:
    return [it.arg for it in (*function.args.args, *function.args.kwonlyargs)]


def _body(function: Function) -> Iterator[ast.AST]:
    for statement in function.body:
        yield from ast.walk(statement)


def _calls(function: Function) -> Iterator[ast.Call]:
    return (it for it in _body(function) if isinstance(it, ast.Call))


def _called(it: ast.AST) -> str:
    """The last name of what is called or referred to: `capability` of pytest.mark.capability(…)."""
    if isinstance(it, ast.Call):
        return _called(it.func)
    if isinstance(it, ast.Attribute):
        return it.attr
    return it.id if isinstance(it, ast.Name) else ""


def _ids(marks: list[ast.expr]) -> Iterator[str]:
    for mark in marks:
        if isinstance(mark, ast.Call):
            yield from (ast.literal_eval(argument) for argument in mark.args)


def _refused_by(marks: list[ast.expr]) -> str:
    said = (
        str(ast.literal_eval(word.value))
        for mark in marks
        if isinstance(mark, ast.Call)
        for word in mark.keywords
        if word.arg == "refused_by"
    )
    return next(said, "")
