"""取消: a ledger's row can be taken back, but never brought back or given to somebody else."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class CannotBeBroughtBack(Refusal):
    """The record was taken back by an earlier import; now the row has no 取消."""

    code = "ledger.cannot_be_brought_back"
    message = _("取り消した記録は元に戻せません。新しい番号の行に書き直してください。")


class BelongsToAnother(Refusal):
    """The row was imported for another case or company."""

    code = "ledger.belongs_to_another"
    message = _(
        "この番号の記録は「%(before)s」のものとして取り込まれています。"
        "この行を元の「%(before)s」に戻して取消にし、新しい番号の行に書き直してください。"
    )
