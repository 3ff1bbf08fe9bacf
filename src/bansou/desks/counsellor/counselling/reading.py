"""Reading a record of psychological counselling: for the team, one entry in the log each time."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bansou.commons.audit.models import AccessLog
from bansou.commons.rows import Level
from bansou.desks.counsellor.cases.gate import Opened, opened
from bansou.desks.counsellor.cases.page import crumbs
from bansou.desks.counsellor.refusing import refusing
from bansou.desks.shared.case_log import note_opening
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import named_file
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.support.counselling.models import CounsellingRecord
from bansou.support.counselling.queries import file_of, record_of
from bansou.support.counselling.recording import (
    content_of,
    is_author,
    kind_of,
    name_of,
    text_of,
)

_READ = "counselling.read"


def to_page(case_id: UUID) -> str:
    """Where the page of a case's counselling is."""
    return reverse("counsellor:counselling", args=[case_id])


def record_at(it: Opened, key: UUID) -> CounsellingRecord:
    """The record of an address.

    :raises Http404: the case has none such
    """
    found = record_of(key)
    if found is None or found.case_id != it.case.pk:
        raise Http404
    return found


@require_safe
@door(_READ)
@refusing
def record(request: Any, pk: UUID, record: UUID) -> HttpResponse:
    """What a record says, with its files."""
    it = opened(request, pk, _READ, Level.PSYCHOLOGICAL)
    found = record_at(it, record)
    words = Vocabulary.of(it.case.organisation_id, it.today)
    kind = words.label("counselling_kinds", kind_of(found.step))
    files = [
        {
            "name": name_of(file),
            "size": file.size,
            "url": reverse("counsellor:counselling_file", args=[pk, file.pk]),
        }
        for file in found.files.order_by("stored_at", "id")
    ]
    may_record = it.may("counselling.record", Level.PSYCHOLOGICAL)
    values = {
        "case": it.case,
        "record": found,
        "said": text_of(found),
        "kind": kind,
        "place": words.label("places", str(found.step.fields.get("place", ""))),
        "files": files,
        "crumbs": crumbs(request.actor, it.case, kind),
        "in_emergency": not it.may("release.make", Level.PSYCHOLOGICAL),
        "may_record": may_record,
        "may_rewrite": may_record and is_author(request.actor, found),
    }
    note_opening(request, it.case, "counselling.record", found.pk)
    return render(request, "counsellor/counselling/record.html", values)


@require_safe
@door(_READ)
@refusing
def file(request: Any, pk: UUID, file: UUID) -> HttpResponse:
    """A file, as it was handed in; that it was taken is noted."""
    it = opened(request, pk, _READ, Level.PSYCHOLOGICAL)
    found = file_of(file)
    if found is None or found.case_id != it.case.pk:
        raise Http404
    content, name = content_of(found), name_of(found)
    note_opening(request, it.case, "counselling.file", found.pk, kind=AccessLog.Kind.EXPORT)
    response = named_file(content, found.media_type, name or _("添付ファイル"))
    response["X-Content-Type-Options"] = "nosniff"
    return response
