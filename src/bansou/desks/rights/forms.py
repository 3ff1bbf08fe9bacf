"""What is filled in where it is decided about records."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.desks.shared.fields import DayField, day_hint, today
from bansou.desks.shared.forms import DeskForm, RowedForm
from bansou.desks.shared.widgets import Radios
from bansou.people.answering.actions import Asked
from bansou.people.answering.items import Judged
from bansou.people.answering.models import MOST_STRUCK, DisclosureRequest, ItemDecision
from bansou.people.break_glass.models import BreakGlass
from bansou.people.erasing.models import Erasure, RetentionPeriod


class ProposeForm(RowedForm):
    """By which decision, and why, everything of somebody is to be erased."""

    number = forms.CharField(
        label=_("決定の番号"),
        max_length=40,
        help_text=_(
            "文書管理の番号。例　消2026-12。本人が分かることは書きません。消去のあとも残ります。"
        ),
    )
    ground = forms.ChoiceField(label=_("消去の理由"), choices=Erasure.Ground, widget=Radios)


class ApproveForm(RowedForm):
    """That somebody has looked, before what cannot be undone."""

    case_number = forms.CharField(
        label=_("消去するケースの番号"),
        max_length=20,
        help_text=_("取りちがえを防ぐため、上の番号を入れてください。"),
    )

    def __init__(self, *args: object, number: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.number = number

    def clean_case_number(self) -> str:
        """The number of the case itself, and of no other."""
        said: str = self.cleaned_data["case_number"].strip()
        if said != self.number:
            raise forms.ValidationError(
                _("番号が違います。消去するケースの番号を確かめてください。")
            )
        return said


class BecauseForm(RowedForm):
    """Why."""

    because = forms.CharField(label=_("理由"), max_length=200)


class FindingForm(RowedForm):
    """Whether a record had to be read in an emergency."""

    finding = forms.ChoiceField(label=_("確かめた結果"), choices=BreakGlass.Finding, widget=Radios)
    finding_note = forms.CharField(
        label=_("そう考える理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例　救急隊に持病を伝えるため。担当者は休みで、連絡がつかなかった。"),
    )


class HoldForm(RowedForm):
    """Why a record is kept whatever its period says."""

    reason = forms.CharField(
        label=_("停止する理由"),
        max_length=200,
        help_text=_("例　訴訟のため（令和8年（ワ）第1号）。本人が分かることは書きません。"),
    )


class PeriodForm(RowedForm):
    """For how long a class of records is kept."""

    record_class = forms.ChoiceField(
        label=_("記録の種類"), choices=RetentionPeriod.RecordClass, widget=Radios
    )
    years = forms.IntegerField(
        label=_("保存する年数"),
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=_("支援が終わった年度の、次の年度の初めから数えます。"),
    )
    valid_from = DayField(label=_("いつから"), help_text=day_hint(4, 1))
    basis = forms.CharField(
        label=_("根拠"), max_length=200, help_text=_("例　文書管理規程 別表第2")
    )


class SeenForm(RowedForm):
    """That somebody has looked at what they decide."""

    seen = forms.BooleanField(label=_("相手、目的、根拠と、渡す範囲を確かめました"))


class ReceiveForm(RowedForm):
    """Who asks for what, and how one knows who it is."""

    number = forms.CharField(
        label=_("受付番号"), max_length=40, help_text=_("文書管理の番号。例　開2026-3")
    )
    case_number = forms.CharField(label=_("ケースの番号"), max_length=20)
    received_on = DayField(label=_("受け付けた日"), not_after=today)
    requester = forms.ChoiceField(
        label=_("請求した人"), choices=DisclosureRequest.Requester.choices, widget=Radios
    )
    agent_name = forms.CharField(
        label=_("代理人の氏名"), max_length=100, required=False, help_text=_("代理人のときだけ")
    )
    authority = forms.CharField(
        label=_("代理権を確かめた書類"),
        max_length=200,
        required=False,
        help_text=_("代理人のときだけ。例　委任状と印鑑登録証明書"),
    )
    identity_by = forms.CharField(
        label=_("本人確認をした書類"),
        max_length=200,
        help_text=_("書類の名前だけを書きます。番号は書きません。例　運転免許証"),
    )
    identity_checked_on = DayField(label=_("本人確認をした日"), not_after=today)
    asked_for = forms.CharField(
        label=_("請求の内容"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def asked(self) -> Asked:
        """What was filled in, as the action takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "case_number"}
        return Asked(**said)


