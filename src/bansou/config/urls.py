"""Addresses: those of the desks, and of signing in."""

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    *([path("", include("bansou.desks.urls"))] if find_spec("bansou.desks.urls") else []),
]
