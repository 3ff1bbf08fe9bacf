"""How a bank reads a file of transfers: by the columns of the specification, knowing nothing of ours.

Written from the bankers' association's fixed-length format for 総合振込: records of 120 bytes in
JIS X 0201, header 1, data 2, trailer 8, end 9.
"""

from dataclasses import dataclass

#: Every byte that may stand in the file: digits, capitals, space ( ) - . and kana from ｱ to ﾝ, ﾞ ﾟ.
ALLOWED = {
    *b"0123456789 ()-.ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    *range(0xB1, 0xDE),
    0xDE,
    0xDF,
}


@dataclass(frozen=True)
class Transfer:
    """A data record, read."""

    bank: str
    branch: str
    kind: str
    number: str
    name: str
    yen: int


@dataclass(frozen=True)
class BankFile:
    """A whole file, read."""

    code: str
    name: str
    day: str
    bank: str
    branch: str
    number: str
    transfers: list[Transfer]


def read(content: bytes) -> BankFile:
    """Read a file and hold it against the specification."""
    assert content.endswith(b"\r\n")
    records = content[:-2].split(b"\r\n")
    assert {len(record) for record in records} == {120}
    assert set(b"".join(records)) <= ALLOWED
    header, *data, trailer, end = records
    assert [header[:1], trailer[:1], end[:1]] == [b"1", b"8", b"9"]
    assert header[1:4] == b"210"
    assert header[103:] == b" " * 17
    assert trailer[19:] == b" " * 101
    assert end[1:] == b" " * 119
    transfers = [_transfer(record) for record in data]
    assert int(trailer[1:7]) == len(transfers)
    assert int(trailer[7:19]) == sum(it.yen for it in transfers)
    return BankFile(
        code=_number(header[4:14]),
        name=_text(header[14:54]),
        day=_number(header[54:58]),
        bank=_number(header[58:62]),
        branch=_number(header[77:80]),
        number=_number(header[96:103]),
        transfers=transfers,
    )


def _transfer(record: bytes) -> Transfer:
    assert record[:1] == b"2"
    assert record[38:42] == b"0000"
    assert record[91:111].isdigit()
    assert record[111:112] == b"7"
    assert record[112:] == b" " * 8
    return Transfer(
        bank=_number(record[1:5]),
        branch=_number(record[20:23]),
        kind=_number(record[42:43]),
        number=_number(record[43:50]),
        name=_text(record[50:80]),
        yen=int(_number(record[80:90])),
    )


def _number(column: bytes) -> str:
    assert column.isdigit()
    return column.decode("ascii")


def _text(column: bytes) -> str:
    """Letters stand left, the rest is spaces; kana by their place in JIS X 0201."""
    letters = column.rstrip(b" ")
    assert not letters.startswith(b" ")
    return "".join(chr(0xFF61 + byte - 0xA1) if byte > 0xA0 else chr(byte) for byte in letters)
