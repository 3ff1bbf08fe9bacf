"""Addresses of the psychologists' desk."""

from django.urls import path

from bansou.desks.counselling import licences, rota, today

app_name = "counselling"

urlpatterns = [
    path("", today.today, name="today"),
    path("rota/", rota.rota, name="rota"),
    path("rota/offer/", rota.offer, name="offer"),
    path("rota/<uuid:pk>/withdraw/", rota.withdraw, name="withdraw"),
    path("licences/", licences.licences, name="licences"),
    path("licences/new/", licences.register, name="licence_new"),
    path("licences/<uuid:pk>/", licences.licence, name="licence"),
]
