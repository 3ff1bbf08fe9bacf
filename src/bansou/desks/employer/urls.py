"""Addresses of the company's page, and of coming in by an invitation."""

from django.urls import path

from bansou.desks.employer import entering, home, offering

app_name = "employer"

urlpatterns = [
    path("", home.home, name="home"),
    path("profile/", home.profile, name="profile"),
    path("openings/<uuid:pk>/confirm/", home.confirm_opening, name="confirm_opening"),
    path("hosts/<uuid:pk>/confirm/", home.confirm_host, name="confirm_host"),
    path("offers/opening/", offering.offer, {"kind": "opening"}, name="offer_opening"),
    path("offers/host/", offering.offer, {"kind": "host"}, name="offer_host"),
    path("open/", entering.with_letter, name="enter"),
    path("open/account/", entering.choose_password, name="choose_password"),
]
