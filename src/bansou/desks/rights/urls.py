"""Addresses of the keeping and erasing of records, and of requests of people about theirs."""

from django.urls import path

from bansou.desks.rights import deciding, glass, keeping, register, releasing

app_name = "rights"

urlpatterns = [
    path("", keeping.index, name="index"),
    path("register/", register.page, name="register"),
    path("register/register.<str:form>", register.export, name="register_export"),
    path("emergency/", glass.page, name="glass"),
    path("emergency/<uuid:pk>/", glass.look, name="glass_review"),
    path("periods/new/", keeping.period, name="period"),
    path("cases/<uuid:pk>/", keeping.case_page, name="case"),
    path("cases/<uuid:pk>/hold/", keeping.hold, name="hold"),
    path("cases/<uuid:pk>/hold/end/", keeping.lift, name="lift"),
    path("cases/<uuid:pk>/erasure/", deciding.propose, name="propose"),
    path("erasures/<uuid:key>/approve/", deciding.approve, name="approve"),
    path("erasures/<uuid:key>/decline/", deciding.decline, name="decline"),
    path("releases/", releasing.index, name="releases"),
    path("releases/<uuid:key>/approve/", releasing.approve, name="release_approve"),
    path("releases/<uuid:key>/decline/", releasing.decline, name="release_decline"),
]
