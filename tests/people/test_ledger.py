"""対象者 and 資格 from the ledger."""

from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.access.models import Grant
from bansou.commons.clock import JST
from bansou.commons.tasks.actions import promise
from bansou.commons.tasks.models import Task
from bansou.people.cases.models import Case
from bansou.people.cases.promising import settle_next_action
from bansou.people.persons.models import Person
from bansou.people.steps.models import Step
from tests.plugins.ledgers import MAPPING, Importing, Refused

IN_THE_YEAR = datetime(2021, 9, 1, 9, 0, tzinfo=JST)


def _case(number: str = "T3-001") -> Case:
    return Case.objects.select_related("person", "responsible__user").get(number=number)


def test_opens_a_case_with_all_that_the_row_says(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)

    with acting(clerk, why="test"):
        case = _case()
        person = case.person
        assert (person.name, person.kana) == ("坂本 信行", "サカモト ノブユキ")
        assert (person.birth_on, person.phone) == (date(1970, 7, 5), "090-0000-0001")
        assert (case.category, case.pathway) == ("long_term_jobless", "early_hire")
        assert (case.opened_on, case.avoid) == (date(2021, 4, 5), ["朝の電話", "大きな声"])
        enrolment = case.enrolments.select_related("programme").get()
        assert (enrolment.from_on, enrolment.until_on) == (date(2021, 4, 5), None)
        assert enrolment.programme.fiscal_year == 2021
        assert case.responsible.user.name == "工藤 直子"


def test_opens_the_case_to_its_counsellor_and_to_the_contractor(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)

    with acting(clerk, why="test"):
        grants = {grant.source: grant for grant in Grant.objects.filter(case_id=_case().pk)}
        assert grants["assignment"].to_membership_id == _case().responsible_id
        referral = _case().referrals.get()
        assert referral.referred_on == date(2021, 6, 7)
        assert grants["referral"].to_organisation_id == referral.to_organisation_id
        assert grants["referral"].until_on == date(2022, 3, 31)


def test_opens_a_case_of_somebody_without_a_name(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)

    with acting(clerk, why="test"):
        case = _case("T3-002")
        assert (case.person, case.client, case.alias) == (None, "anonymous", "港の仕事の方")


@pytest.mark.parametrize(
    ("column", "reason"), [("M", "終了"), ("N", "辞退")], ids=["ended", "withdrew"]
)
def test_closes_the_case_on_the_day_it_ended(
    import_book: Importing, book: Workbook, clerk: Actor, column: str, reason: str
) -> None:
    book["対象者"][f"{column}4"] = "令和3年10月29日"

    import_book(book)

    with acting(clerk, why="test"):
        case = _case()
        assert (case.closed_on, case.closing_reason) == (date(2021, 10, 29), reason)
        assert case.enrolments.get().until_on == date(2021, 10, 29)
        assert case.assignments.get().until_on == date(2021, 10, 29)


