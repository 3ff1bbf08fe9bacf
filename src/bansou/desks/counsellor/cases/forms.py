"""Forms about cases."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.models import ConflictBlock
from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.phones import IncompletePhone, UnreadablePhone, refuse_what_is_no_phone
from bansou.commons.phrases import without_breaks
from bansou.commons.rows import Level
from bansou.commons.text import is_kana, lines_in
from bansou.desks.counsellor.extras import WithExtras, extras_of
from bansou.desks.shared.fields import ComingDayField, DayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.desks.shared.widgets import BoxedRadios, DateParts, Radios
from bansou.people.cases.actions import HandoverNoteMissing
from bansou.people.cases.models import Case
from bansou.people.cases.receiving import Particulars
from bansou.people.persons.models import Person
from bansou.people.persons.queries import Possible
from bansou.programmes.models import Programme

REFERRED_SEE = {
    Level.CONTACT: _("氏名、連絡のしかた、予定、避けたい関わり方。相談の内容は見えません。"),
    Level.CASEWORK: _("上に加えて、閲覧区分2までの相談の内容。"),
}


class Reachable(DeskForm):
    """How somebody is called, read and reached. What was on record may stay however it is written."""

    name = forms.CharField(label=_("氏名"), required=False, max_length=100)
    kana = forms.CharField(label=_("カナ"), required=False, max_length=100)
    birth_on = DayField(
        label=_("生年月日"), required=False, not_after=today, widget=DateParts(era="昭和")
    )
    phone = forms.CharField(
        label=_("電話"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    email = forms.EmailField(label=_("メール"), required=False, max_length=254)
    address = forms.CharField(label=_("住まい"), required=False, max_length=200)
    contact_wishes = forms.CharField(
        label=_("望む連絡のしかた"),
        help_text=_("例　メール。電話は午後1時から"),
        required=False,
        max_length=200,
    )

    def clean_kana(self) -> str:
        kana: str = self.cleaned_data["kana"]
        if kana and "kana" in self.changed_data and not is_kana(kana):
            raise forms.ValidationError(_("読みをカナで入れてください。例　ミウラ カズヒコ"))
        return kana

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and "phone" in self.changed_data:
            try:
                refuse_what_is_no_phone(phone)
            except (UnreadablePhone, IncompletePhone) as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return phone


class PersonFields(Reachable, WithExtras):
    """What is known of a person, and whether they are somebody who is registered already."""

    same_as = forms.CharField(label=_("同じ人ですか"), required=False, widget=Radios)

    PERSON = ("name", "kana", "birth_on", "phone", "email", "address", "contact_wishes")

    def particulars(self, person: Person | None = None) -> Particulars:
        """What was filled in about the person."""
        said = self.cleaned_data
        return Particulars(**{name: said[name] for name in self.PERSON}, person=person)

    def offer(self, possible: Sequence[Possible]) -> None:
        """Let the choice be made between a new person and those that might be the same."""
        fields: Any = self.fields
        fields["same_as"].required = True
        fields["same_as"].widget.choices = [
            ("new", _("別の人です。新しく登録します")),
            *((str(one.person.pk), _said_to_be(one.person)) for one in possible),
        ]


def _said_to_be(person: Person) -> str:
    born = wareki(person.birth_on) if person.birth_on else gettext("生年月日未記入")
    return gettext("%(name)sさん（%(born)s）と同じ人です") % {"name": person.name, "born": born}


class RegisterForm(PersonFields):
    """The beginning of a case."""

    client = forms.ChoiceField(label=_("どなたの相談ですか"), choices=Case.Client, widget=Radios)
    relation = forms.CharField(
        label=_("相談している人の続柄"),
        help_text=_("家族からの相談のとき。例　母"),
        required=False,
        max_length=40,
    )
    client_contact = forms.CharField(
        label=_("相談している人の連絡先"), required=False, max_length=100
    )
    alias = forms.CharField(
        label=_("呼び名"),
        help_text=_("氏名が分からないとき、一覧で見分けるための名前。例　勇払のお母さん"),
        required=False,
        max_length=100,
    )
    opened_on = DayField(label=_("受け付けた日"), not_after=today)
    category = forms.ChoiceField(label=_("対象区分"), required=False)
    pathway = forms.ChoiceField(label=_("進み方"), required=False)
    programme = forms.ChoiceField(label=_("参加する事業"), required=False)
    takes_on = forms.BooleanField(label=_("自分が担当する"), required=False)
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        vocabulary: Vocabulary,
        programmes: Sequence[Programme],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        unknown = [("", _("まだ分からない"))]
        fields["category"].choices = unknown + list(vocabulary.choices("categories").items())
        fields["pathway"].choices = unknown + list(vocabulary.choices("pathways").items())
        running = [
            (str(p.pk), f"{without_breaks(p.name)}（{FiscalYear(p.fiscal_year)}）")
            for p in programmes
        ]
        fields["programme"].choices = [*running, ("", _("まだ参加しない"))]
        self.add_extras(extras_of(vocabulary.schemes[0] if vocabulary.schemes else None, "case"))

    def clean(self) -> dict[str, Any] | None:
        """Ask for the one thing by which a family's call can be told from the others."""
        said = super().clean() or self.cleaned_data
        known = ("relation", "alias", "name")
        if said.get("client") == Case.Client.FAMILY and not any(said.get(key) for key in known):
            self.add_error("relation", _("続柄か呼び名を入れてください。例　母"))
        return said

    @property
    def has_person(self) -> bool:
        """Tell whether somebody is named, or must be."""
        said = self.cleaned_data
        return said["client"] == Case.Client.PERSON or bool(said["name"].strip())

    def fields_of_case(self) -> dict[str, Any]:
        """What is kept on the case beside its columns."""
        said = self.cleaned_data
        own = {"client_relation": said["relation"], "client_contact": said["client_contact"]}
        return {key: text for key, text in own.items() if text} | self.extra_values


