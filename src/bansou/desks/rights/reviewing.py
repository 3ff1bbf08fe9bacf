"""Deciding item by item what somebody is shown of what is kept of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bansou.commons.audit.models import AccessLog
from bansou.commons.documents.actions import content_of
from bansou.desks.rights.finding import of_request, refusing, request_at
from bansou.desks.rights.forms import JudgeForm
from bansou.desks.rights.holdings import Held, Words, file_at, held_of, item_of
from bansou.desks.rights.told.shape import FILE
from bansou.desks.shared.asking import carried_out
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import kept_file
from bansou.desks.shared.parts import Link
from bansou.people.answering.items import Seen, judge, show_together
from bansou.people.answering.models import DisclosureRequest, ItemDecision
from bansou.people.answering.queries import decisions_of, papers_of
from bansou.people.answering.refusals import DecidedMeanwhile, NotInPart, TextChanged
from bansou.people.answering.rules import digest_of
from bansou.people.cases.actions import of_the_same_person

_DECIDE = "disclosure.decide"


@dataclass(frozen=True, slots=True)
class Item:
    """One item with what is decided of it, for the text that it has now."""

    held: Held
    decision: ItemDecision | None
    is_stale: bool = False

    @property
    def is_decided(self) -> bool:
        """Tell whether it is decided about as it is now."""
        return self.decision is not None and not self.is_stale

    @property
    def can_go_together(self) -> bool:
        """Tell whether it can be shown together with others, unseen one by one."""
        return self.decision is None and self.held.is_plain

    @property
    def seen(self) -> str:
        """Which item it is, with the text that it has now, as a page sends it back."""
        return f"{self.held.source}:{self.held.source_id}:{digest_of(self.held.text)}"


def items_of(request: Any, it: DisclosureRequest) -> list[Item]:
    """Everything that is kept of the person, with what is decided of it."""
    cases, words = of_the_same_person(it.case), Words.of(it.organisation_id, request.today)
    decisions = decisions_of(it)
    return [
        _with_decision(held, decisions.get((held.source, held.source_id)))
        for held in held_of(cases, words, but=papers_of(it.organisation_id, cases))
    ]


def _with_decision(held: Held, decision: ItemDecision | None) -> Item:
    is_stale = decision is not None and decision.digest != digest_of(held.text)
    return Item(held, decision, is_stale)


@require_safe
@door(_DECIDE)
@refusing
def items(request: Any, key: UUID) -> HttpResponse:
    """Every item by its kind: what it says, and what is decided of it."""
    it = request_at(request, key, read="items")
    found = items_of(request, it)
    values = {
        "it": it,
        "crumbs": [*of_request(it), Link(_("項目ごとの決定"))],
        "groups": _by_heading(found),
        "number": len(found),
        "open": sum(not one.is_decided for one in found),
        "together": [one.seen for one in found if one.can_go_together],
        "may_change": it.state == DisclosureRequest.State.RECEIVED,
    }
    return render(request, "rights/items.html", values)


def _by_heading(found: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    return [
        (heading, list(items)) for heading, items in groupby(found, key=lambda it: it.held.heading)
    ]


@require_POST
@door(_DECIDE)
@refusing
def together(request: Any, key: UUID) -> HttpResponse:
    """Show at once what nobody wrote freely, and the page has shown as it is now."""
    it = request_at(request, key, read="together")
    sent = set(request.POST.get("seen", "").split())
    chosen = [
        Seen(one.held.source, one.held.source_id, one.held.text)
        for one in items_of(request, it)
        if one.can_go_together and one.seen in sent
    ]
    show_together(by=request.actor, request=it, seen=chosen, at=request.now)
    messages.success(request, _("%(count)d件を開示に決めました。") % {"count": len(chosen)})
    return redirect("rights:request_items", it.pk)


@require_http_methods(["GET", "POST"])
@door(_DECIDE)
@refusing
def item(request: Any, key: UUID, source: str, item: UUID) -> HttpResponse:
    """Show one item, and ask what is decided of it."""
    it = request_at(request, key, read=f"{source}:{item}")
    held = _item_at(request, it, source, item)
    form = JudgeForm(request.POST or None, initial=_usual(held, _decided(it, held)))
    back_url = reverse("rights:request_items", args=[it.pk])
    answer = carried_out(
        request,
        form,
        lambda: _judge(request, it, held, form),
        done=_("決めました。"),
        back_url=f"{back_url}#i-{item}",
    )
    return answer or _item_page(request, it, held, form, back_url)


def _item_page(
    request: Any, it: DisclosureRequest, held: Held, form: JudgeForm, back_url: str
) -> HttpResponse:
    is_file, one = held.source == FILE, _with_decision(held, _decided(it, held))
    values = {
        "it": it,
        "held": held,
        "form": form,
        "decision": one.decision,
        "is_stale": one.is_stale,
        "file_url": reverse("rights:request_file", args=[it.pk, held.source_id]) if is_file else "",
        "back_url": back_url,
        "crumbs": [
            *of_request(it),
            Link(_("項目ごとの決定"), back_url),
            Link(held.heading),
        ],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "rights/item.html", values, status=status)


def _decided(it: DisclosureRequest, held: Held) -> ItemDecision | None:
    return decisions_of(it).get((held.source, held.source_id))


def _usual(held: Held, decided: ItemDecision | None) -> dict[str, Any]:
    usual = _seen_of(held, decided)
    if decided:
        usual |= {name: getattr(decided, name) for name in ("verdict", "ground", "reason")}
        usual["struck"] = "\n".join(decided.struck)
    return usual


def _seen_of(held: Held, decided: ItemDecision | None) -> dict[str, Any]:
    """By what it is known which text and which decision somebody had before them."""
    return {"digest": digest_of(held.text), "seen": decided.version if decided else 0}


def _judge(request: Any, it: DisclosureRequest, held: Held, form: JudgeForm) -> None:
    is_whole = held.is_sealed or held.source == FILE
    if is_whole and form.cleaned_data["verdict"] == ItemDecision.Verdict.PARTLY:
        raise NotInPart(field="verdict")
    try:
        if form.cleaned_data["digest"] != digest_of(held.text):
            raise TextChanged()
        judge(
            by=request.actor,
            request=it,
            source=held.source,
            source_id=held.source_id,
            text=held.text,
            judged=form.judged(),
            seen_version=form.cleaned_data["seen"] or 0,
            at=request.now,
        )
    except (TextChanged, DecidedMeanwhile):
        form.show_anew(_seen_of(held, _decided(it, held)))
        raise


def _item_at(request: Any, it: DisclosureRequest, source: str, item: UUID) -> Held:
    words = Words.of(it.organisation_id, request.today)
    found = item_of(of_the_same_person(it.case), source, item, words)
    if found is None:
        raise Http404
    return found


@require_safe
@door(_DECIDE)
@refusing
def file(request: Any, key: UUID, item: UUID) -> HttpResponse:
    """The content of a file, to see whether it can be shown."""
    it = request_at(request, key, kind=AccessLog.Kind.EXPORT, read=f"{FILE}:{item}")
    _item_at(request, it, FILE, item)
    found = file_at(item)
    if found is None:
        raise Http404
    return kept_file(content_of(found), found.media_type, found.name)
