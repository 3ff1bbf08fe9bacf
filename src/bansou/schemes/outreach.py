"""What a programme settles for outreach: who makes an expert team, what is severe, how many go."""

from typing import Annotated, Literal

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


class SharingBasis(Shape):
    """On what ground bodies may share what they know at a conference.

    :param ground: whether people agreed, the law allows it, or life and limb are at stake
    """

    key: Key
    label: Text
    ground: Literal["consent", "conference", "emergency"]


class StationProgramme(Shape):
    """A programme of the youth support station to which somebody can be referred.

    :param about: what is done there, and for whom it is
    """

    key: Key
    label: Text
    about: Text


class OutreachRules(Shape):
    """Expert teams, their dispatch and home visits, as a programme does them.

    :param quorum: so many members must have taken part in a 見立て
    :param bases: on what grounds something may be shared at a conference
    :param programmes: what the youth support station offers, from which a referral names one
    :param quorum_professions: at least one of them is of one of these professions; none means any
    """

    professions: Annotated[tuple[Profession, ...], Field(min_length=1)]
    quorum: Count
    quorum_professions: tuple[Key, ...] = ()
    severity: Annotated[tuple[Severity, ...], Field(min_length=1)]
    bases: tuple[SharingBasis, ...] = ()
    programmes: tuple[StationProgramme, ...] = ()

    def profession_label(self, key: str) -> str:
        """What a profession is called; one the scheme no longer has shows its key."""
        return next((one.label for one in self.professions if one.key == key), key)

    def severity_label(self, key: str) -> str:
        """What a criterion says; one the scheme no longer has shows its key."""
        return next((one.label for one in self.severity if one.key == key), key)

    def basis_label(self, key: str) -> str:
        """What a basis of sharing is called; one the scheme no longer has shows its key."""
        return next((one.label for one in self.bases if one.key == key), key)

    def programme_label(self, key: str) -> str:
        """What a programme of the station is called; one the scheme no longer has shows its key."""
        return next((one.label for one in self.programmes if one.key == key), key)

    def makes_urgent(self, criteria: tuple[str, ...]) -> bool:
        """Tell whether one of these criteria makes a request urgent."""
        return any(one.is_urgent for one in self.severity if one.key in criteria)
