"""Money on the desks: from the days that somebody came to the day on which they were paid."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from bansou.benefits.accounts.models import BankAccount
from bansou.benefits.claims.models import Claim
from bansou.benefits.payments.models import PaymentList
from bansou.commons.clock import JST
from bansou.commons.keys import uuid7
from bansou.employers.models import Company, HostPlace
from bansou.people.cases.models import Case
from bansou.people.steps.actions import add_step
from bansou.programmes.actions import revise_scheme
from bansou.programmes.models import SpendingLine
from bansou.programmes.queries import scheme_version_on
from bansou.support.experience.models import Experience, ExperienceDay
from bansou.support.training.models import CourseRun
from tests.benefits import bank
from tests.benefits.paying import (
    TRAINING,
    TRIAL,
    Trainee,
    again,
    pay_day,
    second_manager,
    trainee,
    travel,
    with_prices,
)
from tests.desks.counsellor.asking import log_of, text_of
from tests.desks.counsellor.town import Town, found_town, now, signed_in, today
from tests.desks.manager.paying_desk import (
    account_fields,
    address_of,
    approved_on_desk,
    decide,
    drawn,
    keep_accounts,
    post_budget,
    post_claim,
    post_list,
)

pytestmark = pytest.mark.usefixtures("before_the_year_ends")


@pytest.fixture
def town(db: None) -> Town:
    """A town of people at work."""
    return found_town()


@pytest.mark.capability("TMK-09", refused_by="test_refuses_the_day_that_was_missed")
def test_pays_three_attended_days_of_four_times_the_price(town: Town) -> None:
    with_prices(town, training=2000)
    it = trainee(town)
    page = signed_in(town.counsellor).get(
        f"/cases/{it.case.pk}/benefits/claim/?benefit={town.programme.pk}:training_stipend"
    )

    claim = drawn(town, it)

    assert text_of(page).count("2,000円") == 3
    assert claim.yen == 3 * 2000
    on_case = text_of(signed_in(town.counsellor).get(f"/cases/{it.case.pk}/benefits/"))
    assert "受講の給付金 6,000円 確認待ち" in on_case
    assert on_case.count("パソコン研修") == 3
    opened = text_of(signed_in(town.supervisor).get(address_of(town, claim)))
    assert "パソコン研修 1日目 8時間 2,000円" in opened


def test_refuses_the_day_that_was_missed(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    address = f"/cases/{it.case.pk}/benefits/claim/?benefit={town.programme.pk}:training_stipend"

    page = signed_in(town.counsellor).get(address)
    response = post_claim(town, it, *it.attended, *it.missed)

    assert it.missed[0].isoformat() not in page.content.decode()
    assert response.status_code == 422
    with town.at_work():
        assert not Claim.objects.exists()


def test_says_when_every_day_is_claimed(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    drawn(town, it)

    again_and_again = post_claim(town, it, *it.attended)

    assert "請求できる日がありません" in text_of(again_and_again)
    with town.at_work():
        assert Claim.objects.count() == 1


def test_says_where_the_price_is_entered_and_loses_nothing(town: Town) -> None:
    it = trainee(town)

    response = post_claim(town, it, *it.attended)

    assert response.status_code == 422
    assert "「給付の金額と期間」の画面で、1日の単価を入れると請求できます" in text_of(response)
    assert response.content.decode().count(" checked") == 3


def test_lets_the_training_centre_draw_up_claims_for_people_referred_to_it(town: Town) -> None:
    with_prices(town)
    it = trainee(town)

    claim = drawn(town, it, by=town.trainer)

    assert claim.drawn_by_id == town.trainer.pk
    assert signed_in(town.trainer).get(address_of(town, claim)).status_code == 403
    other = town.case("佐々木 翔", "ササキ ショウ")
    assert signed_in(town.trainer).get(f"/cases/{other.pk}/benefits/").status_code == 404


def test_lets_nobody_check_or_decide_about_their_own(town: Town) -> None:
    with_prices(town)
    post_budget(town)
    claim = drawn(town, trainee(town), by=town.supervisor)

    own = decide(town, claim, "check", town.supervisor)
    decide(town, claim, "check", town.manager)
    checked_by_self = decide(town, claim, "approve", town.manager)
    offered = text_of(signed_in(town.manager).get(address_of(town, claim)))
    decide(town, claim, "approve", second_manager(town))

    assert own.status_code == 403
    assert "自分が作った請求は、確認も決定もできません" in text_of(own)
    assert "自分が確認した請求は、自分では決定できません" in text_of(checked_by_self)
    assert "支給を決定する" not in offered
    assert again(town, claim).state == "approved"


def test_says_who_decides_after_a_check_and_warns_where_nobody_could(town: Town) -> None:
    with_prices(town)
    claim = drawn(town, trainee(town))
    ask = address_of(town, claim, "check")

    alone = text_of(signed_in(town.manager).get(ask))
    by_another = text_of(signed_in(town.supervisor).get(ask))
    decide(town, claim, "check", town.manager)
    stuck = text_of(signed_in(town.supervisor).get(address_of(town, claim)))
    second = second_manager(town)
    found = text_of(signed_in(town.supervisor).get(address_of(town, claim)))

    assert "あなたが確認すると、支給を決定できる人がいなくなります" in alone
    assert f"支給は{town.manager.user.name}が決定します" in by_another
    assert "決定できる人がいません" in stuck
    assert f"決定できる人 {second.user.name}" in found.replace("　", " ")


def test_lets_the_supervisor_check_and_not_decide(town: Town) -> None:
    with_prices(town)
    claim = drawn(town, trainee(town))

    decide(town, claim, "check", town.supervisor)
    response = decide(town, claim, "approve", town.supervisor)

    assert (response.status_code, again(town, claim).state) == (404, "checked")


def test_gives_a_claim_back_with_a_reason_and_takes_it_anew(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    claim = drawn(town, it)

    empty = decide(town, claim, "return", town.supervisor, reason="")
    decide(town, claim, "return", town.supervisor, reason="4日目は別の月に分けてください")
    on_case = text_of(signed_in(town.counsellor).get(f"/cases/{it.case.pk}/benefits/"))
    response = signed_in(town.counsellor).post(
        f"/cases/claims/{claim.pk}/again/",
        {
            "days": [day.isoformat() for day in it.attended[:2]],
            "request_key": "01a22920-cd18-777c-b928-089c8863bcff",
        },
    )

    assert empty.status_code == 422
    assert "理由：4日目は別の月に分けてください" in on_case
    assert response.status_code == 302, text_of(response)
    assert (again(town, claim).state, again(town, claim).yen) == ("drawn", 4000)


def test_refuses_what_was_decided_about_another_version(town: Town) -> None:
    with_prices(town)
    claim = drawn(town, trainee(town))

    response = signed_in(town.supervisor).post(address_of(town, claim, "check"), {"seen": 99})

    assert "ほかの人がこの請求を変えました" in text_of(response)
    assert again(town, claim).state == "drawn"


def test_asks_no_more_about_what_was_decided(town: Town) -> None:
    with_prices(town)
    claim = drawn(town, trainee(town))
    decide(town, claim, "check", town.supervisor)
    stands = again(town, claim).get_state_display()

    late = signed_in(town.supervisor).get(address_of(town, claim, "check"))
    early = signed_in(town.manager).get(address_of(town, claim, "undo"))

    assert [page.status_code for page in (late, early)] == [403, 403]
    assert f"この請求は、いま「{stands}」です" in text_of(late)


def test_refuses_a_scheme_without_a_benefit_that_is_claimed(town: Town) -> None:
    with_prices(town)
    claim = drawn(town, trainee(town))
    with town.at_work(town.manager):
        latest = town.programme.scheme_versions.latest("number")
    renamed = latest.text.replace('"training_stipend"', '"course_stipend"')
    said = {
        "text": renamed,
        "valid_from": today().isoformat(),
        "base": latest.number,
        "request_key": str(uuid7()),
        "save": "1",
    }
    address = reverse("manager:scheme_revise", args=[town.programme.pk])

    kept = signed_in(town.manager).post(address, said)
    decide(town, claim, "check", town.supervisor)
    decide(town, claim, "decline", town.manager, reason="対象の外")
    taken = signed_in(town.manager).post(address, said)

    assert kept.status_code == 200
    assert (
        "「受講の給付金」には、取り下げられていない請求が1件あります。"
        'benefitsで、key = "training_stipend" と kind = "stipend" をそのまま残してください。'
    ) in text_of(kept)
    assert "key = &quot;course_stipend&quot;" in kept.content.decode()
    assert taken.status_code == 302, text_of(taken)


def test_refuses_more_than_the_budget_and_shows_the_way_to_it(town: Town) -> None:
    with_prices(town)
    claim = drawn(town, trainee(town))
    decide(town, claim, "check", town.supervisor)

    none = decide(town, claim, "approve", town.manager)
    post_budget(town, "5,999円")
    too_little = decide(town, claim, "approve", town.manager)

    assert "予算の費目「給付金」が、まだ入っていません" in text_of(none)
    assert "残りは5,999円で、6,000円には足りません" in text_of(too_little)
    assert "予算を見る" in text_of(too_little)
    assert again(town, claim).state == "checked"


def test_shows_what_is_committed_paid_and_left_within_the_eligible_cost(town: Town) -> None:
    with_prices(town)
    post_budget(town, "10,000円")
    claim = drawn(town, trainee(town))
    approved_on_desk(town, claim)

    page = text_of(
        signed_in(town.supervisor).get(f"/programmes/benefits/{town.programme.pk}/budget/")
    )

    assert "給付金 10,000円 6,000円 0円 4,000円" in page
    with town.at_work():
        assert SpendingLine.objects.get().committed_yen == 6000


def test_pays_by_a_list_from_account_to_bank_file(town: Town) -> None:
    with_prices(town)
    post_budget(town)
    claim = drawn(town, trainee(town))
    approved_on_desk(town, claim)
    before = text_of(
        signed_in(town.manager).get(f"/programmes/benefits/{town.programme.pk}/payments/new/")
    )
    keep_accounts(town, claim)

    no_letter = signed_in(town.manager).get(address_of(town, claim) + "payment.pdf")
    made = post_list(town, claim)
    file = signed_in(town.manager).get(f"{made.url}list.txt")
    letter = words_of(signed_in(town.manager).get(address_of(town, claim) + "payment.pdf").content)
    day = {"paid_on": pay_day().isoformat()}
    early = signed_in(town.manager).post(f"{made.url}paid/", {"paid_on": today().isoformat()})
    waiting = signed_in(town.manager).get(made.url)
    offered, links = text_of(waiting), waiting.content.decode()
    with time_machine.travel(datetime.combine(pay_day(), time(12), tzinfo=JST)):
        paid = signed_in(town.manager).post(f"{made.url}paid/", day)
        twice = signed_in(town.manager).post(f"{made.url}paid/", day)

    assert "口座がないので、このリストに入らない人 三浦 和彦" in before
    found = bank.read(file.content)
    assert [(it.name, it.number, it.yen) for it in found.transfers] == [
        ("ﾐｳﾗ ｶｽﾞﾋｺ", "1234567", 6000)
    ]
    assert (found.code, found.name, found.day) == ("1234567890", "ﾄﾏｺﾏｲｼ", f"{pay_day():%m%d}")
    assert no_letter.status_code == 404
    assert "振込のお知らせ" in letter
    assert "振込額6,000円" in letter
    assert "****567" in letter
    assert "1234567" not in letter
    assert early.status_code == 422
    assert "支払った日 まだです 振込の日になると、ここに「支払済みにする」が出ます。" in offered
    assert f"{made.url}paid/" not in links
    assert paid.status_code == 302
    assert "に支払済みです" in text_of(twice)
    assert again(town, claim).state == "paid"
    with town.at_work():
        assert PaymentList.objects.get().paid_on.isoformat() == day["paid_on"]
    exported = log_of(town, kind="export", subject="payment")
    assert [entry.detail["format"] for entry in exported] == ["txt"]


def test_takes_a_list_back_by_two_people_once_its_file_was_written_out(town: Town) -> None:
    with_prices(town)
    post_budget(town)
    claim = drawn(town, trainee(town))
    approved_on_desk(town, claim)
    keep_accounts(town, claim)
    made = post_list(town, claim)
    desk, other = signed_in(town.manager), signed_in(second_manager(town))
    desk.get(f"{made.url}list.txt")

    empty = desk.post(f"{made.url}take-back/", {"reason": ""})
    asked = desk.post(f"{made.url}take-back/", {"reason": "口座番号の誤り"}, follow=True)
    alone = desk.post(f"{made.url}take-back/", {"reason": "口座番号の誤り"})
    seen = text_of(other.get(f"{made.url}take-back/"))
    before = again(town, claim).state
    done = other.post(f"{made.url}take-back/", follow=True)

    assert empty.status_code == 422
    assert "取消しが申し出られています" in text_of(asked)
    assert "1人では取り消せません" in text_of(alone)
    assert "取り消す理由 口座番号の誤り" in seen
    assert before == "listed"
    assert "取り消した人 高田 恵子" in text_of(done)
    assert again(town, claim).state == "approved"


@pytest.mark.capability("TMK-15", refused_by="test_refuses_a_list_with_a_person_without_account")
def test_separates_training_and_trials_in_the_list(town: Town) -> None:
    with_prices(town, training=2000, trial=1500)
    post_budget(town)
    it = trainee(town)
    training = drawn(town, it)
    tried_on(town, it.case, it.missed[0])
    response = post_claim(town, it, it.missed[0], benefit=TRIAL)
    assert response.status_code == 302, text_of(response)
    with town.at_work():
        trial = Claim.objects.select_related("case__person").get(part="experience")
    for claim in (training, trial):
        approved_on_desk(town, claim)
    keep_accounts(town, training)

    made = post_list(town, training, trial)
    page = text_of(signed_in(town.manager).get(made.url))
    book = load_workbook(BytesIO(signed_in(town.manager).get(f"{made.url}list.xlsx").content))

    assert "受講 1人" in page
    assert "小計 6,000円" in page
    assert "職場体験 1人" in page
    assert "小計 1,500円" in page
    rows = [row[:3] for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert rows == [("受講", "三浦 和彦", 6000), ("職場体験", "三浦 和彦", 1500)]
    file = bank.read(signed_in(town.manager).get(f"{made.url}list.txt").content)
    assert [it.yen for it in file.transfers] == [6000, 1500]


def tried_on(town: Town, case: Case, day: date) -> None:
    """Somebody tried work on a day, as the trial's record says."""
    with town.at_work() as actor:
        step = add_step(by=actor, case=case, kind="workplace.tried", on=day, title="体験", at=now())
        own = {"organisation": town.city, "recorded_by": town.city}
        company = Company.objects.create(
            organisation=town.city, name="勇払建設", name_key="勇払建設"
        )
        host = HostPlace.objects.create(
            **own,
            company=company,
            title="現場の補助",
            takes_trials=True,
            offered_on=day,
            recorded_at=now(),
        )
        trial = Experience.objects.create(
            **own,
            case=case,
            programme=town.programme,
            kind="trial",
            wishes="体を動かす仕事をしてみたい",
            goal="仕事を知る",
            requested_on=day,
            host=host,
        )
        ExperienceDay.objects.create(
            **own, case=case, experience=trial, on=day, minutes=360, state="attended", step=step
        )


