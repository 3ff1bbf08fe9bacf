"""Recording a hire: what is stored and counted, what may stay unknown, and whom the desk refuses."""

from typing import Any

import pytest
from django.test import Client

from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership, Organisation, Role
from bansou.employers.companies.actions import register_company
from bansou.employers.models import Company
from bansou.evidence.indicators.queries import Reading, readings
from bansou.people.cases.models import Case, Enrolment
from bansou.people.ledger import QUALIFICATION
from bansou.people.referrals.actions import refer
from bansou.people.steps.actions import add_step, withdraw_step
from bansou.people.steps.models import Step
from bansou.placement.hires.models import Hire
from bansou.programmes.actions import make_contract
from tests.desks.counsellor.asking import hidden, text_of
from tests.desks.counsellor.town import Town, days, found_body, now, signed_in, today

HIRED = "tomakomai.hired"
SHORT = "tomakomai.hired_short_with_qualification"


def written(**changes: Any) -> dict[str, Any]:
    """A form filled in as usual: somebody began to work today."""
    return {
        "hired_on": wareki(today()),
        "employer_name": "勇払運輸",
        "employment_type": "regular",
        "industry": "H",
        "qualification": "none",
        "route": "introduction",
        "evidence_level": "self_report",
        "left_on": "",
        "leaving_reason": "",
        "request_key": str(uuid7()),
        **changes,
    }


def path(case: Case) -> str:
    return f"/cases/{case.pk}/hires/new/"


def sent(client: Client, case: Case, form: dict[str, Any], **how: Any) -> Any:
    return client.post(path(case), form, **how)


def hires_of(town: Town, case: Case) -> list[Hire]:
    with town.at_work(town.counsellor):
        return list(Hire.objects.filter(case=case).select_related("step").order_by("pk"))


def company(town: Town, name: str = "勇払運輸", **columns: Any) -> Company:
    with town.at_work() as actor:
        return register_company(by=actor, name=name, **columns)


def obtained(town: Town, case: Case, name: str) -> Step:
    with town.at_work(town.counsellor) as actor:
        return add_step(
            by=actor,
            case=case,
            kind=QUALIFICATION,
            on=days(-1),
            title=name,
            at=now(),
            fields={"qualification": name},
        )


def referred_to(town: Town, case: Case) -> Membership:
    """A contractor's counsellor, to whom the case is referred with its notes."""
    (adviser,) = found_body(
        "苫小牧就労支援協会", Organisation.Kind.CONTRACTOR, ("井上 望", Role.COUNSELLOR)
    )
    with town.at_work() as actor:
        contract = make_contract(
            programme=town.programme,
            contractor=adviser.organisation,
            starts_on=town.programme.starts_on,
            ends_on=town.programme.ends_on,
            work="就職の相談",
        )
        refer(
            by=actor,
            case=case,
            contract=contract,
            on=today(),
            at=now(),
            purpose="就職の相談",
            level=2,
        )
    return adviser


def figures(town: Town) -> dict[str, Any]:
    """What the manager reads today, by indicator."""
    with town.at_work(town.manager):
        read: list[Reading] = readings(town.programme, today())
    return {reading.definition.id: reading.answer.value for reading in read}


def offered(response: Any, field: str) -> list[str]:
    return [str(label) for _value, label in response.context["form"].fields[field].choices]


@pytest.mark.capability("NAT-24")
def test_stores_the_hire_on_the_timeline_of_a_case_that_stays_open(
    town: Town, client: Client
) -> None:
    case = town.case()
    client.cookies = signed_in(town.counsellor).cookies

    page = sent(client, case, written(), follow=True)

    assert page.redirect_chain == [(f"/cases/{case.pk}/", 302)]
    assert "就職を記録しました。" in text_of(page)
    assert "就職 勇払運輸" in text_of(page)
    (hire,) = hires_of(town, case)
    assert (hire.hired_on, hire.employer_name, hire.left_on) == (today(), "勇払運輸", None)
    assert (hire.employment_type, hire.industry) == ("regular", "H")
    assert (hire.route, hire.evidence_level) == ("introduction", "self_report")
    assert (hire.qualification_used, hire.company_id) == ("", None)
    assert (hire.step.kind, hire.step.by_id) == ("hire.recorded", town.counsellor.pk)
    assert town.again(case).is_open


def test_is_counted_once_more_by_the_manager(town: Town) -> None:
    case = town.case()
    town.talk(case, on=today())
    before = figures(town)

    sent(signed_in(town.counsellor), case, written())

    after = figures(town)
    assert (before[HIRED], after[HIRED]) == (0, 1)
    assert (before[SHORT], after[SHORT]) == (0, 0)


