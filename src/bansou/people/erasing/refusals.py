"""Why a record is not erased, in words."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class StillOpen(Refusal):
    """A case of the person has not ended."""

    code = "erasing.still_open"
    message = _(
        "ケース%(number)sの支援が終わっていません。先にケースを終了してから、消去を提案してください。"
    )


class OnHold(Refusal):
    """The record must be kept."""

    code = "erasing.on_hold"
    message = _(
        "ケース%(number)sの記録は、消去を停止しています（理由：%(reason)s）。"
        "停止が解除されるまで、消去できません。"
    )


class RequestRuns(Refusal):
    """The person asks to be shown what would be erased."""

    code = "erasing.request_runs"
    message = _(
        "この人の開示請求（%(number)s）が終わっていないため、消去できません。"
        "先に開示請求を終えてください。"
    )


class ProposedAlready(Refusal):
    """Somebody has proposed it, or it is done."""

    code = "erasing.proposed_already"
    message = _("このケースには、すでに消去の決定があります（決定 %(number)s）。")


class NumberTaken(Refusal):
    """Another decision has the number."""

    code = "erasing.number_taken"
    message = _("この決定の番号は、すでに使われています。文書管理の番号を確かめてください。")


class OwnProposal(Refusal):
    """Who proposed it would approve it."""

    code = "erasing.own_proposal"
    message = _("自分が提案した消去は、自分では決められません。別の職員に確認を頼んでください。")


class CasesChanged(Refusal):
    """The person has other cases than those of the proposal, or is another one by now."""

    code = "erasing.cases_changed"
    message = _("提案のあとにケースが変わりました。消去しないことにして、提案し直してください。")


class DecidedAlready(Refusal):
    """It is decided."""

    code = "erasing.decided_already"
    message = _("この提案は、すでに決まっています。一覧を開き直してください。")


class ReasonMissing(Refusal):
    """It is not said why."""

    code = "erasing.reason_missing"
    message = _("理由を入れてください。")


class HeldAlready(Refusal):
    """The hold is set."""

    code = "erasing.held_already"
    message = _("このケースの消去は、すでに停止しています。")


class NotHeld(Refusal):
    """There is no hold to lift."""

    code = "erasing.not_held"
    message = _("このケースの消去は、停止していません。一覧を開き直してください。")


class PeriodKnown(Refusal):
    """There is a period of this class from this day on."""

    code = "erasing.period_known"
    message = _("この日からの保存期間は、すでに登録されています。別の日を入れてください。")


class ErasuresUnreadable(Refusal):
    """The list of tombstones is not what was written."""

    code = "erasing.erasures_unreadable"
    message = _(
        "消去の控え %(file)s の%(line)d行目を読めません。"
        "別の場所に写しておいた控えを使ってください。"
    )
