"""The file of transfers that banks take (全銀協制定フォーマット　総合振込): records of 120 bytes.

Header, one data record for each transfer, trailer with the totals, end; JIS X 0201 (half-width kana),
each record ending in CR LF. Numbers stand right with zeros before, letters left with spaces after.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LENGTH = 120
LINE_END = b"\r\n"
#: Of JIS X 0201 all that is used here, one byte a letter.
ENCODING = "cp932"
TRANSFER, JIS = "21", "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account in the letters and digits of banks."""

    bank_code: str
    branch_code: str
    kind: str
    number: str
    bank_kana: str = ""
    branch_kana: str = ""


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays: the bank's customer number, the name, the account."""

    code: str
    name: str
    account: Account


@dataclass(frozen=True, slots=True)
class Transfer:
    """So many yen to somebody's account. `reference` is the office's own number for it."""

    name: str
    account: Account
    yen: int
    reference: str = ""


def zengin_file(payer: Payer, transfers: Sequence[Transfer], pay_on: date) -> bytes:
    """Write the file of one day's transfers.

    :raises ValueError: a value does not fit its columns; accounts were checked when they were kept
    """
    records = [
        _header(payer, pay_on),
        *(_transfer(it) for it in transfers),
        _trailer(transfers),
        _record(("N", "9", 1), ("C", "", 119)),
    ]
    return b"".join(record + LINE_END for record in records)


def _header(payer: Payer, pay_on: date) -> bytes:
    account = payer.account
    return _record(
        ("N", "1", 1),
        ("N", TRANSFER, 2),
        ("N", JIS, 1),
        ("N", payer.code, 10),
        ("C", payer.name, 40),
        ("N", f"{pay_on:%m%d}", 4),
        ("N", account.bank_code, 4),
        ("C", account.bank_kana, 15),
        ("N", account.branch_code, 3),
        ("C", account.branch_kana, 15),
        ("N", account.kind, 1),
        ("N", account.number, 7),
        ("C", "", 17),
    )


def _transfer(it: Transfer) -> bytes:
    account = it.account
    return _record(
        ("N", "2", 1),
        ("N", account.bank_code, 4),
        ("C", account.bank_kana, 15),
        ("N", account.branch_code, 3),
        ("C", account.branch_kana, 15),
        ("N", "0", 4),
        ("N", account.kind, 1),
        ("N", account.number, 7),
        ("C", it.name, 30),
        ("N", str(it.yen), 10),
        ("N", "0", 1),
        ("N", it.reference, 10),
        ("N", "0", 10),
        ("N", "7", 1),
        ("C", "", 1),
        ("C", "", 7),
    )


def _trailer(transfers: Sequence[Transfer]) -> bytes:
    return _record(
        ("N", "8", 1),
        ("N", str(len(transfers)), 6),
        ("N", str(sum(it.yen for it in transfers)), 12),
        ("C", "", 101),
    )


def _record(*columns: tuple[str, str, int]) -> bytes:
    record = b"".join(_column(*column) for column in columns)
    if len(record) != LENGTH:
        raise ValueError(f"a record has {LENGTH} bytes, not {len(record)}")
    return record


def _column(kind: str, text: str, length: int) -> bytes:
    letters = text.encode(ENCODING)
    if len(letters) > length or (kind == "N" and text and not text.isdecimal()):
        raise ValueError(f"{text!r} does not fit a column of {length}")
    return letters.rjust(length, b"0") if kind == "N" else letters.ljust(length, b" ")
