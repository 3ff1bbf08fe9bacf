"""What courses refuse, and what to do then."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class RunOutsideContract(Refusal):
    """A day of the run lies outside the contract's dates."""

    code = "training.outside_contract"
    message = _(
        "%(day)sは、委託契約の期間（%(starts)s から %(ends)s）の外です。"
        "はじめの日か、曜日を変えてください。"
    )


class CourseNotOffered(Refusal):
    """The programme's scheme does not offer the course on that day."""

    code = "training.course_not_offered"
    message = _(
        "この日には、この講座が事業スキームにありません。はじめの日か、講座の有効期間を確かめてください。"
    )


class TooFewDays(Refusal):
    """The weekdays that were chosen do not give so many days."""

    code = "training.too_few_days"
    message = _("この曜日では、講習日がそろいません。曜日を1つ以上選んでください。")


class TooShort(Refusal):
    """The days do not give the hours that the course has."""

    code = "training.too_short"
    message = _(
        "休憩をのぞいた講習の時間が、合わせて%(total)s時間にしかなりません。この講座は%(needed)d時間です。"
        "講習日の数を増やすか、始まりと終わりの時刻か休憩を直してください。"
    )


class OnlyABreak(Refusal):
    """The break is as long as the day."""

    code = "training.only_a_break"
    message = _("休憩をのぞくと、講習の時間が残りません。時刻か休憩を直してください。")


class RunHasPeople(Refusal):
    """Somebody has a seat in the run or waits for one."""

    code = "training.run_has_people"
    message = _(
        "受講が決まっている人か、待機している人が%(number)d人います。"
        "その人たちの受講を取り下げるか、別の回に移してから中止してください。"
    )


class RunCancelled(Refusal):
    """The run does not take place."""

    code = "training.run_cancelled"
    message = _("この回は中止になりました。別の回を選んでください。")


class ConsultationFirst(Refusal):
    """The scheme asks for consultations before a course."""

    code = "training.consultation_first"
    message = _("受講の申込みは、まだできません。%(rule)s")


class NoCourse(Refusal):
    """The case is in no programme that offers courses."""

    code = "training.no_course"
    message = _(
        "申し込める講座がありません。ケースが事業に参加しているか、"
        "事業スキームに講座があるかを確かめてください。"
    )


class AppliedAlready(Refusal):
    """An application for this course is open on the case."""

    code = "training.applied_already"
    message = _("この講座には、すでに申し込んでいます。いまの申込みを続けてください。")


class HeldAlready(Refusal):
    """The person holds the qualification already."""

    code = "training.held_already"
    message = _("「%(label)s」は、すでにもっています。保有資格を確かめてください。")


class BirthDateMissing(Refusal):
    """The qualification has a minimum age, and nobody knows how old the person is."""

    code = "training.birth_date_missing"
    message = _(
        "「%(label)s」は満%(age)d歳からです。年齢が分からないので、先に生年月日を登録してください。"
    )


class TooYoung(Refusal):
    """The person is under the minimum age on the first day."""

    code = "training.too_young"
    message = _(
        "「%(label)s」は満%(age)d歳からです。%(day)sには、まだその年齢になっていません。"
        "年齢に届いてからの回を選んでください。"
    )


class PrerequisiteMissing(Refusal):
    """Something must be held before this course."""

    code = "training.prerequisite_missing"
    message = _(
        "「%(label)s」の前に「%(missing)s」が必要です。"
        "先にその講座を修了するか、もっているときは保有資格に入れてください。"
    )


class TooFewHours(Refusal):
    """By law the person needs more hours than the course has."""

    code = "training.too_few_hours"
    message = _(
        "この人には%(needed)d時間の講習が必要ですが、この講座は%(hours)d時間です。"
        "もっている免許や経験を確かめるか、時間の合う講座を選んでください。"
    )


class NoContractForCourse(Refusal):
    """No contract runs under which the person could be referred to the run's provider."""

    code = "training.no_contract"
    message = _(
        "この回を行う委託先との契約が、今日は動いていません。事業担当者に契約を確かめてください。"
    )


