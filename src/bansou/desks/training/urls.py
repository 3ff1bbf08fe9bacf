"""Addresses of the desk of courses."""

from django.urls import path

from bansou.desks.training import (
    allotments,
    attendance,
    catalogue,
    participants,
    runs,
    seats,
)

app_name = "training"

urlpatterns = [
    path("", catalogue.courses, name="courses"),
    path("programmes/<uuid:key>/calendar/", catalogue.calendar, name="calendar"),
    path("programmes/<uuid:key>/runs/new/", runs.plan, name="plan"),
    path("programmes/<uuid:key>/allot/<slug:course>/", allotments.allot, name="allot"),
    path("allotments/<uuid:pk>/", allotments.allotment, name="allotment"),
    path("allotments/<uuid:pk>/receipt.json", allotments.receipt_file, name="receipt"),
    path("runs/<uuid:pk>/", runs.run, name="run"),
    path("runs/<uuid:pk>/cancel/", runs.cancel, name="cancel"),
    path("runs/<uuid:pk>/days/<int:number>/", attendance.attendance, name="attendance"),
    path("applications/<uuid:pk>/", participants.participant, name="participant"),
    path("applications/<uuid:pk>/make-up/", participants.make_up, name="make_up"),
    path("applications/<uuid:pk>/complete/", participants.complete, name="complete"),
    path("applications/<uuid:pk>/certificate/", participants.certificate, name="certificate"),
    path(
        "applications/<uuid:pk>/certificate/file/",
        participants.certificate_file,
        name="certificate_file",
    ),
    path("applications/<uuid:pk>/decline/", seats.decline, name="decline"),
    path("applications/<uuid:pk>/runs/<uuid:run_id>/enrol/", seats.enrol, name="enrol"),
    path("applications/<uuid:pk>/runs/<uuid:run_id>/wait/", seats.wait, name="wait"),
]
