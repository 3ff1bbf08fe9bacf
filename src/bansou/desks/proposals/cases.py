"""求人の提案 on a case: what the person wishes, what was proposed to them, and what fits today."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.database.editing import EditedMeanwhile
from bansou.commons.errors import Refusal
from bansou.commons.requests.actions import once
from bansou.desks.proposals.drawing import Market, board_url
from bansou.desks.proposals.forms import ProposeForm, WishForm
from bansou.desks.proposals.gate import ANSWER, MAKE, READ, case_at, may_do, refusing
from bansou.desks.proposals.lists import rows_of
from bansou.desks.proposals.sections import crumbs
from bansou.desks.proposals.words import Words, wish_facts
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import allowed, door
from bansou.desks.shared.names import addressed, called
from bansou.desks.shared.parts import Link
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.models import Company, Opening
from bansou.people.cases.models import Case
from bansou.placement.matching.actions import propose as put_to_person
from bansou.placement.matching.models import WorkWish
from bansou.placement.matching.queries import proposals_of, wish_of
from bansou.placement.matching.wishing import write_wishes

_SHOWN = 10


@require_safe
@door(READ)
@refusing
def case(request: Any, pk: UUID) -> HttpResponse:
    """The page. Opening it is written into the keeper's log."""
    it = case_at(request, pk)
    wish, market = wish_of(it), Market(request)
    values: dict[str, Any] = {
        "case": it,
        "title": called(it),
        "addressed": addressed(it),
        "crumbs": crumbs(it),
        "wish": wish,
        "rows": rows_of(proposals_of(it)),
        "may_write": may_do(request, it, ANSWER),
        "may_open_case": allowed(request, "case.open", it.thing()),
        "number_of_openings": len(market.openings),
    }
    if wish:
        values |= _drawn(market, wish)
    note_opening(request, it)
    return render(request, "proposals/case.html", values)


def _drawn(market: Market, wish: WorkWish) -> dict[str, Any]:
    wish = next((one for one in market.wishes if one.pk == wish.pk), wish)
    facts = {"facts": wish_facts(wish, market.words)}
    if wish.case_id not in market.seekers:
        return facts
    drawn = market.of_person(wish)
    return facts | {
        "fits": [
            (fit, board_url(wish, fit.opening), market.words.types.get(fit.opening.employment_type))
            for fit in drawn.fitting[:_SHOWN]
        ],
        "number_of_fits": len(drawn.fitting),
        "left_out": market.left_out(drawn.excluded),
        "number_left_out": len(drawn.excluded),
        "board_url": board_url(wish, None),
    }


@require_http_methods(["GET", "POST"])
@door(ANSWER)
@refusing
def wishes(request: Any, pk: UUID) -> HttpResponse:
    """What the person wishes, in its form; who comes second keeps what they typed."""
    it = case_at(request, pk, ANSWER)
    wish = wish_of(it)
    vocabulary = Vocabulary.of(it.organisation_id, request.today)
    words = Words.of(vocabulary)
    form = WishForm(
        request.POST if request.method == "POST" else None,
        initial=WishForm.written(wish, request.today),
        areas=_areas(it, wish),
        employment_types=words.types,
    )
    facts: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            write_wishes(
                by=request.actor, case=it, today=request.today, at=request.now, **form.said()
            )
        except EditedMeanwhile as refusal:
            facts = _come_between(form, refusal, it, words)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("仕事の希望を書きました。前の内容は履歴に残っています。"))
            return redirect("proposals:case", it.pk)
    values = {
        "case": it,
        "form": form,
        "title": _("%(name)sの仕事の希望") % {"name": addressed(it)},
        "facts": facts,
        "back_url": reverse("proposals:case", args=[it.pk]),
        "crumbs": crumbs(it, Link(_("仕事の希望"))),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "proposals/wishes.html", values, status=status)


def _come_between(
    form: WishForm, refusal: Refusal, case: Case, words: Words
) -> list[tuple[str, str]]:
    """Keep what was typed, take the version on record, and tell what that says."""
    form.add_refusal(refusal)
    wish = wish_of(case)
    if wish is None:
        return []
    data: Any = form.data.copy()
    data["version"] = str(wish.version)
    form.data = data
    said = [(_("本人の言葉"), wish.words), *wish_facts(wish, words)]
    return [(_("いまの記録の%(what)s") % {"what": term}, value) for term, value in said]


def _areas(case: Case, wish: WorkWish | None) -> list[str]:
    """Areas in which companies or openings of the office are, and those the person has named."""
    own = {"organisation_id": case.organisation_id}
    named = {
        *Company.objects.filter(**own).exclude(area="").values_list("area", flat=True).distinct(),
        *Opening.objects.filter(**own).exclude(area="").values_list("area", flat=True).distinct(),
        *(wish.areas or () if wish else ()),
    }
    return sorted(named)


@require_http_methods(["GET", "POST"])
@door(MAKE)
@refusing
def propose(request: Any, pk: UUID, opening: UUID) -> HttpResponse:
    """Put an opening to the person, once."""
    it = case_at(request, pk, MAKE)
    row = (
        Opening.objects.select_related("company")
        .filter(pk=opening, organisation_id=it.organisation_id)
        .first()
    )
    if row is None:
        raise Http404
    request.back = Link(
        _("マッチングへ戻る"), f"{reverse('proposals:board')}?case={pk}&opening={opening}"
    )
    form = ProposeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = _propose(request, it, row, form)
        messages.success(request, _("本人に提案しました。返事を聞いたら、ここに記録します。"))
        return redirect("proposals:proposal", made["proposal"])
    return redirect(request.back.url)


def _propose(request: Any, case: Case, opening: Opening, form: ProposeForm) -> Mapping[str, Any]:
    days = Vocabulary.of(case.organisation_id, request.today).opening_confirm_days

    def work() -> Mapping[str, Any]:
        made = put_to_person(
            by=request.actor,
            case=case,
            opening=opening,
            on=request.today,
            at=request.now,
            confirm_days=days,
            remark=form.cleaned_data["remark"],
        )
        return {"proposal": str(made.pk)}

    said = form.cleaned_data
    body = {"case": case.pk, "opening": opening.pk, "remark": said["remark"]}
    return once(by=request.actor, key=said["request_key"], action=MAKE, body=body, work=work)
