"""Addresses: those of the desks, and of signing in."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("bansou.desks.urls")),
]

_FAILURES = "bansou.desks.shared.failures"
handler400 = f"{_FAILURES}.bad_request"
handler403 = f"{_FAILURES}.denied"
handler404 = f"{_FAILURES}.not_found"
handler500 = f"{_FAILURES}.server_error"
