"""Addresses of the desk of outreach."""

from django.urls import path

from bansou.desks.outreach import (
    briefing,
    conferences,
    dispatch,
    educating,
    formulations,
    offline,
    page,
    teams,
    visits,
    wards,
)

app_name = "outreach"

urlpatterns = [
    path("", wards.wards, name="wards"),
    path("postings/new/", wards.post, name="post"),
    path("postings/<uuid:pk>/", wards.posting, name="posting"),
    path("teams/", teams.teams, name="teams"),
    path("teams/new/", teams.add, name="team_add"),
    path("teams/<uuid:pk>/join/", teams.join, name="team_join"),
    path("teams/<uuid:pk>/duty/", teams.duty, name="team_duty"),
    path("experts/<uuid:pk>/", teams.expert, name="expert"),
    path("dispatch/", dispatch.dispatches, name="dispatches"),
    path("dispatch/<uuid:pk>/", dispatch.page, name="dispatch"),
    path("dispatch/<uuid:pk>/decide/", dispatch.decide, name="decide"),
    path("visits/", visits.visits, name="visits"),
    path("home-visits/<uuid:pk>/", visits.page, name="visit"),
    path("home-visits/<uuid:pk>/change/", visits.change, name="visit_change"),
    path("home-visits/<uuid:pk>/record/", visits.record, name="visit_record"),
    path("home-visits/<uuid:pk>/cancel/", visits.cancel, name="visit_cancel"),
    path("offline/", offline.page, name="offline"),
    path("offline/worker.js", offline.worker, name="offline_worker"),
    path("offline/today/", offline.today, name="offline_today"),
    path("offline/notes/", offline.send, name="offline_send"),
    path("visit-notes/<uuid:pk>/add/", offline.add, name="note_add"),
    path("formulations/<uuid:pk>/", formulations.page, name="formulation"),
    path("formulations/<uuid:pk>/dissent/", formulations.dissent, name="dissent"),
    path("cases/<uuid:pk>/formulation/", formulations.write, name="formulation_write"),
    path("cases/<uuid:pk>/visit/", visits.plan, name="visit_plan"),
    path("cases/<uuid:pk>/consent/", visits.consent, name="visit_consent"),
    path("conferences/", conferences.conferences, name="conferences"),
    path("conferences/<uuid:pk>/", conferences.page, name="conference"),
    path("conferences/<uuid:pk>/change/", conferences.change, name="conference_change"),
    path("conferences/<uuid:pk>/ask/", conferences.ask_somebody, name="conference_ask"),
    path(
        "conferences/<uuid:pk>/members/<uuid:member>/out/",
        conferences.take_somebody_out,
        name="conference_out",
    ),
    path("conferences/<uuid:pk>/cancel/", conferences.cancel, name="conference_cancel"),
    path("conferences/<uuid:pk>/close/", conferences.close, name="conference_close"),
    path("cases/<uuid:pk>/conference/", conferences.call, name="conference_call"),
    path("cases/<uuid:pk>/lesson/", educating.record, name="lesson"),
    path("cases/<uuid:pk>/briefing/", briefing.sheet, name="briefing"),
    path("cases/<uuid:pk>/", page.case, name="case"),
    path("cases/<uuid:pk>/dispatch/", dispatch.request_it, name="request"),
]
