"""A capability is proven by a test that acts, asserts, and where something is locked, has a twin."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from scripts.capabilities import identifiers, locks
from tests.house.proofs import Module, Proof, read_modules, says_what_must_hold

MODULES = read_modules()
PROOFS = [proof for module in MODULES.values() for proof in module.proofs()]
TWINS = {proof.twin for proof in PROOFS}


def test_knows_all_176_capabilities_once() -> None:
    names = identifiers()

    assert len(names) == 176
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_knows_which_of_them_lock_or_restrict() -> None:
    assert locks()
    assert locks() < set(identifiers())


def test_finds_the_marked_tests() -> None:
    assert any(proof.name.startswith("tests/journeys/") for proof in PROOFS)
    assert any(proof.refused_by for proof in PROOFS)


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.name)
def test_lets_a_proof_count_only_if_it_acts_and_asserts(proof: Proof) -> None:
    assert list(faults_of(proof, MODULES, TWINS)) == []


def faults_of(proof: Proof, modules: dict[str, Module], twins: set[str]) -> Iterator[str]:
    """What keeps a marked test from proving what its mark says."""
    yield from (f"{name} is not in the list" for name in proof.ids if name not in identifiers())
    if len(set(proof.ids)) > 2:
        yield "more than two ids"
    yield from weaknesses(proof.module, proof.test.name)
    if proof.twin:
        path, _mark, name = proof.twin.partition("::")
        found = modules.get(path)
        if proof.twin == proof.name or found is None or name not in found.tests:
            yield f"{proof.refused_by} is no other test"
        else:
            yield from (f"{name} {fault}" for fault in weaknesses(found, name))
    elif proof.name not in twins and set(proof.ids) & locks():
        yield "names no test that is refused (refused_by)"


def weaknesses(module: Module, name: str) -> Iterator[str]:
    """Why a test shows nothing of what a person at a desk can do."""
    test = module.tests[name]
    if not module.acts(test):
        yield "acts neither by page, client nor cli"
    if not says_what_must_hold(test):
        yield "asserts nothing"


# What the reader of proofs holds to


SCENE = """
    import pytest

    @pytest.fixture
    def seat(page): ...

    @pytest.fixture
    def office(db): ...

    def signed_in(member) -> Client: ...

    def rows(client): ...
"""


def faults_in(folder: Path, test: str) -> list[str]:
    """What is found at fault in a file with one marked test."""
    file = folder / "tests" / "test_it.py"
    file.parent.mkdir()
    file.write_text(dedent(SCENE) + dedent(test))
    modules = read_modules(file.parent)
    (module,) = modules.values()
    proofs = list(module.proofs())
    twins = {proof.twin for proof in proofs}
    return [fault for proof in proofs for fault in faults_of(proof, modules, twins)]


@pytest.mark.parametrize(
    ("arguments", "body", "faults"),
    [
        ("client", "assert client.get('/')", []),
        ("seat", "assert seat.press('Tab')", []),
        ("client", "assert rows(client)", []),
        ("office", "assert signed_in(office).get('/')", []),
        ("cli", "with pytest.raises(ValueError): cli('import')", []),
        ("client", "assert 1", ["acts neither by page, client nor cli"]),
        ("client", "assert client", ["acts neither by page, client nor cli"]),
        ("office", "assert office.open()", ["acts neither by page, client nor cli"]),
        ("client", "client.get('/')", ["asserts nothing"]),
        ("client", "client.get('/assert')", ["asserts nothing"]),
    ],
)
def test_asks_the_body_itself(tmp_path: Path, arguments: str, body: str, faults: list[str]) -> None:
    marked = f"@pytest.mark.capability('TMK-01')\ndef test_it({arguments}):\n    {body}\n"

    assert faults_in(tmp_path, marked) == faults


@pytest.mark.parametrize(
    ("mark", "twin", "faults"),
    [
        ("'TMK-03'", "", ["names no test that is refused (refused_by)"]),
        ("'TMK-03', refused_by='test_not'", "assert client.get('/')", []),
        ("'TMK-03', refused_by='test_nowhere'", "assert 1", ["test_nowhere is no other test"]),
        ("'TMK-03', refused_by='test_it'", "assert 1", ["test_it is no other test"]),
        (
            "'TMK-03', refused_by='test_not'",
            "assert 1",
            ["test_not acts neither by page, client nor cli"],
        ),
        ("'TMK-99'", "", ["TMK-99 is not in the list"]),
        ("'TMK-01', 'TMK-02', 'TMK-04'", "", ["more than two ids"]),
    ],
)
def test_asks_for_the_refused_twin_where_something_is_locked(
    tmp_path: Path, mark: str, twin: str, faults: list[str]
) -> None:
    marked = (
        f"@pytest.mark.capability({mark})\ndef test_it(client):\n    assert client.get('/')\n"
        f"def test_not(client):\n    {twin or 'pass'}\n"
    )

    assert faults_in(tmp_path, marked) == faults
