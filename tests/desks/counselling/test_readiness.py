"""How ready for work somebody feels: set with them, prompted by what was agreed, and counted."""

from datetime import timedelta
from typing import Any

import pytest

from bansou.commons.organisations.models import Membership
from bansou.engines.indicators.grammar import EventDefinition
from bansou.evidence.indicators.queries import read_each
from bansou.people.cases.actions import assign, open_case
from bansou.people.cases.enrolling import enrol
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.programmes.queries import scheme_on
from bansou.support.counselling.models import CounsellingSummary
from bansou.support.counselling.recording import share_summary
from bansou.support.readiness import readiness_of
from tests.desks.counselling.station import Station
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import now, signed_in, today

WORDS = "朝、起きられる日がふえた。働くことも、こわくなくなってきた。"
TURNED = EventDefinition(
    kind="event",
    id="kobe.turned",
    label="社会参加から就労へ進んだ人",
    unit="人",
    events=("aim.turned_to_work",),
    count="people",
    scope="fiscal_year",
)


def summarised(station: Station, case: Case) -> CounsellingSummary:
    """What the psychologist and the person agreed on."""
    with station.town.at_work(station.psychologist) as actor:
        return share_summary(
            by=actor,
            case=case,
            text="週に2日から、働く準備を始められます。",
            agreed_on=today(),
            today=today(),
            at=now() + timedelta(minutes=1),
        )


def agree(station: Station, case: Case, by: Membership | None = None, **said: Any) -> Any:
    """Send what was agreed, over what is on record now."""
    with station.town.at_work():
        latest = readiness_of(case)
    form = {
        "state": "joining",
        "on": today().isoformat(),
        "own_words": WORDS,
        "seen": str(latest.pk) if latest else "",
        **said,
    }
    client = signed_in(by or station.town.counsellor)
    return client.post(f"/cases/{case.pk}/readiness/", form)


def turned(station: Station) -> list[Step]:
    with station.town.at_work():
        return list(Step.objects.filter(kind="aim.turned_to_work"))


@pytest.mark.capability("KOB-24", refused_by="test_sets_nothing_without_the_person_and_their_words")
def test_records_the_turn_to_work_that_a_summary_prompted(station: Station) -> None:
    town, case = station.town, station.case()
    client, page = signed_in(town.counsellor), f"/cases/{case.pk}/"
    assert agree(station, case).status_code == 302
    assert "合意した要約が届いています" not in text_of(client.get(page))
    agreed = summarised(station, case)
    prompt = text_of(client.get(page))
    assert "合意した要約が届いています" in prompt
    assert turned(station) == []
    form = client.get(f"{page}readiness/").content.decode()
    assert f'value="{agreed.pk}"' in form

    answer = agree(station, case, state="preparing", prompted_by=str(agreed.pk))

    assert answer.status_code == 302
    (step,) = turned(station)
    assert (step.on, step.note) == (today(), WORDS)
    assert step.fields == {
        "readiness": "preparing",
        "aim": "work",
        "prompted_by": str(agreed.pk),
    }
    with town.at_work(town.manager):
        scheme = scheme_on(town.programme, today())
        (reading,) = read_each(town.programme, scheme, [TURNED], today())
        assert reading.answer.value == 1
    after = text_of(client.get(page))
    assert "社会参加から就労へ進みました" in after
    assert "合意した要約が届いています" not in after


def test_takes_a_turn_to_work_back_with_its_reason_and_counts_it_no_more(station: Station) -> None:
    town, case = station.town, station.case()
    assert agree(station, case).status_code == 302
    with town.at_work():
        before = readiness_of(case)
        assert before
    assert agree(station, case, state="preparing").status_code == 302
    with town.at_work():
        latest = readiness_of(case)
        assert latest
    client, path = signed_in(town.counsellor), f"/cases/{case.pk}/readiness/withdraw/"
    said = {"because": "別の方の記録に書いた", "seen": str(latest.pk)}

    stale = client.post(path, {**said, "seen": str(before.pk)})
    silent = client.post(path, {**said, "because": " "})
    others = {
        signed_in(one).post(path, said).status_code
        for one in (town.colleague, station.psychologist, town.neighbour)
    }
    assert (stale.status_code, silent.status_code) == (422, 422)
    assert "別の方の記録に書いた" in stale.content.decode()
    assert others <= {403, 404}
    assert client.post(path, said).status_code == 302

    with town.at_work():
        assert readiness_of(case) == before
        taken = Step.objects.filter(case=case, withdrawn_because="別の方の記録に書いた")
        assert {step.kind for step in taken} == {"readiness.agreed", "aim.turned_to_work"}
    with town.at_work(town.manager):
        scheme = scheme_on(town.programme, today())
        (reading,) = read_each(town.programme, scheme, [TURNED], today())
        assert reading.answer.value == 0
    assert "社会参加から就労へ進みました" not in text_of(client.get(f"/cases/{case.pk}/"))
    again = agree(station, case, state="preparing")
    assert again.status_code == 302, "they can turn to work another day"


def test_sets_nothing_without_the_person_and_their_words(station: Station) -> None:
    town, case = station.town, station.case()
    assert agree(station, case).status_code == 302
    stale = agree(station, case, state="seeking", seen="")
    silent = agree(station, case, state="seeking", own_words="　")
    early = agree(station, case, state="seeking", on=(today() - timedelta(days=1)).isoformat())
    unknown = agree(station, case, state="anything")
    with town.at_work() as actor:
        family = open_case(by=actor, client="family", opened_on=today(), alias="母からの電話")
        enrol(case=family, programme=town.programme, from_on=today())
        assign(by=actor, case=family, to=town.counsellor, from_on=today(), at=now())

    assert (stale.status_code, silent.status_code, early.status_code) == (422, 422, 422)
    assert "ほかの人が新しい状態を記録しました" in text_of(stale)
    assert WORDS in stale.content.decode()
    assert "ここに書いてください" in text_of(silent)
    assert "この日よりあとの状態が" in text_of(early)
    assert unknown.status_code == 422
    client = signed_in(town.counsellor)
    assert client.get(f"/cases/{family.pk}/readiness/").status_code == 403
    assert "本人を登録して" in text_of(agree(station, family))
    for member in (town.colleague, station.psychologist, town.neighbour):
        assert agree(station, case, member, state="seeking").status_code in {403, 404}
    assert turned(station) == []


def test_counts_no_turn_for_who_wanted_work_from_the_start(station: Station) -> None:
    case = station.case()

    assert agree(station, case, state="seeking").status_code == 302
    assert agree(station, case, state="thinking").status_code == 302
    assert turned(station) == []
    assert agree(station, case, state="preparing").status_code == 302

    assert len(turned(station)) == 1
