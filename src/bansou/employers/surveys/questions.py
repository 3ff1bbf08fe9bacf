"""The questions of the survey, as they are asked before and after."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

#: From 1 (そう思わない) to 5 (そう思う).
SCALE = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Question:
    """One statement; of some a lower answer is the better one."""

    key: str
    text: str
    lower_is_better: bool = False


@cache
def questions() -> Sequence[Question]:
    """All questions in their order."""
    text = resources.files(__package__).joinpath("questions.toml").read_text("utf-8")
    return tuple(Question(**one) for one in tomllib.loads(text)["questions"])
