"""The forms of an application for a course, of its end, and of a qualification brought along."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import day_in_list
from bansou.commons.keys import uuid7
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import Ticks
from bansou.schemes.courses import Course, Qualification
from bansou.schemes.shape import Scheme
from bansou.support.training.applying import Wanted
from bansou.support.training.models import CourseRun

#: So many runs can be wished for; more hardly ever take place before the year is over.
WISHES = 3
_RANKS = (_("第1希望の回"), _("第2希望の回"), _("第3希望の回"))


class CourseChoice(DeskForm):
    """Which course is applied for."""

    marks = False

    course = forms.ChoiceField(label=_("講座"))

    def __init__(self, *args: Any, courses: Sequence[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["course"].choices = [(course.key, course.label) for course in courses]


class ApplicationForm(DeskForm):
    """What somebody wishes for, holds and can prove."""

    holds = forms.MultipleChoiceField(
        label=_("もっている免許・資格"),
        required=False,
        widget=Ticks,
        help_text=_("現物か写しで確かめたものに印をつけます。保有資格として残ります。"),
    )
    experiences = forms.MultipleChoiceField(
        label=_("証明できる仕事の経験"),
        required=False,
        widget=Ticks,
        help_text=_(
            "事業者の証明などで確かめたもののうち、あてはまるものすべてに印をつけます。"
            "必要な時間数が変わります。"
        ),
    )
    purpose = forms.CharField(
        label=_("本人の希望"),
        help_text=_("本人の言葉で。例　倉庫の仕事で、フォークリフトに乗りたい"),
        required=False,
        max_length=200,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        scheme: Scheme,
        course: Course,
        runs: Sequence[CourseRun],
        held: Collection[str],
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"request_key": uuid7()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.course, self.runs = course, {str(run.pk): run for run in runs}
        it = scheme.qualification(course.qualification or "")
        self._ask_about_holdings(scheme, it, held)
        self._ask_about_experience(it)
        self._ask_for_wishes()

    def _ask_about_holdings(
        self, scheme: Scheme, it: Qualification | None, held: Collection[str]
    ) -> None:
        """Only what makes a difference to this course and is not on record."""
        matters = {key for rule in it.hours for key in rule.holding} if it else set()
        matters |= set(it.prerequisites) if it else set()
        choices = [
            (q.key, q.label)
            for q in scheme.qualifications
            if q.key in matters and q.key not in held
        ]
        fields: Any = self.fields
        fields["holds"].choices = choices
        if not choices:
            del self.fields["holds"]

    def _ask_about_experience(self, it: Qualification | None) -> None:
        said = it.experiences if it else ()
        fields: Any = self.fields
        fields["experiences"].choices = [(one, one) for one in said]
        if not said:
            del self.fields["experiences"]

    def _ask_for_wishes(self) -> None:
        offered = [(key, run_in_words(run)) for key, run in self.runs.items()]
        for rank in range(1, min(WISHES, len(offered)) + 1):
            none = _("選んでください") if rank == 1 else _("なし")
            self.fields[f"wish_{rank}"] = forms.ChoiceField(
                label=_RANKS[rank - 1], choices=[("", none), *offered], required=rank == 1
            )
        ranked = [name for name in self.fields if name.startswith("wish_")]
        self.order_fields([*ranked, "holds", "experiences", "purpose", "request_key"])

    def clean(self) -> dict[str, Any]:
        """Nobody wishes for one run twice."""
        cleaned = super().clean() or self.cleaned_data
        named = [name for name in self.fields if name.startswith("wish_") and cleaned.get(name)]
        for place, name in enumerate(named):
            if cleaned[name] in [cleaned[earlier] for earlier in named[:place]]:
                self.add_error(name, _("同じ回を2回選んでいます。別の回か「なし」にしてください。"))
        return cleaned

    def wanted(self) -> Wanted:
        """What is applied for, as the action takes it."""
        said = self.cleaned_data
        wishes = [said.get(f"wish_{rank}") for rank in range(1, WISHES + 1)]
        return Wanted(
            course=self.course.key,
            wishes=[self.runs[key] for key in wishes if key],
            holds=frozenset(said.get("holds", ())),
            experiences=frozenset(said.get("experiences", ())),
            purpose=said["purpose"],
        )


def run_in_words(run: Any) -> str:
    """12/7（月）から　地域職業訓練センター　残り3席."""
    left = run.capacity - run.taken
    seats = gettext("残り%(left)d席") % {"left": left} if left else gettext("満席")
    first = day_in_list(run.first_on, today())
    return gettext("%(first)sから　%(place)s　%(seats)s") % {
        "first": first,
        "place": run.place,
        "seats": seats,
    }


class EndForm(DeskForm):
    """Why an application ends before its course is completed."""

    because = forms.CharField(
        label=_("理由"), help_text=_("例　仕事が決まり、日程が合わなくなった"), max_length=200
    )


class HeldForm(DeskForm):
    """A qualification that somebody brought along."""

    qualification = forms.ChoiceField(label=_("免許・資格"))
    number = forms.CharField(label=_("番号"), required=False, max_length=60)
    obtained_on = DayField(label=_("取得した日"), required=False, not_after=today)
    expires_on = DayField(label=_("有効期限"), required=False)

    def __init__(self, *args: Any, scheme: Scheme, held: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["qualification"].choices = [
            ("", _("選んでください")),
            *(
                (q.key, f"{q.label}（{q.kind_label}）")
                for q in scheme.qualifications
                if q.key not in held
            ),
        ]
