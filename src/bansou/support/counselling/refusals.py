"""What psychological counselling refuses, and what to do then."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class NoCounselling(Refusal):
    """The case is in no programme that has psychological counselling on that day."""

    code = "counselling.not_offered"
    message = _(
        "この日にこのケースが参加している事業には、心理カウンセリングがありません。"
        "日付と、事業への参加を確かめてください。"
    )


class NotYetHeld(Refusal):
    """The day has not come."""

    code = "counselling.not_yet_held"
    message = _("まだ来ていない日の記録は書けません。今日までの日付を入れてください。")


class NothingWritten(Refusal):
    """The record says nothing."""

    code = "counselling.nothing_written"
    message = _("記録の内容を入れてください。")


class ToolMissing(Refusal):
    """An assessment names neither the test nor what came of it."""

    code = "counselling.tool_missing"
    message = _("心理判定では、使った検査の名前と、結果のまとめを入れてください。")


class WrittenByAnother(Refusal):
    """Who would write it anew did not write it: it keeps its author's name."""

    code = "counselling.written_by_another"
    message = _(
        "書き直せるのは、この記録を書いた人だけです。"
        "書いた人に頼むか、自分が行った回の記録として「心理の記録を書く」から書いてください。"
    )


class NotAPsychologist(Refusal):
    """Only those who work as psychologists are named to the team."""

    code = "counselling.not_a_psychologist"
    message = _(
        "心理の記録のチームに入れるのは、「心理職」の人だけです。"
        "先に、職員・権限でこの人の役割を登録してください。"
    )


class InTheTeamAlready(Refusal):
    """They are in the team."""

    code = "counselling.in_the_team"
    message = _("この人は、すでに心理の記録のチームに入っています。")


class NotInTheTeam(Refusal):
    """They are no longer in the team."""

    code = "counselling.not_in_the_team"
    message = _("この人は、もう心理の記録のチームに入っていません。画面を開き直してください。")


class NotTheLead(Refusal):
    """They do not lead the team of the case."""

    code = "counselling.not_the_lead"
    message = _(
        "心理の記録を緊急に開けるのは、このケースのチームの責任者だけです。"
        "責任者に連絡してください。命の危険があるときは、119番か110番に先に電話してください。"
    )


class ReadsAlready(Refusal):
    """They are in the team and read the records anyway."""

    code = "counselling.reads_already"
    message = _("あなたはこのケースのチームにいるので、いつもの画面で記録を読めます。")


class DangerMissing(Refusal):
    """It is not said which medical emergency it is."""

    code = "counselling.danger_missing"
    message = _("生命の危険か、身体の危険かを選んでください。どちらでもないときは、開けません。")


class NothingSealed(Refusal):
    """No session has a record."""

    code = "counselling.nothing_sealed"
    message = _("このケースには、心理の記録がありません。")


class LeadsAlready(Refusal):
    """They lead the team."""

    code = "counselling.leads_already"
    message = _("この人は、すでにチームの責任者です。")


class SummaryMissing(Refusal):
    """There is nothing in the summary."""

    code = "counselling.summary_missing"
    message = _("本人と合意した内容を入れてください。")


class NotHereThen(Refusal):
    """The psychologist does not work here on that day, such as because they have left by then."""

    code = "counselling.not_here_then"
    message = _(
        "%(name)sさんは、%(day)sには心理職として在籍していません。"
        "ほかの日か、ほかの人の枠にしてください。"
    )


class NoValidLicence(Refusal):
    """The psychologist holds no licence that is valid on a day of the roster."""

    code = "counselling.no_valid_licence"
    message = _(
        "%(name)sさんには、%(day)sに有効な資格（公認心理師か臨床心理士）の登録がありません。"
        "資格を確かめて「資格」に登録するか、日を変えてください。"
    )


class NoProgramme(Refusal):
    """No programme with psychological counselling runs."""

    code = "counselling.no_programme"
    message = _(
        "今日は、心理カウンセリングのある事業がありません。"
        "事業担当者に、事業スキームの「実施すること」を確かめてください。"
    )


class SlotOutsideProgramme(Refusal):
    """A day lies outside the programme, or has gone by."""

    code = "counselling.slot_outside_programme"
    message = _("%(day)sには枠を出せません。今日から、事業の終わりの日までの中で選んでください。")


class NoRoomForSlots(Refusal):
    """Between start and end there is no room for a single slot."""

    code = "counselling.no_room_for_slots"
    message = _("この時間には、1枠も入りません。終わりを遅くするか、1枠の時間を短くしてください。")


class SlotsOverlap(Refusal):
    """The psychologist has a slot at that time."""

    code = "counselling.slots_overlap"
    message = _("この人には、同じ時間に出した枠があります。時間か、日を変えてください。")


class LicenceEndsBeforeItBegins(Refusal):
    """The last day lies before the first."""

    code = "counselling.licence_days"
    message = _("有効期間の終わりが、始まりより前です。日付を確かめてください。")


