"""The filters above the case list, and by what it is put in order."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.cases.queries import Household, Narrowing, Whose

WHOSE_LABELS = {
    Whose.MINE: _("自分"),
    Whose.ALL: _("すべて"),
    Whose.NOBODYS: _("担当なし"),
    Whose.REFERRED: _("紹介された"),
}

#: By what a list is put in order beside the usual.
SILENCE, ONSET = "silence", "onset"


class NarrowingForm(DeskForm):
    """The filters above the case list; an ordinary form by GET."""

    marks = False

    q = forms.CharField(
        label=_("氏名・カナ・ケース番号"),
        required=False,
        # In a form by GET a browser would cut what is pasted without a word; the page says it.
        validators=[MaxLengthValidator(100)],
        error_messages={
            "max_length": _(
                "探す言葉は%(limit_value)d文字までにしてください。いまは%(show_value)d文字です。"
            )
        },
    )
    category = forms.ChoiceField(label=_("対象区分"), required=False)
    stage = forms.ChoiceField(label=_("段階"), required=False)
    who = forms.ChoiceField(label=_("担当"), required=False)
    late = forms.BooleanField(label=_("期限超過だけ"), required=False)
    stalled = forms.BooleanField(label=_("連絡なしだけ"), required=False)
    household = forms.ChoiceField(
        label=_("8050世帯"),
        required=False,
        choices=[
            ("", _("すべて")),
            (Household.YES, _("8050世帯")),
            (Household.NO, _("8050世帯ではない")),
            (Household.UNKNOWN, _("未確認")),
        ],
    )
    order = forms.ChoiceField(label=_("並べ方"), required=False)
    current = forms.BooleanField(label=_("以前の年度を除く"), required=False)

    def __init__(
        self,
        data: Any,
        vocabulary: Vocabulary,
        whose: tuple[Whose, ...],
        members: Mapping[str, str],
    ) -> None:
        super().__init__(data)
        self.members = members
        every = [("", _("すべて"))]
        fields: Any = self.fields
        fields["category"].choices = every + list(vocabulary.choices("categories").items())
        stages = [(s.key, f"{s.mark} {s.short}") for s in vocabulary.stages().values()]
        fields["stage"].choices = every + stages
        fields["who"].choices = [(w.value, WHOSE_LABELS[w]) for w in whose] + list(members.items())
        fields["q"].widget.attrs["autocomplete"] = "off"
        if len(whose) == 1:
            del self.fields["who"]
        self.tells_onset = vocabulary.has_outreach and Whose.MINE in whose
        fields["order"].choices = [
            ("", _("急ぐ順")),
            (SILENCE, _("連絡のない日数の長い順")),
            *([(ONSET, _("始まりからの期間の長い順"))] if self.tells_onset else []),
        ]
        if not self.tells_onset:
            del self.fields["household"]
        if Whose.NOBODYS not in whose:
            del self.fields["current"]
        if whose == (Whose.REFERRED,):
            # Who is sent a person to train or to place is not told why they need support.
            del self.fields["category"]

    @property
    def problem(self) -> str:
        """Why what was searched for cannot be searched for; empty where it can."""
        return next(iter(self.errors.get("q", [])), "")

    @property
    def sorting(self) -> str:
        """By what the list is put in order; empty for the usual."""
        sorting: str = getattr(self, "cleaned_data", {}).get("order", "")
        return sorting

    def narrowing(self, otherwise: Whose) -> Narrowing:
        """What was asked for; what cannot be read narrows nothing."""
        self.is_valid()
        asked = self.cleaned_data
        who = asked.get("who") or otherwise
        is_member = who in self.members
        return Narrowing(
            whose=Whose.ALL if is_member else Whose(who),
            responsible=who if is_member else "",
            asked=asked.get("q", ""),
            category="" if who == Whose.REFERRED else asked.get("category", ""),
            stage=asked.get("stage", ""),
            only_late=asked.get("late", False),
            only_stalled=asked.get("stalled", False),
            household=asked.get("household", ""),
            only_current=asked.get("current", False),
        )
