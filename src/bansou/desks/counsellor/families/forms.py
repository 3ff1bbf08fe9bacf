"""Forms about contacts around somebody and what they said."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Radios
from bansou.people.families.actions import Reachable, Said
from bansou.people.families.models import FamilyContact, FamilyStatement


class ContactForm(DeskForm):
    """Who somebody is to the person, and how they are reached."""

    relation = forms.CharField(label=_("続柄・関係"), help_text=_("例　母"), max_length=40)
    name = forms.CharField(label=_("氏名"), max_length=100, required=False)
    reach = forms.CharField(
        label=_("連絡先"), help_text=_("電話、メール、住まいなど"), max_length=200, required=False
    )
    contact_wishes = forms.CharField(
        label=_("望む連絡のしかた"),
        help_text=_("例　平日の日中に携帯へ。自宅の電話にはかけない"),
        max_length=200,
        required=False,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def who(self) -> Reachable:
        names = ("relation", "name", "reach", "contact_wishes")
        return Reachable(**{name: self.cleaned_data[name] for name in names})


class ChangedContactForm(ContactForm):
    """The same for somebody who is on record."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any, contact: FamilyContact) -> None:
        names = ("relation", "name", "reach", "contact_wishes", "version")
        super().__init__(data, initial={name: getattr(contact, name) for name in names})
        del self.fields["request_key"]


class StatementForm(DeskForm):
    """What a contact said, when, and whether the person may be told."""

    said_on = DayField(label=_("聞いた日"), not_after=today)
    text = Prose(
        label=_("聞いた話"),
        help_text=_("話した人の言葉で書きます。あなたの考えや本人の言葉は、相談の記録に書きます。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    telling = forms.ChoiceField(
        label=_("本人に伝えてよいか"),
        help_text=_("話した人に確かめた答えを選びます。"),
        choices=FamilyStatement.Telling,
        widget=Radios,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def said(self) -> Said:
        said = self.cleaned_data
        return Said(on=said["said_on"], text=said["text"], telling=said["telling"])


class TellingForm(DeskForm):
    """What the contact answered."""

    telling = forms.ChoiceField(
        label=_("本人に伝えてよいか"), choices=FamilyStatement.Telling, widget=Radios
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class WithdrawForm(DeskForm):
    """Why what was written down is taken back."""

    because = forms.CharField(
        label=_("取り消す理由"), help_text=_("例　別の人の話だった"), max_length=200
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