@pytest.mark.capability("TMK-26")
def test_counts_a_hire_that_makes_use_of_a_qualification(town: Town, client: Client) -> None:
    case = town.case()
    town.talk(case, on=today())
    obtained(town, case, "フォークリフト")
    client.cookies = signed_in(town.counsellor).cookies
    before = figures(town)

    sent(client, case, written(industry="D", qualification="q:フォークリフト"))

    (hire,) = hires_of(town, case)
    assert hire.qualification_used == "フォークリフト"
    assert figures(town)[SHORT] == before[SHORT] + 1


def test_offers_the_qualifications_obtained_on_the_case(town: Town) -> None:
    case, other = town.case(), town.case("成田 誠", "ナリタ マコト")
    obtained(town, case, "フォークリフト")
    taken_back = obtained(town, case, "玉掛け")
    obtained(town, other, "大型特殊免許")
    with town.at_work(town.counsellor):
        withdraw_step(step=taken_back, at=now(), because="別の人の記録")
    client = signed_in(town.counsellor)

    assert offered(client.get(path(case)), "qualification") == [
        "フォークリフト",
        "なし",
        "不明（まだ分からない）",
    ]
    response = sent(client, case, written(qualification="q:大型特殊免許"))

    assert response.status_code == 422
    assert hires_of(town, case) == []


def test_keeps_what_is_not_known_yet_as_unknown(town: Town) -> None:
    case = town.case()
    unknown = dict.fromkeys(["employment_type", "industry", "route", "evidence_level"], "unknown")

    sent(signed_in(town.counsellor), case, written(**unknown))

    (hire,) = hires_of(town, case)
    assert (hire.employment_type, hire.industry, hire.route, hire.evidence_level) == ("",) * 4


def test_keeps_an_unknown_qualification_apart_from_none(town: Town, client: Client) -> None:
    first, second = town.case(), town.case("成田 誠", "ナリタ マコト")
    for case in (first, second):
        town.talk(case, on=today())
        obtained(town, case, "フォークリフト")
    client.cookies = signed_in(town.counsellor).cookies

    sent(client, first, written(industry="D", qualification="unknown"))
    sent(client, second, written(industry="D", qualification="none"))

    (unknown,), (none,) = hires_of(town, first), hires_of(town, second)
    assert (unknown.qualification_used, unknown.uses_qualification) == ("", None)
    assert (none.qualification_used, none.uses_qualification) == ("", False)
    with town.at_work(town.manager):
        answer = next(
            one.answer for one in readings(town.programme, today()) if one.definition.id == SHORT
        )
    assert [row.fact.id for row in answer.unknown] == [f"hire:{unknown.pk}"]
    assert f"hire:{none.pk}" in {row.fact.id for row in answer.not_counted}


@pytest.mark.parametrize(
    "field", ["employment_type", "industry", "qualification", "route", "evidence_level"]
)
def test_takes_no_silence_for_unknown(town: Town, field: str) -> None:
    case = town.case()

    response = sent(signed_in(town.counsellor), case, written(**{field: ""}))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert hires_of(town, case) == []


@pytest.mark.parametrize(
    ("known_as", "name"),
    [("勇払運輸", "勇払運輸"), ("ユウフツ運輸", "ﾕｳﾌﾂ運輸"), ("ユウフツ運輸", " ユウフツ 運輸 ")],
)
def test_knows_a_registered_company_by_its_name(town: Town, known_as: str, name: str) -> None:
    case = town.case()
    registered = company(town, known_as, industry="H")

    response = sent(
        signed_in(town.counsellor), case, written(employer_name=name, industry="unknown")
    )

    assert response.status_code == 302
    (hire,) = hires_of(town, case)
    assert (hire.company_id, hire.industry) == (registered.pk, "H")


def test_asks_which_of_two_companies_of_one_name(town: Town) -> None:
    case = town.case()
    company(town, address="苫小牧市表町")
    second = company(town, address="苫小牧市勇払")
    client = signed_in(town.counsellor)

    asked = sent(client, case, written())
    sent(client, case, written(employer_name="勇払運輸（苫小牧市勇払）"))

    assert asked.status_code == 422
    assert "「勇払運輸」は2社登録されています。" in text_of(asked)
    assert "勇払運輸（苫小牧市表町）" in asked.content.decode()
    assert [hire.company_id for hire in hires_of(town, case)] == [second.pk]