def test_refuses_a_list_with_a_person_without_account(town: Town) -> None:
    with_prices(town)
    post_budget(town)
    claim = drawn(town, trainee(town))
    approved_on_desk(town, claim)

    page = signed_in(town.manager).get(f"/programmes/benefits/{town.programme.pk}/payments/new/")
    response = post_list(town, claim)

    assert "口座がないので、このリストに入らない人 三浦 和彦" in text_of(page)
    assert response.status_code == 422
    with town.at_work():
        assert not PaymentList.objects.exists()
    assert again(town, claim).state == "approved"


def test_keeps_what_was_typed_of_an_account_and_says_what_was_written_otherwise(
    town: Town,
) -> None:
    with_prices(town)
    claim = drawn(town, trainee(town))
    desk = signed_in(town.manager)
    address = address_of(town, claim, "account")

    wrong = desk.post(address, account_fields(holder="三浦", number="765"))
    right = desk.post(address, account_fields(holder="ミウラ ショーコ"), follow=True)

    assert wrong.status_code == 422
    assert "「三浦」は振込のデータに使えません" in text_of(wrong)
    assert 'value="765"' in wrong.content.decode()
    assert "「ョ」→「ヨ」、「ー」→「-」" in text_of(right)
    with town.at_work():
        assert BankAccount.objects.get().holder_kana == "ﾐｳﾗ ｼﾖ-ｺ"
    for other in (town.supervisor, town.counsellor, town.trainer):
        assert signed_in(other).get(address).status_code == 403


