"""What proposals refuse, and what to do then."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class NoWishesYet(Refusal):
    """Nobody has written down what the person wishes."""

    code = "placement.no_wishes_yet"
    message = _("仕事の希望がまだ書かれていません。本人の希望を聞いて、先に書いてください。")


class HeardInFuture(Refusal):
    """The day on which the person was heard has not come yet."""

    code = "placement.heard_in_future"
    message = _("希望を聞いた日が、今日より後です。今日までの日付を入れてください。")


class HoursCrossed(Refusal):
    """The most hours are fewer than the least."""

    code = "placement.hours_crossed"
    message = _(
        "週に働きたい時間の上限が、下限より短くなっています。両方の時間を確かめてください。"
    )


class FloorNotOffered(Refusal):
    """The least pay is none of the marks by which pay is compared."""

    code = "placement.floor_not_offered"
    message = _("賃金の下限は、一覧にある金額から選んでください。")


class OpeningNotStanding(Refusal):
    """The opening was closed or taken back."""

    code = "placement.opening_not_standing"
    message = _("「%(opening)s」は、もう募集していません。ほかの求人を選んでください。")


class OpeningStale(Refusal):
    """Nobody has heard for long whether the opening still stands."""

    code = "placement.opening_stale"
    message = _(
        "「%(opening)s」は、%(days)d日より長く、募集しているかを確かめていません。"
        "企業に確かめて、求人のページに記録してから進めてください。"
    )


class ConditionExcludes(Refusal):
    """A hard condition of the person or of the opening is not met."""

    code = "placement.condition_excludes"
    message = _(
        "「%(opening)s」には、本人と合わない条件があります（%(number)d件）。"
        "条件は点数では埋め合わせません。希望か求人の記録がちがっているときは、それを直してください。"
    )


class ProposedAlready(Refusal):
    """The opening was proposed to the person before."""

    code = "placement.proposed_already"
    message = _(
        "この求人は、もう本人に提案しています。本人の返事は、その提案のページで確かめられます。"
    )


class AnsweredAlready(Refusal):
    """The proposal has gone on: somebody answered, or it ended."""

    code = "placement.answered_already"
    message = _(
        "この提案は、すでに先へ進んでいるか終わっています。ページを開き直して、いまの状態を確かめてください。"
    )


class DayOutOfOrder(Refusal):
    """The day lies before what it follows, or has not come yet."""

    code = "placement.day_out_of_order"
    message = _("%(after)sから今日までの日付を入れてください。")


class ConsentMissing(Refusal):
    """The person has not agreed that the company learns who they are."""

    code = "placement.consent_missing"
    message = _(
        "企業に氏名などを伝えることへの本人の同意が、記録されていません。"
        "本人に確かめ、同意を記録してから紹介してください。"
    )


class InterviewBeforeIntroduction(Refusal):
    """The interview would be before the introduction."""

    code = "placement.interview_before_introduction"
    message = _("面接の日が、紹介した日より前です。日付を確かめてください。")


class InterviewDayMissing(Refusal):
    """A result needs the day of the interview."""

    code = "placement.interview_day_missing"
    message = _("面接の日が決まっていません。先に面接の日を入れてください。")


class ResultBeforeInterview(Refusal):
    """A result before the day of the interview."""

    code = "placement.result_before_interview"
    message = _("面接は%(day)sです。結果は、面接の日から後に記録できます。")


class HiredBeforeInterview(Refusal):
    """The first day at work lies before the interview, and so perhaps before the introduction."""

    code = "placement.hired_before_interview"
    message = _(
        "就職日が、面接の日（%(day)s）より前です。"
        "就職日を確かめてください。別の経路で就職したときは、提案からではなく、ケースから記録してください。"
    )
