"""What payment lists refuse, and what to do then."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class AccountMissing(Refusal):
    """Somebody on the list has no account on record."""

    code = "payments.account_missing"
    message = _(
        "%(names)sの口座が、登録されていません。口座を入れるか、その人を外してから、支払リストを作ってください。"
    )


class ChangedSinceDecided(Refusal):
    """Days of a decided claim are not borne by the records any more."""

    code = "payments.changed_since_decided"
    message = _(
        "%(names)sは、支給を決定したあとで、出席の記録かほかの給付が変わり、支給できない日を含んでいます。"
        "出席していたときは先に出欠を直し、していなければ決定を取り消して、請求を作り直してください。"
        "ほかの人の分は、この請求を外すと支払リストにできます。"
    )


class NothingToPay(Refusal):
    """No decided claim was chosen."""

    code = "payments.nothing_to_pay"
    message = _("支払う請求を1つ以上選んでください。支給を決定した請求だけが選べます。")


class InAnotherList(Refusal):
    """A claim stands in a list already, or its decision was taken back."""

    code = "payments.in_another_list"
    message = _(
        "選んだ請求のなかに、ほかの支払リストに入ったものか、決定が取り消されたものがあります。"
        "画面を開き直して、選び直してください。"
    )


class ListPaidAlready(Refusal):
    """The list has been paid."""

    code = "payments.list_paid_already"
    message = _(
        "この支払リストは、%(day)sに支払済みです。もう一度支払うことも、取り消すこともできません。"
    )


class ListTakenBack(Refusal):
    """The list was taken back."""

    code = "payments.list_taken_back"
    message = _("この支払リストは取り消されています。新しい支払リストを作ってください。")


class PaidOutOfTime(Refusal):
    """The day of payment lies before the pay day, or has not come."""

    code = "payments.paid_out_of_time"
    message = _(
        "振込の日は%(day)sです。支払った日は、振込の日から今日までの日付を入れてください。"
        "振込の日がまだ来ていないときは、来てから支払済みにしてください。"
    )


class PaidBeforeDecided(Refusal):
    """A payment of the past lies before its decision, or has not come."""

    code = "payments.paid_before_decided"
    message = _(
        "支払日は、支給を決めた日（%(decided)s）から今日までの日付を書いてください。"
        "これからの支払いは、空欄のまま取り込み、画面で支払リストを作ります。"
    )


class ChangedSinceListed(Refusal):
    """Claims of the list do not stand as they did when it was made."""

    code = "payments.changed_since_listed"
    message = _(
        "%(names)sが、支払リストを作ったあとで変わりました。まだ振り込まれていなければ、支払リストを取り消してください。"
        "もう振り込まれたときは、返還や振り直しをどうするかを書くと、支払済みにできます。"
    )


class BackByAnother(Refusal):
    """A list whose file was written out is taken back by two people."""

    code = "payments.back_by_another"
    message = _(
        "振込のデータを取り出したあとの支払リストは、1人では取り消せません。"
        "1人が理由を書いて取消しを申し出て、ほかの人が取り消してください。"
    )


class BackReasonMissing(Refusal):
    """A list is taken back for a reason."""

    code = "payments.back_reason_missing"
    message = _("取り消す理由を入れてください。支払リストに残ります。")


class BackAskedAlready(Refusal):
    """Somebody has asked to take the list back."""

    code = "payments.back_asked_already"
    message = _(
        "この支払リストは、取消しが申し出られています。ほかの人が取り消すか、"
        "取り消さないときは、申出を取り下げてください。"
    )


class PayDayPassed(Refusal):
    """Banks take transfers for a day to come."""

    code = "payments.pay_day_passed"
    message = _("振込の日は、今日からの日付を入れてください。")


class BanksClosed(Refusal):
    """Banks carry nothing out on that day."""

    code = "payments.banks_closed"
    message = _("%(day)sは、金融機関の休みの日です。%(next)sにするか、ほかの日を入れてください。")
