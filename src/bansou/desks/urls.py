"""Addresses of all desks."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("programmes/", include("bansou.desks.manager.urls")),
]
