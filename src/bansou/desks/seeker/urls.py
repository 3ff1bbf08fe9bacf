"""Addresses of my page, and of coming in by a letter."""

from django.urls import path

from bansou.desks.seeker import (
    account,
    answering,
    booking,
    consents,
    contact,
    courses,
    entering,
    home,
    money,
    papers,
    proposals,
    reading,
    talks,
)

app_name = "seeker"

urlpatterns = [
    path("", home.home, name="home"),
    path("open/", entering.with_letter, name="enter"),
    path("open/account/", entering.choose_login, name="choose_login"),
    path("leave/", entering.leave, name="leave"),
    path("courses/", courses.courses, name="courses"),
    path("courses/<slug:course>/", courses.apply, name="apply"),
    path("applications/<uuid:pk>/withdraw/", courses.withdraw, name="withdraw"),
    path("talks/", talks.ways, name="talks"),
    path("desks/<uuid:desk>/<slug:channel>/", talks.talk, name="talk"),
    path("bookings/<uuid:pk>/move/", talks.move, name="move"),
    path("bookings/<uuid:pk>/undo/", talks.undo, name="undo"),
    path("bookings/<uuid:pk>/accept/", talks.accept, name="accept"),
    path("bookings/<uuid:pk>/cancel/", booking.cancel, name="cancel"),
    path("proposals/<uuid:pk>/", proposals.proposal, name="proposal"),
    path("papers/", papers.overview, name="papers"),
    path("papers/new/<slug:kind>/", papers.begin, name="paper_new"),
    path("papers/<uuid:pk>/", papers.paper, name="paper"),
    path("papers/<uuid:pk>/write/", papers.write, name="paper_write"),
    path("papers/<uuid:pk>/print/", papers.print_paper, name="paper_print"),
    path("papers/<uuid:pk>/file/", papers.file, name="paper_file"),
    path("money/", money.money, name="money"),
    path("money/account/", account.bank_account, name="bank_account"),
    path("cases/<uuid:pk>/claim/", money.claim, name="claim"),
    path("claims/<uuid:pk>/again/", money.again, name="claim_again"),
    path("claims/<uuid:pk>/withdraw/", money.take_back, name="claim_withdraw"),
    path("claims/<uuid:pk>/letter/", money.letter, name="claim_letter"),
    path("notes/", reading.notes, name="notes"),
    path("readers/", reading.readers, name="readers"),
    path("consents/", consents.consents, name="consents"),
    path("consents/<slug:purpose>/", consents.change, name="consent"),
    path("contact/", contact.contact, name="contact"),
    path("follow-ups/<uuid:pk>/", answering.answer, name="answer"),
]
