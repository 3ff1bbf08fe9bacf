"""Addresses of the matching officer's desk."""

from django.urls import URLPattern, path

from bansou.desks.matching.accounts import views as accounts
from bansou.desks.matching.companies import lists, page, registering
from bansou.desks.matching.guide import answers, subsidies
from bansou.desks.matching.listings import views as listings
from bansou.desks.matching.offers import lists as offer_lists
from bansou.desks.matching.offers import views as offers
from bansou.desks.matching.pipeline import board
from bansou.desks.matching.stances import views as stances
from bansou.desks.matching.surveys import views as surveys
from bansou.desks.matching.today import views as today
from bansou.desks.matching.visits import correcting as visit
from bansou.desks.matching.visits import recording

app_name = "matching"


def _offers(kind: str, plural: str) -> list[URLPattern]:
    """The addresses of one kind of offers."""
    one = {"kind": kind}
    return [
        path(f"{plural}/", offer_lists.offers, one, name=plural),
        path(f"<uuid:pk>/{plural}/new/", offers.add, one, name=f"{kind}_add"),
        path(f"{plural}/<uuid:pk>/", offers.offer, one, name=kind),
        path(f"{plural}/<uuid:pk>/correct/", offers.correct, one, name=f"{kind}_correct"),
        path(f"{plural}/<uuid:pk>/confirm/", offers.confirm, one, name=f"{kind}_confirm"),
        path(f"{plural}/<uuid:pk>/close/", offers.close, one, name=f"{kind}_close"),
        path(f"{plural}/<uuid:pk>/withdraw/", offers.withdraw, one, name=f"{kind}_withdraw"),
    ]


urlpatterns = [
    *_offers("opening", "openings"),
    *_offers("host", "hosts"),
    path("openings/ledger/<int:year>/<str:form>/", offer_lists.ledger, name="opening_ledger"),
    path("offers/", accounts.offers, name="company_offers"),
    path("offers/<uuid:pk>/decline/", accounts.decline, name="company_offer_decline"),
    path("accounts/<uuid:pk>/end/", accounts.end, name="account_end"),
    path("<uuid:pk>/account/", accounts.account, name="account"),
    path("listings/", listings.listings, name="listings"),
    path("listings/<uuid:pk>/", listings.change, name="listing"),
    path("<uuid:pk>/listings/new/", listings.add, name="listing_add"),
    path("surveys/", surveys.report, name="surveys"),
    path("surveys/<uuid:pk>/withdraw/", surveys.withdraw, name="survey_withdraw"),
    path("<uuid:pk>/surveys/new/", surveys.record, name="survey_record"),
    path("willingness/", stances.stances, name="stances"),
    path("<uuid:pk>/willingness/", stances.note, name="stance_note"),
    path("", lists.companies, name="companies"),
    path("export/<str:form>/", lists.export, name="companies_export"),
    path("new/", registering.register, name="register"),
    path("today/", today.today, name="today"),
    path("tasks/", today.tasks, name="tasks"),
    path("tasks/<uuid:pk>/done/", today.done, name="task_done"),
    path("stages/", board.board, name="board"),
    path("answers/", answers.kit, name="kit"),
    path("answers/new/", answers.add, name="answer_add"),
    path("answers/<str:key>/", answers.edit, name="answer"),
    path("subsidies/", subsidies.guide, name="subsidies"),
    path("subsidies/new/", subsidies.add, name="subsidy_add"),
    path("subsidies/<str:key>/", subsidies.edit, name="subsidy"),
    path("visits/<uuid:pk>/", visit.visit, name="visit"),
    path("visits/<uuid:pk>/correct/", visit.correct, name="visit_correct"),
    path("visits/<uuid:pk>/withdraw/", visit.withdraw, name="visit_withdraw"),
    path("<uuid:pk>/", page.company, name="company"),
    path("<uuid:pk>/correct/", registering.correct, name="correct"),
    path("<uuid:pk>/visits/new/", recording.record, name="record_visit"),
    path("<uuid:pk>/visits/draft/", recording.save, name="visit_draft"),
    path("<uuid:pk>/visits/discard/", recording.discard, name="visit_discard"),
]
