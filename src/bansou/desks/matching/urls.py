"""Addresses of the matching officer's desk."""

from django.urls import path

from bansou.desks.matching.companies import lists, page, registering

app_name = "matching"

urlpatterns = [
    path("", lists.companies, name="companies"),
    path("export/<str:form>/", lists.export, name="companies_export"),
    path("new/", registering.register, name="register"),
    path("<uuid:pk>/", page.company, name="company"),
    path("<uuid:pk>/correct/", registering.correct, name="correct"),
]
