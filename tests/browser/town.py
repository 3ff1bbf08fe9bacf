"""The demo's Tomakomai, with one case on which everything can be done, and the people who do it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.utils import timezone

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.clock import JST, FiscalYear, local_day
from bansou.commons.codes.corporate_number import check_digit
from bansou.commons.drafts.actions import save_draft
from bansou.commons.keys import uuid7
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.organisations.actions import (
    add_member,
    choose_password,
    open_account,
    open_demo_account,
)
from bansou.commons.organisations.models import Membership, Organisation, Role, User
from bansou.commons.tasks.models import Task
from bansou.desks.counsellor.consultations.drafts import RECORD
from bansou.desks.management.commands.load_demo import EXAMPLES, PASSWORD, SCHEME, load
from bansou.desks.management.demo_visitors import (
    EMPLOYER_LOGIN,
    open_company_page,
    open_page,
)
from bansou.desks.shared.places import places_of
from bansou.desks.shared.unsent import FORM as UNSENT
from bansou.employers.models import Company, CompanyOffer
from bansou.evidence.joint.actions import begin_joint_project, count_part
from bansou.evidence.joint.models import JointPart
from bansou.grants.casebook.actions import draw_up_sheet
from bansou.grants.casebook.models import CaseSheet
from bansou.grants.casebook.publishing import approve_sheet, publish_sheet
from bansou.grants.casebook.queries import sheet_of
from bansou.grants.casebook.rewording import reword_sheet
from bansou.grants.casebook.wording import wording_of
from bansou.people.cases.actions import assign, close_case, open_case
from bansou.people.cases.barring import bar_from_case
from bansou.people.cases.enrolling import enrol
from bansou.people.cases.models import Case
from bansou.people.cases.noting import note_avoided
from bansou.people.consent.actions import give_consent
from bansou.people.consent.models import Consent
from bansou.people.persons.actions import register_person
from bansou.people.persons.models import Person
from bansou.people.referrals.actions import refer
from bansou.people.sharing.agreeing import Agreement, agree_to_sharing
from bansou.people.sharing.bodies import Address, register_body
from bansou.people.steps.models import Step
from bansou.people.steps.sharing import share_note
from bansou.placement.followup.models import FollowUp
from bansou.placement.hires.actions import record_hire
from bansou.placement.hires.answering import answer_follow_up
from bansou.placement.hires.converting import record_conversion
from bansou.programmes.actions import revise_scheme, start_programme
from bansou.programmes.models import Contract, Programme
from bansou.programmes.queries import scheme_version_on
from bansou.schemes.reader import template
from bansou.support.consultation.actions import (
    Talk,
    correct_consultation,
    record_consultation,
)
from bansou.support.consultation.models import Consultation
from bansou.support.training.models import CourseApplication
from tests.browser.benefits import benefits, own_claim
from tests.browser.bookings import bookings
from tests.browser.companies import found_companies
from tests.browser.courses import courses
from tests.browser.experiences import experiences, own_trial
from tests.browser.ibasho import ibasho
from tests.browser.keeping import keeping
from tests.browser.outreach import outreach
from tests.browser.papers import write_papers
from tests.browser.proposals import bring_together
from tests.browser.station import station
from tests.browser.supervision import supervision

COUNSELLOR = "kudo@city.example.jp"
COLLEAGUE = "yamada@city.example.jp"
SUPERVISOR = "takano@city.example.jp"
MANAGER = "kawamura@city.example.jp"
TRAINER = "mikami@center.example.jp"
MATCHING = "shibata@city.example.jp"
#: The person of the case, with a page of their own.
PERSON = "honnin@name.invalid"
#: Somebody at the company.
EMPLOYER = EMPLOYER_LOGIN
#: In Kobe, where one goes to those who cannot come.
KOBE_COUNSELLOR = "nishida@kobe.example.jp"
KOBE_SUPERVISOR = "ohashi@kobe.example.jp"
KOBE_MANAGER = "nakamura@kobe.example.jp"
KOBE_IBASHO = "fujita@kobe.example.jp"
KOBE_PSYCHOLOGIST = "mori@kobe.example.jp"
KOBE_PRIVACY = "hasegawa@kobe.example.jp"
KOBE_LEAD = "nishimura@kobe.example.jp"
#: Belongs nowhere yet.
SEATLESS = "kawai@city.example.jp"
#: Has not set up the second step.
NEWCOMER = "harada@city.example.jp"
#: Signs in with an app, a key and recovery codes.
HOLDER = "miyamoto@city.example.jp"

NOTE = (
    "倉庫の仕事の話になると表情がやわらぐ。資格があれば日勤に移れるという求人票を2枚読み合わせた。"
)


@dataclass(frozen=True)
class Town:
    """Whose pages can be looked at: the keys that addresses need, by what they stand for."""

    keys: Mapping[str, Any]


def seat_of(email: str) -> Membership:
    """Somebody's place in their organisation."""
    return Membership.objects.select_related("user", "organisation").get(user__email=email)


