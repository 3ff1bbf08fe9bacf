"""The fixture `cli`: what a person types after `bansou`, run in this process."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import Protocol

import pytest


@dataclass(frozen=True)
class Outcome:
    """What a command answered: exit code, and what it wrote to both outputs."""

    code: int
    out: str
    err: str


class Cli(Protocol):
    """Runs one `bansou` command."""

    def __call__(self, *words: str) -> Outcome:
        """Run the command with its arguments as words of a command line."""


@pytest.fixture(scope="session")
def cli() -> Cli:
    """Run `bansou` commands against the test's database."""
    from django.core.management import CommandError, call_command

    def run(*words: str) -> Outcome:
        out, err = StringIO(), StringIO()
        try:
            call_command(*words, stdout=out, stderr=err)
        except CommandError as refusal:
            return Outcome(refusal.returncode, out.getvalue(), f"{err.getvalue()}{refusal}\n")
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 1
            return Outcome(code, out.getvalue(), err.getvalue())
        return Outcome(0, out.getvalue(), err.getvalue())

    return run
