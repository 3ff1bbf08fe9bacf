"""What keeps a paper from being written, commented on or signed."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class EmptyPaper(Refusal):
    """Nothing is written but what was put in by itself."""

    code = "papers.empty"
    message = _("「%(label)s」には、まだ何も書かれていません。1つの欄から書いてください。")


class TitleTaken(Refusal):
    """The case has another paper of this kind and name."""

    code = "papers.title_taken"
    message = _(
        "「%(title)s」という%(label)sは、すでにあります。"
        "別の名前にするか、前の%(label)sを開いて続きを書いてください。"
    )


class BegunMeanwhile(Refusal):
    """Somebody else began the paper while this one was being written."""

    code = "papers.begun_meanwhile"
    message = _(
        "書いている間に、ほかの人がこの%(label)sを書き始めました。"
        "両方をくらべてから、もう一度保存してください。"
    )


class NotYoursToWrite(Refusal):
    """A paper of this kind is written together, at the office."""

    code = "papers.not_yours_to_write"
    message = _(
        "この書類は、相談のときに一緒に書きます。直したいところは、担当の相談員に伝えてください。"
    )


class GoalWithoutText(Refusal):
    """A goal has a day and no text."""

    code = "papers.goal_without_text"
    message = _("目標の期限だけが入っています。目標を書くか、期限を消してください。")


class NothingToRemark(Refusal):
    """The comment has no text."""

    code = "papers.nothing_to_remark"
    message = _("コメントを書いてください。")


class ChangedSincePrinted(Refusal):
    """The paper that was signed is an earlier version."""

    code = "papers.changed_since_printed"
    message = _(
        "署名を受けた紙は第%(printed)d版ですが、この書類はいま第%(now)d版です。"
        "第%(now)d版を印刷して、もう一度署名を受けてください。"
    )


class NoSuchVersion(Refusal):
    """The paper has never had this version."""

    code = "papers.no_such_version"
    message = _(
        "第%(printed)d版は、まだありません。紙の下に印刷された版を確かめてください。"
        "いまは第%(now)d版です。"
    )


class SignedAlready(Refusal):
    """This version is signed."""

    code = "papers.signed_already"
    message = _("第%(version)d版の署名は、すでに記録されています。")


class ChangedSinceRead(Refusal):
    """The person read another version than the present one."""

    code = "papers.changed_since_read"
    message = _(
        "読んでいるあいだに、新しい版ができました。いまの版を読んでから、もう一度確かめてください。"
    )


class NotForSigning(Refusal):
    """Papers of this kind are signed by nobody."""

    code = "papers.not_for_signing"
    message = _("この書類に署名はいりません。相談のときに、そのまま使えます。")


class NotSigned(Refusal):
    """There is no signature under the present version that could be taken back."""

    code = "papers.not_signed"
    message = _("いまの版には、署名の記録がありません。画面を開き直してください。")


class SignedByBoth(Refusal):
    """Both sides have signed: one of them alone takes nothing back."""

    code = "papers.signed_by_both"
    message = _(
        "相談員も署名したので、ここでは取り消せません。"
        "変えたいところがあるときは、相談員に言ってください。"
    )


class SignedBeforeWritten(Refusal):
    """The day of signing lies before the version was written, or has not come yet."""

    code = "papers.signed_day"
    message = _(
        "署名の日は、第%(version)d版を書いた%(written)sから今日までの日付を入れてください。"
    )


class StateDayOutside(Refusal):
    """The day on which a goal came so far has not come yet."""

    code = "papers.state_day"
    message = _("今日までの日付を入れてください。")


class GoalNotInPlan(Refusal):
    """The goal belongs to an earlier version of the plan."""

    code = "papers.goal_not_in_plan"
    message = _(
        "この目標は、いまのキャリアプランにありません。プランを開いて、いまの目標を確かめてください。"
    )


class InterviewPast(Refusal):
    """The day of the interview has passed."""

    code = "papers.interview_past"
    message = _("面接の日は、今日からの日付を入れてください。")


class NothingToPrepare(Refusal):
    """Nothing is chosen to be done before the interview."""

    code = "papers.nothing_to_prepare"
    message = _("面接の前にすることを、1つ以上選んでください。")
