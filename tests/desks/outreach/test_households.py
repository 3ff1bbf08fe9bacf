"""8050世帯: a fact of the case with its day, shown on it, and by which the list is narrowed."""

from typing import Any

from django.apps import apps

from bansou.commons.clock import wareki
from bansou.people.cases.models import Case
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import days, signed_in, today
from tests.desks.outreach.kobe import Kobe, case_of


def test_notes_an_8050_household_with_its_day_and_narrows_the_list_to_it(kobe: Kobe) -> None:
    with kobe.at_work() as actor:
        other = case_of(actor, kobe.programme, kobe.counsellor, "別 の人")
    client, page = signed_in(kobe.counsellor), f"/cases/{kobe.case.pk}/"

    def send(**said: Any) -> Any:
        with kobe.at_work():
            version = Case.objects.get(pk=kobe.case.pk).version
        return client.post(f"{page}household/", {"version": version, **said})

    assert f"{page}household/" in client.get(page).content.decode()
    without = send(is_8050="yes", confirmed_on="")
    assert without.status_code == 422
    assert "8050世帯と確かめた日を入れてください" in text_of(without)
    assert send(is_8050="yes", confirmed_on=days(-2).isoformat()).status_code == 302

    shown = text_of(client.get(page)).replace(" ", "")
    assert f"8050世帯{wareki(days(-2))}に確認" in shown
    listed = client.get("/cases/", {"household": "on"}).content.decode()
    assert str(kobe.case.pk) in listed
    assert str(other.pk) not in listed
    assert str(other.pk) in client.get("/cases/").content.decode()
    said = {"is_8050": "no", "version": "1"}
    for stranger in (kobe.colleague, kobe.neighbour):
        refused = signed_in(stranger).post(f"{page}household/", said)
        assert refused.status_code in {403, 404}
    assert client.post(f"{page}household/", said).status_code == 422, "somebody saved in between"
    assert send(is_8050="no", confirmed_on=today().isoformat()).status_code == 302
    assert "8050世帯" not in text_of(client.get(page)).partition("ほかの操作")[0]
    with kobe.at_work():
        events = apps.get_model("people", "CaseEvent").objects.filter(pgh_obj_id=kobe.case.pk)
        assert events.filter(household_8050_on=days(-2)).exists(), "history says what was known"
