"""The station for the browser: the demo's, called by what its pages need."""

from datetime import datetime
from typing import Any

from bansou.commons.access.acting import acting
from bansou.desks.management.demo_kobe import COUNSELLOR, PSYCHOLOGIST, seat_of
from bansou.people.cases.models import Case
from bansou.support.counselling.models import (
    CounsellingBooking,
    CounsellingFile,
    CounsellingRecord,
    ProfessionalLicence,
)
from bansou.support.counselling.recording import add_file
from bansou.support.counselling.releases import SealedRelease

_PDF = b"%PDF-1.7\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def station(now: datetime) -> dict[str, Any]:
    """Add a file to a record of the demo; returns what the pages are called by."""
    with acting(seat_of(PSYCHOLOGIST[1]), why="試験") as psychologist:
        judged = CounsellingRecord.objects.get(step__fields__counselling_kind="assessment")
        add_file(by=psychologist, record=judged, name="検査用紙.pdf", content=_PDF, at=now)
        booked = CounsellingBooking.objects.select_related("slot").get(
            case=judged.case_id, state="booked"
        )
        licence = ProfessionalLicence.objects.first()
        assert licence
        counselled = list(CounsellingRecord.objects.values_list("case_id", flat=True))
        file = CounsellingFile.objects.get()
        releases = {one.state: one.pk for one in SealedRelease.objects.filter(case=judged.case)}
    with acting(seat_of(COUNSELLOR[1]), why="試験"):
        bare = Case.objects.exclude(pk__in=counselled).first()
        assert bare
    return {
        "counselled": judged.case_id,
        "judged": judged.pk,
        "licence": licence.pk,
        "counselling_programme": booked.slot.programme_id,
        "counselling_booking": booked.pk,
        "judged_file": file.pk,
        "release_waiting": releases["proposed"],
        "release_approved": releases["approved"],
        "not_counselled": bare.pk,
    }
