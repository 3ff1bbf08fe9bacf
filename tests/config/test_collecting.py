"""`bansou collectstatic`: what the pages are drawn with is gathered, and one line says so."""

from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command


def test_gathers_the_parts_of_the_pages_and_says_so_in_one_line(
    settings: Any, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    said = []
    for _time in range(2):
        out = StringIO()
        call_command("collectstatic", interactive=False, stdout=out)
        said.append(out.getvalue().splitlines())

    count = sum(it.is_file() for it in tmp_path.rglob("*"))
    assert count > 20
    assert said == [
        [f"画面の部品を{count:,}件集めました（前からあるもの 0件）。"],
        [f"画面の部品を0件集めました（前からあるもの {count:,}件）。"],
    ]
