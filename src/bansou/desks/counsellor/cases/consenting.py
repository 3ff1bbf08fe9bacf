"""What the person of a case agrees to, and that they no longer do."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.cases.forms import ConsentForm
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.evidence.joint.asking import PURPOSE, NotEnoughKnown, bodies_to_ask, parts_of
from bansou.people.consent.actions import consent_in_force, give_consent, withdraw_consent
from bansou.people.consent.models import Consent

JOINT = Consent.Purpose.JOINT_COUNTING


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def joint_consent(request: Any, pk: UUID) -> HttpResponse:
    """Record that the person agrees to be counted once over all bodies, or takes it back."""
    it = opened(request, pk, "case.edit")
    if it.case.person_id is None:
        raise Http404
    known = consent_in_force(it.case, JOINT)
    form = ConsentForm(request.POST or None, initial={"given_on": it.today})
    if form.is_valid():
        try:
            _write(request, it, known, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            said = _("取り消しました") if known else _("記録しました")
            messages.success(request, _("共同集計への同意を%(said)s。") % {"said": said})
            return redirect("counsellor:case", it.case.pk)
    if known:
        form.fields["given_on"].label = _("取り消した日")
        title, verb = _("共同集計への同意を取り消す"), _("同意を取り消す")
        body = _(
            "%(day)sの同意を取り消します。次に数えるときから、ほかの団体とは照合しません。"
        ) % {"day": wareki(known.given_on)}
    else:
        title, verb = _("共同集計への同意を記録する"), _("同意を記録する")
        body = _(
            "本人が、共同で事業を行う団体のあいだで1人として数えられることに同意した日を書きます。"
            "氏名や相談の内容は、ほかの団体に渡りません。数だけが合わさります。"
        )
    return ask(request, it.case, title=title, verb=verb, form=form, body=body)


def _write(
    request: Any, it: Opened, known: Consent | None, form: ConsentForm, purpose: str = JOINT
) -> None:
    on = form.cleaned_data["given_on"]
    if known:
        withdraw_consent(case=it.case, purpose=purpose, on=on, today=it.today)
    else:
        give_consent(
            by=request.actor, case=it.case, purpose=purpose, on=on, at=request.now, today=it.today
        )


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def elsewhere(request: Any, pk: UUID) -> HttpResponse:
    """Which other bodies of a joint project to ask, as long as the person agrees; the consent itself."""
    it = opened(request, pk, "case.edit")
    if it.case.person_id is None:
        raise Http404
    is_joint = parts_of(it.case).exists()
    known = consent_in_force(it.case, PURPOSE)
    form = ConsentForm(request.POST or None, initial={"given_on": it.today})
    if is_joint and form.is_valid():
        try:
            _write(request, it, known, form, PURPOSE)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            done = _("同意を取り消しました。") if known else _("同意を記録しました。")
            messages.success(request, done)
            return redirect("counsellor:elsewhere", pk)
    values: dict[str, Any] = {"bodies": [], "problem": ""}
    try:
        values["bodies"] = bodies_to_ask(it.case)
    except NotEnoughKnown as refusal:
        values["problem"] = str(refusal)
    note_opening(request, it.case, "elsewhere")
    if known:
        form.fields["given_on"].label = _("取り消した日")
    values |= {
        "case": it.case,
        "crumbs": crumbs(request.actor, it.case, _("ほかの団体への照会")),
        "known": known,
        "is_joint": is_joint,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "counsellor/cases/elsewhere.html", values, status=status)