@pytest.mark.capability("TMK-10", refused_by="test_writes_no_letter_before_somebody_decided")
def test_tells_in_the_letter_that_the_exam_fee_is_the_persons_own(town: Town) -> None:
    with_prices(town)
    post_budget(town)
    it = trainee(town)
    with town.at_work():
        CourseRun.objects.update(
            costs=[
                {"kind": "tuition", "paid_by": "public", "yen": None},
                {"kind": "exam_fee", "paid_by": "person", "yen": 1650},
            ]
        )
    claim = drawn(town, it)
    approved_on_desk(town, claim)

    response = signed_in(town.manager).get(address_of(town, claim) + "notice.pdf")

    text = words_of(response.content)
    assert "支給決定通知書" in text
    assert "三浦和彦様" in text
    assert "6,000円" in text
    assert "検定料自己負担1,650円" in text
    assert "受講料公費（無料）" in text
    assert again(town, claim).state == "approved"


def test_tells_in_the_letter_how_to_object_where_the_office_says_so(town: Town) -> None:
    with_prices(town)
    post_budget(town)
    claim = drawn(town, trainee(town))
    approved_on_desk(town, claim)
    address = address_of(town, claim) + "notice.pdf"
    without = words_of(signed_in(town.manager).get(address).content)
    with town.at_work(town.manager):
        text = scheme_version_on(town.programme, today()).text
        said = f'key = "{TRAINING}"\nredress = "この決定の教示は、市が決めた文です。"\n'
        revise_scheme(
            programme=town.programme,
            text=text.replace(f'key = "{TRAINING}"\n', said, 1),
            valid_from=town.programme.starts_on,
            at=now(),
        )

    text = words_of(signed_in(town.manager).get(address).content)

    assert "不服" not in without
    assert "この決定に不服があるとき" in text
    assert "この決定の教示は、市が決めた文です。" in text


