"""What is filled in about sessions of psychological counselling."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import wareki
from bansou.commons.documents.sniffing import TAKEN
from bansou.commons.keys import uuid7
from bansou.commons.rows import Basis
from bansou.desks.shared.fields import DayField, day_hint, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Radios, Ticks
from bansou.people.answering.models import DisclosureRequest
from bansou.people.break_glass.models import BreakGlass
from bansou.people.sharing.models import SharingConsent
from bansou.schemes.shape import Scheme
from bansou.support.counselling.models import CounsellingBooking
from bansou.support.counselling.recording import Session, Written
from bansou.support.counselling.releasing import Wanted

_ACCEPTED = ",".join(f".{kind.extension}" for kind in TAKEN)


class _WrittenFields(DeskForm):
    """The text of a record, and of an assessment its test and result."""

    text = Prose(
        label=_("記録"),
        help_text=_("暗号にして保存します。チームの心理職だけが読めます。下書きは残りません。"),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    tool = forms.CharField(
        label=_("使った検査"),
        help_text=_("心理判定のときだけ。検査の名前を書きます。"),
        max_length=200,
        required=False,
    )
    result = Prose(
        label=_("結果のまとめ"),
        help_text=_("心理判定のときだけ。"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def written(self) -> Written:
        """What is to be sealed."""
        said = self.cleaned_data
        return Written(text=said["text"], tool=said["tool"], result=said["result"])


class RecordForm(_WrittenFields):
    """A session that took place, and what was said in it."""

    on = DayField(label=_("実施した日"), help_text=day_hint(11, 24), not_after=today)
    kind = forms.ChoiceField(label=_("種類"), widget=Radios)
    place = forms.ChoiceField(label=_("場所"), widget=Radios)
    minutes = forms.IntegerField(
        label=_("時間（分）"),
        min_value=1,
        max_value=480,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    file = forms.FileField(
        label=_("添付ファイル"),
        required=False,
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        help_text=_("検査の用紙など。暗号にして預かります。10MBまで。"),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("on", "kind", "place", "minutes", "text", "tool", "result", "file")

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        kwargs["initial"] = {"request_key": uuid7()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [(one.key, one.label) for one in scheme.counselling_kinds]
        fields["place"].choices = [(one.key, one.label) for one in scheme.places]

    def session(self) -> Session:
        """What everybody who may read the case will know."""
        said = self.cleaned_data
        return Session(
            on=said["on"], kind=said["kind"], place=said["place"], minutes=said["minutes"]
        )


class RewriteForm(_WrittenFields):
    """The text of a record anew, over the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class FileForm(DeskForm):
    """One more file with a record."""

    file = forms.FileField(
        label=_("ファイル"),
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        help_text=_("%(kinds)s。10MBまで。") % {"kinds": "、".join(kind.label for kind in TAKEN)},
    )


