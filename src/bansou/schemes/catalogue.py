"""What contradicts itself in the register of qualifications and in the courses of a scheme."""

from collections.abc import Iterator, Mapping, Sequence

from bansou.schemes.courses import Course, CoursePackage, Qualification
from bansou.schemes.definitions import Unsound
from bansou.schemes.shape import Scheme


def unsound_courses(scheme: Scheme) -> Iterator[Unsound]:
    """Yield keys that lead nowhere, prerequisites that go round, and days in the wrong order."""
    known = {qualification.key: qualification for qualification in scheme.qualifications}
    fields = {field.key for field in scheme.fields if field.on == "case" and field.type == "yes_no"}
    for at, qualification in enumerate(scheme.qualifications):
        yield from _qualification(at, qualification, known, fields)
    courses = {course.key: course for course in scheme.courses}
    for at, course in enumerate(scheme.courses):
        yield from _course(at, course, known)
    for at, package in enumerate(scheme.packages):
        yield from _package(at, package, courses, known)
    for name, dated in (("qualifications", scheme.qualifications), ("courses", scheme.courses)):
        yield from _days(name, dated)


def _qualification(
    at: int, it: Qualification, known: Mapping[str, Qualification], fields: set[str]
) -> Iterator[Unsound]:
    path = ("qualifications", at)
    for number, key in enumerate(it.prerequisites):
        if key not in known:
            yield (*path, "prerequisites", number), _no_qualification(key)
    for number, rule in enumerate(it.hours):
        for place, key in enumerate(rule.holding):
            if key not in known:
                yield (*path, "hours", number, "holding", place), _no_qualification(key)
    if it.key in _before(it.key, known):
        sentence = "受講の条件がひとまわりしています。どれか1つを消してください。"
        yield (*path, "prerequisites"), sentence
    if it.case_field and it.case_field not in fields:
        sentence = f"「{it.case_field}」という、はい・いいえの項目（on = case）がありません。"
        yield (*path, "case_field"), f"{sentence}fieldsに書き加えてください。"


def _before(key: str, known: Mapping[str, Qualification]) -> set[str]:
    """Everything that comes before a qualification, however far back."""
    found: set[str] = set()
    waiting = [*known[key].prerequisites]
    while waiting:
        one = waiting.pop()
        if one in known and one not in found:
            found.add(one)
            waiting += known[one].prerequisites
    return found


def _course(at: int, it: Course, known: Mapping[str, Qualification]) -> Iterator[Unsound]:
    if it.qualification and it.qualification not in known:
        yield ("courses", at, "qualification"), _no_qualification(it.qualification)
    for number, line in enumerate(it.costs):
        if line.kind in [earlier.kind for earlier in it.costs[:number]]:
            sentence = f"「{line.label}」の行が2つあります。1つにしてください。"
            yield ("courses", at, "costs", number), sentence


def _package(
    at: int, it: CoursePackage, courses: Mapping[str, Course], known: Mapping[str, Qualification]
) -> Iterator[Unsound]:
    seen: list[str] = []
    in_it = {courses[key].qualification for key in it.courses if key in courses}
    for number, key in enumerate(it.courses):
        path = ("packages", at, "courses", number)
        if key not in courses:
            yield path, f"「{key}」という講座がcoursesにありません。keyをそろえてください。"
            continue
        if key in it.courses[:number]:
            yield path, f"「{key}」が2回あります。1つにしてください。"
        needed = known.get(courses[key].qualification or "")
        for before in needed.prerequisites if needed else ():
            if before in in_it and before not in seen:
                sentence = (
                    f"「{courses[key].label}」は「{known[before].label}」のあとに置いてください。"
                )
                yield path, sentence
        seen.append(courses[key].qualification or "")


def _days(name: str, dated: Sequence[Qualification | Course]) -> Iterator[Unsound]:
    for at, it in enumerate(dated):
        if it.valid_from and it.valid_to and it.valid_to < it.valid_from:
            sentence = "終わりの日が始まりの日より前です。日付を入れ替えてください。"
            yield (name, at, "valid_to"), sentence


def _no_qualification(key: str) -> str:
    return f"「{key}」という資格がqualificationsにありません。keyをそろえてください。"
