"""The declared table of who may do what: role × action × relation × level × basis × state.

Nothing else in the house decides access. Every address names its action here (a house test
walks all addresses), `may()` asks this table about one thing, `visible()` about many.
"""

from dataclasses import dataclass
from enum import StrEnum

from bansou.commons.organisations.models import Role
from bansou.commons.rows import Basis, Level


class Relation(StrEnum):
    """How an actor stands to the thing asked about."""

    ANYONE = "anyone"  # no sign-in needed
    SIGNED_IN = "signed_in"  # the actor's own account and nothing of others
    ORGANISATION = "organisation"  # the thing is kept by the actor's own organisation
    ASSIGNED = "assigned"  # a live grant to the actor's own membership names its case
    RESPONSIBLE = "responsible"  # the actor is, or was last, responsible for its case
    REFERRED = "referred"  # a live grant to the actor's organisation names its case
    SELF = "self"  # it is about the person whom the actor's own account names
    COMPANY = "company"  # it is about the company for which the actor's own account lets them act


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: who, doing what, standing how, up to which level, on what ground, in which state.

    Where a grant has to name the case, it is a grant on this very ground; one on another ground
    opens nothing here.
    """

    action: str
    relation: Relation
    roles: frozenset[str]
    level: int = Level.CONTACT
    basis: str = ""
    open_case_only: bool = False


_EVERY_ROLE = frozenset(role.value for role in Role if role != Role.SERVICE)
_COUNSELLING = frozenset({Role.COUNSELLOR.value, Role.SUPERVISING_COUNSELLOR.value})
_COUNSELLOR = frozenset({Role.COUNSELLOR.value})
_SUPERVISOR = frozenset({Role.SUPERVISING_COUNSELLOR.value})
_MATCHING = frozenset({Role.MATCHING_OFFICER.value})
_MANAGER = frozenset({Role.PROGRAMME_MANAGER.value})
#: Sees what was opened in an emergency, what is to leave a record, and what is published; no case.
_PRIVACY = frozenset({Role.PRIVACY_OFFICER.value})
_TRAINING = frozenset({Role.TRAINING_STAFF.value})
_PSYCHOLOGIST = frozenset({Role.PSYCHOLOGIST.value})
_IBASHO = frozenset({Role.IBASHO_STAFF.value})
_PERSON = frozenset({Role.PERSON.value})
_EMPLOYER = frozenset({Role.EMPLOYER.value})


def _line(
    action: str,
    relation: Relation,
    roles: frozenset[str],
    level: int = Level.CONTACT,
    *,
    basis: str = "",
    open_case_only: bool = False,
) -> Entry:
    return Entry(action, relation, roles, level, basis, open_case_only)


TABLE: tuple[Entry, ...] = (
    # Pages that nobody needs to sign in for, and one's own account.
    _line("public.read", Relation.ANYONE, frozenset()),
    _line("account.own", Relation.SIGNED_IN, _EVERY_ROLE),
    _line("desk.start", Relation.SIGNED_IN, _EVERY_ROLE),
    _line("today.read", Relation.SIGNED_IN, _COUNSELLING),
    # Cases. A colleague who takes the phone sees contact and schedule; notes belong to the
    # assigned counsellor and to the supervisor; a contractor sees what was referred to it. What
    # a grant on another ground (consent, a conference, the law) opens gets lines of its own.
    _line("case.list", Relation.ORGANISATION, _COUNSELLING | _MATCHING),
    _line("case.list", Relation.REFERRED, _COUNSELLING | _TRAINING, basis=Basis.CONTRACT),
    _line("case.open", Relation.ORGANISATION, _COUNSELLOR, Level.CONTACT),
    _line("case.open", Relation.ORGANISATION, _SUPERVISOR, Level.SENSITIVE),
    _line("case.open", Relation.ASSIGNED, _COUNSELLING, Level.SENSITIVE, basis=Basis.OWN_DUTY),
    _line(
        "case.open",
        Relation.REFERRED,
        _COUNSELLING | _TRAINING,
        Level.CASEWORK,
        basis=Basis.CONTRACT,
    ),
    # A psychologist reads the casework of those in whose team they are.
    _line("case.open", Relation.ASSIGNED, _PSYCHOLOGIST, Level.CASEWORK, basis=Basis.OWN_DUTY),
    # In an emergency a counsellor opens for two hours what others are responsible for, and reads
    # without writing; it never opens level 4. Somebody else looks afterwards whether it was right.
    _line("glass.break", Relation.ORGANISATION, _COUNSELLOR, open_case_only=True),
    *(
        _line(action, Relation.ASSIGNED, _COUNSELLOR, Level.SENSITIVE, basis=Basis.BREAK_GLASS)
        for action in ("case.open", "plan.read", "outreach.read")
    ),
    _line("glass.review", Relation.ORGANISATION, _MANAGER | _SUPERVISOR | _PRIVACY),
    _line("case.register", Relation.ORGANISATION, _COUNSELLING),
    _line(
        "case.edit",
        Relation.ASSIGNED,
        _COUNSELLING,
        Level.SENSITIVE,
        basis=Basis.OWN_DUTY,
        open_case_only=True,
    ),
    _line(
        "case.edit",
        Relation.ORGANISATION,
        _SUPERVISOR,
        Level.SENSITIVE,
        open_case_only=True,
    ),
    _line(
        "case.assign",
        Relation.ORGANISATION,
        _SUPERVISOR,
        Level.SENSITIVE,
        open_case_only=True,
    ),
    # Who is a relative or a neighbour of somebody is kept apart from their case by who supervises,
    # on a case that has ended too.
    _line("case.bar", Relation.ORGANISATION, _SUPERVISOR),
    _line("case.take_over", Relation.ORGANISATION, _COUNSELLOR, open_case_only=True),
    _line(
        "referral.make",
        Relation.ASSIGNED,
        _COUNSELLING,
        Level.CASEWORK,
        basis=Basis.OWN_DUTY,
        open_case_only=True,
    ),
    _line(
        "referral.make",
        Relation.ORGANISATION,
        _SUPERVISOR,
        Level.CASEWORK,
        open_case_only=True,
    ),
    # What is handed to other bodies, with whose consent: the texts may be sensitive. Whoever was
    # referred to answers, or the sender copies their slip; the addresses of bodies name no person.
    *(
        line
        for action, is_for_open_cases in (
            ("sharing.read", False),
            ("sharing.write", True),
            ("referral.answer", False),
        )
        for line in (
            _line(
                action,
                Relation.ASSIGNED,
                _COUNSELLING,
                Level.SENSITIVE,
                basis=Basis.OWN_DUTY,
                open_case_only=is_for_open_cases,
            ),
            _line(
                action,
                Relation.ORGANISATION,
                _SUPERVISOR,
                Level.SENSITIVE,
                open_case_only=is_for_open_cases,
            ),
        )
    ),
    _line("referral.answer", Relation.REFERRED, _COUNSELLING | _TRAINING, basis=Basis.CONTRACT),
    _line("body.keep", Relation.ORGANISATION, _COUNSELLING | _MANAGER),
    # People with accounts of their own: the office lets them in, and they see what is theirs. What
    # supporters write for each other (notes, assessments) has no line here.
    _line("account.issue", Relation.ASSIGNED, _COUNSELLING, basis=Basis.OWN_DUTY),
    _line("account.issue", Relation.ORGANISATION, _SUPERVISOR),
    _line("my.read", Relation.SELF, _PERSON),
    _line("my.apply", Relation.SELF, _PERSON, open_case_only=True),
    _line("my.change", Relation.SELF, _PERSON),
    _line("my.answer", Relation.SELF, _PERSON),
    # Consultations.
    _line(
        "consultation.record",
        Relation.ASSIGNED,
        _COUNSELLING,
        Level.SENSITIVE,
        basis=Basis.OWN_DUTY,
        open_case_only=True,
    ),
    _line(
        "consultation.record",
        Relation.REFERRED,
        _COUNSELLING,
        Level.CASEWORK,
        basis=Basis.CONTRACT,
        open_case_only=True,
    ),
    # What a supervisor remarks on a record is as sensitive as the record; whoever it is for answers.
    _line("record.remark", Relation.ORGANISATION, _SUPERVISOR, Level.SENSITIVE),
    _line(
        "record.remark",
        Relation.ASSIGNED,
        _COUNSELLING,
        Level.SENSITIVE,
        basis=Basis.OWN_DUTY,
    ),
    _line(
        "record.remark",
        Relation.REFERRED,
        _COUNSELLING,
        Level.CASEWORK,
        basis=Basis.CONTRACT,
    ),
    # That two rows are one person, or are not, is said by who may open both.
    _line("person.merge", Relation.ORGANISATION, _SUPERVISOR, Level.SENSITIVE),
    # Who supervises sees by colleague what is theirs to do.
    _line("board.read", Relation.ORGANISATION, _SUPERVISOR, Level.SENSITIVE),
    # Bookings name nobody beyond contact and schedule. Whoever takes the phone books for every case
    # of the office; a contractor's counsellor for those referred to it.
    _line("booking.read", Relation.ORGANISATION, _COUNSELLING),
    _line("booking.read", Relation.REFERRED, _COUNSELLING, basis=Basis.CONTRACT),
    _line("booking.make", Relation.ORGANISATION, _COUNSELLING, open_case_only=True),
    _line(
        "booking.make",
        Relation.REFERRED,
        _COUNSELLING,
        basis=Basis.CONTRACT,
        open_case_only=True,
    ),
    _line("desk.edit", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    # A calendar asks with a secret of its counsellor's, who makes and ends it.
    _line("feed.own", Relation.SIGNED_IN, _COUNSELLING),
    _line("feed.read", Relation.ANYONE, frozenset()),
    # Psychological counselling. That it took place is on the timeline; what was said is for the team
    # that the supervisor names, who by that reads nothing themselves. It leaves by what was agreed.
    _line("counselling.today", Relation.SIGNED_IN, _PSYCHOLOGIST),
    _line(
        "counselling.read",
        Relation.ASSIGNED,
        _PSYCHOLOGIST,
        Level.PSYCHOLOGICAL,
        basis=Basis.OWN_DUTY,
    ),
    _line(
        "counselling.record",
        Relation.ASSIGNED,
        _PSYCHOLOGIST,
        Level.PSYCHOLOGICAL,
        basis=Basis.OWN_DUTY,
        open_case_only=True,
    ),
    _line("counselling.name_team", Relation.ORGANISATION, _SUPERVISOR),
    # Who leads the team and is not in it knows of the case, and no more: in a medical emergency they
    # open its records for two hours, to read. Nobody else does.
    _line(
        "sealed_glass.break",
        Relation.ASSIGNED,
        _PSYCHOLOGIST,
        basis=Basis.OWN_DUTY,
        open_case_only=True,
    ),
    _line(
        "counselling.read",
        Relation.ASSIGNED,
        _PSYCHOLOGIST,
        Level.PSYCHOLOGICAL,
        basis=Basis.BREAK_GLASS,
    ),
    _line("case.open", Relation.ASSIGNED, _PSYCHOLOGIST, basis=Basis.BREAK_GLASS),
    # It leaves the team by the decision of two people: one of the team proposes and hands over, one
    # who reads nothing decides.
    _line(
        "release.make",
        Relation.ASSIGNED,
        _PSYCHOLOGIST,
        Level.PSYCHOLOGICAL,
        basis=Basis.OWN_DUTY,
    ),
    _line("release.read", Relation.ORGANISATION, _MANAGER | _SUPERVISOR | _PRIVACY),
    _line("release.decide", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    # When psychologists receive people, and by which licence, names nobody. Who is booked or waits is
    # contact and schedule: for whoever takes the phone, and for the psychologists.
    _line(
        "counselling.rota",
        Relation.ORGANISATION,
        _PSYCHOLOGIST | _COUNSELLING | _MANAGER,
    ),
    _line("counselling.offer", Relation.ORGANISATION, _PSYCHOLOGIST | _SUPERVISOR | _MANAGER),
    _line(
        "counselling.book",
        Relation.ORGANISATION,
        _PSYCHOLOGIST | _COUNSELLING,
        open_case_only=True,
    ),
    _line("licence.keep", Relation.ORGANISATION, _SUPERVISOR | _MANAGER),
    # Places to be. Guests come by nickname and are for those who meet them; a counsellor sees how it
    # goes there while the person agrees, the manager numbers alone. The tablet asks with a secret.
    _line("ibasho.keep", Relation.ORGANISATION, _MANAGER | _IBASHO),
    _line("ibasho.attend", Relation.ORGANISATION, _IBASHO),
    _line("ibasho.numbers", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("ibasho.door", Relation.ANYONE, frozenset()),
    *(
        line
        for action, is_for_open_cases in (("ibasho.read", False), ("ibasho.link", True))
        for line in (
            _line(
                action,
                Relation.ASSIGNED,
                _COUNSELLING,
                Level.CASEWORK,
                basis=Basis.OWN_DUTY,
                open_case_only=is_for_open_cases,
            ),
            _line(
                action,
                Relation.ORGANISATION,
                _SUPERVISOR,
                Level.CASEWORK,
                open_case_only=is_for_open_cases,
            ),
        )
    ),
    # Plans and other papers: who supports the person writes them, a contractor's counsellors within
    # what was referred. A training centre that was shown the casework reads the plan, no other paper.
    *(
        line
        for subject, readers in (("plan", _COUNSELLING | _TRAINING), ("paper", _COUNSELLING))
        for line in (
            _line(
                f"{subject}.read",
                Relation.ASSIGNED,
                _COUNSELLING,
                Level.SENSITIVE,
                basis=Basis.OWN_DUTY,
            ),
            _line(f"{subject}.read", Relation.ORGANISATION, _SUPERVISOR, Level.SENSITIVE),
            _line(
                f"{subject}.read",
                Relation.REFERRED,
                readers,
                Level.CASEWORK,
                basis=Basis.CONTRACT,
            ),
            _line(
                f"{subject}.edit",
                Relation.ASSIGNED,
                _COUNSELLING,
                Level.SENSITIVE,
                basis=Basis.OWN_DUTY,
                open_case_only=True,
            ),
            _line(
                f"{subject}.edit",
                Relation.ORGANISATION,
                _SUPERVISOR,
                Level.SENSITIVE,
                open_case_only=True,
            ),
            _line(
                f"{subject}.edit",
                Relation.REFERRED,
                _COUNSELLING,
                Level.CASEWORK,
                basis=Basis.CONTRACT,
                open_case_only=True,
            ),
        )
    ),
    # Courses. The catalogue and the runs name nobody; whose run it is opens it to its staff. People
    # are seen by those to whom they are referred, and by who is responsible for them.
    _line("course.read", Relation.ORGANISATION, _COUNSELLING | _MATCHING | _MANAGER | _TRAINING),
    _line("course.plan", Relation.ORGANISATION, _MANAGER | _TRAINING),
    _line("course.allot", Relation.ORGANISATION, _MANAGER | _TRAINING),
    *(
        line
        for action in ("training.apply", "training.approve")
        for line in (
            _line(
                action,
                Relation.ASSIGNED,
                _COUNSELLING,
                Level.CASEWORK,
                basis=Basis.OWN_DUTY,
                open_case_only=True,
            ),
            _line(
                action,
                Relation.ORGANISATION,
                _SUPERVISOR,
                Level.CASEWORK,
                open_case_only=True,
            ),
        )
    ),
    _line("training.hold", Relation.REFERRED, _TRAINING, basis=Basis.CONTRACT, open_case_only=True),
    # Money to people. Who stands by the person draws a claim up; somebody else checks it, a third
    # decides. On the case its amounts and reasons are casework; a training centre sees what it drew
    # up itself. Accounts are for who pays alone: no grant opens them.
    _line("benefit.read", Relation.ASSIGNED, _COUNSELLING, Level.CASEWORK, basis=Basis.OWN_DUTY),
    _line("benefit.read", Relation.ORGANISATION, _SUPERVISOR, Level.CASEWORK),
    _line("benefit.read", Relation.REFERRED, _COUNSELLING, Level.CASEWORK, basis=Basis.CONTRACT),
    _line("claim.draw_up", Relation.ASSIGNED, _COUNSELLING, Level.CASEWORK, basis=Basis.OWN_DUTY),
    _line("claim.draw_up", Relation.ORGANISATION, _SUPERVISOR, Level.CASEWORK),
    _line("claim.draw_up", Relation.REFERRED, _TRAINING, basis=Basis.CONTRACT),
    _line("claim.read", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("claim.check", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("claim.approve", Relation.ORGANISATION, _MANAGER),
    _line("payment.make", Relation.ORGANISATION, _MANAGER),
    _line("payment.export", Relation.ORGANISATION, _MANAGER),
    _line("account.keep", Relation.ORGANISATION, _MANAGER, Level.SENSITIVE),
    # Visits and trials. Who finds the host place must know the person's name and wishes, and
    # nothing else of the case. The manager keeps the insurance, whose list names people.
    *(
        line
        for action, is_for_open_cases in (
            ("experience.read", False),
            ("experience.request", True),
            ("experience.arrange", True),
        )
        for line in (
            _line(
                action,
                Relation.ASSIGNED,
                _COUNSELLING,
                Level.CASEWORK,
                basis=Basis.OWN_DUTY,
                open_case_only=is_for_open_cases,
            ),
            _line(
                action,
                Relation.ORGANISATION,
                _SUPERVISOR if action == "experience.request" else _SUPERVISOR | _MATCHING,
                Level.CASEWORK,
                open_case_only=is_for_open_cases,
            ),
        )
    ),
    _line("insurance.keep", Relation.ORGANISATION, _MANAGER),
    # Outreach. Who is posted where and who is on the team names no person supported. What the team
    # is asked for, and what was seen at home, is sensitive: for who stands by the person, for who is
    # on duty as long as it is asked, and for the supervisor, who decides.
    _line("outreach.staff", Relation.ORGANISATION, _COUNSELLING | _MANAGER),
    _line("outreach.post", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    *(
        line
        for action, is_for_open_cases in (("outreach.read", False), ("outreach.write", True))
        for line in (
            _line(
                action,
                Relation.ASSIGNED,
                _COUNSELLING,
                Level.SENSITIVE,
                basis=Basis.OWN_DUTY,
                open_case_only=is_for_open_cases,
            ),
            _line(
                action,
                Relation.ORGANISATION,
                _SUPERVISOR,
                Level.SENSITIVE,
                open_case_only=is_for_open_cases,
            ),
        )
    ),
    # Conferences. Somebody of another body who was asked reads what they are shown, on the ground on
    # which it is shared, until the meeting is over.
    _line(
        "conference.read",
        Relation.ASSIGNED,
        _COUNSELLING,
        Level.SENSITIVE,
        basis=Basis.OWN_DUTY,
    ),
    _line("conference.read", Relation.ORGANISATION, _SUPERVISOR, Level.SENSITIVE),
    *(
        _line("conference.read", Relation.ASSIGNED, _COUNSELLING, Level.SENSITIVE, basis=ground)
        for ground in (Basis.CONSENT, Basis.CONFERENCE, Basis.EMERGENCY)
    ),
    _line(
        "outreach.decide",
        Relation.ORGANISATION,
        _SUPERVISOR,
        Level.SENSITIVE,
        open_case_only=True,
    ),
    _line("mismatch.read", Relation.ORGANISATION, _MATCHING | _MANAGER | _SUPERVISOR),
    # Hires.
    _line(
        "hire.record",
        Relation.ASSIGNED,
        _COUNSELLING,
        Level.CASEWORK,
        basis=Basis.OWN_DUTY,
        open_case_only=True,
    ),
    # Staying is asked about after the support has ended too, when no grant names the case any more:
    # by who was last responsible and by who supervises.
    _line("follow_up.answer", Relation.RESPONSIBLE, _COUNSELLING, Level.CASEWORK),
    _line("follow_up.answer", Relation.ORGANISATION, _SUPERVISOR, Level.CASEWORK),
    _line("task.finish", Relation.ASSIGNED, _COUNSELLING, basis=Basis.OWN_DUTY),
    _line("task.finish", Relation.ORGANISATION, _SUPERVISOR),
    # Companies are no persons: who supports people reads them, the matching officer keeps them.
    _line("matching.today", Relation.SIGNED_IN, _MATCHING),
    _line("company.read", Relation.ORGANISATION, _MATCHING | _COUNSELLING | _MANAGER),
    _line("company.edit", Relation.ORGANISATION, _MATCHING | _SUPERVISOR),
    _line("company.export", Relation.ORGANISATION, _MATCHING | _MANAGER),
    # An employer sees their own company's row at the body that let them in, and offers; what they
    # offer is on record once the office has taken it.
    _line("own_company.read", Relation.COMPANY, _EMPLOYER),
    _line("own_company.offer", Relation.COMPANY, _EMPLOYER),
    # What it says of people it was told of: answers, days, results, whether they are still there.
    _line("own_company.answer", Relation.COMPANY, _EMPLOYER),
    _line("guide.edit", Relation.ORGANISATION, _MATCHING | _MANAGER),
    # Proposals. The officer works with what somebody wishes, as far as it concerns work; what they
    # wish and answer is written by who accompanies them.
    *(
        line
        for action, is_theirs in (
            ("proposal.read", False),
            ("proposal.make", True),
            ("proposal.answer", True),
        )
        for line in (
            _line(
                action,
                Relation.ASSIGNED,
                _COUNSELLING,
                Level.CASEWORK,
                basis=Basis.OWN_DUTY,
                open_case_only=is_theirs,
            ),
            _line(
                action,
                Relation.ORGANISATION,
                _SUPERVISOR if action == "proposal.answer" else _SUPERVISOR | _MATCHING,
                Level.CASEWORK,
                open_case_only=is_theirs,
            ),
        )
    ),
    # Who sought work and was introduced, with names and birth dates, as a file for the labour office.
    _line("seeker_ledger.export", Relation.ORGANISATION, _SUPERVISOR, Level.CASEWORK),
    # The programme and its figures. The number is the manager's, the names are not.
    _line("programme.read", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("programme.edit", Relation.ORGANISATION, _MANAGER),
    # Whether two of one's own registered people are one; the supervisor sees their names.
    _line("joint.confirm", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("indicator.read", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("indicator.freeze", Relation.ORGANISATION, _MANAGER),
    _line("target.set", Relation.ORGANISATION, _MANAGER),
    _line("sheet.read", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("sheet.draw_up", Relation.ORGANISATION, _MANAGER),
    _line("sheet.reword", Relation.ORGANISATION, _MANAGER),
    _line("sheet.approve", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("sheet.publish", Relation.ORGANISATION, _MANAGER),
    _line("ledger.import", Relation.ORGANISATION, _MANAGER),
    # How long records are kept, and what is erased: two people decide, neither needs the name.
    _line("register.read", Relation.ORGANISATION, _MANAGER | _SUPERVISOR | _PRIVACY),
    _line("erasure.read", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("erasure.hold", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("erasure.propose", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("erasure.decide", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("retention.set", Relation.ORGANISATION, _MANAGER),
    # People ask for what is kept of them. That they ask and until when is the office's to know; what
    # their record says is read, and decided about, by who supervises.
    _line("disclosure.read", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("disclosure.receive", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("disclosure.decide", Relation.ORGANISATION, _SUPERVISOR, Level.SENSITIVE),
    _line("disclosure.set", Relation.ORGANISATION, _MANAGER),
    _line("access_log.read", Relation.ORGANISATION, _MANAGER | _SUPERVISOR),
    _line("staff.read", Relation.ORGANISATION, _MANAGER),
    _line("staff.edit", Relation.ORGANISATION, _MANAGER),
)

ACTIONS: frozenset[str] = frozenset(entry.action for entry in TABLE)


def entries(action: str, role: str) -> tuple[Entry, ...]:
    """The lines that speak of this action and role.

    :raises KeyError: the action is in no line of the table
    """
    if action not in ACTIONS:
        raise KeyError(f"{action} is not in the access table")
    return tuple(e for e in TABLE if e.action == action and role in e.roles)