def found_town() -> Town:
    """Load the demo as `bansou demo` does, and add what a page needs that it has not."""
    now = timezone.now()
    load(now)
    _add_people(now)
    with acting(actor_of(seat_of(COUNSELLOR)), why="試験") as counsellor:
        keys = _cases(counsellor, now)
    with acting(actor_of(seat_of(SUPERVISOR)), why="試験") as supervisor:
        keys["waiting"] = _case(supervisor, "高木 圭子", "タカギ ケイコ", now).pk
        _correct(supervisor, keys["corrected"], now)
        keys["sensitive"] = _talk(supervisor, keys["case"], now, note="糖尿病の治療中。", level=3)
    with acting(actor_of(seat_of(MANAGER)), why="試験") as manager:
        keys |= _programmes(manager, now)
        keys |= _imports(manager, now)
        keys |= _started(manager, now)
        _joint(manager, now)
    with acting(actor_of(seat_of(MATCHING)), why="試験") as matching:
        keys |= found_companies(matching, now)
    keys |= _company_page(keys, now)
    keys |= _courses(keys, now)
    keys |= bring_together(
        counsellor=actor_of(seat_of(COUNSELLOR)),
        case_id=keys["case"],
        company=keys["company"],
        now=now,
    )
    keys |= experiences(
        counsellor=actor_of(seat_of(COUNSELLOR)),
        officer=actor_of(seat_of(MATCHING)),
        manager=actor_of(seat_of(MANAGER)),
        now=now,
    )
    keys |= outreach(password=PASSWORD, now=now)
    keys |= station(now)
    keys |= ibasho()
    keys |= supervision()
    keys |= keeping()
    keys |= _bookings(keys, now)
    keys |= _own_page(keys, now)
    keys |= _benefits(keys, now)
    keys |= _own_claim(keys, now)
    keys |= _decisions(keys, now)
    keys |= _keys_of_accounts()
    keys |= _sent_late(keys, now)
    return Town(keys)


