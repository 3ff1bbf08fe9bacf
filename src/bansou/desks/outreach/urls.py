"""Addresses of the desk of outreach."""

from django.urls import path

from bansou.desks.outreach import dispatch, page, teams, wards

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
    path("cases/<uuid:pk>/", page.case, name="case"),
    path("cases/<uuid:pk>/dispatch/", dispatch.request_it, name="request"),
]
