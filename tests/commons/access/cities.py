"""Two cities with a row in every tenant table, a training centre, and eyes to look with.

The rows are written through the models; what a transaction sees of them is asked in plain SQL.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from bansou.benefits.models import (
    BankAccount,
    Claim,
    ClaimItem,
    ClaimReceipt,
    OutsideBenefit,
    PayingAccount,
    PaymentEntry,
    PaymentList,
)
from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.keys import uuid7
from bansou.commons.models import (
    AccessLog,
    Attachment,
    ConflictBlock,
    Draft,
    Grant,
    LedgerImport,
    LedgerRow,
    Membership,
    Organisation,
    RequestKey,
    Task,
)
from bansou.commons.organisations.models import Role, User
from bansou.commons.rows import Basis
from bansou.employers.models import (
    Company,
    CompanyAccount,
    CompanyOffer,
    EmployerSurveyAnswer,
    EmployerVisit,
    EmploymentSubsidy,
    HiringStance,
    HostPlace,
    KitAnswer,
    Opening,
    SupportingEmployer,
)
from bansou.engines.assignment import digest_of
from bansou.evidence.models import (
    JointPart,
    JointProject,
    JointTrace,
    JointTwins,
    JointUnit,
    Measure,
    Target,
)
from bansou.grants.models import CaseSheet, PublishedSheet, SheetDecision, SheetWording
from bansou.people.models import (
    AnswerPeriod,
    Assignment,
    BreakGlass,
    Case,
    Consent,
    Disclosure,
    DisclosureRequest,
    DistinctPersons,
    Enrolment,
    Erasure,
    FamilyContact,
    FamilyStatement,
    Goal,
    ItemDecision,
    LegalHold,
    OutsideBody,
    Paper,
    PaperComment,
    PaperSignature,
    Person,
    PersonAccount,
    PersonMerge,
    Referral,
    RetentionPeriod,
    SharedNote,
    SharingConsent,
    Step,
    StepComment,
    StepReading,
)
from bansou.placement.models import FollowUp, Hire, Proposal, StayReport, WorkWish
from bansou.programmes.models import (
    BudgetLine,
    Contract,
    Programme,
    SchemeVersion,
    SpendingLine,
    StaffAttendance,
    StaffCourse,
    StaffCourseDay,
    StaffCourseSeat,
)
from bansou.support.ibasho.models import Stage
from bansou.support.models import (
    Attendance,
    Booking,
    CalendarFeed,
    CaseConference,
    ConferenceMember,
    Consultation,
    CounsellingBooking,
    CounsellingFile,
    CounsellingRecord,
    CounsellingSlot,
    CounsellingSummary,
    CounsellingWait,
    CourseApplication,
    CourseRun,
    DeskHours,
    DispatchRequest,
    Dissent,
    Duty,
    Experience,
    ExperienceConfirmation,
    ExperienceDay,
    ExperienceEvaluation,
    ExpertTeam,
    Formulation,
    HeldQualification,
    Ibasho,
    IbashoDay,
    IbashoGuest,
    IbashoIncident,
    IbashoLink,
    IbashoStage,
    IbashoVisit,
    InsuredPerson,
    InternshipPolicy,
    OutreachVisit,
    ProfessionalLicence,
    RunDay,
    RunWish,
    SealedRelease,
    SealedSeed,
    SeatAllotment,
    ServiceDesk,
    TeamDuty,
    TeamMember,
    TimeOff,
    VisitNote,
    WaitingPerson,
    WardPosting,
)
from tests.bodies import account_of, body_called

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
LONG_AGO = date(2000, 4, 1)
#: Read before anybody is known to act, hence without a row policy.
WITHOUT_POLICY = {"commons_membership"}


def tenant_models() -> list[type[Model]]:
    """Every model whose rows are some organisation's, histories included."""
    return [
        model
        for model in apps.get_models()
        if any(field.name == "organisation" for field in model._meta.fields)
        and model._meta.db_table not in WITHOUT_POLICY
    ]


TENANT_TABLES = sorted(model._meta.db_table for model in tenant_models())
EVENT_TABLES = [table for table in TENANT_TABLES if table.endswith("event")]
#: Histories of tables that are read before anybody is known to act: organisations and accounts.
OPEN_EVENT_TABLES = ["commons_organisationevent", "commons_userevent"]


def key_of(table: str) -> str:
    """The column of the table's primary key."""
    return "pgh_id" if table in EVENT_TABLES else "id"


