"""The register and the catalogue of a scheme: what contradicts itself is named by its line."""

from datetime import date

import pytest

from bansou.schemes.reader import SchemeProblems, read_scheme, read_template, template

TEXT = template("tomakomai")
SCHEME = read_template("tomakomai")


def test_has_the_package_of_nine_in_order() -> None:
    (package,) = SCHEME.packages

    assert len(package.courses) == 9
    assert {course.key for course in SCHEME.courses} - set(package.courses) == {"computer"}


@pytest.mark.parametrize("kind", ["tuition", "exam_fee"])
def test_has_the_exam_fee_paid_by_the_person_and_nothing_else(kind: str) -> None:
    payers = {
        line.paid_by for course in SCHEME.courses for line in course.costs if line.kind == kind
    }

    assert payers == {"tuition": {"public"}, "exam_fee": {"person"}}[kind]


def test_knows_kitakyushus_short_forklift_course_for_who_needs_fewer_hours() -> None:
    scheme = read_template("kitakyushu")
    short, whole = scheme.course("forklift_short"), scheme.course("forklift")

    assert short is not None
    assert whole is not None
    assert (short.days, short.hours, whole.days, whole.hours) == (2, 11, 4, 31)
    assert short.qualification == whole.qualification == "forklift_operation"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('prerequisites = ["sling_work"]', 'prerequisites = ["sling"]', "「sling」という資格"),
        (
            'case_field = "driving_licence"',
            'case_field = "licence"',
            "「licence」という、はい・いいえの項目",
        ),
        ('holding = ["ordinary_licence"] }', 'holding = ["car"] }', "「car」という資格"),
        ('qualification = "gas_welding"', 'qualification = "gas"', "「gas」という資格"),
        ('    "gas_welding",\n', '    "gas",\n', "「gas」という講座"),
        ('    "gas_welding",\n', '    "sling",\n', "「sling」が2回"),
        (
            '    "sling",\n    "small_crane",\n',
            '    "small_crane",\n    "sling",\n',
            "「小型移動式クレーン」は「玉掛け」のあとに",
        ),
        (
            'key = "sling_work"\n',
            'key = "sling_work"\nprerequisites = ["small_mobile_crane"]\n',
            "受講の条件がひとまわり",
        ),
        (
            'key = "sling_work"\n',
            'key = "sling_work"\nvalid_from = 2026-04-01\nvalid_to = 2026-03-31\n',
            "終わりの日が始まりの日より前",
        ),
        (
            '{ kind = "tuition", paid_by = "public" }]',
            '{ kind = "tuition", paid_by = "public" }, { kind = "tuition", paid_by = "public" }]',
            "「受講料」の行が2つ",
        ),
        ('paid_by = "person"', 'paid_by = "self"', "使えるのは"),
        ('paid_by = "person"', 'paid_by = "person", yenn = 5', "「yen」ではありませんか"),
    ],
)
def test_names_what_contradicts_itself(old: str, new: str, said: str) -> None:
    assert old in TEXT

    with pytest.raises(SchemeProblems) as caught:
        read_scheme(TEXT.replace(old, new, 1), "tomakomai.toml")

    assert any(said in problem.sentence for problem in caught.value.problems)
    assert all(problem.line for problem in caught.value.problems)


def test_offers_a_course_within_its_days_only() -> None:
    text = TEXT.replace(
        'key = "computer"\n', 'key = "computer"\nvalid_from = 2026-04-01\nvalid_to = 2027-03-31\n'
    )
    course = read_scheme(text, "x").course("computer")

    assert course is not None
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2027, 3, 31), date(2027, 4, 1)]
    assert [course.holds_on(day) for day in days] == [False, True, True, False]
