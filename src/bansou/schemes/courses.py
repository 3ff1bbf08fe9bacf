"""The register of qualifications, and what a programme offers: courses, packages, who pays for what."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from bansou.engines.indicators.grammar import Said, Text
from bansou.schemes.basis import Count, Dated, Key, Shape

QualificationKind = Literal[
    "licence", "skill_training_course", "special_education", "training_programme"
]
CostKind = Literal["tuition", "exam_fee", "textbook"]
Payer = Literal["public", "person"]
Yen = Annotated[StrictInt, Field(ge=0, le=10_000_000)]

QUALIFICATION_KINDS: dict[QualificationKind, str] = {
    "licence": "免許",
    "skill_training_course": "技能講習",
    "special_education": "特別教育",
    "training_programme": "研修",
}
COST_KINDS: dict[CostKind, str] = {
    "tuition": "受講料",
    "exam_fee": "検定料",
    "textbook": "教材費",
}
PAYERS: dict[Payer, str] = {"public": "公費（無料）", "person": "自己負担"}


class LegalHours(Shape):
    """So many hours are enough for who holds all of `holding`, and can prove `experience`.

    :param experience: which experience at work it takes, in words; none if empty
    """

    hours: Count
    holding: tuple[Key, ...] = ()
    experience: Said = ""


class Qualification(Dated):
    """One qualification of the register.

    :param minimum_age: on the first day of a course for it
    :param prerequisites: qualifications to be held by the first day
    :param valid_years: so many years after it was obtained it expires; None: never
    :param case_field: the yes/no field of cases that says that somebody holds it
    """

    key: Key
    label: Text
    kind: QualificationKind
    minimum_age: Annotated[StrictInt, Field(ge=0, le=99)] | None = None
    prerequisites: tuple[Key, ...] = ()
    valid_years: Count | None = None
    hours: tuple[LegalHours, ...] = ()
    case_field: Key | None = None
    note: Said = ""

    @property
    def experiences(self) -> tuple[str, ...]:
        """The experiences at work that shorten its hours, each once."""
        return tuple(dict.fromkeys(rule.experience for rule in self.hours if rule.experience))

    @property
    def kind_label(self) -> str:
        """免許, 技能講習, 特別教育 or 研修."""
        return QUALIFICATION_KINDS[self.kind]


class CostLine(Shape):
    """One line of what a course costs: 受講料 by the public, 検定料 by the person.

    :param yen: None where it is told with each run
    """

    kind: CostKind
    paid_by: Payer
    yen: Yen | None = None

    @property
    def label(self) -> str:
        return COST_KINDS[self.kind]

    @property
    def payer_label(self) -> str:
        return PAYERS[self.paid_by]


class Course(Dated):
    """A course of the catalogue; runs are made from it.

    :param days: on so many days it is held; None: that is decided with each run
    :param hours: so many hours it has, held against the legal hours that somebody needs
    :param capacity: seats that a run has unless it says otherwise
    """

    key: Key
    label: Text
    qualification: Key | None = None
    days: Annotated[StrictInt, Field(ge=1, le=200)] | None = None
    hours: Count | None = None
    capacity: Count = 10
    costs: tuple[CostLine, ...] = ()
    note: Said = ""


class CoursePackage(Shape):
    """Courses that belong together, in the order in which they are taken (パッケージコース)."""

    key: Key
    label: Text
    courses: Annotated[tuple[Key, ...], Field(min_length=1)]
    note: Said = ""