@dataclass(frozen=True)
class City:
    """A body, its staff, and two cases: one on which everything happened, one that stays apart."""

    body: Organisation
    counsellor: Membership
    supervisor: Membership
    case: Case
    other_case: Case
    person: Person
    programme: Programme
    company: Company
    enrolment: Enrolment
    steps: Mapping[int, Step]
    visitor: User

    @property
    def visitor_actor(self) -> Actor:
        """The person of the first case, with their own account."""
        return Actor(
            user_id=self.visitor.pk,
            name=self.visitor.name,
            organisation_id=self.body.pk,
            role=Role.PERSON,
            person_id=self.person.pk,
        )

    @property
    def supervisor_actor(self) -> Actor:
        return actor_of(self.supervisor)

    @property
    def counsellor_actor(self) -> Actor:
        return actor_of(self.counsellor)


@dataclass(frozen=True)
class Centre:
    """A contractor with one member of staff and no records of its own."""

    body: Organisation
    member: Membership

    @property
    def actor(self) -> Actor:
        return actor_of(self.member)


def found(name: str, kind: str, *roles: str) -> tuple[Organisation, list[Membership]]:
    """A body with one member in each of the roles."""
    body = body_called(name, kind)
    users = [account_of(f"{name} {role}") for role in roles]
    actor = Actor(user_id=users[0].pk, name="発足", organisation_id=body.pk)
    with acting(actor, why="発足"):
        members = [
            Membership.objects.create(user=user, organisation=body, role=role, from_on=LONG_AGO)
            for user, role in zip(users, roles, strict=True)
        ]
    return body, members


def found_centre(name: str) -> Centre:
    """A training centre that works for cities."""
    body, (member,) = found(name, Organisation.Kind.CONTRACTOR, Role.TRAINING_STAFF)
    return Centre(body, member)


def found_city(name: str, centre: Centre) -> City:
    """A city with at least one row in every tenant table."""
    body, (counsellor, supervisor, host) = found(
        name,
        Organisation.Kind.MUNICIPALITY,
        Role.COUNSELLOR,
        Role.SUPERVISING_COUNSELLOR,
        Role.IBASHO_STAFF,
    )
    with acting(actor_of(supervisor), why="記録をそろえる"):
        city = _casework(body, counsellor, supervisor)
        _figures(city, centre)
        _papers(city)
        _keeping(city)
    with acting(actor_of(host), why="居場所をひらく"):
        _ibasho(city, host)
    return city


def _casework(body: Organisation, counsellor: Membership, supervisor: Membership) -> City:
    programme = Programme.objects.create(
        organisation=body,
        scheme_id="s",
        name="事業",
        fiscal_year=2026,
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 3, 31),
    )
    person, apart = (
        Person.objects.create(organisation=body, name=name, name_key=name, grams=[name])
        for name in ("佐藤", "鈴木")
    )
    written = {"organisation": body, "recorded_by": body, "opened_on": LONG_AGO}
    case = Case.objects.create(person=person, number="1", **written)
    other_case = Case.objects.create(person=apart, number="2", **written)
    permit(body, case, supervisor, level=4)
    permit(body, other_case, supervisor, level=4)
    steps = {
        level: Step.objects.create(
            organisation=body,
            recorded_by=body,
            case=case,
            kind="contact.made",
            on=LONG_AGO,
            title=f"区分{level}",
            level=level,
            recorded_at=NOON,
        )
        for level in range(5)
    }
    enrolment = Enrolment.objects.create(
        organisation=body, case=case, programme=programme, from_on=date(2026, 4, 1)
    )
    company = Company.objects.create(organisation=body, name="会社", name_key="会社")
    return City(
        body=body,
        counsellor=counsellor,
        supervisor=supervisor,
        case=case,
        other_case=other_case,
        person=person,
        programme=programme,
        company=company,
        enrolment=enrolment,
        steps=steps,
        visitor=account_of("本人"),
    )


