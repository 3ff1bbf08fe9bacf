"""What visits and trials refuse, and what to do then."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class NoExperience(Refusal):
    """The case is in no programme that offers visits or trials."""

    code = "experience.not_offered"
    message = _(
        "この事業では、見学・体験を申し込めません。ケースが事業に参加しているか、"
        "事業スキームに見学・体験の決まりがあるかを確かめてください。"
    )


class ConsultationFirst(Refusal):
    """The scheme asks for consultations before a visit or trial."""

    code = "experience.consultation_first"
    message = _("見学・体験の申込みは、まだできません。%(rule)s")


class WishesMissing(Refusal):
    """Nothing is written of what the person wishes for."""

    code = "experience.wishes_missing"
    message = _("本人の希望がありません。本人の言葉で書いてください。例　人の少ない所で試したい")


class HostTakesNone(Refusal):
    """The host place takes no visits, or no trials, or is closed."""

    code = "experience.host_takes_none"
    message = _(
        "この受入先では「%(kind)s」を受け入れていません。別の受入先を選ぶか、受入先の登録を直してください。"
    )


class NoDays(Refusal):
    """No day is set."""

    code = "experience.no_days"
    message = _("この期間と曜日では、実施する日がありません。期間か曜日を変えてください。")


class TooManyDays(Refusal):
    """More days than the scheme allows."""

    code = "experience.too_many_days"
    message = _(
        "この事業の「%(kind)s」は%(most)d日までです。いまは%(days)d日あります。日を減らしてください。"
    )


class TooLongADay(Refusal):
    """More hours a day than the scheme allows."""

    code = "experience.too_long_a_day"
    message = _(
        "この事業の「%(kind)s」は1日%(most)d時間までです。終わりの時刻か休憩を変えてください。"
    )


class NoTimeLeft(Refusal):
    """The break is as long as the day."""

    code = "experience.no_time_left"
    message = _("休憩をのぞくと、時間が残りません。時刻か休憩を確かめてください。")


class AtNight(Refusal):
    """Some of the time lies in the night, which the scheme does not allow."""

    code = "experience.at_night"
    message = _(
        "深夜（%(night_from)sから%(night_until)sまで）には行えません。時刻を変えてください。"
    )


class HostFull(Refusal):
    """The host has no seat left on a day."""

    code = "experience.host_full"
    message = _(
        "%(day)sは、受入先がいっぱいです（同時に%(seats)d人まで）。別の日か、別の受入先にしてください。"
    )


class TutorMissing(Refusal):
    """Nobody at the host is named who looks after the person."""

    code = "experience.tutor_missing"
    message = _("受入先の指導担当者がいません。受入先に聞いて、名前を入れてください。")


class HeldDayDropped(Refusal):
    """A day that was held already would no longer belong to it."""

    code = "experience.held_day_dropped"
    message = _("%(day)sは、もう出欠が付いています。この日を残した期間と曜日にしてください。")


class OverAlready(Refusal):
    """It has ended or was declined."""

    code = "experience.over_already"
    message = _("この見学・体験は、もう「%(state)s」です。続けるときは、新しく申し込んでください。")


class ChangedMeanwhile(Refusal):
    """Somebody else changed the terms or the state in between."""

    code = "experience.changed_meanwhile"
    message = _(
        "この見学・体験は、ほかの人が先に変えました。画面を開き直して、いまの内容を確かめてください。"
    )


class BegunAlready(Refusal):
    """Somebody has been there already."""

    code = "experience.begun_already"
    message = _(
        "もう出欠が付いているので、見送れません。「終わりにする」から「途中でやめた」を選んでください。"
    )


class NothingToConfirm(Refusal):
    """Days and host are not set yet."""

    code = "experience.nothing_to_confirm"
    message = _("受入先と日程が、まだ決まっていません。先に日程を決めてください。")


class ConfirmedAlready(Refusal):
    """This party has confirmed these terms."""

    code = "experience.confirmed_already"
    message = _("%(party)sの確認は、もう記録されています。")


class ConfirmedOutOfTime(Refusal):
    """The day of a confirmation has not come yet, or lies before the request."""

    code = "experience.confirmed_out_of_time"
    message = _("確認した日は、申込みの日（%(requested)s）から今日までの日付を入れてください。")


class NotConfirmed(Refusal):
    """Not everybody has confirmed the terms as they are now."""

    code = "experience.not_confirmed"
    message = _(
        "受入れの確認が、まだそろっていません（%(missing)s）。確認を記録してから始めてください。"
    )


class NotInsured(Refusal):
    """A day lies outside the cover of an insurance."""

    code = "experience.not_insured"
    message = _(
        "%(days)sは、インターンシップ保険の期間の外です。"
        "事業担当者に、この人を保険の名簿に入れてもらうか、保険の期間のなかの日にしてください。"
    )


class NotYetHeldDay(Refusal):
    """Attendance is marked on the day itself or afterwards."""

    code = "experience.day_not_yet_held"
    message = _("まだ来ていない日の出欠は付けられません。その日になってから付けてください。")


class MissedTooLong(Refusal):
    """More was missed than was planned."""

    code = "experience.missed_too_long"
    message = _(
        "休んだ時間が、この日の予定（%(planned)d分）以上です。"
        "来なかった日は「欠席」にし、来た日は短い時間を入れてください。"
    )


class MissedWithoutReason(Refusal):
    """Hours were missed, and nothing says why."""

    code = "experience.missed_without_reason"
    message = _("休んだ理由を入れてください。分からないときは「分からない」と書きます。")


class DaysUnmarked(Refusal):
    """Days have passed on which nobody marked who came."""

    code = "experience.days_unmarked"
    message = _("まだ終えられません。%(days)sの出欠がありません。先に出欠を付けてください。")


class DaysToCome(Refusal):
    """Days are planned after the last one, and it is not said to have been left."""

    code = "experience.days_to_come"
    message = _(
        "%(day)sにも予定があります。途中で終えるときは「途中でやめた」か「採用の申し出があった」を選んでください。"
    )


class EvaluationMissing(Refusal):
    """It ends with two evaluations, and one or both are not there."""

    code = "experience.evaluation_missing"
    message = _("まだ終えられません。%(missing)sの評価がありません。先に評価を入れてください。")


class NothingToEvaluate(Refusal):
    """Nobody was there yet."""

    code = "experience.nothing_to_evaluate"
    message = _("まだ1日も出席していません。出席した日の出欠を付けてから、評価を入れてください。")


class OutcomeDoesNotFit(Refusal):
    """The outcome says something else than the days do."""

    code = "experience.outcome_does_not_fit"
    message = _(
        "出欠の記録（出席%(attended)d日、休んだ時間%(missed)d分）と合いません。"
        "「%(fitting)s」を選ぶか、出欠を直してください。"
    )


class EndedOutOfTime(Refusal):
    """The last day lies before a day attended, before the request, or has not come yet."""

    code = "experience.ended_out_of_time"
    message = _("終えた日は、%(first)sから今日までの日付を入れてください。")


class ReasonUnknown(Refusal):
    """The scheme has no such reason."""

    code = "experience.reason_unknown"
    message = _("この理由は、事業スキームにありません。画面を開き直して、選び直してください。")


class PolicyOutsideDays(Refusal):
    """The policy's period ends before it starts."""

    code = "experience.policy_ends_before_start"
    message = _("保険の終わりの日が、始まりの日より前です。日付を確かめてください。")