class NotToBeDecided(Refusal):
    """The application is no longer in the state in which this can be done."""

    code = "training.not_to_be_decided"
    message = _(
        "この申込みは、いま「%(state)s」です。画面を開き直して、いまの状態を確かめてください。"
    )


class RunFull(Refusal):
    """No seat is left in the run."""

    code = "training.run_full"
    message = _("この回は満席です（定員%(capacity)d人）。待機に入れるか、別の回を選んでください。")


class OutsideContractNow(Refusal):
    """The provider's contract does not run today."""

    code = "training.contract_not_running"
    message = _(
        "委託契約の期間（%(starts)s から %(ends)s）の外なので、受講を決められません。"
        "委託元に確かめてください。"
    )


class NotYetHeldDay(Refusal):
    """Attendance is marked on the day itself or afterwards."""

    code = "training.day_not_yet_held"
    message = _("まだ来ていない日の出欠は付けられません。その日になってから付けてください。")


class NotOnThatDay(Refusal):
    """The person has neither a seat in the run nor a day to make up there."""

    code = "training.not_on_that_day"
    message = _("この人は、この日の受講者ではありません。受講者の一覧を確かめてください。")


class NothingToMakeUp(Refusal):
    """The day was attended, or belongs to another course."""

    code = "training.nothing_to_make_up"
    message = _(
        "この日では振り替えられません。同じ講座の、欠席した日と同じ番号の日を選んでください。"
    )


class DaysMissing(Refusal):
    """The course is not complete: days were missed and not made up."""

    code = "training.days_missing"
    message = _(
        "まだ修了にできません。%(days)sの出席がありません。出欠を付けるか、後の回に振り替えてください。"
    )


class NothingExceeds(Refusal):
    """There are seats for everybody who wishes for one."""

    code = "training.nothing_exceeds"
    message = _(
        "割り当てる申込みがありません。承認された申込みと、これからの回を確かめてください。"
    )


class NothingNew(Refusal):
    """Seats were given out before, and neither a seat nor somebody to draw has come since."""

    code = "training.nothing_new"
    message = _(
        "空いた席も、新しい申込みもありません。待っている方の順番は、前に割り当てたときのままです。"
    )


class NoWish(Refusal):
    """No run was wished for."""

    code = "training.no_wish"
    message = _("希望する回を1つ以上選んでください。")


class NoSealedSeed(Refusal):
    """No seed was made for the lot before anybody wished."""

    code = "training.no_sealed_seed"
    message = _(
        "この講座の抽選の種が、まだありません。次の開講を予定すると、種ができて照合値が公開されます。"
    )


class NotWished(Refusal):
    """The run is none of those that the person wishes for."""

    code = "training.not_wished"
    message = _("この回は希望に入っていません。相談員に、希望を確かめてもらってください。")


class SeatsLeft(Refusal):
    """Nobody waits while there is a seat."""

    code = "training.seats_left"
    message = _("この回には、まだ席があります。待機にせず、受講を決めてください。")


class CompletedOutOfTime(Refusal):
    """The day of completion lies before the last day attended, or has not come yet."""

    code = "training.completed_out_of_time"
    message = _("修了した日は、最後に出席した日（%(last)s）から今日までの日付を入れてください。")


class CertificateNumberMissing(Refusal):
    """A qualification is obtained with a certificate, and that has a number."""

    code = "training.certificate_number_missing"
    message = _("修了証か免許証の番号を入れてください。")


class CertificateNumberTaken(Refusal):
    """The certificate of somebody else from the same course has this number."""

    code = "training.certificate_number_taken"
    message = _(
        "同じ講座のほかの人の修了証に、もう番号「%(number)s」が付いています。"
        "修了証を見て、番号を入れ直してください。"
        "修了証にこの番号が書いてあるときは、出した機関に番号を確かめてください。"
    )


class NoRunYet(Refusal):
    """No run of the course is planned."""

    code = "training.no_run_yet"
    message = _(
        "「%(course)s」の開講の予定が、まだありません。"
        "訓練センターか事業担当者に、開講を予定してもらってください。"
    )
