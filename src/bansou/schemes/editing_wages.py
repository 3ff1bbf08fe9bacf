"""Changing the minimum wage in a scheme's text; before the day of the change all is as it was."""

from datetime import date, timedelta
from typing import Any

import tomlkit

from bansou.schemes.editing import as_it_stood


def with_minimum_wage(text: str, *, yen: int, since: date) -> str:
    """The scheme's text with this minimum wage from a day on, in the place of what held from then."""
    scheme: Any = tomlkit.parse(text)
    listed = scheme.get("minimum_wages")
    if listed is None:
        listed = tomlkit.array().multiline(True)
        scheme.add("minimum_wages", listed)
    for entry in list(listed):
        if entry.get("valid_from", date.min) >= since:
            listed.remove(entry)
        elif entry.get("valid_to", date.max) >= since:
            entry["valid_to"] = since - timedelta(days=1)
    new = tomlkit.inline_table()
    new.update({"yen": yen, "valid_from": since})
    listed.append(new)
    return as_it_stood(text, tomlkit.dumps(scheme))
