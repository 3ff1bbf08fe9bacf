"""Which row of two stays and why they are one, and why they are two."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.widgets import Radios
from bansou.people.merging.queries import Double
from bansou.people.persons.models import Person


class MergeForm(DeskForm):
    """As whom both go on, and how it is known that they are one."""

    stays = forms.ChoiceField(
        label=_("残す記録"),
        help_text=_("氏名などはこちらが残り、空いている項目だけ、もう一方から入ります。"),
        widget=Radios,
    )
    reason = forms.CharField(
        label=_("同じ人だと確かめた理由"),
        help_text=_("例　本人に電話で確かめた"),
        max_length=200,
    )

    def __init__(self, *args: Any, double: Double, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["stays"].choices = [
            (str(person.pk), _named(person)) for person in (double.one, double.other)
        ]


class TwoForm(DeskForm):
    """How it is known that they are two."""

    why = forms.CharField(
        label=_("別人だと確かめた理由"), help_text=_("例　ふたごのきょうだい"), max_length=200
    )


class UndoForm(DeskForm):
    """Why a merge is taken back."""

    because = forms.CharField(
        label=_("取り消す理由"), help_text=_("例　同姓同名の別人だった"), max_length=200
    )


def _named(person: Person) -> str:
    numbers = "、".join(case.number for case in person.cases.all())
    return f"{person.name}（{numbers}）" if numbers else person.name
