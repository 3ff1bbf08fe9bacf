"""What claims refuse, and what to do then."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class NoPersonToPay(Refusal):
    """The case has no named person, so nobody can be paid."""

    code = "benefits.no_person"
    message = _("氏名が登録されていないので、請求できません。先に氏名を登録してください。")


class BenefitNotOffered(Refusal):
    """The programme's scheme has no such benefit on that day."""

    code = "benefits.not_offered"
    message = _(
        "この給付は、%(day)sの事業スキームにありません。給付の有効期間を事業担当者に確かめてください。"
    )


class NothingToClaim(Refusal):
    """No day and no trip was named."""

    code = "benefits.nothing_to_claim"
    message = _("請求する日を1つ以上選んでください。")


class NoDayLeft(Refusal):
    """Every attended day is claimed, or there is none."""

    code = "benefits.no_day_left"
    message = _("請求できる日がありません。出席が付くと、その日の分を請求できます。")


class DayNotAttended(Refusal):
    """The records do not say that the person was there."""

    code = "benefits.day_not_attended"
    message = _(
        "%(days)sは、出席の記録がないので支給できません。"
        "出席していたときは先に出欠を直し、していなければ請求から外してください。"
    )


class DayTooShort(Refusal):
    """The day had fewer hours than the benefit asks for."""

    code = "benefits.day_too_short"
    message = _(
        "%(days)sは%(hours)d時間に足りないので、支給の対象になりません。請求から外してください。"
    )


class NoUnitPrice(Refusal):
    """No price is in force on that day."""

    code = "benefits.no_unit_price"
    message = _(
        "%(day)sに適用される「%(label)s」の単価が、決まっていません。"
        "事業担当者が、事業スキームの「給付の金額と期間」の画面で、1日の単価を入れると請求できます。"
    )


class NoTravelCeiling(Refusal):
    """The office has not said how much of a trip it pays."""

    code = "benefits.no_travel_ceiling"
    message = _(
        "「%(label)s」の1日の上限が、決まっていません。"
        "事業担当者が、事業スキームの「給付の金額と期間」の画面で、1日の上限を入れると請求できます。"
    )


class ClaimedAlready(Refusal):
    """The day has been claimed for this benefit."""

    code = "benefits.claimed_already"
    message = _(
        "%(days)sは、もう「%(label)s」を請求しています。同じ日は1回だけです。請求から外してください。"
    )


class PaidForOtherwise(Refusal):
    """Another benefit is got for the same day, and both are not."""

    code = "benefits.paid_for_otherwise"
    message = _(
        "%(day)sは「%(label)s」と重なるので、支給できません。"
        "ほかの給付の期間を確かめるか、請求から外してください。"
    )


class OutsideCeiling(Refusal):
    """A ceiling leaves nothing for the day."""

    code = "benefits.outside_ceiling"
    message = _(
        "%(day)sの分は、%(ceiling)sの上限（%(yen)s）に達しているので、支給できません。請求から外してください。"
    )


class ReceiptMissing(Refusal):
    """A trip is paid against its receipt."""

    code = "benefits.receipt_missing"
    message = _("領収書の番号を入れてください。領収書のない移動は請求できません。")


class ReceiptFileMissing(Refusal):
    """The rule asks for a receipt, and none was handed in."""

    code = "benefits.receipt_file_missing"
    message = _(
        "領収書のファイルが付いていないので、確認できません。"
        "ケースの「支給」の画面でファイルを付けてもらうか、差し戻してください。"
    )


class DayToCome(Refusal):
    """A day that has not come cannot be claimed."""

    code = "benefits.day_to_come"
    message = _("%(day)sは、まだ来ていません。今日までの日を入れてください。")


class OwnClaim(Refusal):
    """Who drew the claim up neither checks it nor decides about it."""

    code = "benefits.own_claim"
    message = _("自分が作った請求は、確認も決定もできません。ほかの人に頼んでください。")


class OwnBenefit(Refusal):
    """Whoever gets the benefit neither checks the claim nor decides about it."""

    code = "benefits.own_benefit"
    message = _("自分が受ける給付は、確認も決定もできません。ほかの人に頼んでください。")


class OwnCheck(Refusal):
    """Who checked the claim does not decide about it."""

    code = "benefits.own_check"
    message = _("自分が確認した請求は、自分では決定できません。ほかの人に頼んでください。")


class NotInThisState(Refusal):
    """The claim stands otherwise than this can be done with it."""

    code = "benefits.not_in_this_state"
    message = _(
        "この請求は、いま「%(state)s」です。画面を開き直して、いまの状態を確かめてください。"
    )


class ClaimMovedOn(Refusal):
    """Somebody else changed the claim since it was opened."""

    code = "benefits.moved_on"
    message = _(
        "開いている間に、ほかの人がこの請求を変えました。いまの内容を確かめて、もう一度決めてください。"
    )


class ReasonMissing(Refusal):
    """Whoever gets a claim back, or no money, is told why."""

    code = "benefits.reason_missing"
    message = _("理由を入れてください。請求した人と本人に伝わります。")
