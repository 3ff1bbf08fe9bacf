"""What surrounds somebody who stays at home: with whom they live, and since when it has been so."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bansou.commons.errors import Refusal
from bansou.desks.counsellor.cases.asking import anew, ask, kept
from bansou.desks.counsellor.cases.gate import opened
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import Radios
from bansou.people.cases.models import Case
from bansou.people.cases.noting import note_household_8050, note_onset
from bansou.people.cases.onset import Onset, onset_for_editing, read_onset
from bansou.people.cases.queries import Household

_KNOWN, _UNKNOWN, _UNASKED = "known", "unknown", "unasked"


class HouseholdForm(DeskForm):
    """Whether a parent in their eighties lives with them, and on which day that was confirmed."""

    is_8050 = forms.ChoiceField(
        label=gettext_lazy("8050世帯"),
        choices=[
            (Household.YES, gettext_lazy("80代の親と50代の本人が、いっしょに住んでいる")),
            (Household.NO, gettext_lazy("ちがう")),
            (Household.UNKNOWN, gettext_lazy("まだ分からない（未確認）")),
        ],
        widget=Radios,
    )
    confirmed_on = DayField(
        label=gettext_lazy("確かめた日"),
        help_text=gettext_lazy("本人か家族に確かめた日を入れます。未確認なら要りません。"),
        not_after=today,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @property
    def answer(self) -> bool | None:
        """Whether it is one; None where nobody has made sure."""
        said = self.cleaned_data["is_8050"]
        return None if said == Household.UNKNOWN else bool(said == Household.YES)


class OnsetForm(DeskForm):
    """Since when it has been so, as roughly as it is known, and who told it on which day."""

    answer = forms.ChoiceField(
        label=gettext_lazy("始まった時期"),
        choices=[
            (_KNOWN, gettext_lazy("分かる")),
            (_UNKNOWN, gettext_lazy("聞いたが、分からなかった")),
            (_UNASKED, gettext_lazy("まだ聞いていない（未確認）")),
        ],
        widget=Radios,
    )
    since = forms.CharField(
        label=gettext_lazy("いつごろから"),
        help_text=gettext_lazy("年か年月で、おおよそで書きます。例　2017年、平成29年4月"),
        max_length=30,
        required=False,
    )
    said_by = forms.ChoiceField(
        label=gettext_lazy("だれから聞いたか"),
        choices=Case.SaidBy,
        widget=Radios,
        required=False,
    )
    said_on = DayField(label=gettext_lazy("聞いた日"), not_after=today, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean(self) -> dict[str, Any]:
        """What somebody told has its day and says who told it; the time is asked for where known."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("answer") in {_KNOWN, _UNKNOWN}:
            for name, text in (
                ("said_by", _("だれから聞いたかを選んでください。")),
                ("said_on", _("聞いた日を入れてください。")),
            ):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, text)
        if said.get("answer") == _KNOWN and not said.get("since") and "since" not in self.errors:
            self.add_error("since", _("いつごろからかを入れてください。例　2017年"))
        return said

    def onset(self) -> Onset | None:
        """What was told; None where nobody was asked.

        :raises bansou.people.cases.onset.OnsetUnreadable: the time is neither a year nor a month
        """
        said = self.cleaned_data
        if said["answer"] == _UNASKED:
            return None
        on, known = None, str(Case.OnsetKnown.UNKNOWN)
        if said["answer"] == _KNOWN:
            on, known = read_onset(said["since"])
        return Onset(known=known, said_by=said["said_by"], said_on=said["said_on"], on=on)


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def household(request: Any, pk: UUID) -> HttpResponse:
    """Write down whether it is an 8050 household, as confirmed on a day."""
    it = opened(request, pk, "case.edit")
    case = it.case
    on = case.household_8050_on or case.household_not_8050_on
    now = {
        "is_8050": case.household_answer,
        "confirmed_on": on or it.today,
        "version": case.version,
    }
    form = HouseholdForm(request.POST or None, initial=now)
    if form.is_valid():
        said = form.cleaned_data
        try:
            note_household_8050(
                case=case,
                seen_version=said["version"],
                is_8050=form.answer,
                confirmed_on=said["confirmed_on"],
            )
        except Refusal as refusal:
            anew(form, refusal, case.version)
        else:
            return kept(request, it, _("世帯のことを書きとめました。"))
    body = _("ケースのページに出て、一覧をこの答えで絞り込めます。")
    return ask(
        request, case, title=_("世帯のことを書く"), verb=_("書きとめる"), form=form, body=body
    )


@require_http_methods(["GET", "POST"])
@door("case.edit")
@refusing
def onset(request: Any, pk: UUID) -> HttpResponse:
    """Write down since when it has been so, as somebody told it."""
    it = opened(request, pk, "case.edit")
    case = it.case
    form = OnsetForm(request.POST or None, initial=_known_of(case) | {"version": case.version})
    if form.is_valid():
        try:
            note_onset(case=case, seen_version=form.cleaned_data["version"], onset=form.onset())
        except Refusal as refusal:
            anew(form, refusal, case.version)
        else:
            return kept(request, it, _("始まりの時期を書きとめました。"))
    body = _(
        "ひきこもりなど、いまの状態が始まった時期です。ケースのページに期間が出て、一覧を長い順に並べられます。"
    )
    return ask(
        request, case, title=_("始まりの時期を書く"), verb=_("書きとめる"), form=form, body=body
    )


def _known_of(case: Case) -> dict[str, Any]:
    """What is on record, as the form says it."""
    if not case.onset_known:
        return {"answer": _UNASKED, "said_on": today()}
    return {
        "answer": _KNOWN if case.onset_on else _UNKNOWN,
        "since": onset_for_editing(case.onset_on, case.onset_known),
        "said_by": case.onset_said_by,
        "said_on": case.onset_said_on,
    }