def _figures(city: City, centre: Centre) -> None:
    own = {"organisation": city.body}
    of_programme = {**own, "programme": city.programme}
    on_case = {**own, "recorded_by": city.body, "case": city.case}
    contract = Contract.objects.create(
        **of_programme,
        contractor=centre.body,
        starts_on=LONG_AGO,
        ends_on=today() + days(365),
        work="訓練",
    )
    Referral.objects.create(
        **on_case,
        contract=contract,
        to_organisation=centre.body,
        purpose="訓練",
        referred_on=LONG_AGO,
    )
    Assignment.objects.create(**own, case=city.case, membership=city.counsellor, from_on=LONG_AGO)
    barred(city, city.case, account_of("となりに住む人"))
    for level in (1, 4):
        Consultation.objects.create(
            **on_case, step=city.steps[level], level=level, channel="phone", kind="first"
        )
    hire = Hire.objects.create(
        **on_case,
        step=city.steps[2],
        level=2,
        enrolment=city.enrolment,
        company=city.company,
        employer_name="会社",
        hired_on=LONG_AGO,
    )
    _courses(city, contract)
    _counselling(city)
    _bookings(city)
    _benefits(city)
    FollowUp.objects.create(
        **on_case,
        hire=hire,
        step=city.steps[2],
        level=2,
        key="week_1",
        label="1週間",
        due_on=LONG_AGO,
        outcome="working",
        answered_on=LONG_AGO,
    )
    _of_programme(city, of_programme)
    _of_company(city)
    _proposals(city)


def _courses(city: City, contract: Contract) -> None:
    """A run that the centre holds, somebody who has a seat in it, came, and holds a certificate."""
    own = {"organisation": city.body}
    written = {**own, "recorded_by": city.body}
    of_programme = {**written, "programme": city.programme, "course": "sling", "title": "玉掛け"}
    held = {"provider": contract.contractor}
    run = CourseRun.objects.create(
        **of_programme,
        **held,
        contract=contract,
        place="訓練センター",
        starts_at=time(9),
        ends_at=time(17),
        capacity=10,
    )
    day = RunDay.objects.create(**own, run=run, number=1, on=LONG_AGO)
    application = CourseApplication.objects.create(
        **of_programme, case=city.case, run=run, state="enrolled", applied_on=LONG_AGO
    )
    of_application = {"case": city.case, "application": application}
    RunWish.objects.create(**own, **of_application, run=run, rank=1)
    Attendance.objects.create(
        **written, **of_application, day=day, state="attended", step=city.steps[1]
    )
    HeldQualification.objects.create(
        **written, **of_application, qualification="sling_work", label="玉掛け", step=city.steps[2]
    )
    SealedSeed.objects.create(
        **written,
        **held,
        programme=city.programme,
        course="sling",
        seed="1",
        digest=digest_of("1"),
        sealed_at=NOON,
    )
    SeatAllotment.objects.create(**of_programme, **held, seed="1", receipt={}, allotted_at=NOON)


def _counselling(city: City) -> None:
    """A record that only its team may see, with a file, and what was agreed to be known of it."""
    on_case = {"organisation": city.body, "recorded_by": city.body, "case": city.case}
    written = {"written_by": city.counsellor, "written_at": NOON}
    record = CounsellingRecord.objects.create(
        **on_case, **written, step=city.steps[1], sealed=b"\x01"
    )
    CounsellingFile.objects.create(
        **on_case,
        record=record,
        sealed_name=b"\x01",
        media_type="application/pdf",
        size=1,
        digest="0" * 64,
        stored_as=uuid7(),
        stored_by=city.counsellor,
        stored_at=NOON,
    )
    CounsellingSummary.objects.create(**on_case, **written, step=city.steps[2], agreed_on=LONG_AGO)
    SealedRelease.objects.create(
        **on_case,
        recipient="病院",
        purpose="受診",
        basis="law",
        basis_label="法令",
        records=[record.pk],
        versions=[1],
        sessions=["相談"],
        proposed_by=city.counsellor,
        proposed_at=NOON,
    )
    _slots(city, on_case)


def _slots(city: City, on_case: dict[str, Any]) -> None:
    """A licence, a time on offer, who is booked and who waits."""
    own = {"organisation": city.body, "recorded_by": city.body}
    ProfessionalLicence.objects.create(
        **own,
        member=city.counsellor,
        profession="licensed_psychologist",
        number="1",
        valid_from=LONG_AGO,
        checked_on=LONG_AGO,
        checked_by=city.supervisor,
    )
    slot = CounsellingSlot.objects.create(
        **own,
        programme=city.programme,
        member=city.counsellor,
        place="saposute",
        starts_at=NOON,
        ends_at=NOON + timedelta(minutes=50),
        offered_at=NOON,
    )
    CounsellingBooking.objects.create(
        **on_case, slot=slot, booked_at=NOON, booked_by=city.counsellor
    )
    CounsellingWait.objects.create(
        **on_case, programme=city.programme, since=NOON, asked_by=city.counsellor
    )


