"""The answer kit: reasons for hesitating with the office's answers, else those of the template."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from uuid import UUID

from bansou.employers.guide.models import KitAnswer


@dataclass(frozen=True, slots=True)
class Answer:
    """One reason and what is answered to it. `version` is 0 where the office has not touched it."""

    key: str
    reason: str
    answer: str
    is_retired: bool = False
    version: int = 0


@cache
def template() -> Sequence[Answer]:
    """The answers that come along, in their order."""
    text = resources.files(__package__).joinpath("answers.toml").read_text("utf-8")
    return tuple(
        Answer(one["key"], one["reason"], one["answer"].strip())
        for one in tomllib.loads(text)["answers"]
    )


def kit_of(keeper_id: UUID) -> list[Answer]:
    """The kit as an office uses it: the template's reasons first, then its own."""
    own = {
        row.key: Answer(row.key, row.reason, row.answer, row.is_retired, row.version)
        for row in KitAnswer.objects.filter(organisation_id=keeper_id).order_by("id")
    }
    known = [own.pop(answer.key, answer) for answer in template()]
    return [*known, *own.values()]


def reasons_of(keeper_id: UUID) -> Mapping[str, str]:
    """Every reason by its key, those that are no longer offered too: records may name them."""
    return {answer.key: answer.reason for answer in kit_of(keeper_id)}
