"""Whether somebody may take a course on a day: age, what is held before, legal hours."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bansou.commons.clock import age_on, wareki
from bansou.people.cases.models import Case
from bansou.schemes.courses import Qualification
from bansou.schemes.shape import Scheme
from bansou.support.training import rules
from bansou.support.training.refusals import (
    BirthDateMissing,
    HeldAlready,
    PrerequisiteMissing,
    TooFewHours,
    TooYoung,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A course as it is asked for: its qualification, its hours, and what the person can prove.

    :ivar proven: experiences at work, in the register's words
    :ivar found: the hours that were found to be enough by what they proved when they applied
    """

    qualification: str
    hours: int | None
    proven: Collection[str] = ()
    found: int | None = None


def refuse_unfit(
    *, case: Case, scheme: Scheme, asked: Asked, held: Collection[str], first_on: date
) -> int | None:
    """Refuse who may not take a course that begins on a day; give the legal hours they need.

    :raises HeldAlready: they have the qualification
    :raises BirthDateMissing: there is a minimum age, and their age is not known
    :raises TooYoung: they are under it on the first day
    :raises PrerequisiteMissing: something is to be held before
    :raises TooFewHours: the law asks for more hours than the course has
    """
    it = scheme.qualification(asked.qualification)
    if it is None:
        return None
    if it.key in held:
        raise HeldAlready(label=it.label)
    _refuse_by_age(case, it, first_on)
    if missing := rules.missing_before(it, held):
        labels = [q.label for q in scheme.qualifications if q.key in missing]
        raise PrerequisiteMissing(label=it.label, missing="」「".join(labels))
    needed = rules.legal_hours(it, held, proven=asked.proven)
    if needed is not None and asked.found is not None:
        needed = min(needed, asked.found)
    if needed is not None and asked.hours is not None and needed > asked.hours:
        raise TooFewHours(needed=needed, hours=asked.hours)
    return needed


def _refuse_by_age(case: Case, it: Qualification, first_on: date) -> None:
    if it.minimum_age is None:
        return
    born_on = case.person.birth_on if case.person else None
    if born_on is None:
        raise BirthDateMissing(label=it.label, age=it.minimum_age)
    if first_on < born_on or not rules.is_old_enough(it, age_on(born_on, first_on)):
        raise TooYoung(label=it.label, age=it.minimum_age, day=wareki(first_on))