def _ibasho(city: City, host: Membership) -> None:
    """A place with a day, a guest who came and lets the case know of it, and what happened."""
    own = {"organisation": city.body}
    theirs = {**own, "recorded_by": city.body}
    ibasho = Ibasho.objects.create(**theirs, name="ひだまり", address="駅前")
    IbashoDay.objects.create(
        **own, ibasho=ibasho, on=LONG_AGO, opens_at=time(13), closes_at=time(17)
    )
    guest = IbashoGuest.objects.create(
        **theirs, ibasho=ibasho, nickname="ソラ", first_on=LONG_AGO, link_code="7K2MP4XQ9T"
    )
    IbashoStage.objects.create(**theirs, guest=guest, stage=Stage.VISIT, from_on=LONG_AGO)
    IbashoVisit.objects.create(**theirs, guest=guest, on=LONG_AGO, came_at=NOON)
    IbashoIncident.objects.create(
        **theirs, ibasho=ibasho, on=LONG_AGO, happened="停電", written_by=host, written_at=NOON
    )
    IbashoLink.objects.create(**theirs, case=city.case, code=guest.link_code, linked_on=LONG_AGO)
    Consent.objects.create(
        **theirs,
        case=city.case,
        purpose=Consent.Purpose.IBASHO,
        given_on=LONG_AGO,
        recorded_at=NOON,
    )


def _bookings(city: City) -> None:
    """A desk with its hours and a turn, closed at times; a booking, a wait, a calendar feed."""
    own = {"organisation": city.body}
    desk = ServiceDesk.objects.create(**own, name="窓口", place="市役所", channels=["visit"])
    hours = DeskHours.objects.create(
        **own, desk=desk, weekday=1, starts_at=time(9), ends_at=time(17), valid_from=LONG_AGO
    )
    Duty.objects.create(**own, hours=hours, member=city.counsellor, valid_from=LONG_AGO)
    lasts = {"starts_at": NOON, "ends_at": NOON + timedelta(hours=1)}
    TimeOff.objects.create(**own, desk=desk, **lasts)
    promised = {
        **own,
        "recorded_by": city.body,
        "desk": desk,
        "member": city.counsellor,
        "channel": "visit",
        "case": city.case,
    }
    booking = Booking.objects.create(**promised, **lasts, changed_at=NOON)
    WaitingPerson.objects.create(
        **promised, from_on=LONG_AGO, until_on=LONG_AGO, since=NOON, booking=booking
    )
    CalendarFeed.objects.create(
        **own, member=city.counsellor, digest=f"{city.body.pk.hex}", made_at=NOON
    )


def _benefits(city: City) -> None:
    """A claim of one day, an account, a list on which it is paid; a benefit from elsewhere."""
    own = {"organisation": city.body}
    on_case = {**own, "case": city.case}
    numbers = {"bank_code": "0001", "branch_code": "001", "number": "0000001"}
    BankAccount.objects.create(
        **own, **numbers, person=city.person, holder_kana="ｻﾄｳ", kept_by=city.supervisor
    )
    PayingAccount.objects.create(**own, **numbers, consignor_code="0000000001", consignor_kana="ｼ")
    payment_list = PaymentList.objects.create(
        **own,
        programme=city.programme,
        number=1,
        pay_on=LONG_AGO,
        payer={},
        made_by=city.supervisor,
        made_at=NOON,
    )
    entry = PaymentEntry.objects.create(
        **own,
        payment_list=payment_list,
        person=city.person,
        part="training",
        payee="佐藤",
        yen=1,
        account={},
    )
    claim = Claim.objects.create(
        **on_case,
        recorded_by=city.body,
        programme=city.programme,
        benefit="stipend",
        label="給付金",
        kind="stipend",
        part="training",
        budget="給付金",
        basis="要綱",
        scheme_number=1,
        claimed_on=LONG_AGO,
        yen=1,
        drawn_by=city.counsellor,
        drawn_at=NOON,
        state="listed",
        decided_by=city.supervisor,
        decided_at=NOON,
        entry=entry,
    )
    ClaimItem.objects.create(
        **on_case,
        claim=claim,
        person=city.person,
        benefit="stipend",
        on=LONG_AGO,
        title="1日目",
        asked_yen=1,
        yen=1,
    )
    OutsideBenefit.objects.create(
        **on_case, recorded_by=city.body, key="other", label="ほかの給付", from_on=LONG_AGO
    )


