"""Addresses: those of the desks, and of signing in."""

from django.urls import include, path

from bansou.config.accounts import not_offered

urlpatterns = [
    path("account/email/", not_offered, name="account_email"),
    path("account/confirm-email/", not_offered, name="account_email_verification_sent"),
    path("account/confirm-email/<str:key>/", not_offered, name="account_confirm_email"),
    path("account/", include("allauth.urls")),
    path("", include("bansou.desks.urls")),
]

_FAILURES = "bansou.desks.shared.failures"
handler400 = f"{_FAILURES}.bad_request"
handler403 = f"{_FAILURES}.denied"
handler404 = f"{_FAILURES}.not_found"
handler500 = f"{_FAILURES}.server_error"
