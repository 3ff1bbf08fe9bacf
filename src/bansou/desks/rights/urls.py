"""Addresses of the keeping and erasing of records, and of requests of people about theirs."""

from django.urls import path

from bansou.desks.rights import (
    answering,
    deciding,
    glass,
    granting,
    keeping,
    papers,
    register,
    releasing,
    reviewing,
)

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
    path("requests/", answering.index, name="requests"),
    path("requests/new/", answering.new, name="request_new"),
    path("requests/period/", answering.period, name="answer_period"),
    path("requests/<uuid:key>/", answering.page, name="request"),
    path("requests/<uuid:key>/extend/", answering.longer, name="request_extend"),
    path("requests/<uuid:key>/refuse/", granting.not_shown, name="request_refuse"),
    path("requests/<uuid:key>/withdraw/", answering.taken_back, name="request_withdraw"),
    path("requests/<uuid:key>/items/", reviewing.items, name="request_items"),
    path("requests/<uuid:key>/items/together/", reviewing.together, name="request_together"),
    path(
        "requests/<uuid:key>/items/<str:source>/<uuid:item>/", reviewing.item, name="request_item"
    ),
    path("requests/<uuid:key>/files/<uuid:item>/", reviewing.file, name="request_file"),
    path("requests/<uuid:key>/decide/", granting.grant, name="request_decide"),
    path("requests/<uuid:key>/paper.pdf", papers.paper, name="request_paper"),
    path("requests/<uuid:key>/extension.pdf", papers.extension, name="request_extension"),
    path("requests/<uuid:key>/hand/", granting.hand, name="request_hand"),
]
