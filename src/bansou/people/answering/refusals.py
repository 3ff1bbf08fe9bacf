"""Why a request of somebody for their records cannot go on like that, in words."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class NoPeriod(Refusal):
    """No period is set, or none on that day."""

    code = "answering.no_period"
    message = _(
        "%(on)sの開示の期限が決まっていません。"
        "先に、事業担当者が「開示の期限を決める」で日数と根拠を登録してください。"
    )


class PeriodKnown(Refusal):
    """A period begins on that day already."""

    code = "answering.period_known"
    message = _("この日からの開示の期限は、すでに登録されています。")


class PeriodDays(Refusal):
    """It ends before it begins."""

    code = "answering.period_days"
    message = _("終わりの日が、始まりの日より前です。日付を確かめてください。")


class NobodyKnown(Refusal):
    """Nobody is identified whose records could be shown."""

    code = "answering.nobody_known"
    message = _(
        "本人が登録されていないケースには、開示請求を受け付けられません。"
        "先に本人を確かめて、ケースに登録してください。"
    )


class IdentityNotChecked(Refusal):
    """It is not said how one knows who asks."""

    code = "answering.identity_not_checked"
    message = _(
        "本人確認をしていない請求は受け付けられません。確かめた書類の名前を入れてください。"
    )


class DaysDoNotFit(Refusal):
    """Received or checked in the future."""

    code = "answering.days_do_not_fit"
    message = _("受付の日と本人確認の日は、今日までの日付を入れてください。")


class AuthorityMissing(Refusal):
    """Somebody asks for the person, and it is not said who and by which paper."""

    code = "answering.authority_missing"
    message = _("代理人からの請求では、代理人の氏名と、代理権を確かめた書類を入れてください。")


class RequestRuns(Refusal):
    """The person has a request that is not done with."""

    code = "answering.request_runs"
    message = _("この人には、まだ終わっていない開示請求があります（%(number)s）。")


class NumberTaken(Refusal):
    """Another request has the number."""

    code = "answering.number_taken"
    message = _("この受付番号は、すでに使われています。文書管理の番号を確かめてください。")


class NotUnderReview(Refusal):
    """It is decided about, or was taken back."""

    code = "answering.not_under_review"
    message = _("この請求は、もう審査中ではありません。画面を開き直して確かめてください。")


class ExtendedAlready(Refusal):
    """It can be extended once."""

    code = "answering.extended_already"
    message = _("期限の延長は1回だけです。この請求の期限は、%(until)sまで延長してあります。")


class ExtensionTooLong(Refusal):
    """Further than the office's rules allow, or no further than it was."""

    code = "answering.extension_too_long"
    message = _("延長できるのは、%(first)sから%(last)sまでの日です。")


class NoExtension(Refusal):
    """The office's rules allow none."""

    code = "answering.no_extension"
    message = _(
        "この請求の期限は延長できません（延ばせる日数が0日と登録されています）。"
        "期限までに決定してください。"
    )


class ExtendedTooLate(Refusal):
    """The time is over."""

    code = "answering.extended_too_late"
    message = _("期限（%(on)s）が過ぎているため、延長できません。すぐに決定してください。")


class ReasonMissing(Refusal):
    """It is not said why."""

    code = "answering.reason_missing"
    message = _("理由を入れてください。本人への通知に、そのまま印刷されます。")


class GroundMissing(Refusal):
    """Something is withheld, and it is not said on which ground."""

    code = "answering.ground_missing"
    message = _("伏せる項目には、不開示の理由の区分を選んでください。")


class WordsNotThere(Refusal):
    """What is to be struck out does not stand in the text, or nothing is named."""

    code = "answering.words_not_there"
    message = _(
        "「%(words)s」は本文にありません。伏せる言葉は、本文のとおりに1行に1つずつ入れてください。"
    )


class NothingToStrike(Refusal):
    """A part is to be struck out, and it is not said which."""

    code = "answering.nothing_to_strike"
    message = _("伏せる言葉を、本文のとおりに1行に1つずつ入れてください。")


class NotInPart(Refusal):
    """A file, or what is sealed, is shown as it is or not at all."""

    code = "answering.not_in_part"
    message = _(
        "添付ファイルと心理の記録は、一部だけを伏せられません。"
        "添付ファイルは、伏せた写しをケースに添付して写しを開示に、元のファイルを不開示に決めてください。"
        "心理の記録は、渡す記録をチームの心理職が選んで提案します。"
    )


class FileGone(Refusal):
    """A file that was to be shown is not kept any more."""

    code = "answering.file_gone"
    message = _(
        "開示に決めた添付ファイル「%(name)s」が見つからないため、渡せません。"
        "システムの管理者に確かめてください。"
    )


class PaperGone(Refusal):
    """The paper that was decided was not kept, and nothing else may be handed out."""

    code = "answering.paper_gone"
    message = _(
        "決定した文書の控えがないため、渡せません。"
        "「取下げを記録する」で終わらせ、もう一度受け付けて決定してください。"
    )


class PartedSince(Refusal):
    """Records of somebody else were taken for the person's when it was decided."""

    code = "answering.parted_since"
    message = _(
        "決定のあとで、まとめていた2人分の記録が分けられたため、渡せません。"
        "「取下げを記録する」で終わらせ、もう一度受け付けて決定してください。"
    )


class SealedNotTaken(Refusal):
    """Records of counselling go with it, and the team has not opened them yet."""

    code = "answering.sealed_not_taken"
    message = _(
        "この請求で渡す心理の記録を、チームの心理職がまだ受け取っていません。"
        "受け取りが済んでから、いっしょに渡してください。"
        "決定のあとで記録が書き直されたときは、提案からやり直します。"
    )


class TextChanged(Refusal):
    """What was decided about is not what the record says now."""

    code = "answering.text_changed"
    message = _(
        "この項目は、開いたあとで書き換えられました。いまの本文を見てください。"
        "もう一度「決める」を押すと、いまの本文について決めます。"
    )


class DecidedMeanwhile(Refusal):
    """Somebody has decided about the item since it was looked at."""

    code = "answering.decided_meanwhile"
    message = _(
        "開いたあとで、%(name)sさんがこの項目を「%(verdict)s」に決めました。"
        "いまの決定とくらべてください。もう一度「決める」を押すと、ここに入れた決定に替わります。"
    )


class NotAllDecided(Refusal):
    """Of some items nothing is decided yet."""

    code = "answering.not_all_decided"
    message = _(
        "まだ決めていない項目が%(count)d件あります。全部の項目を決めてから、決定してください。"
    )


class NothingShown(Refusal):
    """Nothing is left to be shown: that is a refusal with a reason of its own."""

    code = "answering.nothing_shown"
    message = _("開示する項目がありません。「開示しない」から、理由を入れて決定してください。")


class NotDecided(Refusal):
    """It is not decided that it is shown, or it was handed out."""

    code = "answering.not_decided"
    message = _("渡せるのは、開示を決定した請求だけです。画面を開き直して確かめてください。")


class SealedUndecided(Refusal):
    """Records of counselling are to be shown, and two people have not decided so."""

    code = "answering.sealed_undecided"
    message = _(
        "%(count)d件の心理の記録は、二人の決定（心理の記録を渡す決定）がないため、開示にできません。"
        "チームの心理職に提案を頼むか、不開示として理由を入れてください。"
    )


class NoSuchCase(Refusal):
    """No case has the number, or the member is not to know of it."""

    code = "answering.no_such_case"
    message = _("この番号のケースが見つかりません。ケースの番号を確かめてください。")