def _sent_late(keys: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What the colleague sent after the session had ended."""
    key = uuid7()
    with acting(actor_of(seat_of(COLLEAGUE)), why="試験") as colleague:
        content = {
            "path": f"/cases/{keys['case']}/next/",
            "fields": [("next_action", "講習の申込書を、窓口で2人で書く"), ("version", "1")],
            "had_files": True,
        }
        save_draft(by=colleague, form=UNSENT, content=content, at=now, subject_id=key)
    return {"unsent": key}


def _courses(keys: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """People who applied, one who has a seat, one who wishes for one."""
    with acting(actor_of(seat_of(COUNSELLOR)), why="試験") as counsellor:
        return courses(
            by=counsellor,
            centre=actor_of(seat_of(TRAINER)),
            me=seat_of(COUNSELLOR),
            case=Case.objects.get(pk=keys["case"]),
            programme=_this_year(now),
            now=now,
        )


def _company_page(keys: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Somebody at the company has come in, and has offered an opening."""
    with acting(actor_of(seat_of(MATCHING)), why="試験") as officer:
        Company.objects.filter(pk=keys["company"], corporate_number="").update(
            corporate_number=check_digit("010000000001") + "010000000001"
        )
        company = Company.objects.get(pk=keys["company"])
        open_company_page(by=officer, company=company, password=PASSWORD, at=now)
        return {"company_offer": CompanyOffer.objects.get(company=company).pk}


def _own_page(keys: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The person of the case has come in by a letter, and was told something."""
    with acting(actor_of(seat_of(COUNSELLOR)), why="試験") as counsellor:
        case = Case.objects.select_related("person").get(pk=keys["case"])
        assert case.person
        open_page(person=case.person, login="honnin", password=PASSWORD, at=now)
        share_note(
            by=counsellor,
            step=Step.objects.get(pk=keys["talk"]),
            text="講習の日を決めました。\nわからないことは、いつでも電話してください。",
            at=now,
        )
        joint = Consent.Purpose.JOINT_COUNTING
        today = local_day(now)
        give_consent(by=counsellor, case=case, purpose=joint, on=today, at=now, today=today)
        agreement = Agreement(
            to=register_body(by=counsellor, address=Address(name="東町医院", kind="medical")),
            items=["name", "health"],
            purpose="受診のため",
            given_on=today,
            until_on=today + timedelta(days=90),
            how="paper",
            evidence="同意書",
        )
        own = agree_to_sharing(by=counsellor, case=case, agreement=agreement, at=now, today=today)
    return {"own_booking": keys["moved_booking"], "own_sharing": own.pk}


def _bookings(keys: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Two desks with bookings in every state."""
    with acting(actor_of(seat_of(SUPERVISOR)), why="試験"):
        case = Case.objects.get(pk=keys["case"])
    return bookings(by=actor_of(seat_of(SUPERVISOR)), case=case, now=now)


def _benefits(keys: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Claims in every state, and a list that waits to be paid."""
    with acting(actor_of(seat_of(COUNSELLOR)), why="試験"):
        case = Case.objects.get(pk=keys["case"])
        trainee = CourseApplication.objects.select_related("case").get(pk=keys["participant"]).case
        programme = _this_year(now)
    return benefits(
        counsellor=actor_of(seat_of(COUNSELLOR)),
        supervisor=actor_of(seat_of(SUPERVISOR)),
        manager=actor_of(seat_of(MANAGER)),
        case=case,
        trainee=trainee,
        programme=programme,
        now=now,
    )


def _own_claim(keys: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The person claims for a trip by themselves, and the office gives it back."""
    person = places_of(User.objects.get(email=PERSON), local_day(now))[0].actor
    with acting(actor_of(seat_of(COUNSELLOR)), why="試験"):
        programme = _this_year(now)
    keys_of_trial = own_trial(
        person=person,
        case_id=keys["case"],
        officer=actor_of(seat_of(MATCHING)),
        now=now,
    )
    return keys_of_trial | own_claim(
        person=person,
        case_id=keys["case"],
        supervisor=actor_of(seat_of(SUPERVISOR)),
        programme=programme,
        now=now,
    )


def _decisions(keys: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Of three sheets one is approved, one published, and the last a draft of a running year."""
    sheets: list[CaseSheet] = []
    with acting(actor_of(seat_of(MANAGER)), why="試験") as manager:
        programme = Programme.objects.get(pk=keys["this_year"])
        sheets.extend(
            draw_up_sheet(programme=programme, by=manager, as_of=local_day(now), at=now)
            for _place in range(3)
        )
    with acting(actor_of(seat_of(SUPERVISOR)), why="試験") as supervisor:
        for sheet in sheets[:2]:
            approve_sheet(sheet=sheet, seen=1, by=supervisor, at=now, accepts_midyear=True)
    with acting(actor_of(seat_of(MANAGER)), why="試験") as manager:
        one = publish_sheet(sheet=sheets[1], by=manager, at=now, population=168_000)
    return {
        "approved_sheet": sheets[0].pk,
        "published_sheet": sheets[1].pk,
        "publication": one.pk,
        "midyear_sheet": sheets[2].pk,
    }


def _add_people(now: datetime) -> None:
    city = Organisation.objects.get(lg_code="012131")
    people = {
        NEWCOMER: ("原田 直", Role.COUNSELLOR),
        HOLDER: ("宮本 茜", Role.COUNSELLOR),
    }
    with acting(actor_of(seat_of(SUPERVISOR)), why="試験"):
        for email, (name, role) in people.items():
            user = open_account(email=email, name=name, at=now)
            since = local_day(now) - timedelta(days=400)
            add_member(user=user, organisation=city, role=role, from_on=since)
        open_account(email=SEATLESS, name="河合 薫", at=now)
        open_demo_account(user=User.objects.get(email=SEATLESS), password=PASSWORD)
        for user in User.objects.filter(email__in=[NEWCOMER, HOLDER]):
            choose_password(user=user, password=PASSWORD)


def _keys_of_accounts() -> dict[str, Any]:
    """What the link for choosing a password says, and a key that nothing has."""
    newcomer = User.objects.get(email=NEWCOMER)
    return {
        "newcomer": user_pk_to_url_str(newcomer),
        "newcomer_key": default_token_generator.make_token(newcomer),
        "nobodys": uuid7(),
        "counsellor_seat": seat_of(COUNSELLOR).pk,
    }


def _joint(by: Actor, now: datetime) -> None:
    """The programme of 2021 leads a joint project, and has been counted; two may be one person."""
    alike = Case.objects.filter(number__startswith="T3-").exclude(person=None)[:2]
    for case in alike:
        Person.objects.filter(pk=case.person_id).update(
            kana="サトウ ケンジ", birth_on=date(1975, 3, 2)
        )
        give_consent(
            by=by,
            case=case,
            purpose=Consent.Purpose.JOINT_COUNTING,
            on=local_day(now),
            at=now,
            today=local_day(now),
        )
    project = begin_joint_project(programme=Programme.objects.get(fiscal_year=2021), at=now)
    for part in JointPart.objects.filter(project_id=project.pk):
        count_part(part=part, as_of=local_day(now), at=now)


def _started(by: Actor, now: datetime) -> dict[str, Any]:
    """A programme of next year that nothing rests on, and the contract of this year's."""
    unused = start_programme(
        by=by,
        scheme_id="kobe",
        text=template("kobe"),
        fiscal_year=_this_year(now).fiscal_year + 1,
        at=now,
    )
    contract = Contract.objects.get(programme=_this_year(now))
    return {
        "unused_programme": unused.pk,
        "contract": contract.pk,
        "contractor": contract.contractor_id,
    }


def _imports(by: Actor, now: datetime) -> dict[str, Any]:
    """Ledgers on their way, one in each state."""
    of_2021 = Programme.objects.get(fiscal_year=2021)
    taken = LedgerImport.objects.order_by("handed_in_at")
    keys: dict[str, Any] = {"ledger_used": taken[0].pk}
    sheets = taken[0].result
    told: dict[str, dict[str, Any]] = {
        "mapping": {"content": (EXAMPLES / SCHEME / "ledger-2021.xlsx").read_bytes()},
        "refused": {
            "problems": [
                [
                    "対象者",
                    "F21",
                    "2月30日",
                    "「2月30日」は日付として読めません。2月は28日までです。",
                ],
                ["相談記録", "C14", "", "「相談日」を入れてください。"],
            ],
        },
        "asking": {
            "state": "refused",
            "questions": [
                {
                    "sheet": "対象者",
                    "cell": "C47",
                    "key": "T3-901",
                    "name": "髙橋 誠",
                    "candidates": [
                        ["T3-004", "高橋 誠", ["生年月日が同じ", "氏名が同じ（字体がちがう）"]]
                    ],
                }
            ],
        },
        "years": {
            "state": "refused",
            "fiscal_year": 2026,
            "result": {"years": {"said": 2026, "written": 2021, "place": "事業!C4"}},
        },
        "ready": {"result": sheets},
        "importing": {"done": 41_200, "total": 100_000},
        "imported": {"result": sheets, "imported_at": now, "context_id": uuid7()},
        "undone": {"result": sheets, "undone_at": now, "undone_by_id": by.membership_id},
        "given_up": {},
    }
    for state, said in told.items():
        record = LedgerImport.objects.create(
            organisation=of_2021.organisation,
            handed_in_by_id=by.membership_id,
            handed_in_at=now,
            changed_at=now,
            name="令和3年度　台帳.xlsx",
            scheme_id=SCHEME,
            **{"state": state, "fiscal_year": 2021, **said},
        )
        keys[f"ledger_{state}"] = record.pk
    return keys


def _this_year(now: datetime) -> Programme:
    return Programme.objects.get(fiscal_year=FiscalYear.of(local_day(now)).year)


def _week_ago(now: datetime) -> datetime:
    """A week ago, but within this year's programme."""
    since = _this_year(now).starts_on
    return max(now - timedelta(days=7), now - (local_day(now) - since))


def _case(
    by: Actor, name: str, kana: str, now: datetime, *, is_enrolled: bool = True, **columns: Any
) -> Case:
    """A case that runs today, usually in this year's programme."""
    person = name and register_person(
        by=by, name=name, kana=kana, birth_on=date(1978, 5, 5), phone="090-0000-0134"
    )
    today = local_day(now)
    case = open_case(
        by=by,
        person=person or None,
        opened_on=today,
        category="unstable_employment",
        pathway="qualification",
        **columns,
    )
    if is_enrolled:
        enrol(case=case, programme=_this_year(now), from_on=local_day(_week_ago(now)))
    return case


def _cases(by: Actor, now: datetime) -> dict[str, Any]:
    """One case with everything, one without a name, one that has ended."""
    me, today = seat_of(COUNSELLOR), local_day(now)
    case = _case(by, "三浦 和彦", "ミウラ カズヒコ", now)
    unnamed = _case(
        by,
        "",
        "",
        now,
        alias="勇払のお母さん",
        client=Case.Client.FAMILY,
        fields={"client_relation": "母"},
    )
    ended = _case(by, "岡田 剛", "オカダ ツヨシ", now)
    outside = _case(by, "野村 恵", "ノムラ メグミ", now, is_enrolled=False)
    for name, kana in (("古川 徹", "フルカワ トオル"), ("昔 久美", "ムカシ クミ")):
        old = _case(by, name, kana, now, is_enrolled=False)
        long_ago = today - timedelta(days=2033)
        Case.objects.filter(pk=old.pk).update(last_contact_on=long_ago)
    for one in (case, unnamed, ended, outside):
        assign(by=by, case=one, to=me, from_on=today, at=now)
    case.refresh_from_db()
    note_avoided(
        case=case,
        seen_version=case.version,
        avoid=["午前9時より前の電話（夜勤明け）", "初対面の人が3人以上いる場"],
        confirmed_on=today,
    )
    talk = _talk(by, case.pk, now)
    week_ago = _week_ago(now)
    hire = record_hire(
        by=by,
        case=case,
        hired_on=local_day(week_ago),
        employer_name="勇払運輸",
        employment_type="nonregular",
        at=week_ago,
    )
    record_conversion(by=by, hire=hire, on=today, today=today, at=now)
    _due, followed_up, *_later, follow_up = FollowUp.objects.filter(hire=hire).order_by("due_on")
    answer_follow_up(
        by=by, follow_up=followed_up, outcome=FollowUp.Outcome.WORKING, on=today, at=now
    )
    contract = Contract.objects.get(programme=_this_year(now))
    referral = refer(
        by=by, case=case, contract=contract, on=today, at=now, purpose="フォークリフト講習"
    )
    for note in ("書きかけの文。", "もう一つの窓で書きかけの文。"):
        content = {"note": note}
        save_draft(
            by=by, form=RECORD, content=content, at=now, subject_id=uuid7(), case_id=unnamed.pk
        )
    close_case(case=ended, on=today, reason="転居", at=now)
    barred = User.objects.get(email=NEWCOMER)
    bar_from_case(
        by=by, case=case, user=barred, relation="neighbour", reason="実家のとなりに住む", at=now
    )
    joint = Consent.Purpose.JOINT_COUNTING
    give_consent(by=by, case=outside, purpose=joint, on=today, at=now, today=today)
    return {
        "case": case.pk,
        "barred": barred.pk,
        "unnamed": unnamed.pk,
        "ended": ended.pk,
        "outside": outside.pk,
        "talk": talk,
        "hire": hire.step_id,
        "follow_up": follow_up.pk,
        "followed_up": followed_up.pk,
        "corrected": _talk(by, unnamed.pk, now),
        "referral": referral.pk,
        **write_papers(by, case, now),
        "task": Task.objects.filter(case_id=case.pk).values_list("pk", flat=True)[0],
    }


def _talk(by: Actor, case_id: Any, now: datetime, note: str = NOTE, level: int = 2) -> Any:
    """A consultation on record; returns its step."""
    case, today = Case.objects.get(pk=case_id), local_day(now)
    midnight = datetime.combine(today, time(0), tzinfo=JST)
    talk = Talk(
        on=today,
        starts_at=midnight,
        ends_at=midnight + timedelta(minutes=15),
        channel="phone",
        kind="first_session",
        note=note,
        own_words="「倉庫でまた働きたい」",
        formulation="見通しが立つと動ける。",
        next_action="講習の空きを確かめて電話",
        next_action_on=today,
        level=level,
    )
    held: Consultation = record_consultation(
        by=by, case=case, talk=talk, title="初回面談（電話）", at=now, is_another=True
    )
    return held.step_id


def _correct(by: Actor, step: Any, now: datetime) -> None:
    """Put a record right, so that it has two versions."""
    consultation = Consultation.objects.select_related("step").get(step_id=step)
    talk = Talk(
        on=consultation.step.on,
        starts_at=consultation.starts_at,
        ends_at=consultation.ends_at,
        channel=consultation.channel,
        kind=consultation.kind,
        note=f"{NOTE}見学の日を決めた。",
        own_words=consultation.own_words,
        formulation="見学してから決めると言う。",
        next_action=consultation.next_action,
        next_action_on=consultation.next_action_on,
    )
    correct_consultation(
        consultation=consultation,
        seen_version=consultation.version,
        talk=talk,
        title=consultation.step.title,
        at=now,
    )


def _programmes(by: Actor, now: datetime) -> dict[str, Any]:
    """The year 2021 with a sheet, and this year with a second version of its scheme."""
    today = local_day(now)
    of_2021, this_year = Programme.objects.get(fiscal_year=2021), _this_year(now)
    sheet = draw_up_sheet(programme=of_2021, by=by, as_of=today, at=now)
    wording = replace(wording_of(sheet_of(sheet)), catch="ニーズに応じた、切れ目のない支援を実施！")
    reword_sheet(sheet=sheet, seen=1, wording=wording, by=by, at=now)
    text = scheme_version_on(this_year, today).text
    revise_scheme(
        programme=this_year,
        text=text.replace("no_contact_days = 45", "no_contact_days = 40"),
        valid_from=today,
        at=now,
        note="連絡が途絶えたとみる日数を見直した。",
    )
    return {
        "of_2021": of_2021.pk,
        "this_year": this_year.pk,
        "sheet": sheet.pk,
        "measure": sheet.measures[0],
    }
