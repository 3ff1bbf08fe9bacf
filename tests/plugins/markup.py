"""The fixture `nu`: what the Nu Html Checker says of a page. `.ci/run` brings it into var/tools."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bansou.config.places import project_root

Nu = Callable[[str | Path], list[str]]

_JAR = project_root() / "var" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Each page is a short run: the quick compiler, and the stack that the checker asks for.
_JAVA = ("java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# htmx's attributes are not HTML's; everything else is to be.
_OURS = "Attribute “hx-[a-z-]+” not allowed on element.*"


@pytest.fixture(scope="session")
def nu() -> Nu:
    """Return a function that gives the checker's words on a page or a folder, none if all is well."""
    if shutil.which("java") is None or not _JAR.exists():
        reason = "no Java, or no Nu Html Checker in var/tools (.ci/run installs both)"
        if os.environ.get("BANSOU_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)

    return _words_on


def _words_on(pages: str | Path) -> list[str]:
    """What the checker says of one page, or of all HTML and CSS files of a folder."""
    is_folder = isinstance(pages, Path)
    what = ["--also-check-css", str(pages)] if isinstance(pages, Path) else ["-"]
    said = subprocess.run(
        [*_JAVA, "-jar", str(_JAR), "--format", "json", "--filterpattern", _OURS, *what],
        input=b"" if isinstance(pages, Path) else pages.encode(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=300,
        check=False,
    )
    return [
        (f"{one['url'].rpartition('/')[2]}:" if is_folder else "")
        + f"{one.get('lastLine', '?')}: {one['message']}"
        for one in json.loads(said.stderr)["messages"]
    ]
