"""The lists of supporting employers: who is on them, whose renewal is near, and changing that."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.desks.matching.asking import ask, come_between, sent_once
from bansou.desks.matching.companies.telling import facts_of
from bansou.desks.matching.forms import SectionedForm
from bansou.desks.matching.gate import company_at, record_at, refusing
from bansou.desks.matching.sections import crumbs, lead
from bansou.desks.shared.door import door
from bansou.desks.shared.fields import DayField, today
from bansou.desks.shared.parts import Link
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.lists.actions import correct_listing, list_employer
from bansou.employers.lists.queries import standing_listings
from bansou.employers.models import SupportingEmployer

#: Renewals are asked for so many days ahead.
_AHEAD = timedelta(days=60)


class NoList(Refusal):
    """The scheme names no list of supporters."""

    code = "employers.no_list"
    message = _(
        "この団体の事業スキームには、応援企業のリストがありません。"
        "事業担当者に、事業スキームへリストを加えるよう頼んでください。"
    )


class ListingForm(SectionedForm):
    """A company's time on a list."""

    employer_list = forms.ChoiceField(label=gettext_lazy("リスト"))
    listed_on = DayField(label=gettext_lazy("載せた日"), not_after=today)
    renew_by = DayField(
        label=gettext_lazy("更新の期限"),
        help_text=gettext_lazy("この日をすぎると、リストから外れます。なければ空けておきます。"),
        required=False,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lists: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["employer_list"].choices = list(lists.items())


class ChangeListingForm(ListingForm):
    """A time on a list on record: renewed, ended or put right."""

    request_key = None
    removed_on = DayField(
        label=gettext_lazy("外した日"),
        help_text=gettext_lazy("企業から外してほしいと言われたときなど。"),
        required=False,
        not_after=today,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def _lists(request: Any) -> dict[str, str]:
    words = Vocabulary.of(request.actor.organisation_id, request.today)
    return words.choices("employer_lists")


@require_safe
@door("company.read")
@refusing
def listings(request: Any) -> HttpResponse:
    """Who is on which list today; what has to be renewed soon comes first."""
    keeper_id, names = request.actor.require_organisation(), _lists(request)
    standing = standing_listings(keeper_id, request.today).select_related("company")
    rows = [
        (
            one,
            names.get(one.employer_list, one.employer_list),
            bool(one.renew_by and one.renew_by <= request.today + _AHEAD),
        )
        for one in standing.order_by("renew_by", "company__name_key", "id")
    ]
    values = {
        "rows": rows,
        "has_lists": bool(names),
        "companies": len({one.company_id for one, _name, _near in rows}),
        **lead(request, "matching:listings"),
    }
    return render(request, "matching/listings/list.html", values)


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def add(request: Any, pk: UUID) -> HttpResponse:
    """Put a company on a list, once."""
    company, names = company_at(request, pk), _lists(request)
    if not names:
        raise NoList()
    initial = {"listed_on": request.today, "request_key": uuid7()}
    form = ListingForm(request.POST or None, initial=initial, lists=names)
    if form.is_valid():
        said = {n: form.cleaned_data[n] for n in ("employer_list", "listed_on", "renew_by")}

        def work() -> dict[str, str]:
            listing = list_employer(by=request.actor, company=company, at=request.now, **said)
            return {"listing": str(listing.pk)}

        if sent_once(request, "listing.add", form, work, company=company.pk):
            messages.success(request, _("リストに載せました。"))
            return redirect("matching:company", pk)
    return ask(
        request,
        form,
        title=_("応援企業リストに載せる"),
        verb=_("載せる"),
        body=company.name,
        back_url=reverse("matching:company", args=[pk]),
        crumbs=crumbs(Link(_("応援企業リストに載せる")), company=company),
    )


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def change(request: Any, pk: UUID) -> HttpResponse:
    """Renew a time on a list, end it, or put it right."""
    listing = record_at(request, SupportingEmployer, pk, "company")
    names = {listing.employer_list: listing.employer_list} | _lists(request)
    kept = ("employer_list", "listed_on", "renew_by", "removed_on")
    initial = {name: getattr(listing, name) for name in (*kept, "version")}
    form = ChangeListingForm(request.POST or None, initial=initial, lists=names)
    facts: list[tuple[str, str]] = []
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in kept}
        try:
            correct_listing(listing=listing, seen_version=form.cleaned_data["version"], **said)
        except EditedMeanwhile as refusal:
            listing = record_at(request, SupportingEmployer, pk, "company")
            facts = come_between(form, refusal, listing.version, facts_of(listing.company)[:1])
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("直しました。前の内容は履歴に残っています。"))
            return redirect("matching:listings")
    return ask(
        request,
        form,
        title=_("リストの更新と終わり"),
        verb=_("保存する"),
        body=listing.company.name,
        back_url=reverse("matching:listings"),
        crumbs=crumbs(Link(_("リストの更新と終わり")), company=listing.company),
        facts=facts,
    )
