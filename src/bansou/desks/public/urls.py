"""Addresses of the public pages."""

from django.urls import path

from bansou.desks.public import library

app_name = "public"

urlpatterns = [
    path("", library.index, name="library"),
    path("<uuid:key>/", library.page, name="sheet"),
    path("<uuid:key>/sheet.<str:form>", library.file, name="sheet_file"),
]
