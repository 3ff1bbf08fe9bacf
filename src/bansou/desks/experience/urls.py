"""Addresses of the desk of visits and trials."""

from django.urls import path

from bansou.desks.experience import arranging, holding, insurance, lists, mismatches, page

app_name = "experience"

urlpatterns = [
    path("", lists.going_on, name="open"),
    path("calendar/", lists.calendar, name="calendar"),
    path("ended/", lists.ended, name="ended"),
    path("mismatches/", mismatches.report, name="mismatches"),
    path("mismatches/<int:year>/<str:form>/", mismatches.export, name="mismatches_export"),
    path("insurance/", insurance.policies, name="insurance"),
    path("insurance/new/", insurance.add, name="policy_add"),
    path("insurance/<uuid:pk>/", insurance.policy, name="policy"),
    path("insurance/<uuid:pk>/correct/", insurance.correct, name="policy_correct"),
    path("insurance/<uuid:pk>/list/<str:form>/", insurance.insured_list, name="insured_list"),
    path("<uuid:pk>/insure/", insurance.put_on_list, name="insure"),
    path("<uuid:pk>/", page.page, name="page"),
    path("<uuid:pk>/agreement/", page.agreement, name="agreement"),
    path("<uuid:pk>/arrange/", arranging.arrange, name="arrange"),
    path("<uuid:pk>/confirm/<str:party>/", arranging.confirm, name="confirm"),
    path("<uuid:pk>/decline/", arranging.decline, name="decline"),
    path("<uuid:pk>/days/<uuid:day>/", holding.mark, name="mark"),
    path("<uuid:pk>/evaluations/<str:side>/", holding.evaluate, name="evaluate"),
    path("<uuid:pk>/end/", holding.end, name="end"),
]
