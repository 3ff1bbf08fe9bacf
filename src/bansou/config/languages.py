"""Which languages the screens are offered in."""

from __future__ import annotations

from pathlib import Path


def offered(catalogues: Path) -> list[tuple[str, str]]:
    """Return Japanese, and English once its compiled catalogue is there.

    Until then nobody gets a page of which Django's half is English, whatever the browser asks for.
    """
    has_english = (catalogues / "en" / "LC_MESSAGES" / "django.mo").is_file()
    return [("ja", "日本語"), *([("en", "English")] if has_english else [])]
