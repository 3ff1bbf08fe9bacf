"""How this desk says no where there is no form to say it in: the rule, for whom, and the way on."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.desks.counsellor.names import called
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.parts import Link


class NotResponsible(Refusal):
    """The member may open the case, but this is for whoever is responsible."""

    code = "cases.not_responsible"
    message = _("このケースでこの操作ができるのは、担当の人だけです。担当の人に頼んでください。")


class NotInAProgramme(Refusal):
    """The case is in no programme whose scheme this member can read."""

    code = "cases.not_in_a_programme"
    message = _(
        "このケースは、まだ事業に参加していません。参加を登録してから、もう一度開いてください。"
    )


class NotAKeeper(Refusal):
    """A contractor keeps no records of its own: cases are opened by the body that entrusts it."""

    code = "cases.not_a_keeper"
    message = _(
        "受託者の組織では、新しいケースを開けません。委託元の相談員に、受付と紹介を頼んでください。"
    )


class NoContract(Refusal):
    """No contract runs today under which the case is not referred yet."""

    code = "referrals.no_contract"
    message = _(
        "紹介できる委託先がありません。今日動いている委託契約がないか、すでに紹介しています。"
        "事業担当者に契約を確かめてください。"
    )


class NotTheAuthor(Refusal):
    """A record is put right by who wrote it, or by the supervisor."""

    code = "consultation.not_the_author"
    message = _("記録を直せるのは、書いた人と統括カウンセラーだけです。書いた人に頼んでください。")


def refusing[V: Callable[..., HttpResponse]](view: V) -> V:
    """Decorator: a refusal that no form has shown becomes a page of its own."""

    @wraps(view)
    def answered(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return _page(request, refusal)

    return answered  # type: ignore[return-value]


def _page(request: Any, refusal: Refusal) -> HttpResponse:
    case = refusal.values.get("case")
    if case is None:
        return refuse(
            request, refusal, other=Link(gettext("担当ケースへ"), reverse("counsellor:cases"))
        )
    it: Any = case
    facts = [(gettext("対象"), f"{called(it)}　{it.number}")]
    if it.responsible:
        facts.append((gettext("責任をもつ人"), it.responsible.user.name))
    return refuse(
        request,
        refusal,
        facts=facts,
        remedy=_remedy(refusal, it),
        other=Link(gettext("ケースへ戻る"), reverse("counsellor:case", args=[it.pk])),
    )


def _remedy(refusal: Refusal, case: Any) -> Link | None:
    if isinstance(refusal, NotInAProgramme):
        return Link(gettext("参加を登録する"), reverse("counsellor:enrol", args=[case.pk]))
    if isinstance(refusal, NotResponsible) and case.responsible_id is None and case.is_open:
        return Link(
            gettext("このケースを引き受ける"), reverse("counsellor:take_over", args=[case.pk])
        )
    return None
