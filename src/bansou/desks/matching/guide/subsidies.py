"""The guide to subsidies, with their dates, and a simple check that is no decision."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.clock import wareki
from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.errors import Refusal
from bansou.commons.money import yen
from bansou.desks.matching.asking import ask, come_between
from bansou.desks.matching.forms import NumberField, SectionedForm, YenField
from bansou.desks.matching.gate import may_do, refusing
from bansou.desks.matching.sections import crumbs, lead
from bansou.desks.shared.door import door
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.parts import Chip, Link
from bansou.desks.shared.prose import Prose
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.guide.actions import set_subsidy
from bansou.employers.guide.rules import (
    Plan,
    Point,
    Subsidy,
    Validity,
    is_ruled_out,
    points_of,
)
from bansou.employers.guide.subsidies import subsidies_of

_CHIPS = {
    Validity.RUNNING: (gettext_lazy("期間内"), "good"),
    Validity.COMING: (gettext_lazy("これから"), "key"),
    Validity.ENDED: (gettext_lazy("終了"), "quiet"),
    Validity.UNKNOWN: (gettext_lazy("期限未確認"), "plain"),
}
_ABOUT = {
    "period": gettext_lazy("雇い入れる日"),
    "age": gettext_lazy("年齢"),
    "employment_type": gettext_lazy("雇用形態"),
}


class CheckForm(DeskForm):
    """A hire that somebody thinks of; an ordinary form by GET."""

    marks = False

    hired_on = DayField(label=gettext_lazy("雇い入れる日"))
    age = NumberField(
        label=gettext_lazy("その日の年齢"), required=False, least=15, most=100, max_length=8
    )
    employment_type = forms.ChoiceField(label=gettext_lazy("雇用形態"), required=False)

    def __init__(self, *args: Any, types: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["employment_type"].choices = [("", _("まだ分からない")), *types.items()]


class SubsidyForm(SectionedForm):
    """One entry of the guide; what nobody has checked stays empty."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=200)
    summary = Prose(label=gettext_lazy("説明"), widget=forms.Textarea(attrs={"rows": 5}))
    valid_from = DayField(label=gettext_lazy("始まりの日"), required=False)
    valid_to = DayField(label=gettext_lazy("終わりの日"), required=False)
    successor = forms.ChoiceField(label=gettext_lazy("後の制度"), required=False)
    minimum_age = NumberField(
        label=gettext_lazy("年齢の下限"), required=False, most=100, max_length=8
    )
    maximum_age = NumberField(
        label=gettext_lazy("年齢の上限"), required=False, most=100, max_length=8
    )
    employment_type = forms.ChoiceField(label=gettext_lazy("雇用形態の要件"), required=False)
    small_company_yen = YenField(
        label=gettext_lazy("中小企業への金額"), required=False, max_length=20
    )
    large_company_yen = YenField(
        label=gettext_lazy("中小企業以外への金額"), required=False, max_length=20
    )
    source = forms.CharField(
        label=gettext_lazy("出典"),
        help_text=gettext_lazy("例　厚生労働省の案内（令和8年度版）"),
        required=False,
        max_length=200,
    )
    checked_on = DayField(label=gettext_lazy("確かめた日"), required=False, not_after=today)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    KEPT = (
        *("name", "summary", "valid_from", "valid_to", "successor", "minimum_age", "maximum_age"),
        *("employment_type", "small_company_yen", "large_company_yen", "source", "checked_on"),
    )
    sections = (
        ("", ("name", "summary")),
        (gettext_lazy("期間"), ("valid_from", "valid_to", "successor")),
        (
            gettext_lazy("要件と金額"),
            (
                ("minimum_age", "maximum_age"),
                "employment_type",
                ("small_company_yen", "large_company_yen"),
            ),
        ),
        (gettext_lazy("確かめたもの"), ("source", "checked_on")),
    )

    def __init__(
        self, *args: Any, others: list[tuple[str, str]], types: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["successor"].choices = [("", _("ない")), *others]
        fields["employment_type"].choices = [("", _("未確認・問わない")), *types.items()]

    def said(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        return {name: self.cleaned_data[name] for name in self.KEPT}


@dataclass(frozen=True, slots=True)
class Shown:
    """One subsidy, ready to be printed."""

    subsidy: Subsidy
    chip: Chip
    is_ended: bool
    successor: Subsidy | None
    facts: list[tuple[str, str]]
    points: list[tuple[str, Chip]]
    verdict: str


@require_safe
@door("company.read")
@refusing
def guide(request: Any) -> HttpResponse:
    """All subsidies, those that can be asked for first; held against a plan where one is given."""
    keeper_id = request.actor.require_organisation()
    types = Vocabulary.of(keeper_id, request.today).choices("employment_types")
    is_asked = "check" in request.GET
    form = CheckForm(
        request.GET if is_asked else None, initial={"hired_on": request.today}, types=types
    )
    plan = Plan(**form.cleaned_data) if is_asked and form.is_valid() else None
    subsidies = subsidies_of(keeper_id)
    by_key = {subsidy.key: subsidy for subsidy in subsidies}
    order = list(Validity)
    rows = sorted(
        (_shown(one, by_key, types, request.today, plan) for one in subsidies),
        key=lambda row: order.index(row.subsidy.validity_on(request.today)),
    )
    values = {
        "rows": rows,
        "form": form,
        "plan": plan,
        "may_edit": may_do(request, "guide.edit"),
        **lead(request, "matching:subsidies"),
    }
    status = 422 if is_asked and form.errors else 200
    return render(request, "matching/guide/subsidies.html", values, status=status)


def _shown(
    one: Subsidy, by_key: dict[str, Subsidy], types: dict[str, str], day: date, plan: Plan | None
) -> Shown:
    validity = one.validity_on(day)
    label, kind = _CHIPS[validity]
    points = points_of(one, plan) if plan else []
    return Shown(
        subsidy=one,
        chip=Chip(str(label), kind),
        is_ended=validity is Validity.ENDED,
        successor=by_key.get(one.successor),
        facts=_facts(one, types),
        points=[(str(_ABOUT[point.about]), _point_chip(point)) for point in points],
        verdict=_verdict(points),
    )


def _period(one: Subsidy) -> str:
    starts = wareki(one.valid_from) if one.valid_from else ""
    ends = wareki(one.valid_to) if one.valid_to else ""
    if starts and ends:
        return _("%(starts)sから%(ends)sまで") % {"starts": starts, "ends": ends}
    if ends:
        return _("%(ends)sまで") % {"ends": ends}
    if starts:
        return _("%(starts)sから（終わりの日は未確認）") % {"starts": starts}
    return _("未確認")


def _facts(one: Subsidy, types: dict[str, str]) -> list[tuple[str, str]]:
    facts = [(_("期間"), _period(one)), (_("年齢"), _ages(one))]
    if one.employment_type:
        facts.append((_("雇用形態"), types.get(one.employment_type, one.employment_type)))
    amounts = (
        (_("中小企業への金額"), one.small_company_yen),
        (_("中小企業以外への金額"), one.large_company_yen),
    )
    facts += [(term, yen(amount)) for term, amount in amounts if amount is not None]
    checked = wareki(one.checked_on) if one.checked_on else _("未確認")
    return [*facts, (_("出典"), one.source or _("未確認")), (_("確かめた日"), checked)]


def _ages(one: Subsidy) -> str:
    least, most = one.minimum_age, one.maximum_age
    if least is not None and most is not None:
        return _("%(least)d歳から%(most)d歳まで") % {"least": least, "most": most}
    if least is not None:
        return _("%(least)d歳から") % {"least": least}
    if most is not None:
        return _("%(most)d歳まで") % {"most": most}
    return _("未確認")


def _point_chip(point: Point) -> Chip:
    if point.fits is None:
        return Chip(_("確かめてください"), "plain")
    return Chip(_("合う"), "good", "tick") if point.fits else Chip(_("合わない"), "warn", "minus")


def _verdict(points: list[Point]) -> str:
    if not points:
        return ""
    if all(point.fits is None for point in points):
        return _("期間も要件も、まだ確かめていません。")
    if is_ruled_out(points):
        return _("入れた内容では、合わない点があります。")
    return _("入れた内容に、合わない点は見つかりません。ほかの要件があります。")


@require_http_methods(["GET", "POST"])
@door("guide.edit")
@refusing
def edit(request: Any, key: str) -> HttpResponse:
    """One entry in its form."""
    found = _subsidy_at(request, key)
    initial = {name: getattr(found, name) for name in (*SubsidyForm.KEPT, "version")}
    return _asked(request, key, initial, title=_("助成金の案内を直す"))


@require_http_methods(["GET", "POST"])
@door("guide.edit")
@refusing
def add(request: Any) -> HttpResponse:
    """An entry that the office adds, such as the city's own top-up."""
    return _asked(request, "", {"version": 0}, title=_("助成金の案内を足す"))


def _asked(request: Any, key: str, initial: dict[str, Any], *, title: str) -> HttpResponse:
    keeper_id = request.actor.require_organisation()
    types = Vocabulary.of(keeper_id, request.today).choices("employment_types")
    others = [(one.key, one.name) for one in subsidies_of(keeper_id) if one.key != key]
    form = SubsidyForm(request.POST or None, initial=initial, others=others, types=types)
    facts: list[tuple[str, str]] = []
    if form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            set_subsidy(by=request.actor, key=key, seen_version=seen, **form.said())
        except EditedMeanwhile as refusal:
            known = _subsidy_at(request, key)
            stands = [(_("名称"), known.name), (_("説明"), known.summary), *_facts(known, types)]
            facts = come_between(form, refusal, known.version, stands)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("保存しました。前の内容は履歴に残っています。"))
            return redirect("matching:subsidies")
    return ask(
        request,
        form,
        title=title,
        verb=_("保存する"),
        body=_("公式の案内を見て書きます。確かめていない欄は空けておくと「未確認」と出ます。"),
        back_url=reverse("matching:subsidies"),
        crumbs=crumbs(Link(_("助成金"), reverse("matching:subsidies")), Link(title)),
        facts=facts,
    )


def _subsidy_at(request: Any, key: str) -> Subsidy:
    subsidies = subsidies_of(request.actor.require_organisation())
    found = next((one for one in subsidies if one.key == key), None)
    if found is None:
        raise Http404
    return found