def _proposals(city: City) -> None:
    """What somebody wishes, and an opening that was proposed to them."""
    written = {"organisation": city.body, "recorded_by": city.body, "recorded_at": NOON}
    opening = Opening.objects.get(organisation=city.body)
    WorkWish.objects.create(**written, case=city.case, heard_on=LONG_AGO)
    Proposal.objects.create(
        **written, case=city.case, opening=opening, proposed_on=LONG_AGO, score=0, policy="1"
    )
    StayReport.objects.create(
        organisation=city.body,
        recorded_by=city.body,
        case=city.case,
        company=city.company,
        follow_up=FollowUp.objects.get(organisation=city.body),
        answer="there",
        said_at=NOON,
    )


def _staff_course(city: City) -> None:
    """A course for supporters: one day, one seat, and that they were there."""
    own = {"organisation": city.body, "recorded_by": city.body}
    course = StaffCourse.objects.create(
        **own, title="基礎研修", taught_by="支援室", place="市役所", minutes_needed=60
    )
    day = StaffCourseDay.objects.create(
        **own, course=course, on=LONG_AGO, starts_at=time(9), ends_at=time(10), subject="基礎"
    )
    seat = StaffCourseSeat.objects.create(**own, course=course, name="青木 直", body="支援の会")
    StaffAttendance.objects.create(**own, seat=seat, day=day)


def _of_programme(city: City, of_programme: dict[str, Any]) -> None:
    """Its scheme, cost, target, frozen number and case sheet."""
    own = {"organisation": city.body}
    SchemeVersion.objects.create(
        **of_programme, number=1, text="", digest="", valid_from=LONG_AGO, taken_at=NOON
    )
    BudgetLine.objects.create(**of_programme, label="委託費", yen=1)
    SpendingLine.objects.create(**of_programme, label="給付金", yen=1)
    _staff_course(city)
    Target.objects.create(**of_programme, indicator="hired", value=1, decided_on=LONG_AGO)
    Measure.objects.create(
        **of_programme,
        indicator="hired",
        label="就職者数",
        unit="人",
        definition_digest="",
        scheme_digest="",
        scheme_number=1,
        taken_at=NOON,
        evidence=[],
    )
    sheet = CaseSheet.objects.create(
        **of_programme, number=1, drawn_up_at=NOON, content={}, measures={}
    )
    of_sheet = {**own, "sheet": sheet}
    SheetWording.objects.create(**of_sheet, number=2, texts={}, by=city.supervisor, at=NOON)
    SheetDecision.objects.create(**of_sheet, kind="approved", by=city.supervisor, at=NOON)
    # Taken back: what is published everybody sees.
    PublishedSheet.objects.create(
        **of_sheet,
        name="事例",
        body="市",
        fiscal_year=2026,
        missed=False,
        content={},
        published_at=NOON,
        withdrawn_at=NOON,
    )


def _of_company(city: City) -> None:
    """A visit, a time on a list, an opening, a host place, what it thinks; and the office's guide."""
    own = {"organisation": city.body}
    EmployerVisit.objects.create(
        **own,
        recorded_by=city.body,
        company=city.company,
        on=LONG_AGO,
        channel="visit",
        recorded_at=NOON,
    )
    of_company = {**own, "recorded_by": city.body, "company": city.company, "recorded_at": NOON}
    SupportingEmployer.objects.create(**of_company, employer_list="応援企業", listed_on=LONG_AGO)
    Opening.objects.create(**of_company, title="倉庫の管理", posted_on=LONG_AGO)
    host = HostPlace.objects.create(
        **of_company, title="倉庫の見学", takes_visits=True, offered_on=LONG_AGO
    )
    _experience(city, host)
    _outreach(city)
    HiringStance.objects.create(**of_company, level="willing", on=LONG_AGO, source="電話")
    CompanyAccount.objects.create(
        **own,
        company=city.company,
        name="採用担当",
        email="saiyo@example.jp",
        invited_by=city.counsellor,
        code_expires_at=NOON,
    )
    CompanyOffer.objects.create(
        **own,
        recorded_by=city.body,
        company=city.company,
        kind="opening",
        content={"title": "倉庫の管理"},
        sent_by=city.counsellor,
        sent_at=NOON,
    )
    EmployerSurveyAnswer.objects.create(
        **of_company, wave="before", answered_on=LONG_AGO, consents_to_use=True
    )
    KitAnswer.objects.create(**own, key="no_tutor", reason="教える人がいない", answer="答え")
    EmploymentSubsidy.objects.create(**own, key="local", name="市の助成金", summary="説明")


