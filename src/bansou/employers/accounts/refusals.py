"""Why a company's invitation does not open, or an offer cannot be decided."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class WrongInvitation(Refusal):
    """No letter has this code, or the corporate number is another's; which is not said."""

    code = "employers.wrong_invitation"
    message = _(
        "番号か法人番号がちがいます。手紙と見くらべて、もう一度入れてください。"
        "分からないときは、手紙にある窓口に聞いてください。"
    )


class InvitationUsed(Refusal):
    """Somebody has come in by it."""

    code = "employers.invitation_used"
    message = _("この番号は、もう使いました。手紙の宛先のメールアドレスで、ログインしてください。")


class InvitationExpired(Refusal):
    """The code is too old, was tried too often, or the office has ended it."""

    code = "employers.invitation_expired"
    message = _("この番号は、使えなくなりました。窓口に、新しい手紙を頼んでください。")


class NumberMissing(Refusal):
    """Without a corporate number nobody could be told apart from another company."""

    code = "employers.number_missing"
    message = _(
        "法人番号が登録されていない企業には、手紙を出せません。先に法人番号を入れてください。"
    )


class InvitedAlready(Refusal):
    """This address acts for the company already."""

    code = "employers.invited_already"
    message = _("このメールアドレスの人は、もうこの企業のページを使っています。")


class AddressTaken(Refusal):
    """The address of the invitation is the login of somebody who has not signed in here."""

    code = "employers.address_taken"
    message = _(
        "このメールアドレスのアカウントは、もうあります。"
        "ログインしてから、もう一度番号を入れてください。"
    )


class OfferDecided(Refusal):
    """Somebody was quicker."""

    code = "employers.offer_decided"
    message = _("この申し出は、もう決まっています。画面を開き直してください。")
