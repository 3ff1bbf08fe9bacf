"""Addresses of the company's page, and of coming in by an invitation."""

from django.urls import path

from bansou.desks.employer import candidates, closing, entering, home, offering, staying, trials

app_name = "employer"

urlpatterns = [
    path("", home.home, name="home"),
    path("profile/", home.profile, name="profile"),
    path("openings/<uuid:pk>/confirm/", home.confirm_opening, name="confirm_opening"),
    path("hosts/<uuid:pk>/confirm/", home.confirm_host, name="confirm_host"),
    path("openings/<uuid:pk>/close/", closing.close_opening, name="close_opening"),
    path("hosts/<uuid:pk>/close/", closing.close_host, name="close_host"),
    path("candidates/<uuid:pk>/", candidates.candidate, name="candidate"),
    path("candidates/<uuid:pk>/answer/", candidates.answer, name="candidate_answer"),
    path("candidates/<uuid:pk>/interview/", candidates.interview, name="candidate_interview"),
    path("candidates/<uuid:pk>/result/", candidates.result, name="candidate_result"),
    path("trials/<uuid:pk>/", trials.trial, name="trial"),
    path("trials/<uuid:pk>/confirm/", trials.confirm, name="trial_confirm"),
    path("trials/<uuid:pk>/tutor/", trials.tutor, name="trial_tutor"),
    path("trials/<uuid:pk>/days/<uuid:day>/", trials.mark, name="trial_mark"),
    path("trials/<uuid:pk>/evaluate/", trials.evaluate, name="trial_evaluate"),
    path("trials/<uuid:pk>/offer/", trials.offer, name="trial_offer"),
    path("stays/<uuid:pk>/", staying.stay, name="stay"),
    path("offers/opening/", offering.offer, {"kind": "opening"}, name="offer_opening"),
    path("offers/host/", offering.offer, {"kind": "host"}, name="offer_host"),
    path("open/", entering.with_letter, name="enter"),
    path("open/account/", entering.choose_password, name="choose_password"),
]
