"""How this desk says no where there is no form to say it in: the rule, for whom, and the way on."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.queries import may
from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.errors import Refusal
from bansou.commons.phrases import without_breaks
from bansou.desks.counsellor.names import called
from bansou.desks.shared.failures import refuse
from bansou.desks.shared.parts import Link
from bansou.desks.shared.refusing import refused_as
from bansou.people.cases.models import Case
from bansou.people.cases.queries import programmes_to_join
from bansou.programmes.queries import scheme_version_on
from bansou.support.experience.refusals import ConsultationFirst as TalkBeforeExperience
from bansou.support.training.refusals import ConsultationFirst


class NotResponsible(Refusal):
    """The member may open the case, but this is for whoever is responsible."""

    code = "cases.not_responsible"
    message = _("このケースでこの操作ができるのは、担当の人だけです。担当の人に頼んでください。")


class NotInAProgramme(Refusal):
    """The case is in no programme whose scheme this member can read."""

    code = "cases.not_in_a_programme"
    message = _(
        "相談と就職は、事業への参加を登録してから記録できます。"
        "%(name)sは、まだ事業に参加していません。参加した日からの記録が、事業の指標に数えられます。"
    )


class NothingToJoin(Refusal):
    """No programme runs today in which the case has no place yet."""

    code = "cases.nothing_to_join"
    message = _(
        "いま参加を登録できる事業がありません。"
        "今年度の事業がまだ始まっていないか、すでに参加しています。事業担当者に確かめてください。"
    )


class NotAKeeper(Refusal):
    """A contractor keeps no records of its own: cases are opened by the body that entrusts it."""

    code = "cases.not_a_keeper"
    message = _(
        "受託者の組織では、新しいケースを開けません。委託元の相談員に、受付と紹介を頼んでください。"
    )


class NoContract(Refusal):
    """No contract runs today."""

    code = "referrals.no_contract"
    message = _(
        "紹介できる委託先がありません。今日動いている委託契約が1つもありません。"
        "事業担当者に契約を確かめてください。"
    )


class NotTheAuthor(Refusal):
    """A record is put right by who wrote it, or by the supervisor."""

    code = "consultation.not_the_author"
    message = _("記録を直せるのは、書いた人と統括カウンセラーだけです。書いた人に頼んでください。")


@refused_as
def refusing(request: Any, refusal: Refusal) -> HttpResponse:
    """Decorator: a refusal that no form has shown becomes a page of its own.

    For whom and by which rule; the case is the one that the request has opened.
    """
    case: Case | None = getattr(request, "case", None)
    if case is None:
        return refuse(
            request, refusal, other=Link(gettext("担当ケースへ"), reverse("counsellor:cases"))
        )
    return refuse(
        request,
        refusal,
        facts=_facts(request, refusal, case),
        remedy=_remedy(request, refusal, case),
        other=Link(gettext("ケースへ戻る"), reverse("counsellor:case", args=[case.pk])),
    )


def _facts(request: Any, refusal: Refusal, case: Case) -> list[tuple[str, str]]:
    facts = [(gettext("対象"), f"{called(case)}　{case.number}")]
    if case.closed_on:
        facts.append((gettext("終結した日"), wareki(case.closed_on)))
    elif case.responsible:
        facts.append((gettext("責任をもつ人"), case.responsible.user.name))
    if isinstance(refusal, NotInAProgramme):
        facts += [(gettext("きまり"), rule) for rule in _schemes(case, request.today)]
    return facts


def _schemes(case: Case, today: date) -> list[str]:
    """The schemes in force of the programmes that the case may still join."""
    return [
        gettext("%(name)s　%(year)s %(version)s")
        % {
            "name": without_breaks(programme.name),
            "year": FiscalYear(programme.fiscal_year),
            "version": scheme_version_on(programme, today),
        }
        for programme in programmes_to_join(case, today)
    ]


def _remedy(request: Any, refusal: Refusal, case: Case) -> Link | None:
    """What puts it right, where this member may do it."""

    def may_do(action: str) -> bool:
        return may(request.actor, action, case.thing(), request.today)

    if isinstance(refusal, NotInAProgramme):
        if may_do("case.edit") and programmes_to_join(case, request.today).exists():
            return Link(gettext("参加を登録する"), reverse("counsellor:enrol", args=[case.pk]))
    elif isinstance(refusal, (ConsultationFirst, TalkBeforeExperience)):
        if may_do("consultation.record"):
            address = reverse("counsellor:record", args=[case.pk])
            return Link(gettext("相談を記録する"), address)
    elif isinstance(refusal, NotResponsible):
        if case.responsible_id is None and may_do("case.take_over"):
            address = reverse("counsellor:take_over", args=[case.pk])
            return Link(gettext("このケースを引き受ける"), address)
        if may_do("case.assign"):
            return Link(gettext("担当を決める"), reverse("counsellor:assign", args=[case.pk]))
    return None
