"""A list is paid once: accounts are known before it is made, training and trials stand apart."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from bansou.benefits.accounts.actions import SaidAccount, keep_account
from bansou.benefits.accounts.models import BankAccount
from bansou.benefits.accounts.refusals import (
    AccountMovedOn,
    LetterNotForBanks,
    NameTooLong,
    NoPayingAccount,
    NumberUnreadable,
)
from bansou.benefits.claims.deciding import take_back_decision
from bansou.benefits.claims.models import Claim
from bansou.benefits.claims.refusals import NotInThisState
from bansou.benefits.payments.actions import (
    ask_to_take_back,
    keep_list,
    make_list,
    mark_paid,
    note_written_out,
    take_back_list,
)
from bansou.benefits.payments.models import PaymentEntry, PaymentList
from bansou.benefits.payments.queries import bank_file, sections_of, waiting_in
from bansou.benefits.payments.refusals import (
    AccountMissing,
    BackAskedAlready,
    BackByAnother,
    BackReasonMissing,
    BanksClosed,
    ChangedSinceDecided,
    ChangedSinceListed,
    InAnotherList,
    ListPaidAlready,
    ListTakenBack,
    NothingToPay,
    PaidOutOfTime,
    PayDayPassed,
)
from bansou.commons.organisations.models import Role
from bansou.people.persons.models import Person
from bansou.programmes.models import SpendingLine
from bansou.support.training.models import Attendance
from tests.benefits import bank
from tests.benefits.paying import (
    account,
    again,
    budget,
    claimed,
    decided,
    pay_day,
    paying_account,
    second_manager,
    second_seat,
    trainee,
    with_prices,
)
from tests.desks.counsellor.town import Town, days, now, today


def decided_claim(town: Town, **said: str) -> Claim:
    """A claim that waits to be paid; whose account nobody knows yet."""
    it = trainee(town, **said)  # type: ignore[arg-type]
    return decided(town, claimed(town, it.case, it.attended))


def listed(town: Town, *claims: Claim) -> PaymentList:
    with town.at_work(town.manager) as actor:
        return make_list(
            by=actor,
            programme=town.programme,
            claims=[claim.pk for claim in claims],
            pay_on=pay_day(),
            today=today(),
            at=now(),
        )


def test_lists_no_day_that_was_put_right_to_missed_after_the_decision(town: Town) -> None:
    with_prices(town)
    budget(town)
    paying_account(town)
    it, other = trainee(town), trainee(town, name="佐々木 翔", kana="ササキ ショウ")
    changed, sound = (
        decided(town, claimed(town, each.case, each.attended)) for each in (it, other)
    )
    account(town, it.case)
    account(town, other.case, holder="ササキ ショウ", number="7654322")
    with town.at_work():
        Attendance.objects.filter(case=it.case, day__on=it.attended[0]).update(state="missed")

    with pytest.raises(ChangedSinceDecided) as refused:
        listed(town, changed, sound)

    assert f"三浦 和彦（請求番号 {changed.ticket}）は" in str(refused.value)
    assert "佐々木" not in str(refused.value)
    with town.at_work():
        assert not PaymentList.objects.exists()
    assert listed(town, sound).number == 1
    assert [again(town, one).state for one in (changed, sound)] == ["approved", "listed"]


def test_names_who_has_no_account_before_a_list_is_made(town: Town) -> None:
    with_prices(town)
    budget(town)
    paying_account(town)
    with_account = decided_claim(town)
    without = decided_claim(town, name="佐々木 翔", kana="ササキ ショウ")
    account(town, with_account.case)

    with town.at_work():
        waiting = [(it.person.name, it.has_account, it.yen) for it in waiting_in(town.programme)]
    with pytest.raises(AccountMissing, match="佐々木 翔の口座が"):
        listed(town, with_account, without)

    assert waiting == [("佐々木 翔", False, 6000), ("三浦 和彦", True, 6000)]
    assert again(town, with_account).state == "approved"
    with town.at_work():
        assert not PaymentList.objects.exists()


def test_is_paid_once_and_says_so_in_the_budget(town: Town) -> None:
    with_prices(town)
    budget(town, 10_000)
    paying_account(town)
    claim = decided_claim(town)
    account(town, claim.case)
    payment_list = listed(town, claim)

    day = pay_day()
    with pytest.raises(PaidOutOfTime, match="振込の日がまだ来ていない"):
        paid(town, payment_list, on=today(), today=today())
    with pytest.raises(PaidOutOfTime):
        paid(town, payment_list, on=day, today=day - timedelta(days=1))
    paid(town, payment_list, on=day, today=day)
    with pytest.raises(ListPaidAlready):
        paid(town, payment_list, on=day, today=day)
    with town.at_work(town.manager) as actor:
        with pytest.raises(ListPaidAlready):
            take_back_list(by=actor, payment_list=payment_list, reason="誤り")
        line = SpendingLine.objects.get(programme=town.programme)

    assert again(town, claim).state == "paid"
    assert (line.committed_yen, line.paid_yen, line.left_yen) == (6000, 6000, 4000)
    with pytest.raises(InAnotherList):
        listed(town, claim)


def test_lets_a_list_be_taken_back_until_it_is_paid(town: Town) -> None:
    with_prices(town)
    budget(town)
    paying_account(town)
    claim = decided_claim(town)
    account(town, claim.case)
    first = listed(town, claim)

    with pytest.raises(InAnotherList):
        listed(town, claim)
    with town.at_work(town.manager) as actor:
        seen = again(town, claim)
        with pytest.raises(NotInThisState):
            take_back_decision(claim=seen, seen_version=seen.version, reason="取り消す")
        with pytest.raises(BackReasonMissing):
            take_back_list(by=actor, payment_list=first)
        take_back_list(by=actor, payment_list=first, reason="口座の誤り")
        with pytest.raises(ListTakenBack):
            take_back_list(by=actor, payment_list=first, reason="口座の誤り")
    second = listed(town, claim)

    assert (first.number, second.number) == (1, 2)
    assert again(town, claim).state == "listed"


def test_needs_two_users_to_take_a_list_back_whose_file_was_written_out(town: Town) -> None:
    payment_list = payable(town)
    same = second_seat(town, town.manager, Role.SUPERVISING_COUNSELLOR)
    with town.at_work(town.manager) as actor:
        note_written_out(by=actor, payment_list=payment_list, at=now())
        with pytest.raises(BackByAnother):
            take_back_list(by=actor, payment_list=payment_list, reason="誤り")
        ask_to_take_back(by=actor, payment_list=payment_list, reason="口座の誤り", at=now())
        with pytest.raises(BackByAnother):
            take_back_list(by=actor, payment_list=payment_list)
    with pytest.raises(BackAskedAlready):
        paid(town, payment_list, on=pay_day(), today=pay_day())
    with town.at_work(same) as actor:
        with pytest.raises(BackByAnother):
            take_back_list(by=actor, payment_list=payment_list)
        rows = PaymentList.objects.filter(pk=payment_list.pk)
        for by, refusal in (
            (same, "payment_list_back_by_different_people"),
            (None, "payment_list_written_out_back_by_two"),
        ):
            with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
                rows.update(state="taken_back", taken_back_by=by)
    with town.at_work(second_manager(town)) as actor:
        take_back_list(by=actor, payment_list=payment_list)
        it = PaymentList.objects.select_related("taken_back_by__user").get()
        waiting = Claim.objects.get()

    assert (it.state, it.back_reason, it.taken_back_by.user.name) == (
        "taken_back",
        "口座の誤り",
        "高田 恵子",
    )
    assert (waiting.state, waiting.entry_id) == ("approved", None)


def test_lets_a_list_stand_that_was_asked_to_be_taken_back(town: Town) -> None:
    payment_list = payable(town)
    with town.at_work(town.manager) as actor:
        note_written_out(by=actor, payment_list=payment_list, at=now())
        ask_to_take_back(by=actor, payment_list=payment_list, reason="口座の誤り", at=now())
        keep_list(payment_list=payment_list)

    paid(town, payment_list, on=pay_day(), today=pay_day())

    with town.at_work(town.manager):
        assert (PaymentList.objects.get().state, Claim.objects.get().state) == ("paid", "paid")


def test_names_what_has_changed_before_a_list_is_marked_as_paid(town: Town) -> None:
    payment_list = payable(town, ("三浦 和彦", "ミウラ カズヒコ"), ("佐々木 翔", "ササキ ショウ"))
    with town.at_work(town.manager) as actor:
        corrected, moved = Claim.objects.select_related("case__person").order_by("pk")
        Attendance.objects.filter(case=corrected.case, day__number=1).update(state="missed")
        said = SaidAccount(
            bank_code="0123", branch_code="045", number="7777777", holder="ササキ ショウ"
        )
        keep_account(by=actor, person=moved.case.person, said=said, seen_version=1)

    with pytest.raises(ChangedSinceListed) as refused:
        paid(town, payment_list, on=pay_day(), today=pay_day())
    states = {again(town, one).state for one in (corrected, moved)}
    paid(town, payment_list, on=pay_day(), today=pay_day(), despite="返還を求めた")

    assert f"三浦 和彦（請求番号 {corrected.ticket}、支給できない日）" in str(refused.value)
    assert f"佐々木 翔（請求番号 {moved.ticket}、口座の変更）" in str(refused.value)
    assert states == {"listed"}
    assert {again(town, one).state for one in (corrected, moved)} == {"paid"}
    with town.at_work(town.manager):
        assert PaymentList.objects.get().paid_despite == "返還を求めた"


def payable(town: Town, *people: tuple[str, str]) -> PaymentList:
    """A list with a claim of each of these people, their accounts known."""
    with_prices(town)
    budget(town)
    paying_account(town)
    claims = []
    for at, (name, kana) in enumerate(people or [("三浦 和彦", "ミウラ カズヒコ")]):
        claims.append(decided_claim(town, name=name, kana=kana))
        account(town, claims[-1].case, holder=kana, number=f"123456{at}")
    return listed(town, *claims)


def paid(
    town: Town, payment_list: PaymentList, *, on: date, today: date, despite: str = ""
) -> None:
    with town.at_work(town.manager) as actor:
        mark_paid(
            by=actor, payment_list=payment_list, paid_on=on, today=today, at=now(), despite=despite
        )


def test_refuses_an_empty_list_a_day_gone_by_and_an_office_without_account(town: Town) -> None:
    with_prices(town)
    budget(town)
    claim = decided_claim(town)

    with pytest.raises(NothingToPay):
        listed(town)
    with pytest.raises(NoPayingAccount, match="振込元の口座"):
        listed(town, claim)
    paying_account(town)
    with town.at_work(town.manager) as actor, pytest.raises(PayDayPassed):
        make_list(
            by=actor,
            programme=town.programme,
            claims=[claim.pk],
            pay_on=today() - timedelta(days=1),
            today=today(),
            at=now(),
        )
    sunday = days(6 - today().weekday() + 7)
    with town.at_work(town.manager) as actor, pytest.raises(BanksClosed, match="休みの日"):
        make_list(
            by=actor,
            programme=town.programme,
            claims=[claim.pk],
            pay_on=sunday,
            today=today(),
            at=now(),
        )


def test_writes_the_file_with_the_accounts_as_they_were(town: Town) -> None:
    with_prices(town)
    budget(town)
    paying_account(town)
    first = decided_claim(town)
    second = decided_claim(town, name="佐々木 翔", kana="ササキ ショウ")
    account(town, first.case)
    account(town, second.case, holder="ササキ ショウ", number="321")
    payment_list = listed(town, first, second)
    with town.at_work(town.manager):
        before = bank_file(payment_list)
        BankAccount.objects.update(number="9999999")
        after = bank_file(payment_list)
        (section,) = sections_of(payment_list)

    found = bank.read(before)
    assert after == before
    assert (found.code, found.day) == ("1234567890", f"{pay_day():%m%d}")
    assert sorted((it.name, it.number, it.yen) for it in found.transfers) == [
        ("ｻｻｷ ｼﾖｳ", "0000321", 6000),
        ("ﾐｳﾗ ｶｽﾞﾋｺ", "1234567", 6000),
    ]
    assert (section.label, section.yen) == ("受講", 12_000)


def test_keeps_an_account_in_the_letters_of_banks(town: Town) -> None:
    case = town.case()
    with town.at_work():
        person = Person.objects.get(pk=case.person_id)
    said = {"bank_code": "0123", "branch_code": "045", "number": "123"}

    with town.at_work(town.manager) as actor:
        kept, changes = keep_account(
            by=actor,
            person=person,
            said=SaidAccount(**said, holder="みうら しょーこ"),
            seen_version=None,
        )
        refused = {
            LetterNotForBanks: SaidAccount(**said, holder="三浦"),
            NameTooLong: SaidAccount(**said, holder="ガ" * 16),
            NumberUnreadable: SaidAccount(**{**said, "bank_code": "12"}, holder="ミウラ"),
            AccountMovedOn: SaidAccount(**said, holder="ミウラ"),
        }
        for refusal, wrong in refused.items():
            with pytest.raises(refusal):
                keep_account(by=actor, person=person, said=wrong, seen_version=None)

    assert (kept.holder_kana, kept.number) == ("ﾐｳﾗ ｼﾖ-ｺ", "0000123")
    assert changes == ["「ョ」→「ヨ」", "「ー」→「-」"]


def test_shows_accounts_and_lists_to_the_keeper_alone(town: Town) -> None:
    with_prices(town)
    budget(town)
    paying_account(town)
    claim = decided_claim(town)
    account(town, claim.case)
    listed(town, claim)

    with town.at_work(town.trainer):
        assert Person.objects.filter(name="三浦 和彦").exists()
        assert Claim.objects.count() == 1
        hidden = [BankAccount, PaymentList, PaymentEntry, SpendingLine]
        assert [model.objects.count() for model in hidden] == [0, 0, 0, 0]  # type: ignore[attr-defined]
