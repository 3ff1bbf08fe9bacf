"""What is filled in about consents, referrals and the bodies to which they go."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.organisations.models import Organisation
from bansou.desks.shared.fields import DayField, day_hint, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Radios, Ticks
from bansou.people.referrals.handing_on import Parcel, Said
from bansou.people.sharing.agreeing import Agreement
from bansou.people.sharing.bodies import Address
from bansou.people.sharing.items import Item
from bansou.people.sharing.models import OutsideBody, SharingConsent
from bansou.schemes.outreach import StationProgramme

#: What the sender writes for this body; everything else is taken from the record as it stands.
WRITTEN = (Item.REASON, Item.PLAN, Item.HEALTH)
_HINTS = {
    Item.REASON: _("この相手に必要なことだけを書きます。"),
    Item.PLAN: _("これから、だれが何をするかを書きます。"),
    Item.HEALTH: _("本人が伝えてよいと言ったことだけを書きます。"),
}


class AgreeForm(DeskForm):
    """To whom, which items, for what, until when, and how one knows."""

    to = forms.ChoiceField(label=_("渡す相手"))
    items = forms.MultipleChoiceField(label=_("渡してよい項目"), choices=Item.choices, widget=Ticks)
    purpose = forms.CharField(
        label=_("目的"), help_text=_("例　受診のため、就労体験の申込みのため"), max_length=200
    )
    given_on = DayField(label=_("同意した日"), not_after=today)
    until_on = DayField(label=_("同意の期限"), help_text=day_hint(3, 31))
    how = forms.ChoiceField(
        label=_("同意の方法"), choices=SharingConsent.How.choices, widget=Radios
    )
    evidence = forms.CharField(
        label=_("確かめられるもの"),
        help_text=_("書面を保管した場所か、口頭で聞いた日時と立ち会った人を書きます。"),
        max_length=200,
    )

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[OutsideBody],
        contractors: Sequence[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.recipients: Mapping[str, Organisation | OutsideBody] = {
            str(it.pk): it for it in (*contractors, *bodies)
        }
        fields: Any = self.fields
        fields["to"].choices = [
            ("", _("選んでください")),
            (_("伴走を使う委託先"), [(str(it.pk), it.name) for it in contractors]),
            (_("書面を送る関係機関"), [(str(it.pk), str(it)) for it in bodies]),
        ]

    def agreement(self) -> Agreement:
        """What was filled in, as the action takes it."""
        said = dict(self.cleaned_data)
        return Agreement(**{**said, "to": self.recipients[said["to"]]})


class HandOnForm(DeskForm):
    """Which of the agreed items go, what is written, and for which programme."""

    programme = forms.ChoiceField(label=_("支援プログラム"), required=False)
    items = forms.MultipleChoiceField(label=_("記録から渡す項目"), required=False, widget=Ticks)

    def __init__(
        self,
        *args: Any,
        agreed: Sequence[str],
        known: Mapping[str, str],
        programmes: Sequence[StationProgramme],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        sent = self.data.getlist("items") if self.is_bound else []
        fields: Any = self.fields
        fields["items"].choices = [
            (key, f"{Item(key).label}　{text}")
            for key, text in known.items()
            if key in [*agreed, *sent]
        ]
        fields["programme"].choices = [
            ("", _("プログラムを決めずに紹介する")),
            *((one.key, f"{one.label}　{one.about}") for one in programmes),
        ]
        if not programmes:
            del fields["programme"]
        for item in WRITTEN:
            if item.value in agreed or self.data.get(item.value):
                fields[item.value] = Prose(
                    label=item.label,
                    help_text=_HINTS[item],
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 4}),
                )

    def parcel(self) -> Parcel:
        """What was picked and written, as the action takes it."""
        said = self.cleaned_data
        picked = {key: self.known[key] for key in said["items"]}
        written = {item.value: said.get(item.value, "") for item in WRITTEN}
        return Parcel(chosen=picked | written, programme=said.get("programme", ""))


class AnswerForm(DeskForm):
    """What the body answered."""

    answer = forms.ChoiceField(
        label=_("返事"),
        choices=[("accept", _("受け入れる")), ("reject", _("見送る"))],
        widget=Radios,
    )
    on = DayField(label=_("返事の日"), not_after=today)
    by = forms.CharField(
        label=_("返事をした人"), help_text=_("例　医療相談室 山本"), max_length=100
    )
    note = Prose(
        label=_("理由と、次にすること"),
        help_text=_("見送るときは、かならず理由を入れます。"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def said(self) -> Said:
        """What was filled in, as the action takes it."""
        said = self.cleaned_data
        return Said(
            accepts=said["answer"] == "accept", on=said["on"], by=said["by"], note=said["note"]
        )


class BodyForm(DeskForm):
    """What a body is called and where letters go."""

    name = forms.CharField(label=_("名前"), help_text=_("例　灘こころのクリニック"), max_length=100)
    kind = forms.ChoiceField(label=_("種類"), choices=OutsideBody.Kind.choices, widget=Radios)
    department = forms.CharField(
        label=_("部署・宛先"), help_text=_("例　医療相談室"), required=False, max_length=100
    )
    address = forms.CharField(label=_("住所"), required=False, max_length=200)
    phone = forms.CharField(label=_("電話番号"), required=False, max_length=40)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def written(self) -> Address:
        """What was filled in, as the action takes it."""
        said = dict(self.cleaned_data)
        said.pop("version")
        return Address(**said)
