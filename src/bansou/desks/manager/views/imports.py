"""台帳の取込み: the list, handing a file in, and saying which column is what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.clock import FiscalYear
from bansou.commons.errors import Refusal
from bansou.commons.ledger.files import read_workbook
from bansou.commons.ledger.mapping import Mapping as LedgerMapping
from bansou.commons.ledger.mapping import MappingHasProblems, read_mapping
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.organisations.models import Organisation
from bansou.commons.requests.actions import RequestKeyUsedOtherwise, once
from bansou.desks.manager.blank_ledger import blank_ledger
from bansou.desks.manager.field_words import field_label
from bansou.desks.manager.import_forms import (
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
    begun_by,
    chip_of,
    is_begun,
    keep,
    put,
    record_at,
    scheme_of,
    template_title,
)
from bansou.desks.manager.imports import PARTS
from bansou.desks.manager.mapping_draft import SheetDraft, draft, written
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import XLSX, named_file
from bansou.desks.shared.parts import Chip
from bansou.programmes.models import Programme
from bansou.programmes.queries import scheme_on
from bansou.schemes import reader
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
    is_begun: bool


@door("ledger.import")
@require_safe
def index(request: Any) -> HttpResponse:
    """The imports of the organisation, the latest first."""
    records = (
        LedgerImport.objects.filter(organisation_id=request.actor.organisation_id)
        .select_related("handed_in_by__user")
        .filter(
            ~Q(scheme_id="") | Q(state=State.MAPPING, handed_in_by_id=request.actor.membership_id)
        )
        .defer("content", "former_rows")
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
        is_begun=is_begun(record),
    )


@door("ledger.import")
def new(request: Any) -> HttpResponse:
    """Hand a ledger in; the files are kept while the rest of the form is put right."""
    programmes = list(
        Programme.objects.filter(organisation_id=request.actor.organisation_id).order_by(
            "-fiscal_year", "scheme_id"
        )
    )
    begun = begun_by(request, _begun_key(request)) if request.POST else begun_by(request)
    form = _form(request, programmes, begun)
    if form.is_valid():
        try:
            return redirect("manager:import_mapping", key=_handed_in(request, form, begun))
        except Refusal as refusal:
            form.add_refusal(refusal)
    if form.is_bound and (begun is None or is_begun(begun)):
        begun = _kept(request, form, begun)
    status = 422 if form.is_bound else 200
    context = {"form": form, "begun": begun, "blanks": _blanks(programmes)}
    return render(request, "manager/imports/new.html", context, status=status)


def _blanks(programmes: Sequence[Programme]) -> list[tuple[str, str]]:
    """Schemes for which a blank workbook is given out: the office's own, else every template."""
    own = {it.scheme_id: it.name for it in reversed(programmes)}
    return list(own.items()) or [(it, template_title(it)) for it in reader.template_names()]


@door("ledger.import")
@require_safe
def blank(request: Any, scheme_id: str) -> HttpResponse:
    """A blank workbook: each ledger of the scheme with the columns that are read."""
    own = Programme.objects.filter(
        organisation_id=request.actor.organisation_id, scheme_id=scheme_id
    )
    latest = own.order_by("-fiscal_year").first()
    if latest is None and scheme_id not in reader.template_names():
        raise Http404
    scheme = scheme_on(latest, request.today) if latest else reader.read_template(scheme_id)
    body = Organisation.objects.get(pk=request.actor.organisation_id)
    return named_file(blank_ledger(scheme, body), XLSX, _("台帳のひな形_%s.xlsx") % scheme.title)


def _begun_key(request: Any) -> UUID:
    """For which kept file the form was drawn; a key of nothing where it was for none."""
    try:
        return UUID(request.POST.get("begun", ""))
    except ValueError:
        return UUID(int=0)


def _form(request: Any, programmes: Sequence[Programme], begun: LedgerImport | None) -> LedgerForm:
    return LedgerForm(
        request.POST or None,
        request.FILES or None,
        programmes=programmes,
        kept=begun.name if begun else "",
    )


def _kept(request: Any, form: LedgerForm, begun: LedgerImport | None) -> LedgerImport | None:
    """Keep what could be read of the form's files, beside what was kept before.

    Another ledger has a key of its own, so that no other window's form takes it for its own.
    """
    said = _files_of(form)
    if not said:
        return begun
    before = begun or begun_by(request)
    if before and "content" in said:
        said.setdefault("mapping", before.mapping)
        before.delete()
        before = None
    kept = keep(request, before, **said)
    form.offer_kept(kept.name)
    return kept


def _files_of(form: LedgerForm) -> dict[str, Any]:
    """The ledger and the mapping that the form brings and that can be read."""
    said: dict[str, Any] = {}
    if ledger := form.cleaned_data.get("ledger"):
        said["name"], said["content"] = ledger
    if mapping := form.cleaned_data.get("mapping"):
        said["mapping"] = mapping
    return said


def _handed_in(request: Any, form: LedgerForm, begun: LedgerImport | None) -> UUID:
    """Take the ledger on with its mapping, if one came along.

    :raises bansou.commons.requests.actions.RequestKeyUsedOtherwise: it was handed in before
    """
    said = {**_files_of(form), **form.of_programme()}

    def work() -> dict[str, str]:
        if begun and not is_begun(begun):
            raise RequestKeyUsedOtherwise()
        return {"record": str(keep(request, begun, **said, handed_in_at=request.now).pk)}

    body = {
        **{name: said.get(name) for name in ("name", "scheme_id", "fiscal_year")},
        "bytes": len(said.get("content", b"")),
        "begun": begun and begun.pk,
    }
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
                read_mapping(text, PARTS, field_label)
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
