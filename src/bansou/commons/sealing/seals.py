"""Sealing a text or a file of a case, and opening it where it belongs and nowhere else."""

import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bansou.commons.sealing.keystore import reading_key, writing_key
from bansou.commons.sealing.refusals import SealBroken

#: A sealed content begins with this byte, then the version of the key, then the nonce.
_FORMAT = b"\x01"
_HEAD, _NONCE = 5, 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed content stands: it opens in this column of this row of this keeper's case alone."""

    organisation_id: UUID
    case_id: UUID
    table: str
    row_id: UUID
    column: str

    def bound_to(self, head: bytes) -> bytes:
        """The associated data of the cipher."""
        parts = (self.organisation_id, self.case_id, self.table, self.row_id, self.column)
        return head + "\0".join(map(str, parts)).encode()


def seal(content: bytes, place: Place) -> bytes:
    """Seal a content for its place with the case's key as it is today.

    :raises bansou.commons.sealing.refusals.KeyErased: the case's key was erased
    """
    key = writing_key(place.organisation_id, place.case_id)
    head = _FORMAT + key.version.to_bytes(4, "big")
    nonce = os.urandom(_NONCE)
    return head + nonce + AESGCM(key.secret).encrypt(nonce, content, place.bound_to(head))


def unseal(sealed: bytes | memoryview, place: Place) -> bytes:
    """What was sealed for this place.

    :raises bansou.commons.sealing.refusals.KeyErased: the case's key was erased
    :raises bansou.commons.sealing.refusals.KeyMissing: the store has no such key
    :raises SealBroken: it was changed, or sealed for another place
    """
    content = bytes(sealed)
    head, nonce = content[:_HEAD], content[_HEAD : _HEAD + _NONCE]
    if head[:1] != _FORMAT or len(nonce) < _NONCE:
        raise SealBroken()
    secret = reading_key(place.organisation_id, place.case_id, key_version(content))
    try:
        return AESGCM(secret).decrypt(nonce, content[_HEAD + _NONCE :], place.bound_to(head))
    except InvalidTag as broken:
        raise SealBroken() from broken


def key_version(sealed: bytes | memoryview) -> int:
    """With which version of its case's key a content was sealed."""
    return int.from_bytes(bytes(sealed)[1:_HEAD], "big")
