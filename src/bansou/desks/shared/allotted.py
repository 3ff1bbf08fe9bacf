"""Why somebody did not get the run that they wished for, in words."""

from django.utils.translation import gettext as _

from bansou.engines.assignment import Missed


def reason(missed: Missed, name: str) -> str:
    """One sentence about one wish.

    :param name: what the run is called
    """
    said = {
        "name": name,
        "seats": missed.seats,
        "wished": missed.wished,
        "lot": missed.lot,
        "last": missed.last_lot,
    }
    if missed.last_lot is None:
        return _("%(name)sには、空いている席がありませんでした。") % said
    if missed.is_by_group:
        return _("%(name)sは、前から待っていた人で満席になりました。") % said
    return (
        _(
            "%(name)sは、%(seats)d席に%(wished)d人が申し込みました。"
            "抽選の順番は%(lot)d番で、席は%(last)d番までの人で満席になりました。"
        )
        % said
    )
