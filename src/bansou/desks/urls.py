"""Addresses of all desks."""

from django.urls import URLPattern, URLResolver, include, path

from bansou.desks.shared import seats, unsent

urlpatterns: list[URLPattern | URLResolver] = [
    path("", seats.start, name="start"),
    path("seats/", seats.seats, name="seats"),
    path("no-seat/", seats.no_seat, name="no_seat"),
    path("unsent/<uuid:key>/", unsent.unsent, name="unsent"),
    path("unsent/<uuid:key>/send/", unsent.send, name="unsent_send"),
    path("unsent/<uuid:key>/forget/", unsent.forget, name="unsent_forget"),
    path("", include("bansou.desks.counsellor.urls")),
    path("courses/", include("bansou.desks.training.urls")),
    path("experience/", include("bansou.desks.experience.urls")),
    path("outreach/", include("bansou.desks.outreach.urls")),
    path("counselling/", include("bansou.desks.counselling.urls")),
    path("rights/", include("bansou.desks.rights.urls")),
    path("ibasho/", include("bansou.desks.ibasho.urls")),
    path("employers/", include("bansou.desks.matching.urls")),
    path("proposals/", include("bansou.desks.proposals.urls")),
    path("library/", include("bansou.desks.public.urls")),
    path("company/", include("bansou.desks.employer.urls")),
    path("my/", include("bansou.desks.seeker.urls")),
    path("programmes/", include("bansou.desks.manager.urls")),
]