class PolicyCoversNothing(Refusal):
    """Neither visits nor trials are covered."""

    code = "experience.policy_covers_nothing"
    message = _("見学か体験の、どちらかに印をつけてください。")


class PolicyOnRecord(Refusal):
    """This policy is on record."""

    code = "experience.policy_on_record"
    message = _("この番号の保険は、すでに登録されています。番号を確かめてください。")


class OutsideCover(Refusal):
    """Somebody would be insured outside the policy's period."""

    code = "experience.outside_cover"
    message = _(
        "保険の期間（%(starts)s から %(ends)s）の外です。期間のなかの日にするか、"
        "この日を含む保険を先に登録してください。"
    )


class KindNotCovered(Refusal):
    """The policy does not cover visits, or trials."""

    code = "experience.kind_not_covered"
    message = _("この保険は「%(kind)s」を対象にしていません。別の保険の名簿に入れてください。")


class PolicyFull(Refusal):
    """As many people as the policy covers at the same time are on its list."""

    code = "experience.policy_full"
    message = _(
        "この保険は同時に%(limit)d人までです。保険会社に人数を増やしてもらい、登録を直してください。"
    )


class InsuredAlready(Refusal):
    """The person is on the list for these days."""

    code = "experience.insured_already"
    message = _("この人は、この期間について、もう名簿に入っています。")


class InsuredShrinks(Refusal):
    """The policy would no longer cover somebody who is on its list."""

    code = "experience.insured_would_lose_cover"
    message = _(
        "名簿の%(number)d人が、この期間の外になります。名簿の期間を含むようにしてください。"
    )


class GoesOn(Refusal):
    """A visit or trial has begun and has not ended, so that the case cannot be closed."""

    code = "experience.goes_on"
    message = _(
        "「%(title)s」が、まだ終わっていません。評価を入れて終えてから、支援を終えてください。"
    )
