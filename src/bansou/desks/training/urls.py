"""Addresses of the desk of courses."""

from django.urls import path

from bansou.desks.training import catalogue, runs

app_name = "training"

urlpatterns = [
    path("", catalogue.courses, name="courses"),
    path("programmes/<uuid:key>/calendar/", catalogue.calendar, name="calendar"),
    path("programmes/<uuid:key>/runs/new/", runs.plan, name="plan"),
    path("runs/<uuid:pk>/", runs.run, name="run"),
    path("runs/<uuid:pk>/cancel/", runs.cancel, name="cancel"),
]
