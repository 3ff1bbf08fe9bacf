"""What the person agrees to: seen, given and taken back by themselves."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.access.acting import acting
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.desks.seeker.gate import own_case, refusing
from bansou.desks.shared.door import door
from bansou.people.cases.models import Case
from bansou.people.consent.actions import consent_in_force, give_consent, withdraw_consent
from bansou.people.consent.models import Consent
from bansou.people.sharing.agreeing import ConsentWithdrawn
from bansou.people.sharing.items import names_of
from bansou.people.sharing.models import SharingConsent
from bansou.people.sharing.queries import (
    disclosures_of,
    sharing_consent_of,
    sharing_consents_of,
)
from bansou.support.experience.naming import agree_to_introduction
from bansou.support.outreach.conferences.consenting import take_back_by_themselves

#: What each agreement means, to the person who gives it.
_MEANS = {
    Consent.Purpose.JOINT_COUNTING: gettext_lazy(
        "いくつかの自治体が力を合わせる事業で、同じ人を2回数えないために、"
        "氏名の読みと生年月日を、読めない記号にして照らし合わせます。ほかの窓口に記録は渡しません。"
    ),
    Consent.Purpose.MAIL_REMINDERS: gettext_lazy(
        "予定の前の日に、時間だけをメールで知らせます。場所や用件は書きません。"
    ),
    Consent.Purpose.INTRODUCTION: gettext_lazy(
        "あなたが「行ってみたい」と答えた会社に、氏名と、紹介に必要なことを伝えます。"
        "同意を取り消すと、それからは、どの会社にも伝えません。"
    ),
    Consent.Purpose.MEDICAL_ACCOMPANIMENT: gettext_lazy(
        "病院や診療所へ行くときに、支援員がいっしょに行き、受診に必要なことを伝える手伝いをします。"
        "同意を取り消すと、それからは、いっしょに行きません。"
    ),
    Consent.Purpose.IBASHO: gettext_lazy(
        "居場所に来た日、気分、段階が、担当の相談員に見えるようになります。"
        "同意を取り消すと、すぐに見えなくなります。居場所には、これまでどおり行けます。"
    ),
    Consent.Purpose.JOINT_ASKING: gettext_lazy(
        "いくつかの自治体が力を合わせる事業で、ほかの団体にもあなたの登録があるかもしれないことを、"
        "おたがいの団体の名前だけで知らせ合います。両方の団体であなたが同意しているときだけ分かります。"
        "相談の内容は渡しません。同意を取り消すと、すぐに分からなくなります。"
    ),
}
_ELSE = gettext_lazy("くわしいことは、担当の相談員に聞いてください。")


@dataclass(frozen=True, slots=True)
class Agreement:
    """One purpose: what it is called and means, and the consent in force."""

    purpose: str
    label: str
    means: str
    given: Consent | None


@require_safe
@door("my.read")
@refusing
def consents(request: Any) -> HttpResponse:
    """Every purpose that was ever asked about, whether the person agrees, and what was handed over."""
    case = own_case(request, "my.read")
    values = {
        "agreements": _agreements(case),
        "sharing": [
            (one, names_of(one.items), request.today <= one.until_on)
            for one in sharing_consents_of(case)
        ],
        "disclosures": disclosures_of(case),
    }
    return render(request, "seeker/consents.html", values)


def _agreements(case: Case) -> list[Agreement]:
    asked = Consent.objects.filter(organisation_id=case.organisation_id, case=case)
    purposes = dict.fromkeys(asked.order_by("given_on").values_list("purpose", flat=True))
    return [_agreement(case, purpose) for purpose in purposes]


def _agreement(case: Case, purpose: str) -> Agreement:
    it = Consent.Purpose(purpose)
    return Agreement(
        it.value, str(it.label), str(_MEANS.get(it, _ELSE)), consent_in_force(case, it)
    )


@require_http_methods(["GET", "POST"])
@door("my.change")
@refusing
def change(request: Any, purpose: str) -> HttpResponse:
    """Ask whether to take a consent back, or to give one again; do it."""
    case = own_case(request, "my.change")
    it = next((one for one in _agreements(case) if one.purpose == purpose), None)
    if it is None:
        raise Http404
    if request.method == "POST":
        _write(request, case, it)
        return redirect("seeker:consents")
    return render(request, "seeker/consent.html", {"it": it})


@require_http_methods(["GET", "POST"])
@door("my.change")
@refusing
def withdraw(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether nothing more is to be handed to a body; from then on nothing is."""
    consent = sharing_consent_of(pk)
    if consent is None:
        raise Http404
    case = own_case(request, "my.change", consent.case_id)
    if request.method == "POST":
        _take_back(request, case, consent)
        return redirect("seeker:consents")
    values = {"it": consent, "items": names_of(consent.items)}
    return render(request, "seeker/sharing.html", values)


def _take_back(request: Any, case: Case, consent: SharingConsent) -> None:
    """Hand nothing more over; whoever presses twice, or after the office, is told so calmly."""
    body = Organisation.objects.get(pk=case.organisation_id)
    why = "taken back on the person's own page"
    try:
        with acting(service_actor("consents", body), why=why) as it:
            take_back_by_themselves(by=it, consent=consent, at=request.now)
    except ConsentWithdrawn:
        messages.info(
            request, _("この同意は、もう取り消されています。この相手には何も渡しません。")
        )
    else:
        messages.success(request, _("同意を取り消しました。いまから、この相手には何も渡しません。"))


def _write(request: Any, case: Case, it: Agreement) -> None:
    on = request.today
    if request.POST.get("answer") == "withdraw":
        withdraw_consent(case=case, purpose=it.purpose, on=on, today=on)
        messages.success(request, _("同意を取り消しました。これからの支援は変わりません。"))
    else:
        said = {"by": request.actor, "case": case, "on": on, "at": request.now, "today": on}
        if it.purpose == Consent.Purpose.INTRODUCTION:
            agree_to_introduction(**said)
        else:
            give_consent(**said, purpose=it.purpose)
        messages.success(request, _("同意を受け取りました。いつでも取り消せます。"))
