"""All tables of this room, gathered for Django."""

from bansou.people.accounts.models import PersonAccount
from bansou.people.answering.models import AnswerPeriod, DisclosureRequest, ItemDecision
from bansou.people.break_glass.models import BreakGlass
from bansou.people.cases.models import Assignment, Case, Enrolment
from bansou.people.consent.models import Consent
from bansou.people.erasing.models import Erasure, LegalHold, RetentionPeriod
from bansou.people.families.models import FamilyContact, FamilyStatement
from bansou.people.papers.models import Goal, Paper, PaperComment, PaperSignature
from bansou.people.persons.models import DistinctPersons, Person, PersonMerge
from bansou.people.referrals.models import Referral
from bansou.people.sharing.models import Disclosure, OutsideBody, SharingConsent
from bansou.people.steps.models import SharedNote, Step, StepComment, StepReading

__all__ = [
    "AnswerPeriod",
    "Assignment",
    "BreakGlass",
    "Case",
    "Consent",
    "Disclosure",
    "DisclosureRequest",
    "DistinctPersons",
    "Enrolment",
    "Erasure",
    "FamilyContact",
    "FamilyStatement",
    "Goal",
    "ItemDecision",
    "LegalHold",
    "OutsideBody",
    "Paper",
    "PaperComment",
    "PaperSignature",
    "Person",
    "PersonAccount",
    "PersonMerge",
    "Referral",
    "RetentionPeriod",
    "SharedNote",
    "SharingConsent",
    "Step",
    "StepComment",
    "StepReading",
]
