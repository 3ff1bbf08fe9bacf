"""What is sealed opens where it belongs, with a key that is kept apart, and nowhere else."""

from base64 import b64encode
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bansou.commons.keys import uuid7
from bansou.commons.sealing import keystore
from bansou.commons.sealing.refusals import KeyErased, KeyMissing, SealBroken
from bansou.commons.sealing.seals import Place, key_version, seal, unseal

TEXT = "夜眠れないと話す。".encode()


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.KEYS_FOLDER = tmp_path / "keys"
    return tmp_path / "keys"


def somewhere() -> Place:
    return Place(uuid7(), uuid7(), "support_counsellingrecord", uuid7(), "sealed")


def test_opens_what_it_sealed_and_shows_nothing_of_it() -> None:
    place = somewhere()

    sealed = seal(TEXT, place)

    assert TEXT not in sealed
    assert seal(TEXT, place) != sealed
    assert unseal(sealed, place) == TEXT


@pytest.mark.parametrize(
    "moved",
    [
        {"row_id": uuid7()},
        {"table": "support_counsellingfile"},
        {"column": "sealed_name"},
    ],
)
def test_opens_nothing_that_was_moved(moved: dict[str, Any]) -> None:
    place = somewhere()
    sealed = seal(TEXT, place)

    with pytest.raises(SealBroken):
        unseal(sealed, replace(place, **moved))


@pytest.mark.parametrize("moved", ["organisation_id", "case_id"])
def test_opens_nothing_of_another_case_even_with_its_key_file(moved: str, store: Path) -> None:
    place, other = somewhere(), somewhere()
    stranger = replace(place, **{moved: getattr(other, moved)})
    sealed = seal(TEXT, place)
    with pytest.raises(KeyMissing):
        unseal(sealed, stranger)
    seal(TEXT, stranger)

    with pytest.raises(SealBroken):
        unseal(sealed, stranger)
    mine, theirs = (
        next((store / str(one.organisation_id)).glob(f"cases/*/{one.case_id.hex}.json"))
        for one in (place, stranger)
    )
    theirs.write_bytes(mine.read_bytes())

    with pytest.raises(SealBroken):
        unseal(sealed, stranger)


def test_notices_a_change_of_any_byte() -> None:
    place = somewhere()
    sealed = seal(TEXT, place)

    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises((SealBroken, KeyMissing)):
            unseal(bytes(changed), place)
    with pytest.raises(SealBroken):
        unseal(b"", place)


def test_keeps_the_keys_for_their_owner_alone_and_none_in_the_clear_beside_a_case(
    store: Path,
) -> None:
    place = somewhere()
    seal(TEXT, place)
    secret = keystore.writing_key(place.organisation_id, place.case_id).secret

    kept = [path for path in store.rglob("*") if path.is_file()]

    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in store.rglob("*") if path.is_dir()} == {0o700}
    assert not any(b64encode(secret) in path.read_bytes() for path in kept)


def test_erases_a_case_for_ever_and_says_by_which_decision() -> None:
    place, other = somewhere(), somewhere()
    other = replace(other, organisation_id=place.organisation_id)
    sealed, theirs = seal(TEXT, place), seal(TEXT, other)

    keystore.erase_case_key(
        place.organisation_id, place.case_id, decision="R8-12", on=date(2026, 11, 30)
    )

    with pytest.raises(KeyErased, match="R8-12"):
        unseal(sealed, place)
    with pytest.raises(KeyErased):
        seal(TEXT, place)
    assert unseal(theirs, other) == TEXT
    erasure = keystore.erasure_of(place.organisation_id, place.case_id)
    assert erasure == keystore.Erasure("R8-12", date(2026, 11, 30))


def test_wraps_every_key_anew_and_drops_the_old_one(store: Path) -> None:
    place, other = somewhere(), somewhere()
    other = replace(other, organisation_id=place.organisation_id)
    sealed, theirs = seal(TEXT, place), seal(TEXT, other)
    ring = store / str(place.organisation_id) / "organisation.json"
    before = ring.read_text()

    assert keystore.rotate_organisation_key(place.organisation_id) == 2

    assert (unseal(sealed, place), unseal(theirs, other)) == (TEXT, TEXT)
    ring.write_text(before)
    with pytest.raises((KeyMissing, SealBroken)):
        unseal(sealed, place)


def test_goes_on_after_it_was_cut_off_while_wrapping(monkeypatch: pytest.MonkeyPatch) -> None:
    place = somewhere()
    sealed = seal(TEXT, place)

    def cut_off(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(keystore, "_wrap_anew", cut_off)
        with pytest.raises(KeyboardInterrupt):
            keystore.rotate_organisation_key(place.organisation_id)

    assert unseal(sealed, place) == TEXT
    keystore.rotate_organisation_key(place.organisation_id)
    assert unseal(sealed, place) == TEXT


def test_gives_a_case_a_new_key_and_drops_the_old_one() -> None:
    place = somewhere()
    old = seal(TEXT, place)

    made = keystore.add_case_key(place.organisation_id, place.case_id)
    new = seal(TEXT, place)

    assert (key_version(old), key_version(new), made.version) == (1, 2, 2)
    assert unseal(old, place) == unseal(new, place) == TEXT
    keystore.drop_older_keys(place.organisation_id, place.case_id, than=2)
    assert unseal(new, place) == TEXT
    with pytest.raises(KeyMissing):
        unseal(old, place)
