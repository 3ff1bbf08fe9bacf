"""Addresses of the desk of proposals."""

from django.urls import path

from bansou.desks.proposals import acting, board, cases, introducing, ledger, lists, page, papers

app_name = "proposals"

urlpatterns = [
    path("", lists.awaited, name="awaited"),
    path("settled/", lists.settled, name="settled"),
    path("ledger/<int:year>/<str:form>/", ledger.seeker_ledger, name="seeker_ledger"),
    path("board/", board.board, name="board"),
    path("cases/<uuid:pk>/", cases.case, name="case"),
    path("cases/<uuid:pk>/wishes/", cases.wishes, name="wishes"),
    path("cases/<uuid:pk>/openings/<uuid:opening>/", cases.propose, name="propose"),
    path("<uuid:pk>/", page.proposal, name="proposal"),
    path("<uuid:pk>/answer/", acting.answer, name="answer"),
    path("<uuid:pk>/ask/", acting.ask_company, name="ask_company"),
    path("<uuid:pk>/company/", acting.company_answer, name="company_answer"),
    path("<uuid:pk>/consent/", acting.consent, name="consent"),
    path("<uuid:pk>/consent/withdraw/", acting.consent_withdraw, name="consent_withdraw"),
    path("<uuid:pk>/introduce/", introducing.introduce, name="introduce"),
    path("<uuid:pk>/interview/", introducing.interview, name="interview"),
    path("<uuid:pk>/result/", introducing.result, name="result"),
    path("<uuid:pk>/end/", acting.end, name="end"),
    path("<uuid:pk>/profile/", papers.profile, name="profile"),
    path("<uuid:pk>/letter/", papers.letter, name="letter"),
]
