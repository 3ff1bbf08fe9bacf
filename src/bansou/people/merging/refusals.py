"""Why two rows are not made one, or not made two again."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal

#: What one person has only one of, by table.
EXCLUSIVE = {
    "people.personaccount": _("本人のアカウント"),
    "benefits.bankaccount": _("振込先の口座"),
    "benefits.claimitem": _("同じ日の支給"),
    "benefits.paymententry": _("同じ支払リストの支払"),
}
OTHERS = _("1人に1つだけの記録")


class NotBothKnown(Refusal):
    """One of the two is not there for the actor, whatever the reason."""

    code = "people.not_both_known"
    message = _(
        "2人の記録のうち、あなたが扱えないものがあります。別の統括カウンセラーに頼んでください。"
    )


class MergedAlready(Refusal):
    """One of the two goes on as somebody else already."""

    code = "people.merged_already"
    message = _("どちらかの記録は、すでに名寄せされています。一覧を開き直してください。")


class ExcludeEachOther(Refusal):
    """Both have something of which one person has only one."""

    code = "people.exclude_each_other"
    message = _(
        "2人とも「%(what)s」があり、1人にまとめられません。"
        "どちらかを終えるか取り消してから、もう一度名寄せしてください。"
    )


class BarredIsResponsible(Refusal):
    """Who is kept apart from one of the two is responsible for a case of the other."""

    code = "people.barred_is_responsible"
    message = _(
        "利益相反で一方を見られない%(name)sさんが、もう一方のケースを担当しています。"
        "先に別の人に引き継いでください。"
    )


class BeingErased(Refusal):
    """One of the two is erased, or somebody proposed that."""

    code = "people.being_erased"
    message = _(
        "どちらかの人の記録に、消去の提案か決定（決定 %(number)s）があるため、"
        "名寄せも、その取消しもできません。"
        "まだ提案であれば、消去しないことにしてから、もう一度行ってください。"
    )


class LaterMergeFirst(Refusal):
    """What was made one was made one with somebody else since."""

    code = "people.later_merge_first"
    message = _("このあとに行った名寄せがあります。新しいほうから順に取り消してください。")


class UndoneAlready(Refusal):
    """Somebody took the merge back before."""

    code = "people.undone_already"
    message = _("この名寄せは、すでに取り消されています。")


class SettledAlready(Refusal):
    """Somebody said before that they are two."""

    code = "people.settled_already"
    message = _("この2人は、すでに別人と確かめられています。")
