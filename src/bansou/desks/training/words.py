"""How courses, runs and their days are written on pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from bansou.commons.clock import day_in_list
from bansou.schemes.courses import Course, CoursePackage, Qualification
from bansou.schemes.shape import Scheme
from bansou.support.training.rules import hours_not_offered


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course with everything that is decided about it, ready to be printed."""

    course: Course
    kind: str
    before: str
    age: str
    days: str
    hours: str
    costs: Sequence[str]


def course_rows(scheme: Scheme, courses: Iterable[Course]) -> list[CourseRow]:
    """The rows of the catalogue, in the scheme's order."""
    return [_row(scheme, course) for course in courses]


def too_short(scheme: Scheme, courses: Sequence[Course]) -> list[str]:
    """What no course is long enough for: フォークリフト needs 35 hours, and its courses have 31."""
    said = _(
        "「%(label)s」は、短縮の条件のない人に%(needed)d時間が必要ですが、講座は%(hours)s時間です。"
    )
    found = []
    for it in scheme.qualifications:
        hours = [course.hours for course in courses if course.qualification == it.key]
        if needed := hours_not_offered(it, hours):
            listed = "・".join(str(one) for one in sorted(one for one in hours if one))
            found.append(said % {"label": it.label, "needed": needed, "hours": listed})
    return found


def undecided(courses: Iterable[Course]) -> list[str]:
    """The courses of which the scheme says neither days nor hours."""
    return [course.label for course in courses if course.days is None and course.hours is None]


def package_rows(scheme: Scheme, package: CoursePackage) -> list[CourseRow]:
    """The courses of a package in the order in which they are taken."""
    found = (scheme.course(key) for key in package.courses)
    return course_rows(scheme, [course for course in found if course])


def _row(scheme: Scheme, course: Course) -> CourseRow:
    it = scheme.qualification(course.qualification or "")
    return CourseRow(
        course=course,
        kind=it.kind_label if it else "",
        before="、".join(label_of(scheme, key) for key in it.prerequisites) if it else "",
        age=_("満%(age)d歳から") % {"age": it.minimum_age} if it and it.minimum_age else "",
        days=_("%(days)d日間") % {"days": course.days} if course.days else "",
        hours=hours_in_words(it, course),
        costs=[f"{line.label} {line.payer_label}" for line in course.costs],
    )


def hours_in_words(it: Qualification | None, course: Course) -> str:
    """The course's hours, and those that the law asks for by what somebody holds: 31時間."""
    legal = sorted({rule.hours for rule in it.hours}, reverse=True) if it else []
    if course.hours is None:
        return ""
    said = _("%(hours)d時間") % {"hours": course.hours}
    if len(legal) < 2:
        return said
    return _("%(said)s（法定 %(all)s時間）") % {"said": said, "all": "・".join(map(str, legal))}


def label_of(scheme: Scheme, key: str) -> str:
    """What a qualification is called; one that the register no longer has shows itself."""
    it = scheme.qualification(key)
    return it.label if it else key


def days_in_words(days: Sequence[date], today: date) -> str:
    """12/7（月）から4日間; one day as itself."""
    if not days:
        return ""
    first = day_in_list(days[0], today)
    if len(days) == 1:
        return first
    return _("%(first)sから%(number)d日間") % {"first": first, "number": len(days)}
