"""Addresses of the psychologists' desk."""

from django.urls import path

from bansou.desks.counselling import today

app_name = "counselling"

urlpatterns = [
    path("", today.today, name="today"),
]