def test_writes_no_letter_before_somebody_decided(town: Town) -> None:
    with_prices(town)
    claim = drawn(town, trainee(town))

    response = signed_in(town.manager).get(address_of(town, claim) + "notice.pdf")

    assert response.status_code == 404


def test_tells_why_nothing_is_paid(town: Town) -> None:
    with_prices(town)
    claim = drawn(town, trainee(town))
    decide(town, claim, "check", town.supervisor)
    decide(town, claim, "decline", town.manager, reason="対象の期間の外のため")

    text = words_of(signed_in(town.manager).get(address_of(town, claim) + "notice.pdf").content)

    assert "不支給決定通知書" in text
    assert "対象の期間の外のため" in text
    assert again(town, claim).state == "declined"


def words_of(pdf: bytes) -> str:
    """The words of a PDF without spaces."""
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.capability("NAT-32", refused_by="test_refuses_a_trip_without_its_receipt")
def test_cuts_a_trip_to_the_ceiling_and_says_why(town: Town) -> None:
    with_prices(town, more=travel(ceiling=800))
    it = trainee(town)

    response = post_trip(town, it, receipt="A-15")

    assert response.status_code == 302, text_of(response)
    with town.at_work():
        claim = Claim.objects.get()
    assert (claim.yen, claim.kind) == (800, "travel")
    page = text_of(signed_in(town.counsellor).get(f"/cases/{it.case.pk}/benefits/"))
    assert "沼ノ端駅から苫小牧駅まで" in page
    assert "1,040円のうち、1日の上限800円まで" in page


