"""What a company is told of the people who were proposed to it: nothing but this, and by the database.

Asked by somebody who acts for a company (`Actor.company_id`); of other companies there is nothing,
and to the office's own staff it gives nothing either.
"""

import json
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from bansou.commons.database.answers import answers_of
from bansou.placement.matching.models import Proposal

_State = Proposal.State


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody about whom the company was asked.

    :ivar name: empty until they are introduced, and once they no longer agree
    :ivar profile: what the company was told without a name, as JSON
    """

    key: UUID
    case_id: UUID
    opening_id: UUID
    state: str
    profile: str
    offered_on: date
    company_answered_on: date | None
    company_reason: str
    company_note: str
    introduced_on: date | None
    interview_on: date | None
    interview_at: time | None
    interview_place: str
    result_on: date | None
    result_reason: str
    result_note: str
    name: str
    kana: str

    @property
    def ticket(self) -> str:
        """受付番号, as on the papers without a name."""
        return self.key.hex[-8:].upper()

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the company was told without a name: what, and its words."""
        return [(str(what), str(words)) for what, words in json.loads(self.profile)]

    @property
    def is_asked(self) -> bool:
        """Tell whether the company has yet to say if it would like to meet them."""
        return self.state == _State.OFFERED

    @property
    def is_introduced(self) -> bool:
        """Tell whether the interview or its result is still to come."""
        return self.state == _State.INTRODUCED

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more comes of it."""
        return self.state not in (_State.OFFERED, _State.WELCOMED, _State.INTRODUCED, _State.CHOSEN)

    @property
    def has_lost_its_name(self) -> bool:
        """Tell whether they were introduced, and no longer agree that the company knows them."""
        return self.state in Proposal.NAMED and not self.name


def candidates() -> list[Candidate]:
    """Whom the company was asked about, the latest first."""
    return answers_of("bansou_candidates", Candidate)


def candidate_of(key: UUID) -> Candidate | None:
    """One of them; None if the company was not asked about any such."""
    return next((one for one in candidates() if one.key == key), None)
