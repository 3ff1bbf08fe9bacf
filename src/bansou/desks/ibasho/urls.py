"""Addresses of places to be."""

from django.urls import path

from bansou.desks.ibasho import case, guests, numbers, places, tablet

app_name = "ibasho"

urlpatterns = [
    path("", places.places, name="places"),
    path("new/", places.new, name="new"),
    path("numbers/", numbers.numbers_page, name="numbers"),
    path("door/<str:secret>/", tablet.door_page, name="door"),
    path("case/<uuid:pk>/", case.page, name="case"),
    path("guests/<uuid:pk>/", guests.guest, name="guest"),
    path("<uuid:pk>/", places.place, name="place"),
    path("<uuid:pk>/edit/", places.edit, name="edit"),
    path("<uuid:pk>/days/", places.days, name="days"),
    path("<uuid:pk>/tablet/", places.renew, name="tablet"),
    path("<uuid:pk>/guests/new/", guests.new, name="guest_new"),
    path("<uuid:pk>/incidents/new/", guests.incident, name="incident_new"),
]
