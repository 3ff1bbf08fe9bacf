"""What makes a test a proof: it acts as a person would, and says what must then hold."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Collection, Iterator
from types import FunctionType
from typing import Any

from django.test import Client

from scripts.capabilities import identifiers

#: A browser, the test client and the console: what people act through.
MEANS = frozenset({"page", "client", "cli"})
_SAYS_WHAT_MUST_HOLD = ("raises", "expect")
_MOST_IDS = 2


def faults_of(item: Any) -> Iterator[str]:
    """Why a marked test proves nothing; nothing if it does."""
    names = [str(name) for mark in item.iter_markers("capability") for name in mark.args]
    yield from (f"{name} is not in the list" for name in names if name not in identifiers())
    if len(set(names)) > _MOST_IDS:
        yield "more than two ids"
    if not acts_by(item.function, fixtures_that_act(item)):
        yield "acts neither by page, client nor cli"
    if not asserts(item.function):
        yield "asserts nothing"


def fixtures_that_act(item: Any) -> set[str]:
    """Those fixtures of a test that are one of the means, or are made with one."""
    definitions = item._fixtureinfo.name2fixturedefs

    def acts(name: str) -> bool:
        if name in MEANS:
            return True
        return name in definitions and any(map(acts, definitions[name][-1].argnames))

    return {name for name in item.fixturenames if acts(name)}


def acts_by(test: Callable[..., Any], fixtures: Collection[str]) -> bool:
    """Tell whether a test uses one of the fixtures, or helpers that make a client of their own."""
    return bool(names_in(test) & set(fixtures)) or _makes_a_client(test, set())


def asserts(test: Callable[..., Any]) -> bool:
    """Tell whether a test says what must hold, itself or by a helper of its own file."""
    helpers = [one for one in _helpers_of(test) if one.__module__ == test.__module__]
    return any(_says_so(one) for one in (test, *helpers))


def _says_so(function: Callable[..., Any]) -> bool:
    tree = _tree_of(function)
    return any(isinstance(node, ast.Assert) for node in ast.walk(tree)) or bool(
        names_in(function) & set(_SAYS_WHAT_MUST_HOLD)
    )


def names_in(function: Callable[..., Any]) -> set[str]:
    """The names that the body of a function reads, and the attributes it asks for."""
    body = _tree_of(function).body
    nodes = [node for statement in body for node in ast.walk(statement)]
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return names | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def _makes_a_client(function: Callable[..., Any], seen: set[Callable[..., Any]]) -> bool:
    seen.add(function)
    known = _globals_of(function)
    if any(_is_client(known.get(name)) for name in names_in(function)):
        return True
    return any(_makes_a_client(one, seen) for one in _helpers_of(function) if one not in seen)


def _helpers_of(function: Callable[..., Any]) -> list[FunctionType]:
    """Functions of the tests that a function calls by name."""
    known = _globals_of(function)
    found = [known.get(name) for name in names_in(function)]
    return [
        one for one in found if isinstance(one, FunctionType) and one.__module__.startswith("tests")
    ]


def _globals_of(function: Callable[..., Any]) -> dict[str, Any]:
    return getattr(inspect.unwrap(function), "__globals__", {})


def _is_client(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, Client)


def _tree_of(function: Callable[..., Any]) -> ast.FunctionDef:
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(function)))
    return ast.parse(source).body[0]  # type: ignore[return-value]