def test_an_end_that_has_not_come_ends_the_enrolment_and_leaves_the_case_open(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    book["対象者"]["M4"] = "令和4年3月31日"
    book["対象者"]["O4"] = "年度末まで"

    import_book(book, at=IN_THE_YEAR)

    with acting(clerk, why="test"):
        enrolment = _case().enrolments.get()
        assert _case().is_open
        assert (enrolment.until_on, enrolment.ended_because) == (date(2022, 3, 31), "年度末まで")


def test_who_was_registered_before_the_year_is_enrolled_from_its_first_day(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    book["対象者"]["L4"] = "R3.1.20"

    import_book(book)

    with acting(clerk, why="test"):
        assert _case().opened_on == date(2021, 1, 20)
        assert _case().enrolments.get().from_on == date(2021, 4, 1)


def test_the_next_act_is_promised_by_the_counsellor(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    book["就職"].delete_rows(4)
    book["対象者"]["R4"], book["対象者"]["S4"] = "求人票を2件送る", "9/15"
    import_book(book, at=IN_THE_YEAR)
    with acting(clerk, why="test"):
        task = Task.objects.get()
        assert (task.title, task.due_on) == ("求人票を2件送る", date(2021, 9, 15))
        assert task.owner_id == _case().responsible_id
    book["対象者"]["S4"] = "9/22"

    import_book(book, at=IN_THE_YEAR)

    with acting(clerk, why="test"):
        assert _case().next_action_on == date(2021, 9, 22)
        assert Task.objects.get(dropped_at=None).due_on == date(2021, 9, 22)


def test_a_promise_that_is_due_sooner_stays_next(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    book["就職"].delete_rows(4)
    book["対象者"]["R4"], book["対象者"]["S4"] = "求人票を2件送る", "9/15"
    import_book(book, at=IN_THE_YEAR)
    with acting(clerk, why="test") as actor:
        case = _case()
        promise(
            by=actor,
            keeper_id=case.organisation_id,
            case_id=case.pk,
            title="空きを確かめる",
            owner_id=case.responsible_id,
            due_on=date(2021, 9, 8),
            promised_on=date(2021, 9, 1),
        )
        settle_next_action(case=case)
    book["対象者"]["S4"] = "9/22"

    import_book(book, at=IN_THE_YEAR)

    with acting(clerk, why="test"):
        assert _case().next_action == "空きを確かめる"
        owed = Task.objects.filter(dropped_at=None).order_by("due_on")
        assert [task.title for task in owed] == ["空きを確かめる", "求人票を2件送る"]


def test_the_ledger_of_a_year_gone_by_promises_nothing(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    book["就職"].delete_rows(4)
    book["対象者"]["R4"], book["対象者"]["S4"] = "求人票を2件送る", "R4.4.12"

    import_book(book)

    with acting(clerk, why="test"):
        assert _case().next_action == "求人票を2件送る"
        assert not Task.objects.exists()


def test_writes_only_the_cells_that_changed(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)
    with acting(clerk, why="test"):
        Case.objects.filter(number="T3-001").update(next_action="画面で決めた")
        Person.objects.update(phone="画面で直した")
    book["対象者"]["B4"], book["対象者"]["K4"] = "本人", "資格取得"
    book["対象者"]["C4"] = "坂元 信行"

    result = import_book(book)

    assert (result.tally.new, result.tally.updated) == (0, 1)
    with acting(clerk, why="test"):
        case = _case()
        assert (case.pathway, case.next_action) == ("qualification", "画面で決めた")
        assert (case.person.name, case.person.phone) == ("坂元 信行", "画面で直した")


def test_names_somebody_who_had_no_name(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)
    book["対象者"]["B5"], book["対象者"]["C5"] = "本人", "村上 徹"

    import_book(book)

    with acting(clerk, why="test"):
        case = _case("T3-002")
        assert (case.person.name, case.client) == ("村上 徹", "person")


def test_hands_over_to_another_counsellor(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    book["職員"].append(["山田 拓也", "yamada@city.example.jp", None, "相談員", "R3.4.1", None])
    import_book(book, at=IN_THE_YEAR)
    book["対象者"]["P4"] = "山田 拓也"

    import_book(book, at=IN_THE_YEAR)

    with acting(clerk, why="test"):
        assert _case().responsible.user.name == "山田 拓也"
        terms = _case().assignments.order_by("from_on").values_list("from_on", "until_on")
        assert list(terms) == [
            (date(2021, 4, 5), date(2021, 8, 31)),
            (date(2021, 9, 1), None),
        ]


def test_corrects_the_days_of_an_enrolment(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)
    book["対象者"]["L4"] = "R3.4.12"

    import_book(book)

    with acting(clerk, why="test"):
        assert _case().opened_on == date(2021, 4, 12)
        assert _case().enrolments.get().from_on == date(2021, 4, 12)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"A4": None}, "対象者!A4：ケース番号が空欄です。"),
        ({"A5": "T3-001"}, "対象者!A5：「T3-001」は4行目にもあります。"),
        ({"C4": None}, "対象者!C4：氏名を入れてください。"),
        ({"F4": "昭和45年2月30日"}, "対象者!F4：「昭和45年2月30日」は日付として読めません。"),
        ({"J4": "その他"}, "対象者!J4：「その他」は対象区分の選択肢にありません。"),
        ({"L4": None}, "対象者!L4：登録日が空欄です。"),
        ({"L4": "R4.4.1"}, "対象者!L4：登録日が事業の期間"),
        ({"M4": "R3.4.1"}, "対象者!M4：終わりの日が、参加の始まり（令和3年4月5日）より前です。"),
        ({"N4": "R3.4.1"}, "対象者!N4：終わりの日が、参加の始まり（令和3年4月5日）より前です。"),
        ({"P4": "三上 浩"}, "対象者!P4：三上 浩さんは、この日に相談員として所属していません。"),
        ({"P4": "誰か"}, "対象者!P4：「誰か」という職員は登録されていません。"),
        ({"Q4": "一\n二\n三\n四\n五\n六"}, "対象者!Q4：6項目あります。"),
        ({"T4": "R4.4.5"}, "対象者!T4：委託契約の期間（令和3年4月1日 から 令和4年3月31日）の外"),
    ],
)
def test_refuses(refused: Refused, book: Workbook, cells: dict[str, Any], said: str) -> None:
    for address, value in cells.items():
        book["対象者"][address] = value

    assert refused(book)[0].startswith(said)


def test_refuses_referrals_without_a_contract(refused: Refused, book: Workbook) -> None:
    book["事業"]["B7"] = None

    assert refused(book) == [
        (
            "対象者!T4：この事業には委託契約がありません。"
            "事業のシートに受託者と委託期間を書いてください。"
        )
    ]


def test_refuses_a_case_number_of_somebody_else(
    import_book: Importing, refused: Refused, book: Workbook
) -> None:
    import_book(book)
    book["対象者"]["C4"], book["対象者"]["F4"] = "村上 徹", "昭和50年1月1日"

    assert refused(book)[0].startswith("対象者!A4：ケース番号「T3-001」は、氏名も生年月日もちがう")


def test_refuses_another_end_of_a_closed_case(
    import_book: Importing, refused: Refused, book: Workbook
) -> None:
    book["対象者"]["M4"] = "R3.10.29"
    import_book(book)
    book["対象者"]["M4"] = None

    assert refused(book)[0].startswith("対象者!M4：このケースは、令和3年10月29日に終結しています。")


def test_records_qualifications(import_book: Importing, book: Workbook, clerk: Actor) -> None:
    import_book(book)

    with acting(clerk, why="test"):
        step = Step.objects.get(kind="qualification.obtained")
        assert (step.title, step.on) == ("フォークリフト運転技能講習", date(2021, 6, 25))
        assert step.fields == {"qualification": "フォークリフト運転技能講習"}


def test_corrects_and_takes_back_qualifications(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book)
    book["資格"]["C4"], book["資格"]["E4"] = "玉掛け技能講習", "〇"

    result = import_book(book)

    assert result.tally.updated == 1
    with acting(clerk, why="test"):
        step = Step.objects.get(kind="qualification.obtained")
        assert step.fields == {"qualification": "玉掛け技能講習"}
        assert step.withdrawn_because == "台帳で取消"


# What the municipality adds in its scheme


def with_licence(book: Workbook, value: object) -> str:
    """The mapping of a ledger that has a column for the scheme's own field of a case."""
    book["対象者"]["U3"], book["対象者"]["U4"] = "運転免許", value
    mapping = MAPPING.read_text(encoding="utf-8")
    place = '"ケース番号" = "number"\n'
    assert place in mapping
    return mapping.replace(place, f'{place}"運転免許" = "fields.driving_licence"\n')


def test_takes_the_fields_that_the_scheme_adds(
    import_book: Importing, book: Workbook, clerk: Actor
) -> None:
    import_book(book, mapping=with_licence(book, "〇"))
    import_book(book, mapping=with_licence(book, "無"))

    with acting(clerk, why="test"):
        case = Case.objects.get(number="T3-001")
    assert case.fields == {"driving_licence": False}


def test_refuses_a_field_that_the_scheme_does_not_have(refused: Refused, book: Workbook) -> None:
    mapping = with_licence(book, "〇").replace("driving_licence", "shoe_size")

    assert refused(book, mapping=mapping) == [
        (
            "対象者：対応表の「運転免許」の先「fields.shoe_size」は、この事業にはありません。"
            "事業スキームの項目か、対応表を直してください。"
        )
    ]
