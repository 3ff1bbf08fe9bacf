"""Which typeface paper is printed in: BIZ UDPGothic if installed, else IPAexGothic."""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

PREFERRED = "BIZ UDPGothic"
CARRIED = "IPAexGothic"
"""Comes with the product, in the package matplotlib-fontja."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """Families in the order in which a letter is looked for, and the folders they lie in."""

    families: tuple[str, ...]
    folders: tuple[Path, ...]
    has_bold: bool

    def fonts(self) -> typst.Fonts:
        """Only these folders' fonts, so that no other typeface of the machine slips in."""
        return typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(folder) for folder in self.folders],
        )


@cache
def paper_typeface() -> Typeface:
    """The best typeface of this machine, looked for once (about 0.1 s) in a process."""
    files = _installed(PREFERRED)
    if not files:
        return carried_typeface()
    folders = tuple(sorted({file.parent for file in files}))
    carried = carried_typeface()
    return Typeface((PREFERRED, CARRIED), (*folders, *carried.folders), has_bold=len(files) > 1)


@cache
def carried_typeface() -> Typeface:
    """The typeface that is there on every machine. It has no bold."""
    package = find_spec("matplotlib_fontja")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError("the package matplotlib-fontja, which carries IPAexGothic, is missing")
    folder = Path(package.submodule_search_locations[0]) / "fonts"
    return Typeface((CARRIED,), (folder,), has_bold=False)


def _installed(family: str) -> list[Path]:
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    return [Path(font.path) for font in fonts if font.family == family and font.path]
