"""A claim follows from what was written once; nobody decides about their own; no day is paid twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from bansou.benefits.claims.deciding import (
    approve_claim,
    check_claim,
    decline_claim,
    return_claim,
    take_back_decision,
)
from bansou.benefits.claims.drawing import Wanted, draw_up_again, withdraw
from bansou.benefits.claims.models import Claim, ClaimItem
from bansou.benefits.claims.pricing import Trip
from bansou.benefits.claims.queries import items_of, to_be_confirmed
from bansou.benefits.claims.refusals import (
    BenefitNotOffered,
    ClaimedAlready,
    ClaimMovedOn,
    DayNotAttended,
    DayToCome,
    DayTooShort,
    NothingToClaim,
    NotInThisState,
    NoTravelCeiling,
    NoUnitPrice,
    OutsideCeiling,
    OwnBenefit,
    OwnCheck,
    OwnClaim,
    PaidForOtherwise,
    ReasonMissing,
    ReceiptMissing,
)
from bansou.benefits.overlaps.actions import note_outside_benefit
from bansou.commons.clock import JST
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Role
from bansou.people.accounts.models import PersonAccount
from bansou.people.cases.actions import assign, open_case
from bansou.people.cases.enrolling import enrol
from bansou.people.cases.models import Case
from bansou.people.merging.actions import merge, undo_merge
from bansou.programmes.actions import revise_scheme, set_budget_line
from bansou.programmes.funding.actions import set_spending_line
from bansou.programmes.funding.refusals import (
    BudgetExhausted,
    LessThanCommitted,
    NoSpendingLine,
    OverEligibleCost,
)
from bansou.programmes.models import SpendingLine
from bansou.programmes.queries import scheme_on, scheme_version_on
from bansou.support.training.models import Attendance
from tests.benefits.paying import (
    TRAINING,
    TRAVEL,
    Trainee,
    again,
    budget,
    checked,
    claimed,
    decided,
    second_manager,
    second_seat,
    trainee,
    travel,
    with_prices,
)
from tests.desks.counsellor.town import Town, days, now, today


@pytest.fixture
def mid_month() -> Iterator[None]:
    """So that days that follow each other lie in one month."""
    with time_machine.travel(datetime(2026, 6, 17, 12, tzinfo=JST)):
        yield


def line(town: Town) -> SpendingLine:
    with town.at_work():
        return SpendingLine.objects.get(programme=town.programme)


def revise(town: Town, old: str, new: str) -> None:

    with town.at_work(town.manager):
        text = scheme_version_on(town.programme, today()).text
        assert old in text
        revise_scheme(
            programme=town.programme,
            text=text.replace(old, new, 1),
            valid_from=town.programme.starts_on,
            at=now(),
        )


def test_pays_three_attended_days_of_four_at_the_price_of_the_day(town: Town) -> None:
    with_prices(town, training=2000)
    it = trainee(town)

    claim = claimed(town, it.case, it.attended)

    with town.at_work():
        items = list(items_of(claim))
        marks = {str(mark.pk) for mark in Attendance.objects.filter(state="attended")}
    assert (claim.yen, claim.state, claim.part) == (6000, "drawn", "training")
    assert [(item.on, item.yen) for item in items] == [(day, 2000) for day in it.attended]
    assert {str(item.source_id) for item in items} == marks
    assert [item.title for item in items] == [
        "パソコン研修　1日目",
        "パソコン研修　2日目",
        "パソコン研修　4日目",
    ]


def test_refuses_a_day_that_was_missed(town: Town) -> None:
    with_prices(town)
    it = trainee(town)

    with pytest.raises(DayNotAttended) as refused:
        claimed(town, it.case, [*it.attended, *it.missed])

    assert "出席の記録がない" in str(refused.value)
    with town.at_work():
        assert not Claim.objects.exists()


def test_calculates_nothing_without_a_price_and_says_where_it_is_entered(town: Town) -> None:
    it = trainee(town)

    with pytest.raises(NoUnitPrice) as refused:
        claimed(town, it.case, it.attended)

    assert "「給付の金額と期間」の画面で、1日の単価を入れる" in str(refused.value)


def test_takes_the_price_that_is_in_force_on_each_day(town: Town) -> None:
    it = trainee(town)
    with_prices(town)
    second = it.attended[1]
    begins, until = town.programme.starts_on, second - timedelta(days=1)
    revise(
        town,
        f"prices = [{{ yen = 2000, valid_from = {begins} }}]",
        f"prices = [{{ yen = 2000, valid_from = {begins}, valid_to = {until} }},"
        f" {{ yen = 2500, valid_from = {second} }}]",
    )

    claim = claimed(town, it.case, it.attended)

    with town.at_work():
        assert [item.yen for item in items_of(claim)] == [2000, 2500, 2500]


def test_refuses_a_day_with_too_few_hours(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    revise(town, 'key = "training_stipend"\n', 'key = "training_stipend"\nminimum_hours = 9\n')

    with pytest.raises(DayTooShort, match="9時間に足りない"):
        claimed(town, it.case, it.attended)


def test_counts_no_break_in_the_hours_of_a_day(town: Town) -> None:
    """A course of eight hours with one hour's break gives seven."""
    with_prices(town)
    it = trainee(town, break_minutes=60)
    revise(town, 'key = "training_stipend"\n', 'key = "training_stipend"\nminimum_hours = 8\n')

    with pytest.raises(DayTooShort, match="8時間に足りない"):
        claimed(town, it.case, it.attended)
    revise(town, "minimum_hours = 8\n", "minimum_hours = 7\n")
    claim = claimed(town, it.case, it.attended)

    with town.at_work():
        assert {item.minutes for item in items_of(claim)} == {7 * 60}


