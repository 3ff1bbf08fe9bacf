"""The application alone: the declared table, said once more by hand, and asked in every way."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest

from bansou.commons.access.actors import Actor
from bansou.commons.access.rules import Permission, Thing, is_allowed, reach_among
from bansou.commons.access.table import ACTIONS, TABLE, Relation
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Role
from bansou.commons.rows import Basis

DAY = date(2026, 11, 24)
CITY, CENTRE, CASE, OTHER_CASE = (uuid7() for _ in range(4))
MEMBER, COLLEAGUE = uuid7(), uuid7()
SOMEBODY, SOMEBODY_ELSE = uuid7(), uuid7()
COMPANY, OTHER_COMPANY = uuid7(), uuid7()

(
    COUNSELLOR,
    SUPERVISOR,
    MATCHING,
    TRAINING,
    PSYCHOLOGIST,
    IBASHO,
    MANAGER,
    PRIVACY,
    PERSON,
    EMPLOYER,
) = (
    "counsellor",
    "supervising_counsellor",
    "matching_officer",
    "training_staff",
    "psychologist",
    "ibasho_staff",
    "programme_manager",
    "privacy_officer",
    "person",
    "employer",
)

#: action, role → the highest level by standing: kept by the own organisation, assigned to the
#: own membership, referred to the own organisation. What is not here nobody may do.
REACH: dict[tuple[str, str], dict[str, int]] = {
    ("case.list", COUNSELLOR): {"organisation": 1, "referred": 1},
    ("case.list", SUPERVISOR): {"organisation": 1, "referred": 1},
    ("case.list", MATCHING): {"organisation": 1},
    ("case.list", TRAINING): {"referred": 1},
    ("case.open", COUNSELLOR): {"organisation": 1, "assigned": 3, "referred": 2, "glass": 3},
    ("case.open", SUPERVISOR): {"organisation": 3, "assigned": 3, "referred": 2},
    ("case.open", TRAINING): {"referred": 2},
    ("case.open", PSYCHOLOGIST): {"assigned": 2, "glass": 1},
    ("case.register", COUNSELLOR): {"organisation": 1},
    ("case.register", SUPERVISOR): {"organisation": 1},
    ("case.edit", COUNSELLOR): {"assigned": 3},
    ("case.edit", SUPERVISOR): {"assigned": 3, "organisation": 3},
    ("case.assign", SUPERVISOR): {"organisation": 3},
    ("case.bar", SUPERVISOR): {"organisation": 1},
    ("glass.break", COUNSELLOR): {"organisation": 1},
    ("glass.review", MANAGER): {"organisation": 1},
    ("glass.review", SUPERVISOR): {"organisation": 1},
    **{
        (action, role): {"organisation": 1}
        for action in ("release.read", "register.read")
        for role in (MANAGER, SUPERVISOR, PRIVACY)
    },
    ("glass.review", PRIVACY): {"organisation": 1},
    ("case.take_over", COUNSELLOR): {"organisation": 1},
    ("referral.make", COUNSELLOR): {"assigned": 2},
    ("referral.make", SUPERVISOR): {"assigned": 2, "organisation": 2},
    ("sharing.read", COUNSELLOR): {"assigned": 3},
    ("sharing.read", SUPERVISOR): {"assigned": 3, "organisation": 3},
    ("sharing.write", COUNSELLOR): {"assigned": 3},
    ("sharing.write", SUPERVISOR): {"assigned": 3, "organisation": 3},
    ("referral.answer", COUNSELLOR): {"assigned": 3, "referred": 1},
    ("referral.answer", SUPERVISOR): {"assigned": 3, "organisation": 3, "referred": 1},
    ("referral.answer", TRAINING): {"referred": 1},
    ("body.keep", COUNSELLOR): {"organisation": 1},
    ("body.keep", SUPERVISOR): {"organisation": 1},
    ("body.keep", MANAGER): {"organisation": 1},
    ("account.issue", COUNSELLOR): {"assigned": 1},
    ("account.issue", SUPERVISOR): {"assigned": 1, "organisation": 1},
    ("my.read", PERSON): {"self": 1},
    ("my.apply", PERSON): {"self": 1},
    ("my.change", PERSON): {"self": 1},
    ("my.answer", PERSON): {"self": 1},
    ("own_company.read", EMPLOYER): {"company": 1},
    ("own_company.offer", EMPLOYER): {"company": 1},
    ("own_company.answer", EMPLOYER): {"company": 1},
    ("seeker_ledger.export", SUPERVISOR): {"organisation": 2},
    ("consultation.record", COUNSELLOR): {"assigned": 3, "referred": 2},
    ("consultation.record", SUPERVISOR): {"assigned": 3, "referred": 2},
    ("record.remark", COUNSELLOR): {"assigned": 3, "referred": 2},
    ("record.remark", SUPERVISOR): {"assigned": 3, "organisation": 3, "referred": 2},
    ("person.merge", SUPERVISOR): {"organisation": 3},
    ("board.read", SUPERVISOR): {"organisation": 3},
    ("booking.read", COUNSELLOR): {"organisation": 1, "referred": 1},
    ("booking.read", SUPERVISOR): {"organisation": 1, "referred": 1},
    ("booking.make", COUNSELLOR): {"organisation": 1, "referred": 1},
    ("booking.make", SUPERVISOR): {"organisation": 1, "referred": 1},
    ("desk.edit", MANAGER): {"organisation": 1},
    ("desk.edit", SUPERVISOR): {"organisation": 1},
    ("counselling.read", PSYCHOLOGIST): {"assigned": 4, "glass": 4},
    ("sealed_glass.break", PSYCHOLOGIST): {"assigned": 1},
    ("counselling.record", PSYCHOLOGIST): {"assigned": 4},
    ("counselling.name_team", SUPERVISOR): {"organisation": 1},
    ("release.make", PSYCHOLOGIST): {"assigned": 4},
    ("release.decide", SUPERVISOR): {"organisation": 1},
    ("release.decide", MANAGER): {"organisation": 1},
    **{
        ("counselling.rota", role): {"organisation": 1}
        for role in (PSYCHOLOGIST, COUNSELLOR, SUPERVISOR, MANAGER)
    },
    **{
        ("counselling.offer", role): {"organisation": 1}
        for role in (PSYCHOLOGIST, SUPERVISOR, MANAGER)
    },
    **{
        ("counselling.book", role): {"organisation": 1}
        for role in (PSYCHOLOGIST, COUNSELLOR, SUPERVISOR)
    },
    ("licence.keep", SUPERVISOR): {"organisation": 1},
    ("licence.keep", MANAGER): {"organisation": 1},
    ("ibasho.keep", MANAGER): {"organisation": 1},
    ("ibasho.keep", IBASHO): {"organisation": 1},
    ("ibasho.attend", IBASHO): {"organisation": 1},
    ("ibasho.numbers", MANAGER): {"organisation": 1},
    ("ibasho.numbers", SUPERVISOR): {"organisation": 1},
    ("ibasho.read", COUNSELLOR): {"assigned": 2},
    ("ibasho.read", SUPERVISOR): {"assigned": 2, "organisation": 2},
    ("ibasho.link", COUNSELLOR): {"assigned": 2},
    ("ibasho.link", SUPERVISOR): {"assigned": 2, "organisation": 2},
    ("plan.read", COUNSELLOR): {"assigned": 3, "referred": 2, "glass": 3},
    ("plan.read", SUPERVISOR): {"assigned": 3, "organisation": 3, "referred": 2},
    ("plan.read", TRAINING): {"referred": 2},
    ("plan.edit", COUNSELLOR): {"assigned": 3, "referred": 2},
    ("plan.edit", SUPERVISOR): {"assigned": 3, "organisation": 3, "referred": 2},
    ("paper.read", COUNSELLOR): {"assigned": 3, "referred": 2},
    ("paper.read", SUPERVISOR): {"assigned": 3, "organisation": 3, "referred": 2},
    ("paper.edit", COUNSELLOR): {"assigned": 3, "referred": 2},
    ("paper.edit", SUPERVISOR): {"assigned": 3, "organisation": 3, "referred": 2},
    ("training.apply", COUNSELLOR): {"assigned": 2},
    ("training.apply", SUPERVISOR): {"assigned": 2, "organisation": 2},
    ("training.approve", COUNSELLOR): {"assigned": 2},
    ("training.approve", SUPERVISOR): {"assigned": 2, "organisation": 2},
    ("training.hold", TRAINING): {"referred": 1},
    ("course.read", COUNSELLOR): {"organisation": 1},
    ("course.read", SUPERVISOR): {"organisation": 1},
    ("course.read", MATCHING): {"organisation": 1},
    ("course.read", MANAGER): {"organisation": 1},
    ("course.read", TRAINING): {"organisation": 1},
    ("course.allot", MANAGER): {"organisation": 1},
    ("course.allot", TRAINING): {"organisation": 1},
    ("course.plan", MANAGER): {"organisation": 1},
    ("course.plan", TRAINING): {"organisation": 1},
    ("benefit.read", COUNSELLOR): {"assigned": 2, "referred": 2},
    ("benefit.read", SUPERVISOR): {"assigned": 2, "organisation": 2, "referred": 2},
    ("claim.draw_up", COUNSELLOR): {"assigned": 2},
    ("claim.draw_up", SUPERVISOR): {"assigned": 2, "organisation": 2},
    ("claim.draw_up", TRAINING): {"referred": 1},
    ("claim.read", MANAGER): {"organisation": 1},
    ("claim.read", SUPERVISOR): {"organisation": 1},
    ("claim.check", MANAGER): {"organisation": 1},
    ("claim.check", SUPERVISOR): {"organisation": 1},
    ("claim.approve", MANAGER): {"organisation": 1},
    ("payment.make", MANAGER): {"organisation": 1},
    ("payment.export", MANAGER): {"organisation": 1},
    ("account.keep", MANAGER): {"organisation": 3},
    ("experience.read", COUNSELLOR): {"assigned": 2},
    ("experience.read", SUPERVISOR): {"assigned": 2, "organisation": 2},
    ("experience.read", MATCHING): {"organisation": 2},
    ("experience.request", COUNSELLOR): {"assigned": 2},
    ("experience.request", SUPERVISOR): {"assigned": 2, "organisation": 2},
    ("experience.arrange", COUNSELLOR): {"assigned": 2},
    ("experience.arrange", SUPERVISOR): {"assigned": 2, "organisation": 2},
    ("experience.arrange", MATCHING): {"organisation": 2},
    ("insurance.keep", MANAGER): {"organisation": 1},
    ("outreach.staff", COUNSELLOR): {"organisation": 1},
    ("outreach.staff", SUPERVISOR): {"organisation": 1},
    ("outreach.staff", MANAGER): {"organisation": 1},
    ("outreach.post", SUPERVISOR): {"organisation": 1},
    ("outreach.post", MANAGER): {"organisation": 1},
    ("outreach.read", COUNSELLOR): {"assigned": 3, "glass": 3},
    ("outreach.read", SUPERVISOR): {"assigned": 3, "organisation": 3},
    ("outreach.write", COUNSELLOR): {"assigned": 3},
    ("outreach.write", SUPERVISOR): {"assigned": 3, "organisation": 3},
    ("outreach.decide", SUPERVISOR): {"organisation": 3},
    ("conference.read", COUNSELLOR): {"assigned": 3, "invited": 3},
    ("conference.read", SUPERVISOR): {"assigned": 3, "invited": 3, "organisation": 3},
    ("mismatch.read", MATCHING): {"organisation": 1},
    ("mismatch.read", MANAGER): {"organisation": 1},
    ("mismatch.read", SUPERVISOR): {"organisation": 1},
    ("hire.record", COUNSELLOR): {"assigned": 2},
    ("hire.record", SUPERVISOR): {"assigned": 2},
    ("follow_up.answer", COUNSELLOR): {"responsible": 2},
    ("follow_up.answer", SUPERVISOR): {"responsible": 2, "organisation": 2},
    ("task.finish", COUNSELLOR): {"assigned": 1},
    ("task.finish", SUPERVISOR): {"assigned": 1, "organisation": 1},
    ("company.read", COUNSELLOR): {"organisation": 1},
    ("company.read", SUPERVISOR): {"organisation": 1},
    ("company.read", MATCHING): {"organisation": 1},
    ("company.read", MANAGER): {"organisation": 1},
    ("company.edit", MATCHING): {"organisation": 1},
    ("company.edit", SUPERVISOR): {"organisation": 1},
    ("company.export", MATCHING): {"organisation": 1},
    ("company.export", MANAGER): {"organisation": 1},
    ("guide.edit", MATCHING): {"organisation": 1},
    ("guide.edit", MANAGER): {"organisation": 1},
    ("proposal.read", COUNSELLOR): {"assigned": 2},
    ("proposal.read", SUPERVISOR): {"assigned": 2, "organisation": 2},
    ("proposal.read", MATCHING): {"organisation": 2},
    ("proposal.make", COUNSELLOR): {"assigned": 2},
    ("proposal.make", SUPERVISOR): {"assigned": 2, "organisation": 2},
    ("proposal.make", MATCHING): {"organisation": 2},
    ("proposal.answer", COUNSELLOR): {"assigned": 2},
    ("proposal.answer", SUPERVISOR): {"assigned": 2, "organisation": 2},
    ("programme.read", MANAGER): {"organisation": 1},
    ("programme.read", SUPERVISOR): {"organisation": 1},
    ("programme.edit", MANAGER): {"organisation": 1},
    ("joint.confirm", MANAGER): {"organisation": 1},
    ("joint.confirm", SUPERVISOR): {"organisation": 1},
    ("indicator.read", MANAGER): {"organisation": 1},
    ("indicator.read", SUPERVISOR): {"organisation": 1},
    ("indicator.freeze", MANAGER): {"organisation": 1},
    ("target.set", MANAGER): {"organisation": 1},
    ("sheet.read", MANAGER): {"organisation": 1},
    ("sheet.read", SUPERVISOR): {"organisation": 1},
    ("sheet.draw_up", MANAGER): {"organisation": 1},
    ("sheet.reword", MANAGER): {"organisation": 1},
    ("sheet.approve", MANAGER): {"organisation": 1},
    ("staff.edit", MANAGER): {"organisation": 1},
    ("sheet.approve", SUPERVISOR): {"organisation": 1},
    ("sheet.publish", MANAGER): {"organisation": 1},
    ("ledger.import", MANAGER): {"organisation": 1},
    ("erasure.read", MANAGER): {"organisation": 1},
    ("erasure.read", SUPERVISOR): {"organisation": 1},
    ("erasure.hold", MANAGER): {"organisation": 1},
    ("erasure.hold", SUPERVISOR): {"organisation": 1},
    ("erasure.propose", MANAGER): {"organisation": 1},
    ("erasure.propose", SUPERVISOR): {"organisation": 1},
    ("erasure.decide", MANAGER): {"organisation": 1},
    ("erasure.decide", SUPERVISOR): {"organisation": 1},
    ("retention.set", MANAGER): {"organisation": 1},
    ("disclosure.read", MANAGER): {"organisation": 1},
    ("disclosure.read", SUPERVISOR): {"organisation": 1},
    ("disclosure.receive", MANAGER): {"organisation": 1},
    ("disclosure.receive", SUPERVISOR): {"organisation": 1},
    ("disclosure.decide", SUPERVISOR): {"organisation": 3},
    ("disclosure.set", MANAGER): {"organisation": 1},
    ("access_log.read", MANAGER): {"organisation": 1},
    ("access_log.read", SUPERVISOR): {"organisation": 1},
    ("staff.read", MANAGER): {"organisation": 1},
}
#: What is done on a running case only.
ON_OPEN_CASES = {
    "glass.break",
    "sealed_glass.break",
    "case.edit",
    "case.assign",
    "case.take_over",
    "referral.make",
    "sharing.write",
    "consultation.record",
    "booking.make",
    "counselling.record",
    "counselling.book",
    "plan.edit",
    "paper.edit",
    "hire.record",
    "training.apply",
    "training.approve",
    "proposal.make",
    "proposal.answer",
    "training.hold",
    "my.apply",
    "experience.request",
    "experience.arrange",
    "outreach.write",
    "outreach.decide",
    "ibasho.link",
}
STAFF = {COUNSELLOR, SUPERVISOR, MATCHING, TRAINING, PSYCHOLOGIST, IBASHO, MANAGER, PRIVACY}
#: What is asked without a thing: open pages, one's own account, pages about one's own work.
WITHOUT_A_THING: dict[str, set[str]] = {
    "public.read": set(),
    "account.own": STAFF | {PERSON, EMPLOYER},
    "desk.start": STAFF | {PERSON, EMPLOYER},
    "today.read": {COUNSELLOR, SUPERVISOR},
    "feed.own": {COUNSELLOR, SUPERVISOR},
    "feed.read": set(),
    "matching.today": {MATCHING},
    "counselling.today": {PSYCHOLOGIST},
    "ibasho.door": set(),
}


def actor(role: str) -> Actor:
    return Actor(
        user_id=uuid7(),
        name="",
        membership_id=MEMBER,
        organisation_id=CITY,
        role=role,
        person_id=SOMEBODY,
        company_id=COMPANY,
        keeper_id=CENTRE,
    )


#: On what ground a grant to somebody must be written to open anything.
GROUNDS = {"assigned": Basis.OWN_DUTY, "referred": Basis.CONTRACT}
#: On what grounds somebody of another body is asked to a meeting: they, too, are named by a grant.
SHARED = (Basis.CONSENT, Basis.CONFERENCE, Basis.EMERGENCY)


def permission(
    *, member: UUID | None = None, body: UUID | None = None, level: int = 4, case: UUID = CASE
) -> Permission:
    basis = GROUNDS["assigned" if member else "referred"]
    return Permission(case, body, member, level, basis, DAY, DAY)


def on_other_grounds(given: Permission) -> list[Permission]:
    """The same grant on every ground that is not its own."""
    return [replace(given, basis=basis) for basis in Basis if basis != given.basis]


#: How one can stand to a case, and what then reaches how far. Grants are to somebody else, for
#: another case, on another ground or ended in the standings that reach nothing.
STANDINGS: dict[str, tuple[UUID, list[Permission], tuple[str, ...]]] = {
    "own": (CITY, [], ("organisation",)),
    "about oneself": (CITY, [], ("organisation", "self")),
    "about oneself elsewhere": (CENTRE, [], ()),
    "of one's company": (CENTRE, [], ("company",)),
    "of one's company at another body": (CITY, [], ("organisation",)),
    "responsible": (CITY, [], ("organisation", "responsible")),
    "assigned": (CENTRE, [permission(member=MEMBER)], ("assigned",)),
    "referred": (CENTRE, [permission(body=CITY)], ("referred",)),
    "a stranger": (CENTRE, [], ()),
    "a colleague's": (CENTRE, [permission(member=COLLEAGUE)], ()),
    "another body's": (CENTRE, [permission(body=CENTRE)], ()),
    "assigned another": (CENTRE, [permission(member=MEMBER, case=OTHER_CASE)], ()),
    "referred another": (CENTRE, [permission(body=CITY, case=OTHER_CASE)], ()),
    "assigned otherwise": (
        CENTRE,
        on_other_grounds(permission(member=MEMBER)),
        ("invited", "glass"),
    ),
    "referred otherwise": (CENTRE, on_other_grounds(permission(body=CITY)), ()),
    "was assigned": (CENTRE, [replace(permission(member=MEMBER), ended=True)], ()),
    "was referred": (CENTRE, [replace(permission(body=CITY), ended=True)], ()),
}


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_allows_what_the_table_says_and_refuses_all_else(action: str) -> None:
    roles = [*(role.value for role in Role), ""]
    for role, standing, level, is_open in product(roles, STANDINGS, range(5), (True, False)):
        keeper, permissions, relations = STANDINGS[standing]
        reaches = REACH.get((action, role), {})
        reach = max((reaches.get(relation, -1) for relation in relations), default=-1)
        responsible = MEMBER if "responsible" in relations else COLLEAGUE
        about = SOMEBODY if "about oneself" in standing else SOMEBODY_ELSE
        firm = COMPANY if "one's company" in standing else OTHER_COMPANY
        expected = level <= reach and (is_open or action not in ON_OPEN_CASES)

        answer = is_allowed(
            actor(role),
            action,
            Thing(keeper, CASE, level, is_open, responsible, about, firm),
            permissions,
            DAY,
        )
        assert answer is expected, (role, standing, level, is_open)


def _lines_of(relation: str) -> list[tuple[str, str]]:
    """The relations and grounds of the table that a standing speaks of."""
    if relation == "invited":
        return [("assigned", ground) for ground in SHARED]
    if relation == "glass":
        return [("assigned", Basis.BREAK_GLASS)]
    return [(relation, GROUNDS.get(relation, ""))]


def test_speaks_of_every_line_of_the_table() -> None:
    said = {
        (action, named, role, level, ground, action in ON_OPEN_CASES)
        for (action, role), reach in REACH.items()
        for relation, level in reach.items()
        for named, ground in _lines_of(relation)
    }
    declared = {
        (line.action, line.relation.value, role, line.level, line.basis, line.open_case_only)
        for line in TABLE
        for role in line.roles
        if line.action not in WITHOUT_A_THING
    }

    assert said == declared
    assert {action for action, _ in REACH} | set(WITHOUT_A_THING) == ACTIONS


@pytest.mark.parametrize("level", range(1, 5))
def test_reaches_as_far_as_the_grant_and_the_table_both_go(level: int) -> None:
    allowed = [
        is_allowed(
            actor(COUNSELLOR),
            "case.open",
            Thing(CENTRE, CASE, one),
            [permission(member=MEMBER, level=level), permission(body=CITY, level=1)],
            DAY,
        )
        for one in range(5)
    ]

    assert allowed == [one <= min(level, 3) for one in range(5)]


@pytest.mark.parametrize("basis", sorted(set(Basis) - {Basis.OWN_DUTY, Basis.BREAK_GLASS}))
def test_reaches_no_further_by_a_grant_on_another_ground(basis: Basis) -> None:
    """Beside the right one it neither adds nor takes away."""
    low = permission(member=MEMBER, level=1)
    other = replace(permission(member=MEMBER, level=4), basis=basis)

    reached = [
        reach_among(actor(COUNSELLOR), "case.open", Thing(CENTRE, CASE), grants, DAY)
        for grants in ([], [other], [low], [low, other])
    ]

    assert reached == [-1, -1, 1, 1]


def test_demands_a_ground_wherever_a_grant_has_to_name_the_case() -> None:
    by_grant = {Relation.ASSIGNED, Relation.REFERRED}

    assert {bool(line.basis) for line in TABLE if line.relation in by_grant} == {True}
    assert {bool(line.basis) for line in TABLE if line.relation not in by_grant} == {False}
    assert {line.basis for line in TABLE if line.basis} <= set(Basis)


@pytest.mark.parametrize(
    ("from_on", "until_on", "lives"),
    [
        (0, 0, True),
        (0, None, True),
        (-1, 0, True),
        (0, 1, True),
        (-400, None, True),
        (1, None, False),
        (1, 2, False),
        (-2, -1, False),
    ],
)
def test_counts_a_grant_on_both_its_ends_and_no_day_more(
    from_on: int, until_on: int | None, lives: bool
) -> None:
    granted = replace(
        permission(member=MEMBER),
        from_on=DAY + timedelta(from_on),
        until_on=None if until_on is None else DAY + timedelta(until_on),
    )
    for ended in (False, True):
        grant = replace(granted, ended=ended)
        answer = is_allowed(actor(COUNSELLOR), "case.open", Thing(CENTRE, CASE), [grant], DAY)
        assert answer is (lives and not ended)


def test_takes_nobody_for_the_one_whom_a_grant_does_not_name() -> None:
    """A grant names a body or a member; somebody without either is neither."""
    service = Actor(user_id=uuid7(), name="", role=COUNSELLOR)
    grants = [permission(body=CITY), permission(member=MEMBER)]

    assert not is_allowed(service, "case.open", Thing(CENTRE, CASE), grants, DAY)
    alone = replace(service, organisation_id=CITY)
    assert is_allowed(alone, "case.open", Thing(CENTRE, CASE, 2), grants, DAY)
    assert not is_allowed(alone, "case.open", Thing(CENTRE, CASE, 3), grants, DAY)


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_tells_without_a_thing_whether_a_role_has_the_action_at_all(action: str) -> None:
    for role in Role:
        with_it = (action, role) in REACH or role in WITHOUT_A_THING.get(action, ())
        assert is_allowed(actor(role.value), action, None, [], DAY) is with_it


def test_takes_nobody_of_another_body_for_the_one_responsible() -> None:
    """A case names a member of its keeper; whoever is none of it is not asked after it."""
    theirs = Thing(CENTRE, CASE, 2, False, MEMBER)
    nobody = Actor(user_id=uuid7(), name="", organisation_id=CITY, role=COUNSELLOR)

    assert is_allowed(
        actor(COUNSELLOR), "follow_up.answer", replace(theirs, organisation_id=CITY), [], DAY
    )
    assert not is_allowed(actor(COUNSELLOR), "follow_up.answer", theirs, [], DAY)
    assert not is_allowed(nobody, "follow_up.answer", Thing(CITY, CASE, 2, True, None), [], DAY)


def test_refuses_an_action_that_is_not_in_the_table() -> None:
    with pytest.raises(KeyError, match=r"case\.opne"):
        is_allowed(actor(COUNSELLOR), "case.opne", None, [], DAY)


def test_gives_no_relation_to_a_line_that_it_cannot_decide() -> None:
    decided = {
        Relation.ORGANISATION,
        Relation.ASSIGNED,
        Relation.RESPONSIBLE,
        Relation.REFERRED,
        Relation.SELF,
        Relation.COMPANY,
    }

    without = {line.action for line in TABLE if line.relation not in decided}
    assert without == set(WITHOUT_A_THING)
