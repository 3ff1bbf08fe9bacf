"""Why a letter's code does not open an account, or an account cannot be had."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class WrongCode(Refusal):
    """No letter has this code, or the birth date is another's; which of them is not said."""

    code = "accounts.wrong_code"
    message = _(
        "番号か生年月日がちがいます。手紙と見くらべて、もう一度入れてください。"
        "分からないときは、手紙にある窓口に聞いてください。"
    )


class CodeUsed(Refusal):
    """The account was opened with this code before."""

    code = "accounts.code_used"
    message = _(
        "この番号は、もう使いました。前に決めたメールアドレスかログイン名で、ログインしてください。"
    )


class CodeExpired(Refusal):
    """The code is too old, or was tried too often."""

    code = "accounts.code_expired"
    message = _("この番号は、使える期限が過ぎました。窓口に、新しい手紙を頼んでください。")


class AccountEnded(Refusal):
    """The office has ended the account."""

    code = "accounts.ended"
    message = _(
        "このアカウントは終わっています。また使いたいときは、窓口に、新しい手紙を頼んでください。"
    )


class LoginNameTaken(Refusal):
    """Somebody else signs in with it."""

    code = "accounts.login_taken"
    message = _("このメールアドレスかログイン名は、使われています。別のものを入れてください。")


class StaffAccount(Refusal):
    """Who works here has no page of their own under the same account."""

    code = "accounts.of_staff"
    message = _(
        "いまのログインは、仕事用のアカウントです。ログアウトしてから、手紙の番号を入れてください。"
    )


class BirthDateUnknown(Refusal):
    """Without a birth date nobody could open the account."""

    code = "accounts.birth_date_unknown"
    message = _(
        "生年月日が登録されていないため、手紙を出せません。"
        "先に「連絡先を変える」で、生年月日を入れてください。"
    )


class AccountOpen(Refusal):
    """The person signs in already."""

    code = "accounts.open_already"
    message = _("このアカウントは、もう使われています。手紙を出しなおす必要はありません。")


class AccountNotOpen(Refusal):
    """There is nothing to renew or to end."""

    code = "accounts.not_open"
    message = _("使われているアカウントがありません。画面を開き直してください。")
