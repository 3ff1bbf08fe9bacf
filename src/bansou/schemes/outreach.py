"""What a programme settles for outreach: who makes an expert team, what is severe, how many go."""

from typing import Annotated

from pydantic import Field, StrictBool

from bansou.engines.indicators.grammar import Text
from bansou.schemes.basis import Count, Key, Shape


class Profession(Shape):
    """A profession that an expert team may have, such as 精神科医師."""

    key: Key
    label: Text


class Severity(Shape):
    """One thing that speaks for sending the expert team.

    :param is_urgent: it alone makes a request urgent
    """

    key: Key
    label: Text
    is_urgent: StrictBool = False


class OutreachRules(Shape):
    """Expert teams, their dispatch and home visits, as a programme does them.

    :param quorum: so many members must have taken part in a 見立て
    :param quorum_professions: at least one of them is of one of these professions; none means any
    """

    professions: Annotated[tuple[Profession, ...], Field(min_length=1)]
    quorum: Count
    quorum_professions: tuple[Key, ...] = ()
    severity: Annotated[tuple[Severity, ...], Field(min_length=1)]

    def profession_label(self, key: str) -> str:
        """What a profession is called; one the scheme no longer has shows its key."""
        return next((one.label for one in self.professions if one.key == key), key)

    def severity_label(self, key: str) -> str:
        """What a criterion says; one the scheme no longer has shows its key."""
        return next((one.label for one in self.severity if one.key == key), key)

    def makes_urgent(self, criteria: tuple[str, ...]) -> bool:
        """Tell whether one of these criteria makes a request urgent."""
        return any(one.is_urgent for one in self.severity if one.key in criteria)
