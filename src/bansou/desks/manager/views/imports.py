"""台帳の取込み: the list, handing a file in, and saying which column is what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.clock import FiscalYear
from bansou.commons.errors import Refusal
from bansou.commons.ledger.files import pack, read_workbook
from bansou.commons.ledger.mapping import Mapping as LedgerMapping
from bansou.commons.ledger.mapping import MappingHasProblems, read_mapping
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.requests.actions import once
from bansou.desks.manager.import_forms import (
    NEW,
    LedgerForm,
    chosen,
    is_drawn_anew,
    options_of,
    posted,
)
from bansou.desks.manager.import_jobs import check_ledger
from bansou.desks.manager.import_records import (
    OPEN,
    State,
    chip_of,
    put,
    record_at,
    scheme_of,
    template_title,
)
from bansou.desks.manager.imports import PARTS
from bansou.desks.manager.mapping_draft import SheetDraft, draft, written
from bansou.desks.shared.door import door
from bansou.desks.shared.parts import Chip
from bansou.programmes.models import Programme
from bansou.schemes.shape import Scheme

_LATEST = 50


# The list, and a new one


@dataclass(frozen=True, slots=True)
class Listed:
    """One import in the list."""

    record: LedgerImport
    scheme: str
    year: str
    chip: Chip
    rows: int | None


@door("ledger.import")
@require_safe
def index(request: Any) -> HttpResponse:
    """The imports of the organisation, the latest first."""
    records = (
        LedgerImport.objects.filter(organisation_id=request.actor.organisation_id)
        .select_related("handed_in_by__user")
        .defer("content", "former_rows", "problems")
        .order_by("-handed_in_at")[:_LATEST]
    )
    return render(
        request, "manager/imports/index.html", {"listed": [_listed(it) for it in records]}
    )


def _listed(record: LedgerImport) -> Listed:
    sheets = record.result.get("sheets")
    return Listed(
        record=record,
        scheme=template_title(record.scheme_id),
        year=FiscalYear(record.fiscal_year).label if record.fiscal_year else "",
        chip=chip_of(record),
        rows=sum(it["new"] + it["updated"] for it in sheets) if sheets else None,
    )


@door("ledger.import")
def new(request: Any) -> HttpResponse:
    """Hand a ledger in."""
    programmes = list(
        Programme.objects.filter(organisation_id=request.actor.organisation_id).order_by(
            "-fiscal_year", "scheme_id"
        )
    )
    form = LedgerForm(request.POST or None, request.FILES or None, programmes=programmes)
    if request.method == "POST" and form.is_valid():
        try:
            record = _handed_in(request, form, programmes)
        except MappingHasProblems as problems:
            form.add_error("mapping", " ".join(problems.sentences))
        except Refusal as refusal:
            form.add_error("ledger", str(refusal))
        else:
            return redirect("manager:import_mapping", key=record)
    return render(request, "manager/imports/new.html", {"form": form})


def _handed_in(request: Any, form: LedgerForm, programmes: Sequence[Programme]) -> UUID:
    """Keep the file with the mapping that came along, or with none yet.

    :raises Refusal: the file or the mapping cannot be used at all
    """
    files = [(file.name, file.read()) for file in form.cleaned_data["ledger"]]
    name, content = pack(files)
    read_workbook(content, name)
    mapping = form.cleaned_data["mapping"]
    if mapping:
        read_mapping(mapping, PARTS)
    said = form.cleaned_data["programme"]
    of = next((it for it in programmes if str(it.pk) == said), None)
    scheme_id = of.scheme_id if of else said.removeprefix(NEW)

    def work() -> dict[str, str]:
        record = LedgerImport.objects.create(
            organisation_id=request.actor.organisation_id,
            handed_in_by_id=request.actor.membership_id,
            handed_in_at=request.now,
            changed_at=request.now,
            name=name[:200],
            content=content,
            mapping=mapping,
            scheme_id=scheme_id,
            fiscal_year=of.fiscal_year if of else None,
        )
        return {"record": str(record.pk)}

    body = {"name": name, "bytes": len(content), "scheme": scheme_id}
    kept = once(by=request.actor, key=form.key, action="ledger.hand_in", body=body, work=work)
    return UUID(kept["record"])


# The columns


@door("ledger.import")
def mapping(request: Any, key: UUID) -> HttpResponse:
    """Say which sheet is which ledger, and which column which field."""
    record = record_at(request, key, OPEN, with_content=True)
    book = read_workbook(bytes(record.content or b""), record.name)
    remembered = _remembered(record)
    drafts = draft(book, remembered)
    sentences: Sequence[str] = ()
    if request.method == "POST":
        is_anew = is_drawn_anew(drafts, request.POST)
        drafts = draft(book, remembered, chosen(drafts, request.POST))
        if not is_anew:
            drafts = posted(drafts, request.POST)
            text = written(drafts)
            try:
                read_mapping(text, PARTS)
            except MappingHasProblems as problems:
                sentences = _no_sheet(drafts) or problems.sentences
            else:
                return _checked(request, record, text)
    scheme = scheme_of(record, request.today)
    return render(
        request,
        "manager/imports/mapping.html",
        {
            "record": record,
            "ledgers": [(part.name, part.label) for part in PARTS],
            "sheets": [_Shown(place, it, scheme) for place, it in enumerate(drafts)],
            "sentences": sentences,
        },
    )


def _no_sheet(drafts: Sequence[SheetDraft]) -> Sequence[str]:
    if any(it.ledger for it in drafts):
        return ()
    return (_("読むシートを1つも選んでいません。どのシートがどの台帳かを選んでください。"),)


class _Shown:
    """A sheet of the form with the choices of its columns."""

    def __init__(self, place: int, sheet: SheetDraft, scheme: Scheme) -> None:
        self.place, self.sheet = place, sheet
        part = next((it for it in PARTS if it.name == sheet.ledger), None)
        self.options = options_of(part, scheme) if part else []
        self.columns = list(enumerate(sheet.columns))
        self.read = sum(1 for column in sheet.columns if column.field)


def _remembered(record: LedgerImport) -> LedgerMapping | None:
    """The mapping that came with the ledger, else that of the latest one of this scheme."""
    earlier = (
        LedgerImport.objects.filter(
            organisation_id=record.organisation_id, scheme_id=record.scheme_id
        )
        .exclude(pk=record.pk)
        .exclude(mapping="")
        .order_by("-handed_in_at")
        .values_list("mapping", flat=True)
    )
    for text in filter(None, (record.mapping, earlier.first())):
        try:
            return read_mapping(text, PARTS)
        except MappingHasProblems:
            continue
    return None


def _checked(request: Any, record: LedgerImport, text: str) -> HttpResponse:
    """Have it checked in the background."""
    put(record, request, state=State.CHECKING, mapping=text, problems=[], questions=[])
    check_ledger.later(by=request.actor, record=record.pk)
    return redirect("manager:import", key=record.pk)