def test_refuses_a_day_that_is_claimed_already_until_that_claim_is_taken_back(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    first = claimed(town, it.case, it.attended[:2])

    with pytest.raises(ClaimedAlready):
        claimed(town, it.case, it.attended)
    with town.at_work(town.counsellor):
        withdraw(claim=first, seen_version=first.version, reason="まちがい")
    second = claimed(town, it.case, it.attended)

    assert (again(town, first).state, second.yen) == ("withdrawn", 6000)


def test_has_the_database_refuse_a_second_item_for_a_day(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    claim = claimed(town, it.case, it.attended)

    with town.at_work():
        item = items_of(claim)[0]
        item.pk = uuid7()
        with pytest.raises(IntegrityError, match="claim_item_day_once"), transaction.atomic():
            ClaimItem.objects.bulk_create([item])


def test_pays_a_record_once_under_whatever_key_its_benefit_has(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    claim = claimed(town, it.case, it.attended[:2])
    rename(town, "training_stipend", "course_stipend")

    with pytest.raises(ClaimedAlready, match="もう「受講の給付金」を請求しています"):
        claimed(town, it.case, it.attended, benefit="course_stipend")
    rest = claimed(town, it.case, it.attended[2:], benefit="course_stipend")

    assert (claim.yen, rest.yen) == (4000, 2000)
    with town.at_work():
        item = items_of(claim)[0]
        item.pk, item.benefit, item.claim = uuid7(), "course_stipend", rest
        with pytest.raises(IntegrityError, match="claim_item_record_once"), transaction.atomic():
            ClaimItem.objects.bulk_create([item])


def rename(town: Town, old: str, new: str) -> None:
    """The office gives a benefit another key, wherever its scheme names it."""
    with town.at_work(town.manager):
        text = scheme_version_on(town.programme, today()).text
        for said in ('key = "%s"', 'not_with = ["%s"]'):
            text = text.replace(said % old, said % new)
        revise_scheme(
            programme=town.programme,
            text=text,
            valid_from=town.programme.starts_on,
            at=now(),
        )


def test_pays_the_way_of_a_day_once_to_a_person_with_two_cases(town: Town) -> None:
    with_prices(town, more=travel(ceiling=800, part="other"))
    it = trainee(town)
    second = second_case(town, it)
    trip = Trip(on=it.attended[0], route="沼ノ端駅〜苫小牧駅（往復）", yen=700, receipt="A-15")
    first = claimed(town, it.case, benefit=TRAVEL, trips=[trip])

    with pytest.raises(ClaimedAlready, match="講習の交通費"):
        claimed(town, second, benefit=TRAVEL, trips=[trip])
    rename(town, TRAVEL, "fares")
    with pytest.raises(ClaimedAlready, match="講習の交通費"):
        claimed(town, second, benefit="fares", trips=[trip])

    with town.at_work():
        item = items_of(first)[0]
        item.pk, item.benefit, item.case = uuid7(), "fares", second
        with pytest.raises(IntegrityError, match="claim_item_trip_once"), transaction.atomic():
            ClaimItem.objects.bulk_create([item])
    with town.at_work(town.counsellor):
        withdraw(claim=first, seen_version=first.version, reason="まちがい")
    assert claimed(town, second, benefit="fares", trips=[trip]).yen == 700


@pytest.mark.usefixtures("mid_month")
def test_counts_ceilings_and_days_by_person_whatever_the_case(town: Town) -> None:
    more = travel(ceiling=800, part="other").replace(
        "ceiling_day", "ceiling_month = 1000\nceiling_day"
    )
    with_prices(town, more=more)
    it = trainee(town)
    second = second_case(town, it)
    first_on, second_on, third_on = days(-3), days(-2), days(-1)
    way = {"route": "沼ノ端駅〜苫小牧駅（往復）", "yen": 700, "receipt": "A-15"}
    claimed(town, it.case, benefit=TRAVEL, trips=[Trip(on=first_on, **way)])

    claim = claimed(town, second, benefit=TRAVEL, trips=[Trip(on=second_on, **way)])
    with pytest.raises(OutsideCeiling, match="1,000円"):
        trips(town, it, on=third_on, **way)

    assert claim.yen == 300


def second_case(town: Town, it: Trainee) -> Case:
    """Another case of the same person in the same programme."""
    with town.at_work() as actor:
        case = open_case(
            by=actor,
            person=it.case.person,
            opened_on=days(-20),
            category="unstable_employment",
            pathway="qualification",
        )
        enrol(case=case, programme=town.programme, from_on=days(-20))
        assign(by=actor, case=case, to=town.counsellor, from_on=days(-20), at=now())
        return Case.objects.select_related("person").get(pk=case.pk)


def test_refuses_a_day_for_which_a_benefit_from_elsewhere_is_got(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    outside(town, it, "training_allowance_national")

    with pytest.raises(PaidForOtherwise, match="職業訓練受講給付金"):
        claimed(town, it.case, it.attended)


@pytest.mark.parametrize("first", [TRAVEL, TRAINING])
def test_refuses_two_benefits_of_which_one_excludes_the_other_in_either_order(
    town: Town, first: str
) -> None:
    with_prices(town, more=f'{travel(ceiling=800)}not_with = ["{TRAINING}"]\n')
    it = trainee(town)
    day = it.attended[0]
    trip = Trip(on=day, route="沼ノ端駅〜苫小牧駅（往復）", yen=700, receipt="A-15")
    asked = {TRAINING: {"days": [day]}, TRAVEL: {"trips": [trip]}}
    second = TRAINING if first == TRAVEL else TRAVEL
    claimed(town, it.case, benefit=first, **asked[first])  # type: ignore[arg-type]

    with pytest.raises(PaidForOtherwise):
        claimed(town, it.case, benefit=second, **asked[second])  # type: ignore[arg-type]

    with town.at_work():
        assert Claim.objects.get().benefit == first


def test_only_warns_where_the_scheme_says_so(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    outside(town, it, "unemployment_benefit")

    claim = claimed(town, it.case, it.attended)

    with town.at_work():
        warned = to_be_confirmed(claim, scheme_on(town.programme, today()))
    assert warned == [(it.attended[1], "雇用保険の基本手当")]


def outside(town: Town, it: Trainee, key: str) -> None:
    with town.at_work(town.counsellor) as actor:
        scheme = scheme_on(town.programme, today())
        benefit = next(one for one in scheme.other_benefits if one.key == key)
        second = it.attended[1]
        note_outside_benefit(
            by=actor, case=it.case, benefit=benefit, from_on=second, until_on=second
        )


@pytest.mark.usefixtures("mid_month")
@pytest.mark.parametrize(("ceiling", "sums"), [("month", [2000, 500]), ("year", [2000, 500])])
def test_cuts_to_the_ceiling_with_the_reason_and_then_refuses(
    town: Town, ceiling: str, sums: list[int]
) -> None:
    with_prices(town)
    it = trainee(town)
    key = 'key = "training_stipend"\n'
    revise(town, key, f"{key}ceiling_{ceiling} = 2500\n")
    assert it.attended[0].month == it.attended[2].month

    claim = claimed(town, it.case, it.attended[:2])
    with pytest.raises(OutsideCeiling, match="2,500円"):
        claimed(town, it.case, it.attended[2:])

    with town.at_work():
        items = list(items_of(claim))
    assert [item.yen for item in items] == sums
    assert "2,000円のうち" in items[1].cut_because


def test_pays_a_trip_up_to_the_ceiling_against_its_receipt(town: Town) -> None:
    with_prices(town, more=travel(ceiling=800))
    it = trainee(town)
    trip = Trip(on=it.attended[0], route="沼ノ端駅〜苫小牧駅（往復）", yen=1040, receipt="A-15")

    claim = claimed(town, it.case, benefit=TRAVEL, trips=[trip])

    with town.at_work():
        (item,) = items_of(claim)
    assert (claim.yen, item.asked_yen, item.receipt) == (800, 1040, "A-15")
    assert item.cut_because == "1,040円のうち、1日の上限800円まで"


def test_refuses_trips_without_a_receipt_a_ceiling_or_on_days_not_attended(town: Town) -> None:
    with_prices(town, more=travel(ceiling=800))
    it = trainee(town)
    known = {"route": "徒歩とバス", "yen": 400, "receipt": "1"}

    with pytest.raises(ReceiptMissing):
        trips(town, it, on=it.attended[0], **{**known, "receipt": " "})
    with pytest.raises(DayNotAttended):
        trips(town, it, on=it.missed[0], **known)
    with pytest.raises(DayToCome):
        trips(town, it, on=today() + timedelta(days=1), **known)
    with pytest.raises(NothingToClaim):
        claimed(town, it.case, benefit=TRAVEL)
    revise(town, "ceiling_day = 800\n", "")
    with pytest.raises(NoTravelCeiling, match="1日の上限を入れる"):
        trips(town, it, on=it.attended[0], **known)


def trips(town: Town, it: Trainee, **said: object) -> Claim:
    return claimed(town, it.case, benefit=TRAVEL, trips=[Trip(**said)])  # type: ignore[arg-type]


def test_refuses_a_benefit_that_the_programme_does_not_pay(town: Town) -> None:
    it = trainee(town)

    with pytest.raises(BenefitNotOffered):
        claimed(town, it.case, it.attended, benefit="something")


def test_is_checked_and_decided_by_two_others_and_commits_the_budget(town: Town) -> None:
    with_prices(town)
    budget(town, 10_000)
    it = trainee(town)

    claim = decided(town, claimed(town, it.case, it.attended))

    assert (claim.state, claim.checked_by_id, claim.decided_by_id) == (
        "approved",
        town.supervisor.pk,
        town.manager.pk,
    )
    assert (line(town).committed_yen, line(town).paid_yen, line(town).left_yen) == (6000, 0, 4000)


def test_lets_nobody_decide_about_what_they_drew_up_or_checked(town: Town) -> None:
    with_prices(town)
    budget(town)
    it = trainee(town)
    claim = claimed(town, it.case, it.attended)

    with town.at_work(town.counsellor) as actor, pytest.raises(OwnClaim):
        check_claim(by=actor, claim=claim, seen_version=claim.version, at=now())
    seen = checked(town, claim, by=town.manager)
    with town.at_work(town.manager) as actor, pytest.raises(OwnCheck):
        approve_claim(by=actor, claim=seen, seen_version=seen.version, at=now())
    with town.at_work(town.counsellor) as actor, pytest.raises(OwnClaim):
        approve_claim(by=actor, claim=seen, seen_version=seen.version, at=now())
    with town.at_work(second_manager(town)) as actor:
        approve_claim(by=actor, claim=seen, seen_version=seen.version, at=now())

    assert again(town, claim).state == "approved"


def test_lets_no_user_decide_about_their_own_from_another_seat(town: Town) -> None:
    with_prices(town)
    budget(town)
    it = trainee(town)
    claim = claimed(town, it.case, it.attended)
    drew = second_seat(town, town.counsellor, Role.PROGRAMME_MANAGER)
    seen = checked(town, claim)

    with town.at_work(drew) as actor:
        with pytest.raises(OwnClaim):
            approve_claim(by=actor, claim=seen, seen_version=seen.version, at=now())
        with (
            pytest.raises(IntegrityError, match="claim_by_different_people"),
            transaction.atomic(),
        ):
            Claim.objects.filter(pk=claim.pk).update(
                state="approved", decided_by=drew, decided_at=now()
            )

    assert again(town, claim).state == "checked"


def test_lets_nobody_check_what_they_get_themselves(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    claim = claimed(town, it.case, it.attended)
    with town.at_work(town.supervisor) as actor:
        PersonAccount.objects.create(
            organisation=town.city,
            person=it.case.person,
            user=town.supervisor.user,
            opened_at=now(),
            until_on=days(30),
        )
        with pytest.raises(OwnBenefit):
            check_claim(by=actor, claim=claim, seen_version=claim.version, at=now())

    assert again(town, claim).state == "drawn"


def test_goes_back_with_a_reason_and_is_drawn_up_again(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    claim = claimed(town, it.case, it.attended)

    with town.at_work(town.supervisor) as actor:
        with pytest.raises(ReasonMissing):
            return_claim(by=actor, claim=claim, seen_version=1, reason=" ", at=now())
        return_claim(by=actor, claim=claim, seen_version=1, reason="4日目を確認", at=now())
    returned = again(town, claim)
    with town.at_work(town.counsellor) as actor:
        draw_up_again(
            by=actor,
            claim=returned,
            wanted=Wanted(benefit=claim.benefit, days=it.attended[:2]),
            seen_version=returned.version,
            on=today(),
            at=now(),
        )

    assert (returned.state, returned.reason) == ("returned", "4日目を確認")
    assert (again(town, claim).state, again(town, claim).yen) == ("drawn", 4000)


def test_refuses_a_decision_about_what_has_changed_meanwhile(town: Town) -> None:
    with_prices(town)
    budget(town)
    it = trainee(town)
    seen = checked(town, claimed(town, it.case, it.attended))

    with town.at_work(town.manager) as actor:
        with pytest.raises(ClaimMovedOn):
            approve_claim(by=actor, claim=seen, seen_version=seen.version - 1, at=now())
        Attendance.objects.filter(day__on=it.attended[0]).update(state="missed")
        with pytest.raises(DayNotAttended):
            approve_claim(by=actor, claim=seen, seen_version=seen.version, at=now())

    assert again(town, seen).state == "checked"


def test_is_declined_with_a_reason_and_its_days_are_free_again(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    seen = checked(town, claimed(town, it.case, it.attended))

    with town.at_work(town.manager) as actor:
        decline_claim(by=actor, claim=seen, seen_version=seen.version, reason="対象の外", at=now())
        with pytest.raises(NotInThisState, match="不支給"):
            approve_claim(by=actor, claim=seen, seen_version=seen.version + 1, at=now())

    assert again(town, seen).state == "declined"
    assert claimed(town, it.case, it.attended).yen == 6000


def test_refuses_more_than_the_budget_has_left(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    seen = checked(town, claimed(town, it.case, it.attended))

    with town.at_work(town.manager) as actor:
        with pytest.raises(NoSpendingLine):
            approve_claim(by=actor, claim=seen, seen_version=seen.version, at=now())
        heading = set_spending_line(programme=town.programme, label="給付金", yen=5999)
        with pytest.raises(BudgetExhausted, match="残りは5,999円"):
            approve_claim(by=actor, claim=seen, seen_version=seen.version, at=now())
        set_spending_line(
            programme=town.programme,
            label="給付金",
            yen=5999,
            may_be_overspent=True,
            seen_version=heading.version,
        )
        approve_claim(by=actor, claim=seen, seen_version=seen.version, at=now())

    assert line(town).left_yen == -1


def test_gives_the_money_back_when_a_decision_is_taken_back(town: Town) -> None:
    with_prices(town)
    heading = budget(town)
    it = trainee(town)
    claim = decided(town, claimed(town, it.case, it.attended))

    with town.at_work(town.manager):
        with pytest.raises(LessThanCommitted):
            set_spending_line(
                programme=town.programme, label="給付金", yen=1, seen_version=heading.version
            )
        take_back_decision(claim=claim, seen_version=claim.version, reason="二重の登録")

    assert (again(town, claim).state, line(town).committed_yen) == ("withdrawn", 0)


def test_keeps_its_headings_within_the_eligible_cost(town: Town) -> None:
    with town.at_work(town.manager):
        set_budget_line(programme=town.programme, label="交付金対象事業費", yen=8_500_000)
        set_spending_line(programme=town.programme, label="委託料", yen=8_000_000)

        with pytest.raises(OverEligibleCost, match="8,500,001円"):
            set_spending_line(programme=town.programme, label="給付金", yen=500_001)


def test_gives_what_was_claimed_since_a_merge_back_with_its_case(town: Town) -> None:
    with_prices(town)
    it = trainee(town)
    other = town.case("三浦　和彦", "ﾐｳﾗ ｶｽﾞﾋｺ")
    own, to = it.case.person_id, other.person_id
    assert own
    assert to
    with town.at_work(town.supervisor) as by:
        made = merge(by=by, person_id=to, other_id=own, reason="確かめた", at=now())
    claimed(town, town.again(it.case), it.attended)
    with town.at_work(town.supervisor) as by:
        as_one = set(ClaimItem.objects.values_list("person_id", flat=True))
        undo_merge(by=by, made=made, because="別人だった", at=now())
        apart = set(ClaimItem.objects.values_list("person_id", flat=True))

    assert (as_one, apart) == ({to}, {own})