def _experience(city: City, host: HostPlace) -> None:
    """A visit with its day, what was confirmed and thought of it, and an insurance."""
    written = {"organisation": city.body, "recorded_by": city.body}
    on_case = {**written, "case": city.case}
    experience = Experience.objects.create(
        **on_case,
        programme=city.programme,
        kind="visit",
        wishes="見てみたい",
        goal="仕事を知る",
        requested_on=LONG_AGO,
        host=host,
    )
    of_it = {**on_case, "experience": experience}
    ExperienceDay.objects.create(
        **of_it, on=LONG_AGO, minutes=60, state="attended", step=city.steps[1]
    )
    ExperienceConfirmation.objects.create(
        **of_it, party="person", terms=1, on=LONG_AGO, name="佐藤"
    )
    ExperienceEvaluation.objects.create(**of_it, side="person", on=LONG_AGO, step=city.steps[2])
    policy = InternshipPolicy.objects.create(
        **written,
        programme=city.programme,
        insurer="保険会社",
        number="1",
        starts_on=LONG_AGO,
        ends_on=date(2027, 3, 31),
    )
    InsuredPerson.objects.create(
        **on_case, policy=policy, from_on=LONG_AGO, until_on=date(2027, 3, 31)
    )


def _outreach(city: City) -> None:
    """A worker in a ward, a team with somebody on duty, and a request to send it out."""
    written = {"organisation": city.body, "recorded_by": city.body}
    WardPosting.objects.create(
        **written,
        ward="281018",
        member=city.counsellor,
        duty="visiting_support_worker",
        from_on=LONG_AGO,
    )
    team = ExpertTeam.objects.create(**written, name="専門チーム")
    of_team = {**written, "team": team, "from_on": LONG_AGO}
    TeamMember.objects.create(**of_team, name="医師", profession="psychiatrist")
    TeamDuty.objects.create(**of_team, member=city.counsellor, until_on=LONG_AGO)
    DispatchRequest.objects.create(
        **written,
        case=city.case,
        team=team,
        criteria=["untreated"],
        situation="部屋から出ない",
        requested_by=city.counsellor,
        requested_at=NOON,
    )
    on_case = {**written, "case": city.case}
    formulation = Formulation.objects.create(
        **on_case,
        team=team,
        number=1,
        on=LONG_AGO,
        facts="部屋から出ない",
        hypotheses="うつ状態か",
        plan="訪問する",
        by=city.counsellor,
        recorded_at=NOON,
    )
    Dissent.objects.create(
        **on_case,
        formulation=formulation,
        name="医師",
        profession="psychiatrist",
        text="待つ",
        recorded_at=NOON,
    )
    conference = CaseConference.objects.create(
        **on_case, on=LONG_AGO, starts_at=time(15), place="区役所", agenda="受診"
    )
    ConferenceMember.objects.create(
        **on_case, conference=conference, name="医師", body="病院", shown="眠れない"
    )
    visit = OutreachVisit.objects.create(
        **on_case,
        kind="home_visit",
        on=LONG_AGO,
        starts_at=time(14),
        lead=city.counsellor,
        companion="医師",
        place="自宅",
        risk_note="なし",
        emergency_contacts="当番",
        state="held",
        met="person",
        step=city.steps[3],
    )
    VisitNote.objects.create(
        **on_case,
        visit=visit,
        sent_as=uuid7(),
        standing="beside",
        written_by=city.counsellor,
        received_at=NOON,
        met="person",
        result="玄関で話した",
    )


def _handed_over(city: City) -> None:
    """A body without accounts, a consent to write to it, and what it was told."""
    written = {"organisation": city.body, "recorded_by": city.body}
    body = OutsideBody.objects.create(**written, name="灘こころのクリニック", kind="medical")
    on_case = {**written, "case": city.case}
    consent = SharingConsent.objects.create(
        **on_case,
        body=body,
        items=["name"],
        purpose="受診のため",
        given_on=LONG_AGO,
        until_on=date(2100, 3, 31),
        how="paper",
        evidence="書庫",
        noted_by=city.counsellor,
        recorded_at=NOON,
    )
    Disclosure.objects.create(
        **on_case,
        recipient=body.name,
        purpose="受診のため",
        basis=Basis.CONSENT,
        basis_label="本人同意",
        consent=consent,
        items=[{"key": "name", "label": "氏名", "text": "井上 拓也"}],
        source="referral",
        source_id=uuid7(),
        by=city.counsellor,
        handed_at=NOON,
    )