class SummaryForm(DeskForm):
    """What the person agreed that others may know."""

    text = Prose(
        label=_("合意した内容"),
        help_text=_("本人と一緒に確かめた文だけを書きます。担当の相談員などが読みます。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    agreed_on = DayField(label=_("本人が合意した日"), not_after=today)
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"request_key": uuid7()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class TeamForm(DeskForm):
    """Who comes into the team."""

    member = forms.ChoiceField(label=_("心理職"), widget=Radios)

    def __init__(self, *args: Any, members: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["member"].choices = members


class LeadForm(DeskForm):
    """Who leads the team; nobody is an answer too."""

    member = forms.ChoiceField(label=_("責任者"), widget=Radios, required=False)

    def __init__(self, *args: Any, members: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["member"].choices = [*members, ("", _("責任者をおかない"))]


class EmergencyForm(DeskForm):
    """Which danger it is, and why nobody of the team can be waited for."""

    danger = forms.ChoiceField(
        label=_("何の危険ですか"), choices=BreakGlass.Danger.choices, widget=Radios
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "何が起きていて、なぜチームの心理職を待てないか。確かめる人が読みます。"
            "病状など、くわしいことは書きません。"
        ),
    )


class BookForm(DeskForm):
    """Which free time it is to be; nothing chosen is to wait for another."""

    slot = forms.ChoiceField(label=_("枠"), widget=Radios, required=False)

    def __init__(self, *args: Any, slots: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["slot"].choices = [*slots, ("", _("合う枠がないので、空きを待つ"))]


class SettleForm(DeskForm):
    """What became of a booking."""

    state = forms.ChoiceField(
        label=_("結果"),
        choices=[
            one
            for one in CounsellingBooking.State.choices
            if one[0] != CounsellingBooking.State.BOOKED
        ],
        widget=Radios,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ReleaseForm(DeskForm):
    """Which records are to go to whom, for what, and on which basis."""

    records = forms.MultipleChoiceField(
        label=_("渡す記録"),
        widget=Ticks,
        help_text=_("相手に必要な分だけを選びます。"),
    )
    with_files = forms.BooleanField(label=_("選んだ記録の添付ファイルも渡す"), required=False)
    on = forms.ChoiceField(
        label=_("渡す根拠"),
        widget=Radios,
        help_text=_("本人の同意で渡すときは、同意にある相手と目的になります。"),
    )
    recipient = forms.CharField(
        label=_("渡す相手"), max_length=200, required=False, help_text=_("例　○○病院 精神科")
    )
    purpose = forms.CharField(
        label=_("目的"), max_length=200, required=False, help_text=_("例　受診のため")
    )
    basis_label = forms.CharField(
        label=_("根拠の条項"),
        max_length=200,
        required=False,
        help_text=_("法令などによるときに、法令の名前と条項を書きます。"),
    )

    def __init__(
        self,
        *args: Any,
        records: Sequence[tuple[str, str]],
        consents: Sequence[SharingConsent],
        requests: Sequence[DisclosureRequest],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.consents = {f"consent:{one.pk}": one for one in consents}
        self.requests = {f"request:{one.pk}": one for one in requests}
        fields: Any = self.fields
        fields["records"].choices = records
        fields["on"].choices = [
            *((key, _by_consent(one)) for key, one in self.consents.items()),
            *(
                (key, _("本人の開示請求（%(number)s）") % {"number": one.number})
                for key, one in self.requests.items()
            ),
            (Basis.LAW.value, _("法令にもとづく求め")),
            (Basis.EMERGENCY.value, _("生命・身体の保護のため緊急に必要")),
        ]

    def wanted(self) -> Wanted:
        """What was filled in, as the action takes it."""
        said = self.cleaned_data
        chosen = {
            "records": [UUID(key) for key in said["records"]],
            "with_files": said["with_files"],
        }
        if consent := self.consents.get(said["on"]):
            return Wanted(**chosen, basis=Basis.CONSENT, consent=consent)
        if asked := self.requests.get(said["on"]):
            return Wanted(
                **chosen,
                basis=Basis.LAW,
                basis_label=asked.basis,
                recipient=str(_("代理人") if asked.agent_name else _("本人")),
                purpose=str(_("開示請求（%(number)s）に答えるため") % {"number": asked.number}),
                request=asked,
            )
        return Wanted(
            **chosen,
            basis=Basis(said["on"]),
            basis_label=said["basis_label"],
            recipient=said["recipient"],
            purpose=said["purpose"],
        )


def _by_consent(consent: SharingConsent) -> str:
    said = {
        "to": consent.recipient,
        "purpose": consent.purpose,
        "until": wareki(consent.until_on),
    }
    return _("本人の同意　%(to)sへ、%(purpose)s（%(until)sまで）") % said


class OpenForm(DeskForm):
    """That somebody has looked, before what opens once."""

    case_number = forms.CharField(
        label=_("ケースの番号"),
        max_length=20,
        help_text=_("取りちがえを防ぐため、上のケース番号を入れてください。"),
    )

    def __init__(self, *args: Any, number: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number

    def clean_case_number(self) -> str:
        """The number of the case itself, and of no other."""
        said: str = self.cleaned_data["case_number"].strip()
        if said != self.number:
            raise forms.ValidationError(_("番号が違います。ケースの番号を確かめてください。"))
        return said
