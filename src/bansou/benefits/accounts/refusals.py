"""What accounts refuse, and what to do then."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class NumberUnreadable(Refusal):
    """A number of an account has not the digits that it must have."""

    code = "accounts.number_unreadable"
    message = _("数字%(length)dけたで入れてください。通帳かカードの番号を確かめてください。")


class HolderMissing(Refusal):
    """The name of the account's holder was not written."""

    code = "accounts.holder_missing"
    message = _("口座名義を、カタカナで入れてください。")


class LetterNotForBanks(Refusal):
    """A letter of a name is none that banks take."""

    code = "accounts.letter_not_for_banks"
    message = _(
        "「%(letters)s」は振込のデータに使えません。"
        "カタカナ、英字、数字、空白、( ) - . だけで、通帳のとおりに入れてください。"
    )


class NameTooLong(Refusal):
    """The name has more letters than the bank's record has room for."""

    code = "accounts.name_too_long"
    message = _(
        "振込のデータでは%(length)d字になり、入るのは%(most)d字までです（濁点も1字に数えます）。"
        "通帳の名義を確かめてください。"
    )


class AccountMovedOn(Refusal):
    """Somebody else changed the account since it was opened."""

    code = "accounts.moved_on"
    message = _(
        "書いている間に、ほかの人がこの口座を変えました。いまの内容を確かめて、もう一度入れてください。"
    )


class NoPayingAccount(Refusal):
    """The office has not said from which account it pays."""

    code = "accounts.no_paying_account"
    message = _(
        "振込元の口座が、まだ入っていません。支払リストの画面の「振込元の口座」で入れてください。"
    )
