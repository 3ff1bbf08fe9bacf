"""The form with which a visit or trial is asked for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bansou.commons.keys import uuid7
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.widgets import Radios
from bansou.employers.hosts.models import HostPlace
from bansou.support.experience.models import Experience
from bansou.support.experience.requesting import Wanted


class RequestForm(DeskForm):
    """What somebody wishes for, in their own words, and why; the host may be found later."""

    kind = forms.ChoiceField(label=_("種類"), widget=Radios)
    wishes = Prose(
        label=_("本人の希望"),
        help_text=_("本人の言葉で書きます。例　人が少ない職場で、機械にさわってみたい"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    goal = forms.CharField(
        label=_("目的"),
        help_text=_("例　立ち仕事が1日続けられるかを確かめる"),
        max_length=200,
    )
    host = forms.ChoiceField(
        label=_("受入先"),
        help_text=_("まだ決まっていなければ、マッチング支援員が探します。"),
        required=False,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, kinds: Sequence[str], hosts: Iterable[HostPlace], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"request_key": uuid7()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.hosts = {str(host.pk): host for host in hosts}
        fields: Any = self.fields
        fields["kind"].choices = [(kind, Experience.Kind(kind).label) for kind in kinds]
        fields["host"].choices = [
            ("", _("まだ決まっていない")),
            *((key, f"{host.company.name}　{host.title}") for key, host in self.hosts.items()),
        ]

    def clean_wishes(self) -> str:
        wishes: str = self.cleaned_data["wishes"]
        if not wishes.strip():
            raise ValidationError(_("本人の希望を、本人の言葉で入れてください。"))
        return wishes

    def wanted(self) -> Wanted:
        """What is asked for, as the action takes it."""
        said = self.cleaned_data
        return Wanted(
            kind=said["kind"],
            wishes=said["wishes"],
            goal=said["goal"],
            host=self.hosts.get(said["host"]),
        )
