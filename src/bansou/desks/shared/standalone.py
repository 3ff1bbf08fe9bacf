"""A case sheet as a document of its own: one HTML file with its styles, that needs nothing else."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from bansou.grants.casebook.flow_svg import svg
from bansou.grants.casebook.sheet import Sheet

#: In the order of the layers; the other files style what a sheet does not have.
_STYLES = ("reset", "tokens", "base", "components", "sheet")


def standalone_page(sheet: Sheet) -> str:
    """The whole document; it opens from any folder and prints on A4 landscape."""
    return render_to_string(
        "sheets/standalone.html",
        {
            "sheet": sheet,
            "flow": svg(sheet.flow) if sheet.flow else "",
            "figures": [(row, "") for row in sheet.kpi],
            "styles": _styles(),
        },
    )


@cache
def _styles() -> SafeString:
    """Our own style sheets as they stand in the package; none of those used names another file."""
    files = [finders.find(f"bansou/css/{name}.css") for name in _STYLES]
    texts = [Path(file).read_text(encoding="utf-8") for file in files if isinstance(file, str)]
    if len(texts) != len(_STYLES):
        raise LookupError(f"not all of {_STYLES} are there")
    return mark_safe("\n".join(texts))
