"""What is owed to companies, what has to be confirmed, how the pipeline stands, and every list."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.drafts.queries import latest_drafts
from bansou.commons.tasks.actions import finish, refuse_settled
from bansou.commons.tasks.models import Task
from bansou.commons.tasks.queries import owed_about
from bansou.desks.matching.asking import ask
from bansou.desks.matching.gate import company_at, record_at, refusing
from bansou.desks.matching.offers.kinds import KINDS
from bansou.desks.matching.pipeline.board import columns_of
from bansou.desks.matching.sections import crumbs, lead
from bansou.desks.matching.visits.recording import RECORD
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Link
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.accounts.queries import offers_to_decide
from bansou.employers.companies.models import SUBJECT, Company
from bansou.employers.openings.queries import to_be_confirmed
from bansou.employers.stance.queries import to_be_asked_again
from bansou.placement.matching.queries import awaited_at
from bansou.support.experience.queries import to_be_arranged

_SHOWN = 5


@require_safe
@door("matching.today")
def today(request: Any) -> HttpResponse:
    """The first page of the day."""
    keeper_id = request.actor.require_organisation()
    words = Vocabulary.of(keeper_id, request.today)
    owed = owed_about(keeper_id, SUBJECT).filter(owner_id=request.actor.membership_id)
    old = to_be_asked_again(keeper_id, request.today, words.stance_confirm_days)
    values = {
        "fiscal_year": FiscalYear.of(request.today),
        "promises": _with_companies(owed[:_SHOWN]),
        "all_promises": _more(owed.count(), reverse("matching:tasks")),
        "due_today": owed.filter(due_on__lte=request.today).count(),
        "old_stances": old[:_SHOWN],
        "old_number": old.count(),
        "stance_days": words.stance_confirm_days,
        "to_arrange": to_be_arranged(keeper_id),
        "offered": offers_to_decide(keeper_id).count(),
        "drafts": _drafts(request),
        "awaited": awaited_at(keeper_id)[:_SHOWN],
        "awaited_number": awaited_at(keeper_id).count(),
        "to_confirm": _to_confirm(request, words.opening_confirm_days),
        "confirm_days": words.opening_confirm_days,
        "columns": columns_of(request, 0),
        **lead(request, ""),
    }
    return render(request, "matching/today/page.html", values)


def _more(number: int, url: str) -> Link:
    """The way to the rows that a panel does not show; without an address where it shows all."""
    text = _("すべて（%(number)s件）") % {"number": f"{number:,}"}
    return Link(text, url if number > _SHOWN else "", count=number)


def _with_companies(tasks: Any) -> list[tuple[Task, Company | None]]:
    rows = list(tasks)
    companies = Company.objects.in_bulk({task.subject_id for task in rows if task.subject_id})
    return [(task, companies.get(task.subject_id)) for task in rows]


def _drafts(request: Any) -> list[tuple[Any, Company]]:
    drafts = [draft for draft in latest_drafts(request.actor) if draft.form == RECORD]
    companies = Company.objects.in_bulk([draft.subject_id for draft in drafts])
    return [
        (draft, companies[draft.subject_id]) for draft in drafts if draft.subject_id in companies
    ][:_SHOWN]


def _to_confirm(request: Any, days: int) -> dict[str, Any]:
    """Openings and host places of which nobody has heard for long: the first ones, and how many."""
    rows, number = [], 0
    for kind in KINDS.values():
        own = kind.model.objects.filter(organisation_id=request.actor.require_organisation())
        old = to_be_confirmed(own, kind.begins, request.today, days)
        number += old.count()
        rows += [
            (row, reverse(f"matching:{kind.name}", args=[row.pk]), kind.noun)
            for row in old.select_related("company")[:_SHOWN]
        ]
    return {"rows": rows[:_SHOWN], "number": number}


@require_safe
@door("company.edit")
def tasks(request: Any) -> HttpResponse:
    """All that this member has promised to companies and not done yet."""
    owed = owed_about(request.actor.require_organisation(), SUBJECT)
    mine = owed.filter(owner_id=request.actor.membership_id)
    values = {
        "promises": _with_companies(mine),
        "crumbs": crumbs(Link(_("約束の期限"))),
    }
    return render(request, "matching/today/tasks.html", values)


@require_http_methods(["GET", "POST"])
@door("company.edit")
@refusing
def done(request: Any, pk: UUID) -> HttpResponse:
    """Ask whether a promise has been kept; mark it as done."""
    task = record_at(request, Task, pk)
    if task.subject != SUBJECT or task.subject_id is None:
        raise Http404
    company = company_at(request, task.subject_id)
    refuse_settled(task)
    if request.method == "POST":
        finish(task=task, at=request.now)
        messages.success(request, _("「%(title)s」を済みにしました。") % {"title": task.title})
        return redirect("matching:company", company.pk)
    return ask(
        request,
        None,
        title=_("「%(title)s」を済みにしますか") % {"title": task.title},
        body=_("約束の期限の一覧から消えます。記録には残ります。"),
        facts=[(_("約束した日"), wareki(task.promised_on)), (_("期限"), wareki(task.due_on))],
        verb=_("済みにする"),
        back_url=reverse("matching:company", args=[company.pk]),
        crumbs=crumbs(Link(_("約束")), company=company),
    )
