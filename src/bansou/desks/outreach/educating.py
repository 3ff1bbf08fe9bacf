"""心理教育: what was said about illness and disability, for which nobody chooses the reading level."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bansou.desks.outreach.asking import answered_on
from bansou.desks.outreach.finding import case_at, refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.forms import RowedForm
from bansou.desks.shared.names import addressed
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Radios
from bansou.support.outreach.educating import Lesson, With, record_lesson


class LessonForm(RowedForm):
    """With whom, about what, with which material, and how it was taken."""

    on = DayField(label=gettext_lazy("話した日"), not_after=today)
    spoken_with = forms.ChoiceField(
        label=gettext_lazy("話した相手"), choices=With.choices, widget=Radios
    )
    subject = forms.CharField(
        label=gettext_lazy("話したテーマ"),
        help_text=gettext_lazy("例　眠れないときの受診、発達の特性"),
        max_length=200,
    )
    material = forms.CharField(label=gettext_lazy("使った資料"), required=False, max_length=200)
    note = Prose(
        label=gettext_lazy("伝えたことと、受けとめの様子"),
        help_text=gettext_lazy(
            "要配慮個人情報として、閲覧区分3で残ります。区分を選ぶことはできません。"
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )


@require_http_methods(["GET", "POST"])
@door("outreach.write")
@refusing
def record(request: Any, pk: UUID) -> HttpResponse:
    """Ask what was talked about; it is flagged as sensitive by itself."""
    case = case_at(request, pk, "outreach.write")
    form = LessonForm(request.POST or None, initial={"on": request.today})

    def do() -> None:
        record_lesson(
            by=request.actor,
            case=case,
            lesson=Lesson(**form.cleaned_data),
            today=request.today,
            at=request.now,
        )

    return answered_on(
        request,
        case,
        form,
        do,
        done=_("記録しました。要配慮個人情報をふくむ記録として、経過に入りました。"),
        title=_("%(name)sの心理教育を記録する") % {"name": addressed(case)},
        verb=_("記録する"),
    )