class NextActionForm(DeskForm):
    """What is done next, and until when."""

    next_action = forms.CharField(label=_("次の行動"), max_length=200)
    next_action_on = ComingDayField(label=_("期限"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class CareForm(DeskForm):
    """Ways of approach that the person does not bear: one a line, at most five."""

    avoid = forms.CharField(
        label=_("避けたい関わり方"),
        help_text=_("1行に1つ、5つまで。例　午前9時より前の電話（夜勤明け）"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    confirmed_on = DayField(label=_("本人と確かめた日"), not_after=today)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    MOST, LONGEST = 5, 100

    def clean_avoid(self) -> list[str]:
        lines = lines_in(self.cleaned_data["avoid"])
        if len(lines) > self.MOST:
            raise forms.ValidationError(_("5つまでにしてください。いまは%d行です。") % len(lines))
        if any(len(line) > self.LONGEST for line in lines):
            raise forms.ValidationError(_("1行を100文字までにしてください。"))
        return lines


class ContactForm(Reachable):
    """A person's particulars."""

    name = forms.CharField(label=_("氏名"), max_length=100)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class EnrolForm(DeskForm):
    """A place in a programme."""

    programme = forms.ChoiceField(label=_("事業"))
    from_on = DayField(label=_("参加を始める日"))

    def __init__(self, *args: Any, programmes: Sequence[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["programme"].choices = [
            (str(p.pk), f"{without_breaks(p.name)}（{FiscalYear(p.fiscal_year)}）")
            for p in programmes
        ]


class AssignForm(DeskForm):
    """Who becomes responsible, what they must know, and who was when the question was asked."""

    membership = forms.ChoiceField(label=_("責任をもつ人"))
    handover_note = Prose(
        label=_("引継ぎの要約"),
        help_text=_(
            "記録から下書きしました。いまの状況と気をつけることを書き足してください。"
            "新しい担当がケースのページで読めます。"
        ),
        error_messages={"required": HandoverNoteMissing.message},
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, members: Sequence[tuple[str, str]], is_first: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["membership"].choices = [("", _("選んでください")), *members]
        fields["handover_note"].required = not is_first


class BarForm(DeskForm):
    """Who must not see the case, how they stand to the person, and what happened."""

    user = forms.ChoiceField(label=_("見えなくする人"))
    relation = forms.ChoiceField(
        label=_("本人や家族との関係"), choices=ConflictBlock.Relation, widget=Radios
    )
    reason = forms.CharField(
        label=_("理由"), help_text=_("例　本人の実家のとなりに住んでいる"), max_length=200
    )

    def __init__(self, *args: Any, members: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["user"].choices = [("", _("選んでください")), *members]


class BreakGlassForm(DeskForm):
    """Why somebody must read a record now that they do not stand by."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "何が起きていて、なぜ担当者を待てないか。確かめる人が読みます。"
            "病状など、くわしいことは書きません。"
        ),
    )


class LiftForm(DeskForm):
    """Why somebody need no longer be kept apart from a case."""

    because = forms.CharField(
        label=_("終える理由"), help_text=_("例　転居して近隣ではなくなった"), max_length=200
    )


class ReferForm(DeskForm):
    """To which contractor, for what, and how much they see."""

    contract = forms.ChoiceField(label=_("委託先"), widget=Radios)
    purpose = forms.CharField(
        label=_("紹介の目的"), help_text=_("例　フォークリフト講習の受講"), max_length=200
    )
    level = forms.TypedChoiceField(
        label=_("見せる範囲"), coerce=int, widget=BoxedRadios(REFERRED_SEE)
    )

    def __init__(self, *args: Any, contracts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["contract"].choices = contracts
        fields["level"].choices = [
            (n, Level(n).label.replace(" ", "　", 1)) for n in (Level.CONTACT, Level.CASEWORK)
        ]


class CloseForm(DeskForm):
    """The end of a case."""

    on = DayField(label=_("終結した日"), not_after=today)
    reason = forms.CharField(
        label=_("終結の理由"), help_text=_("例　就職し、6か月の定着を確かめた"), max_length=200
    )


class ConsentForm(DeskForm):
    """The day on which somebody agreed, or no longer did."""

    given_on = DayField(label=_("同意した日"), not_after=today)