def _papers(city: City) -> None:
    own = {"organisation": city.body}
    _written_papers(city)
    Consent.objects.create(
        **own,
        recorded_by=city.body,
        case=city.case,
        purpose=Consent.Purpose.JOINT_COUNTING,
        given_on=LONG_AGO,
        recorded_at=NOON,
    )
    _handed_over(city)
    project = JointProject.objects.create(
        **own, programme=city.programme, code=uuid7().hex[:12], begun_at=NOON
    )
    part = JointPart.objects.create(
        **own, programme=city.programme, project_id=project.pk, joined_at=NOON
    )
    JointUnit.objects.create(**own, part=part, indicator="hired", token="0" * 64, is_linked=True)
    JointTrace.objects.create(**own, part=part, case=city.case, token="0" * 64)
    JointTwins.objects.create(**own, part=part, one=city.person, other=city.person)
    one, other = sorted((city.person.pk, city.other_case.person_id))
    said = {**own, "recorded_by": city.body, "reason": "兄弟", "by": city.supervisor, "at": NOON}
    DistinctPersons.objects.create(**said, person_id=one, other_id=other)
    PersonMerge.objects.create(
        **said,
        person=city.person,
        other_id=city.other_case.person_id,
        undone_at=NOON,
        undone_because="別人",
    )
    PersonAccount.objects.create(
        **own,
        person=city.person,
        user=city.visitor,
        opened_at=NOON,
        until_on=date(2100, 3, 31),
        code_digest="0" * 64,
    )
    SharedNote.objects.create(
        **own,
        recorded_by=city.body,
        case=city.case,
        step=city.steps[2],
        text="ふりかえり",
        by=city.counsellor,
        shared_at=NOON,
    )
    on_step = {**own, "recorded_by": city.body, "case": city.case, "step": city.steps[2]}
    StepReading.objects.create(**on_step, by=city.supervisor, at=NOON)
    StepComment.objects.create(
        **on_step, text="よい", by=city.supervisor, to=city.counsellor, at=NOON
    )
    contact = FamilyContact.objects.create(
        **own, recorded_by=city.body, case=city.case, relation="母", reach="090-0000-0100"
    )
    FamilyStatement.objects.create(
        **own,
        recorded_by=city.body,
        case=city.case,
        contact=contact,
        said_on=LONG_AGO,
        text="夜は起きている",
        written_by=city.counsellor,
        written_at=NOON,
    )
    for case in (city.case, city.other_case):
        Task.objects.create(
            **own,
            recorded_by=city.body,
            case_id=case.pk,
            subject="case",
            title="電話する",
            owner=city.counsellor,
            due_on=LONG_AGO,
            promised_on=LONG_AGO,
        )
    AccessLog.objects.create(
        **own,
        at=NOON,
        kind="open",
        subject="case",
        case_id=city.case.pk,
        actor=city.counsellor.user,
    )
    LedgerImport.objects.create(
        **own, handed_in_by=city.supervisor, handed_in_at=NOON, changed_at=NOON, name="台帳.xlsx"
    )
    LedgerRow.objects.create(
        **own, ledger="cases", key="1", digests={}, subject_id=city.case.pk, taken_at=NOON
    )
    RequestKey.objects.create(**own, key=uuid7(), actor=city.counsellor.user, action="a")
    Draft.objects.create(
        **own, membership=city.supervisor, form="consultation", content={}, saved_at=NOON
    )


def _written_papers(city: City) -> None:
    """A plan with a goal, remarked on and signed, and a résumé that was handed in as a file."""
    own = {"organisation": city.body, "recorded_by": city.body}
    on_case = {**own, "case": city.case, "level": 2}
    file = Attachment.objects.create(
        **own,
        case_id=city.case.pk,
        name="履歴書.pdf",
        media_type="application/pdf",
        size=1,
        digest="0" * 64,
        stored_at=NOON,
        stored_by=city.counsellor,
    )
    claim = Claim.objects.get(case=city.case)
    ClaimReceipt.objects.create(**own, case=city.case, claim=claim, file=file)
    written = {"written_by": city.counsellor, "written_at": NOON}
    Paper.objects.create(**on_case, kind="resume", title="会社向け", file=file, **written)
    plan = Paper.objects.create(**on_case, kind="career_plan", **written)
    on_plan = {**on_case, "paper": plan}
    Goal.objects.create(**on_plan, place=0, title="免許を取る", since_version=1)
    PaperComment.objects.create(**on_plan, on_version=1, text="よい", by=city.counsellor, at=NOON)
    PaperSignature.objects.create(
        **on_plan, on_version=1, signed_on=LONG_AGO, counsellor=city.counsellor, recorded_at=NOON
    )