class ExtendForm(RowedForm):
    """Until when more time is taken, and why."""

    until = DayField(label=_("延ばしたあとの期限"))
    because = forms.CharField(
        label=_("延ばす理由"),
        max_length=200,
        help_text=_("例　記録が多く、確かめるのに時間がかかるため"),
    )


class RefuseForm(RowedForm):
    """By which decision nothing is shown, and why."""

    number = forms.CharField(label=_("決定の番号"), max_length=40, help_text=_("文書管理の番号"))
    because = forms.CharField(
        label=_("開示しない理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("根拠の条項と、あてはまる理由を書きます。通知に、そのまま印刷されます。"),
    )


class TakenBackForm(RowedForm):
    """How it is known that the person no longer asks, or does not fetch what was decided."""

    because = forms.CharField(
        label=_("取下げの経緯"),
        max_length=200,
        help_text=_("例　電話で本人から申し出があった、連絡しても受け取りに来ない"),
    )


class DecideForm(RowedForm):
    """By which decision the request is granted."""

    number = forms.CharField(label=_("決定の番号"), max_length=40, help_text=_("文書管理の番号"))


class HandForm(RowedForm):
    """How it is handed out."""

    how = forms.ChoiceField(label=_("渡し方"), choices=DisclosureRequest.How.choices, widget=Radios)


class AnswerPeriodForm(RowedForm):
    """Within how many days a request is decided about."""

    days = forms.IntegerField(
        label=_("決定までの日数"),
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=_("受け付けた日の次の日から数えます。"),
    )
    extension_days = forms.IntegerField(
        label=_("延ばせる日数"),
        min_value=0,
        max_value=366,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=_("延ばせないときは0"),
    )
    basis = forms.CharField(
        label=_("開示の根拠"),
        max_length=200,
        help_text=_("通知に印刷されます。法律か条例の名前と条を書きます。"),
    )
    notice = forms.CharField(
        label=_("通知の終わりの文"),
        max_length=800,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("不服の申立てのしかたなど。決定の通知の終わりに印刷されます。"),
    )
    valid_from = DayField(label=_("いつから"), help_text=day_hint(4, 1))
    valid_until = DayField(
        label=_("いつまで"), required=False, help_text=_("決まっていないときは空けておきます。")
    )


class JudgeForm(DeskForm):
    """Whether one item is shown, with what struck out, and on which ground it is not."""

    verdict = forms.ChoiceField(
        label=_("決めること"), choices=ItemDecision.Verdict.choices, widget=Radios
    )
    struck = forms.CharField(
        label=_("伏せる言葉"),
        required=False,
        strip=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "一部を伏せるときだけ。本文のとおりに、1行に1つずつ入れます。同じ言葉は全部伏せます。"
        ),
    )
    ground = forms.ChoiceField(
        label=_("不開示の理由の区分"),
        required=False,
        choices=[("", _("選ばない（開示）")), *ItemDecision.Ground.choices],
        widget=Radios,
    )
    reason = forms.CharField(
        label=_("不開示の理由"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("根拠の条項と理由。通知に、そのまま印刷されます。伏せた中身は書きません。"),
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    #: The version of the decision that the page shows; none where nothing is decided.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def show_anew(self, now: Mapping[str, Any]) -> None:
        """Let what is sent next be of what the page shows by now; what was typed stays."""
        self.data = {**self.data.dict(), **now}

    def clean_struck(self) -> str:
        """The words to strike out, none longer than is kept."""
        said: str = self.cleaned_data["struck"]
        if any(len(line) > MOST_STRUCK for line in said.splitlines()):
            raise forms.ValidationError(
                _("1行は%(most)d字までです。長いところは、行を分けて入れてください。")
                % {"most": MOST_STRUCK}
            )
        return said

    def judged(self) -> Judged:
        """What was filled in, as the action takes it."""
        said = self.cleaned_data
        lines = (line.strip("\r\n") for line in said["struck"].split("\n"))
        return Judged(
            verdict=said["verdict"],
            ground=said["ground"],
            reason=said["reason"],
            struck=list(dict.fromkeys(line for line in lines if line.strip())),
        )
