"""正社員への転換: writing down from which day a job is regular, and taking that back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.desks.counsellor.cases.asking import ask
from bansou.desks.counsellor.hires.correcting import Record
from bansou.desks.counsellor.hires.forms import HireWithdrawal
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.placement.hires.converting import (
    NotConverted,
    record_conversion,
    withdraw_conversion,
)


class ConversionForm(DeskForm):
    """From which day the job is regular."""

    regular_on = DayField(
        label=gettext_lazy("正社員になった日"),
        help_text=gettext_lazy(
            "正規雇用の契約が始まった日。決まっただけのときは、なってから記録します。"
        ),
        not_after=today,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def convert(request: Any, step: UUID) -> HttpResponse:
    """Ask from which day the job is regular; a day on record is put right."""
    record = Record.to_change(request, step)
    hire = record.hire
    written = {"regular_on": hire.regular_on, "version": hire.version}
    form = ConversionForm(request.POST or None, initial=written)
    if form.is_valid():
        try:
            record_conversion(
                by=request.actor,
                hire=hire,
                on=form.cleaned_data["regular_on"],
                today=request.today,
                at=request.now,
                seen_version=form.cleaned_data["version"],
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(
                request, _("正社員になったことを記録しました。支援の経過にも入りました。")
            )
            return redirect("counsellor:hire", step)
    title = _("正社員になった日を直す") if hire.regular_on else _("正社員になったことを記録する")
    return ask(
        request,
        record.it.case,
        title=title,
        verb=_("記録する"),
        crumb=title,
        body=_("就職したときの雇用形態は、そのまま残ります。指標には、なった日に数えます。"),
        form=form,
        facts=record.facts[:3],
        back_url=reverse("counsellor:hire", args=[step]),
    )


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def withdraw(request: Any, step: UUID) -> HttpResponse:
    """Ask whether to take the conversion back, and why; do it."""
    record = Record.to_change(request, step)
    hire = record.hire
    if hire.regular_on is None:
        raise NotConverted()
    form = HireWithdrawal(request.POST or None)
    form.fields["because"].help_text = _("例　契約社員の更新だった。")
    if form.is_valid():
        withdraw_conversion(hire=hire, because=form.cleaned_data["because"], at=request.now)
        messages.success(
            request, _("正社員になった記録を取り消しました。理由は経過に残っています。")
        )
        return redirect("counsellor:hire", step)
    return ask(
        request,
        record.it.case,
        title=_("正社員になった記録を取り消しますか"),
        crumb=_("正社員になった記録を取り消す"),
        body=_("指標に数えなくなります。経過には、取り消した理由とともに残ります。"),
        facts=[(_("正社員になった日"), wareki(hire.regular_on)), *record.facts[:1]],
        verb=_("取り消す"),
        form=form,
        is_final=True,
        back_url=reverse("counsellor:hire", args=[step]),
    )
