"""Why something sealed cannot be opened, in words."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class KeyErased(Refusal):
    """The case's key was erased by a decision; nothing sealed with it can be opened any more."""

    code = "sealing.key_erased"
    message = _(
        "このケースの鍵は、%(on)sに消去されています（決定 %(decision)s）。"
        "心理の記録は、もうだれにも読めません。"
    )


class KeyMissing(Refusal):
    """The key store does not hold the key."""

    code = "sealing.key_missing"
    message = _(
        "心理の記録を開く鍵が見つかりません。鍵は別にバックアップされています。"
        "システムの管理者に、鍵の置き場所を確かめるように頼んでください。"
    )


class SealBroken(Refusal):
    """What is stored was changed, or does not belong where it stands."""

    code = "sealing.broken"
    message = _(
        "この記録は、書いたときのままではないか、別の場所から移されたものです。"
        "開かずに、個人情報の管理者とシステムの管理者に知らせてください。"
    )