def test_refuses_a_trip_without_its_receipt(town: Town) -> None:
    with_prices(town, more=travel(ceiling=800))
    it = trainee(town)
    response = post_trip(town, it, receipt="")
    page = signed_in(town.counsellor).get(f"/cases/{it.case.pk}/benefits/")

    assert "請求は、まだありません" in text_of(page)
    assert response.status_code == 422
    assert "領収書の番号を入れてください" in text_of(response)
    assert "領収書の番号 ※必須" in text_of(response)
    assert "沼ノ端駅から苫小牧駅まで" in response.content.decode()
    with town.at_work():
        assert not Claim.objects.exists()


def post_trip(town: Town, it: Trainee, **said: str) -> Any:
    address = f"/cases/{it.case.pk}/benefits/claim/?benefit={town.programme.pk}:travel"
    return signed_in(town.counsellor).post(
        address,
        {
            "on": it.attended[0].isoformat(),
            "route": "沼ノ端駅から苫小牧駅まで",
            "yen": "1,040円",
            "request_key": str(uuid7()),
            **said,
        },
    )


@pytest.mark.capability("NAT-31", refused_by="test_refuses_a_day_for_which_something_else_is_got")
def test_states_on_what_each_benefit_rests_with_price_and_ceiling(town: Town) -> None:
    with_prices(town, more=travel(ceiling=800, part="other"))
    it = trainee(town)
    address = f"/cases/{it.case.pk}/benefits/claim/?benefit={town.programme.pk}"

    stipend = text_of(signed_in(town.counsellor).get(f"{address}:training_stipend"))
    trip = text_of(signed_in(town.counsellor).get(f"{address}:travel"))
    claim = drawn(town, it)

    assert "根拠 就職氷河期世代就職応援事業 (2) 資格等の取得支援" in stipend
    assert "根拠 交通費支給要領 1日の上限 800円" in trip
    assert again(town, claim).basis.startswith("就職氷河期世代就職応援事業")


def test_refuses_a_day_for_which_something_else_is_got(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    noted = signed_in(town.counsellor).post(
        f"/cases/{it.case.pk}/benefits/outside/",
        {"benefit": "training_allowance_national", "from_on": it.attended[1].isoformat()},
    )

    response = post_claim(town, it, *it.attended)

    assert noted.status_code == 302
    assert response.status_code == 422
    assert "「職業訓練受講給付金（求職者支援制度）」と重なる" in text_of(response)


def test_finds_the_benefits_of_today_from_the_menu(town: Town) -> None:
    with_prices(town)
    claim = drawn(town, trainee(town))
    desk = signed_in(town.manager)

    page = desk.get("/programmes/benefits/", follow=True)

    assert "確認待ち 1" in text_of(page)
    assert "三浦 和彦" in text_of(page)
    assert [len(entry.detail["shown"]) for entry in log_of(town, subject="claims")] == [1]
    decide(town, claim, "check", town.supervisor)
    opened = text_of(desk.get("/programmes/benefits/", follow=True))
    assert "確認待ち 0" in opened
    assert "三浦 和彦" in opened, "it opens on what waits for a decision"
    assert signed_in(town.counsellor).get("/programmes/benefits/").status_code == 403
