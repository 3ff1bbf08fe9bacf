"""The form of a consultation: in the order of the talk, with what is usual filled in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import JST, local_moment
from bansou.commons.rows import Level
from bansou.desks.counsellor.extras import WithExtras, extras_of, initial_of
from bansou.desks.shared.fields import ComingDayField, DayField, TimeOfDayField, day_hint, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import BoxedRadios, Note, Radios, Ticks
from bansou.schemes.shape import Scheme
from bansou.support.consultation.actions import EndsBeforeStart, Talk, refuse_crossed_times
from bansou.support.consultation.models import Consultation

#: Until a talk of the case says otherwise.
USUAL_MINUTES = 30
_ROUNDED_TO = 5

_READERS = {
    Level.CASEWORK: _(
        "このケースを担当する相談員と統括カウンセラーが見られます。"
        "紹介先には、そこまで許したときだけ見えます。"
    ),
    Level.SENSITIVE: _(
        "病気、障害、借金などを書いたとき。担当する相談員と統括カウンセラーだけが見られます。"
    ),
}


class ConsultationForm(WithExtras):
    """What is written about one consultation."""

    on = DayField(label=_("相談した日"), help_text=day_hint(11, 24), not_after=today)
    starts_at = TimeOfDayField(label=_("始まり"))
    ends_at = TimeOfDayField(label=_("終わり"))
    channel = forms.ChoiceField(label=_("方法"), widget=Radios)
    kind = forms.ChoiceField(label=_("相談の種類"), widget=Radios)
    note = Prose(
        label=_("相談の内容"),
        help_text=_("起きたことと、本人が言ったことを書きます。"),
        widget=Note(attrs={"rows": 7}),
    )
    own_words = Prose(label=_("本人の言葉"), required=False, widget=Note(attrs={"rows": 2}))
    formulation = Prose(
        label=_("相談員の見立て"),
        help_text=_("事実と分けて書きます。本人が開示を求めたときは、この欄も対象になります。"),
        required=False,
        widget=Note(attrs={"rows": 2}),
    )
    next_action = forms.CharField(label=_("次の行動"), max_length=200)
    next_action_on = ComingDayField(label=_("期限"))
    level = forms.TypedChoiceField(label=_("閲覧区分"), coerce=int, widget=BoxedRadios(_READERS))

    def __init__(
        self,
        *args: Any,
        scheme: Scheme,
        levels: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["channel"].choices = [(c.key, c.label) for c in scheme.channels]
        fields["kind"].choices = [(c.key, c.label) for c in scheme.consultation_kinds]
        fields["level"].choices = [(n, Level(n).label.replace(" ", "　", 1)) for n in levels]
        fields["note"].widget.snippets = [(s.label, s.text) for s in scheme.snippets]
        self.add_extras(extras_of(scheme, "step"))

    def clean(self) -> dict[str, Any]:
        """Tell at once what cannot be, whatever else is to be put right."""
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends:
            day = cleaned.get("on") or today()
            try:
                refuse_crossed_times(_moment(day, starts), _moment(day, ends))
            except EndsBeforeStart as refusal:
                self.add_refusal(refusal)
        return cleaned

    def talk(self) -> Talk:
        """What was filled in, as the action takes it."""
        said = self.cleaned_data
        return Talk(
            on=said["on"],
            starts_at=_moment(said["on"], said["starts_at"]),
            ends_at=_moment(said["on"], said["ends_at"]),
            channel=said["channel"],
            kind=said["kind"],
            note=said["note"],
            own_words=said["own_words"],
            formulation=said["formulation"],
            next_action=said["next_action"],
            next_action_on=said["next_action_on"],
            level=said["level"],
            extra=self.extra_values,
        )


def _moment(day: date, at: time | None) -> datetime | None:
    return datetime.combine(day, at, tzinfo=JST) if at else None


class RecordForm(ConsultationForm):
    """A new record: whose promise the next act is, and which promises are kept by now.

    Each opening has its own key, under which its draft is kept and its record is written once;
    `continues` is the state of another opening's draft from which this one goes on, `booking` what
    the talk was booked as.
    """

    owner = forms.ChoiceField(label=_("行う人"))
    fulfilled = forms.MultipleChoiceField(label=_("済ませた約束"), required=False, widget=Ticks)
    request_key = forms.UUIDField(widget=forms.HiddenInput)
    booking = forms.UUIDField(widget=forms.HiddenInput, required=False)
    continues = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        owners: Sequence[tuple[str, str]],
        promises: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["owner"].choices = owners
        fields["fulfilled"].choices = promises
        if not promises:
            del self.fields["fulfilled"]


class CorrectionForm(ConsultationForm):
    """A record that exists, with the version of it that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, talked_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        # What was promised then may be overdue by now.
        fields["next_action_on"].not_before = lambda: talked_on


def usual(now: datetime, last: Consultation | None, scheme: Scheme) -> dict[str, Any]:
    """What a record most likely says: just now, as long and in the way of the last one."""
    until = local_moment(now).replace(second=0, microsecond=0)
    until -= timedelta(minutes=until.minute % _ROUNDED_TO)
    minutes = (last.step.minutes if last else None) or USUAL_MINUTES
    since = max(until - timedelta(minutes=minutes), until.replace(hour=0, minute=0))
    until = max(until, since + timedelta(minutes=_ROUNDED_TO))
    return {
        "on": until.date(),
        "starts_at": since.time(),
        "ends_at": until.time(),
        "channel": last.channel if last else scheme.channels[0].key,
        "kind": _usual_kind(last, scheme),
        "level": int(Level.CASEWORK),
    }


def _usual_kind(last: Consultation | None, scheme: Scheme) -> str:
    """The first kind for the first talk, the second for those that follow, else the last one."""
    kinds = [choice.key for choice in scheme.consultation_kinds]
    if last is None:
        return kinds[0]
    if last.kind == kinds[0] and len(kinds) > 1:
        return kinds[1]
    return last.kind


def written(consultation: Consultation, scheme: Scheme) -> dict[str, Any]:
    """What a record says, as the form shows it."""
    step = consultation.step
    return {
        "on": step.on,
        "starts_at": _clock(consultation.starts_at),
        "ends_at": _clock(consultation.ends_at),
        "channel": consultation.channel,
        "kind": consultation.kind,
        "note": step.note,
        "own_words": consultation.own_words,
        "formulation": consultation.formulation,
        "next_action": consultation.next_action,
        "next_action_on": consultation.next_action_on,
        "level": step.level,
        "version": consultation.version,
        **initial_of(extras_of(scheme, "step"), step.fields),
    }


def _clock(moment: datetime | None) -> time | None:
    return local_moment(moment).time() if moment else None


def from_draft(content: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """What a draft holds, for the fields that the form still has."""
    return {name: content[name] for name in names if name in content}


class WithdrawalForm(DeskForm):
    """Why a record is taken back."""

    because = forms.CharField(
        label=_("取り消す理由"),
        help_text=_("例　別の人の相談を、まちがえてこのケースに書いた。"),
        max_length=200,
    )