def test_offers_no_company_of_another_city(town: Town) -> None:
    from_afar = "小樽倉庫"
    with town.at_work(town.neighbour) as actor:
        register_company(by=actor, name=from_afar)
    company(town)

    page = signed_in(town.counsellor).get(path(town.case())).content.decode()

    assert "勇払運輸" in page
    assert from_afar not in page


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"employer_name": " "}, "employer_name", "勤務先を入れてください。"),
        ({"hired_on": ""}, "hired_on", "日付を入れてください。"),
        (
            {"hired_on": wareki(days(0)), "left_on": wareki(days(-1))},
            "left_on",
            "離職日が就職日より前です。",
        ),
        ({"left_on": wareki(days(1))}, "left_on", "まだ来ていない日です。"),
        ({"hired_on": wareki(days(1))}, "hired_on", "まだ来ていない日です。"),
        ({"route": "by_magic"}, "route", "この一覧の中から選んでください。"),
    ],
)
def test_says_at_the_field_what_must_be_put_right(
    town: Town, changes: dict[str, str], field: str, sentence: str
) -> None:
    case = town.case()

    response = sent(signed_in(town.counsellor), case, written(**changes))

    assert response.status_code == 422
    (said,) = response.context["form"].errors[field]
    assert said.startswith(sentence)
    assert sentence in text_of(response)
    assert hires_of(town, case) == []


def test_says_that_a_hire_outside_the_enrolment_is_not_counted(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-3))
    with town.at_work():
        Enrolment.objects.filter(case=case).update(until_on=days(-2))

    page = sent(signed_in(town.counsellor), case, written(), follow=True)

    assert "事業の指標には数えません。" in text_of(page)
    assert figures(town)[HIRED] == 0


def test_does_its_work_once_however_often_it_is_sent(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    form = written(request_key=hidden(client.get(path(case)), "request_key"))

    first, replay = sent(client, case, form), sent(client, case, form)
    other = sent(client, case, {**form, "employer_name": "苫小牧倉庫"})

    assert first["Location"] == replay["Location"] == f"/cases/{case.pk}/"
    assert other.status_code == 422
    assert "この画面はすでに送信されています。" in text_of(other)
    assert len(hires_of(town, case)) == 1


def test_is_offered_to_whoever_may_record_it_alone(town: Town) -> None:
    case = town.case()
    address = f'href="{path(case)}"'

    def page(who: Any) -> str:
        return str(signed_in(who).get(f"/cases/{case.pk}/").content.decode())

    assert address in page(town.counsellor)
    assert address not in page(town.colleague)
    assert address not in page(town.supervisor)


@pytest.mark.parametrize("who", ["colleague", "supervisor"])
def test_refuses_who_is_not_assigned(town: Town, who: str) -> None:
    case = town.case()
    client = signed_in(getattr(town, who))

    refused = client.get(path(case))
    posted = sent(client, case, written())

    assert (refused.status_code, posted.status_code) == (403, 403)
    assert "cases.not_responsible" in text_of(refused)
    assert hires_of(town, case) == []


def test_refuses_a_contractor_to_which_the_case_is_referred(town: Town) -> None:
    case = town.case()
    adviser = referred_to(town, case)
    client = signed_in(adviser)

    assert client.get(f"/cases/{case.pk}/").status_code == 200
    assert sent(client, case, written()).status_code == 403
    assert hires_of(town, case) == []


@pytest.mark.parametrize("who", ["trainer", "manager", "matching"])
def test_refuses_other_roles(town: Town, who: str) -> None:
    case = town.case()
    client = signed_in(getattr(town, who))

    assert client.get(path(case)).status_code == 403
    assert sent(client, case, written()).status_code == 403
    assert hires_of(town, case) == []


def test_refuses_another_city_as_if_nothing_were_there(town: Town) -> None:
    case = town.case()
    client = signed_in(town.neighbour)

    assert client.get(path(case)).status_code == 404
    assert sent(client, case, written()).status_code == 404
    assert hires_of(town, case) == []


def test_refuses_a_case_that_has_ended(town: Town) -> None:
    case = town.case()
    with town.at_work():
        Case.objects.filter(pk=case.pk).update(closed_on=today())

    response = sent(signed_in(town.counsellor), case, written())

    assert response.status_code == 403
    assert "people.case_closed" in text_of(response)
    assert hires_of(town, case) == []


def test_sends_a_case_without_a_programme_to_be_enrolled(town: Town) -> None:
    case = town.case(enrolled=False)

    response = signed_in(town.counsellor).get(path(case))

    said = text_of(response)
    assert response.status_code == 403
    assert "三浦 和彦さんは、まだ事業に参加していません。" in said
    assert f"対象 三浦 和彦 {case.number}" in said
    assert f"きまり 就職氷河期世代就職応援事業 {FiscalYear.of(today())} 第1版" in said
    assert "番号 cases.not_in_a_programme" in said
    assert "参加を登録する" in said