class LicenceKnownAlready(Refusal):
    """The same licence is on record."""

    code = "counselling.licence_known"
    message = _("この資格は、同じ始まりの日ですでに登録されています。")


class CheckedInFuture(Refusal):
    """The day on which the document was seen has not come."""

    code = "counselling.checked_in_future"
    message = _("原本を確かめた日は、今日までの日付を入れてください。")


class SlotTaken(Refusal):
    """Somebody holds the time, or it is offered no more."""

    code = "counselling.slot_taken"
    message = _("この枠は、もう空いていません。一覧から別の枠を選んでください。")


class SlotGone(Refusal):
    """The time has come already."""

    code = "counselling.slot_gone"
    message = _("始まった枠は、予約も取り下げもできません。これからの枠を選んでください。")


class SlotBooked(Refusal):
    """Somebody is booked at the time that is to be taken back."""

    code = "counselling.slot_booked"
    message = _("この枠には予約があります。予約を先に取り消してから、枠を取り下げてください。")


class BookedAlready(Refusal):
    """The person has a time to come."""

    code = "counselling.booked_already"
    message = _("この人には、これからの予約がもうあります。変えるときは、先に取り消してください。")


class EndedAlready(Refusal):
    """What became of the booking is on record."""

    code = "counselling.booking_ended"
    message = _("この予約の結果は、もう記録されています。画面を開き直して確かめてください。")


class NotYetTime(Refusal):
    """Nobody can have come, or stayed away, before the time."""

    code = "counselling.not_yet_time"
    message = _("まだ始まっていません。来たかどうかは、始まりの時刻のあとで記録してください。")


class WaitsAlready(Refusal):
    """The person waits for a time."""

    code = "counselling.waits_already"
    message = _("この人は、もう空き待ちの一覧に載っています。")


class WaitsNoMore(Refusal):
    """The person waits for no time."""

    code = "counselling.waits_no_more"
    message = _("この人は、もう空きを待っていません。画面を開き直して確かめてください。")


class NothingChosen(Refusal):
    """No record is named, or one that is not there any more."""

    code = "counselling.nothing_chosen"
    message = _(
        "渡す記録を、1件以上選んでください。選んだ記録がなくなったときは、開き直してください。"
    )


class RecipientMissing(Refusal):
    """It is not said to whom something goes, for what, or by which article."""

    code = "counselling.recipient_missing"
    message = _("渡す相手、目的、根拠の条項を入れてください。渡した記録に残ります。")


class RequestOver(Refusal):
    """The request that is answered is done with."""

    code = "counselling.request_over"
    message = _(
        "この開示請求は終わっているため、心理の記録を渡せません。請求の状態を確かめてください。"
    )


class RequestOfAnother(Refusal):
    """The request that is answered is another person's."""

    code = "counselling.request_of_another"
    message = _("この開示請求は別の人のものです。このケースの本人の開示請求を選んでください。")


class RequestUndecided(Refusal):
    """The request that is answered is not granted, or not yet."""

    code = "counselling.request_undecided"
    message = _(
        "心理の記録を渡せるのは、開示請求の開示が決定してからです。請求の状態を確かめてください。"
    )


class RequestGranted(Refusal):
    """The request is granted with these records."""

    code = "counselling.request_granted"
    message = _(
        "開示請求（%(number)s）は、この記録を渡すことを含めて決定しているため、取り消せません。"
        "渡さないときは、先に開示請求の取下げを記録してください。"
    )


class ReaderDecides(Refusal):
    """Who decides reads the records themselves."""

    code = "counselling.reader_decides"
    message = _(
        "このケースの心理の記録を読むチームの人は、渡すことを決められません。"
        "チームではない職員に決定を頼んでください。"
    )


class ReleaseDecided(Refusal):
    """It is decided about already."""

    code = "counselling.release_decided"
    message = _("この提案は、すでに決まっています。画面を開き直して確かめてください。")


class OwnRelease(Refusal):
    """Who proposes does not decide."""

    code = "counselling.own_release"
    message = _("自分が提案したことは、自分では決められません。ほかの職員に決定を頼んでください。")


class BecauseMissing(Refusal):
    """It is not said why the records stay."""

    code = "counselling.because_missing"
    message = _("渡さない理由を入れてください。提案した人が読みます。")


class ReleaseNotApproved(Refusal):
    """It is not decided, or it was handed over: a decision opens once."""

    code = "counselling.release_not_approved"
    message = _(
        "渡せるのは、決定された記録だけで、1回だけです。もう一度渡すには、新しく提案してください。"
    )


class RecordsChanged(Refusal):
    """What would open is not what was decided about."""

    code = "counselling.records_changed"
    message = _(
        "決定のあとで記録が書き直されたか、あなたがチームから外れています。"
        "決定と違うものは渡せません。新しく提案してください。"
    )