def _keeping(city: City) -> None:
    """A period, and a case that is on hold and will not be erased."""
    own = {"organisation": city.body, "recorded_by": city.body}
    by = city.supervisor
    RetentionPeriod.objects.create(
        **own,
        record_class="casework",
        years=5,
        valid_from=LONG_AGO,
        basis="規程",
        set_by=by,
        set_at=NOON,
    )
    on_case = {**own, "case": city.other_case}
    BreakGlass.objects.create(**on_case, opened_by=by, reason="救急", opened_at=NOON, until_at=NOON)
    LegalHold.objects.create(**on_case, reason="訴訟", set_by=by, set_at=NOON)
    AnswerPeriod.objects.create(
        **own,
        days=30,
        extension_days=30,
        basis="条例",
        valid_from=LONG_AGO,
        set_by=by,
        set_at=NOON,
    )
    asked = DisclosureRequest.objects.create(
        **on_case,
        number="開1",
        received_on=LONG_AGO,
        requester="person",
        identity_by="運転免許証",
        identity_checked_on=LONG_AGO,
        identity_checked_by=by,
        asked_for="すべて",
        due_on=LONG_AGO,
        extension_days=30,
        basis="条例",
        received_by=by,
        received_at=NOON,
    )
    ItemDecision.objects.create(
        **on_case,
        request=asked,
        source="people.step",
        source_id=city.steps[2].pk,
        digest="0" * 64,
        verdict="shown",
        decided_by=by,
        decided_at=NOON,
    )
    Erasure.objects.create(
        **on_case,
        case_ids=[city.other_case.pk],
        number="消0",
        ground="by_mistake",
        state="declined",
        proposed_by=by,
        proposed_at=NOON,
        decided_by=city.counsellor,
        decided_at=NOON,
        declined_because="訴訟",
    )


def permit(
    body: Organisation, case: Case, to: Membership | Organisation, *, level: int, **dates: Any
) -> Grant:
    """Write a grant, in force from long ago without an end unless `dates` say otherwise."""
    is_member = isinstance(to, Membership)
    named = "to_membership" if is_member else "to_organisation"
    return Grant.objects.create(
        organisation=body,
        recorded_by=body,
        case_id=case.pk,
        level=level,
        purpose="試験",
        basis=Basis.OWN_DUTY if is_member else Basis.CONTRACT,
        source=Grant.Source.REFERRAL,
        source_id=case.pk,
        **{named: to, "from_on": LONG_AGO, **dates},
    )


def barred(city: City, case: Case, user: User) -> ConflictBlock:
    """Keep somebody apart from a case."""
    return ConflictBlock.objects.create(
        organisation=city.body,
        recorded_by=city.body,
        case_id=case.pk,
        user=user,
        relation=ConflictBlock.Relation.NEIGHBOUR,
        reason="となり",
        from_at=NOON,
    )


@contextmanager
def eyes(
    *organisations: UUID,
    membership: UUID | None = None,
    actor: UUID | None = None,
    person: UUID | None = None,
    company: UUID | None = None,
) -> Iterator[Any]:
    """A cursor that sees as these settings let it. Whatever is tried with it is rolled back."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.organisations', %s, true),"
            " set_config('app.membership', %s, true), set_config('app.actor', %s, true),"
            " set_config('app.person', %s, true), set_config('app.company', %s, true)",
            [
                "{" + ",".join(map(str, organisations)) + "}",
                str(membership or ""),
                str(actor or ""),
                str(person or ""),
                str(company or ""),
            ],
        )
        yield cursor
        transaction.set_rollback(True)


def eyes_of(actor: Actor) -> Any:
    """As `acting(actor)` would set it, without it."""
    return eyes(
        *actor.sees,
        membership=actor.membership_id,
        actor=actor.user_id,
        person=actor.person_id,
        company=actor.company_id,
    )


def keys(cursor: Any, table: str) -> set[Any]:
    """The keys of all rows of `table` that the cursor sees."""
    cursor.execute(f"SELECT {key_of(table)} FROM {table}")
    return {key for (key,) in cursor.fetchall()}


def refused(cursor: Any, statement: str, parameters: list[Any] | None = None) -> str:
    """Try a statement that the database must refuse; its SQLSTATE, or "accepted"."""
    try:
        with transaction.atomic():
            cursor.execute(statement, parameters or [])
    except DatabaseError as failure:
        return str(getattr(failure.__cause__, "sqlstate", failure))
    return "accepted"


def days(count: int) -> timedelta:
    """So many days."""
    return timedelta(days=count)


def today() -> date:
    """The day in Japan as the database's policies know it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (now() AT TIME ZONE 'Asia/Tokyo')::date")
        day: date = cursor.fetchone()[0]
    return day
