"""Kobe for the town: that of the demo, called by what its pages stand for."""

from datetime import datetime
from typing import Any

from bansou.commons.access.acting import acting
from bansou.desks.management.demo_kobe import SUPERVISOR, fill_kobe, seat_of
from bansou.people.models import (
    FamilyContact,
    FamilyStatement,
    OutsideBody,
    Referral,
    SharingConsent,
)
from bansou.programmes.models import StaffCourse, StaffCourseDay
from bansou.support.models import (
    CaseConference,
    DispatchRequest,
    ExpertTeam,
    Formulation,
    OutreachVisit,
    TeamMember,
    WardPosting,
)


def outreach(*, password: str, now: datetime) -> dict[str, Any]:
    """Found Kobe as the demo does; returns what its pages are called by."""
    fill_kobe(password=password, at=now)
    with acting(seat_of(SUPERVISOR[1]), why="試験"):
        decided = DispatchRequest.objects.get(state="approved")
        visits = OutreachVisit.objects.order_by("on")
        return {
            "conference": CaseConference.objects.get().pk,
            "formulation": Formulation.objects.latest("number").pk,
            "visit_held": visits.filter(state="held").latest("on").pk,
            "visit_planned": visits.get(state="planned").pk,
            "outreach_case": decided.case_id,
            "dispatch": decided.pk,
            "urgent_dispatch": DispatchRequest.objects.get(state="requested").pk,
            "sharing_consent": SharingConsent.objects.earliest("id").pk,
            "letter_referral": Referral.objects.get(answer="awaited").pk,
            "outside_body": OutsideBody.objects.earliest("id").pk,
            "posting": WardPosting.objects.earliest("id").pk,
            "expert_team": ExpertTeam.objects.get().pk,
            "expert": TeamMember.objects.earliest("id").pk,
            "staff_course": StaffCourse.objects.get().pk,
            "family_contact": FamilyContact.objects.earliest("id").pk,
            "family_statement": FamilyStatement.objects.earliest("id").pk,
            "staff_course_day": StaffCourseDay.objects.earliest("on").pk,
        }
