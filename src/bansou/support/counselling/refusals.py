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


class SummaryMissing(Refusal):
    """There is nothing in the summary."""

    code = "counselling.summary_missing"
    message = _("本人と合意した内容を入れてください。")
