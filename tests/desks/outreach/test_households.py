"""8050世帯 and ひきこもり等の始まり: facts of the case, by which lists are narrowed and sorted."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.apps import apps
from openpyxl import load_workbook

from bansou.commons.clock import wareki
from bansou.people.cases.models import Case
from tests.desks.counsellor.asking import names_in, text_of
from tests.desks.counsellor.town import days, signed_in, today
from tests.desks.outreach.kobe import Kobe, case_of


def sent(kobe: Kobe, what: str, **said: Any) -> Any:
    """The answer to a form about the case, sent by its counsellor with the version on record."""
    with kobe.at_work():
        version = Case.objects.get(pk=kobe.case.pk).version
    said = {"version": version, **said}
    return signed_in(kobe.counsellor).post(f"/cases/{kobe.case.pk}/{what}/", said)


def facts_of(kobe: Kobe) -> str:
    page = signed_in(kobe.counsellor).get(f"/cases/{kobe.case.pk}/")
    return text_of(page).replace(" ", "").partition("ほかの操作")[0]


@pytest.mark.capability(
    "KOB-23", refused_by="test_tells_colleagues_neither_household_nor_onset_in_any_list"
)
def test_tells_yes_no_and_unknown_households_apart(kobe: Kobe) -> None:
    with kobe.at_work() as actor:
        other = case_of(actor, kobe.programme, kobe.counsellor, "別 の人")
    client, page = signed_in(kobe.counsellor), f"/cases/{kobe.case.pk}/"

    def listed(household: str) -> set[str]:
        found = client.get("/cases/", {"household": household}).content.decode()
        return {str(key) for key in (kobe.case.pk, other.pk) if str(key) in found}

    assert f"{page}household/" in client.get(page).content.decode()
    assert "8050世帯か未確認" in facts_of(kobe)
    assert listed("unknown") == {str(kobe.case.pk), str(other.pk)}
    for answer in ("yes", "no"):
        without = sent(kobe, "household", is_8050=answer, confirmed_on="")
        assert without.status_code == 422
        assert "8050世帯かどうかを確かめた日を入れてください" in text_of(without)

    on = days(-2).isoformat()
    assert sent(kobe, "household", is_8050="yes", confirmed_on=on).status_code == 302
    assert f"8050世帯{wareki(days(-2))}に確認" in facts_of(kobe)
    assert (listed("yes"), listed("no")) == ({str(kobe.case.pk)}, set())
    assert sent(kobe, "household", is_8050="no", confirmed_on=on).status_code == 302
    assert f"8050世帯ではない{wareki(days(-2))}に確認" in facts_of(kobe)
    assert (listed("yes"), listed("no")) == (set(), {str(kobe.case.pk)})
    assert listed("unknown") == {str(other.pk)}
    assert listed("maybe") == {str(kobe.case.pk), str(other.pk)}, (
        "what cannot be read narrows nothing"
    )
    assert sent(kobe, "household", is_8050="unknown", confirmed_on=on).status_code == 302
    assert "8050世帯か未確認" in facts_of(kobe)

    said = {"is_8050": "no", "version": "1", "confirmed_on": on}
    for stranger in (kobe.colleague, kobe.neighbour):
        refused = signed_in(stranger).post(f"{page}household/", said)
        assert refused.status_code in {403, 404}
    assert client.post(f"{page}household/", said).status_code == 422, "somebody saved in between"
    with kobe.at_work():
        events = apps.get_model("people", "CaseEvent").objects.filter(pgh_obj_id=kobe.case.pk)
        assert events.filter(household_8050_on=days(-2)).exists(), "history says what was known"
        assert events.filter(household_not_8050_on=days(-2)).exists()


@pytest.mark.capability(
    "KOB-23", refused_by="test_tells_colleagues_neither_household_nor_onset_in_any_list"
)
def test_notes_since_when_it_has_been_so_and_who_told_it(kobe: Kobe) -> None:
    year = today().year - 9
    told = {"answer": "known", "said_by": "family", "said_on": days(-2).isoformat()}
    page = signed_in(kobe.counsellor).get(f"/cases/{kobe.case.pk}/")
    assert f"/cases/{kobe.case.pk}/onset/" in page.content.decode()
    assert "ひきこもり等の始まり未確認" in facts_of(kobe)

    assert sent(kobe, "onset", **told, since=f"{year}年ごろ").status_code == 302

    shown = facts_of(kobe)
    assert f"ひきこもり等の始まり{year}年ごろ（約9年）{wareki(days(-2))}に家族から" in shown
    assert sent(kobe, "onset", **told, since=f"{year}-{today().month:02d}").status_code == 302
    assert f"{year}年{today().month}月ごろ（9年）" in facts_of(kobe)
    unknown = {**told, "answer": "unknown", "said_by": "body"}
    assert sent(kobe, "onset", **unknown).status_code == 302
    assert f"聞いたが不明{wareki(days(-2))}に関係機関から" in facts_of(kobe)
    assert sent(kobe, "onset", answer="unasked").status_code == 302
    assert "ひきこもり等の始まり未確認" in facts_of(kobe)
    with kobe.at_work():
        events = apps.get_model("people", "CaseEvent").objects.filter(pgh_obj_id=kobe.case.pk)
        assert events.filter(onset_on__year=year, onset_said_by="family").count() == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"since": ""}, "いつごろからかを入れてください"),
        ({"since": "むかしから"}, "「むかしから」は、年か年月として読めません"),
        ({"since": "2017年13月"}, "年か年月として読めません"),
        ({"since": "平成40年"}, "年か年月として読めません"),
        ({"since": f"{today().year + 1}"}, "聞いた日"),
        ({"since": "1960年"}, "本人の生まれた年（1980年）より前です"),
        ({"since": "2017", "said_by": ""}, "だれから聞いたかを選んでください"),
        ({"since": "2017", "said_on": ""}, "聞いた日を入れてください"),
    ],
)
def test_refuses_an_onset_that_cannot_be(kobe: Kobe, said: Any, sentence: str) -> None:
    with kobe.at_work():
        kobe.case.person.birth_on = today().replace(year=1980, month=5, day=1)
        kobe.case.person.save(update_fields=["birth_on"])
    told = {"answer": "known", "said_by": "family", "said_on": days(-2).isoformat()}

    refused = sent(kobe, "onset", **(told | said))

    assert refused.status_code == 422
    assert sentence in text_of(refused)
    assert said["since"] in refused.content.decode(), "what was typed stays"
    with kobe.at_work():
        assert not Case.objects.filter(pk=kobe.case.pk, onset_known="unknown").exists()
        assert Case.objects.get(pk=kobe.case.pk).onset_known == ""


@pytest.mark.capability(
    "KOB-23", refused_by="test_tells_colleagues_neither_household_nor_onset_in_any_list"
)
def test_sorts_and_writes_out_by_days_without_contact_and_since_onset(kobe: Kobe) -> None:
    silent(kobe, kobe.case, 50, 2010)
    with kobe.at_work() as actor:
        names = ("三年 前", "未 確認", "まだ 話さず")
        three, unasked, unspoken = (
            case_of(actor, kobe.programme, kobe.counsellor, name) for name in names
        )
    silent(kobe, three, 70, today().year - 3)
    silent(kobe, unasked, 20, None)
    client = signed_in(kobe.counsellor)

    assert names_in(client.get("/cases/", {"order": "onset"})) == [
        "井上 拓也",
        "三年 前",
        "未 確認",
        "まだ 話さず",
    ]
    assert sorted(names_in(client.get("/cases/", {"order": "silence"}))[:1]) == ["三年 前"]
    assert names_in(client.get("/cases/", {"order": "silence"}))[-1] == "未 確認"
    table = text_of(client.get("/cases/"))
    assert "約3年" in table
    assert "70日前" in table
    assert "未確認" in table
    assert "始まりから約3年" in text_of(client.get("/today/")).replace(" ", "")

    content = client.get("/cases/export/", {"order": "onset"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(content)))
    assert [row["始まりからの期間"] for row in rows][1:] == ["約3年", "未確認", "未確認"]
    assert [row["最終接触からの日数"] for row in rows] == ["50", "70", "20", "まだ"]
    assert {row["8050世帯"] for row in rows} == {"未確認"}
    answer = client.get("/cases/export/", {"order": "onset", "format": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    lines = list(sheet.iter_rows(values_only=True))
    days_of = dict(zip(lines[0], lines[2], strict=True))
    assert days_of["最終接触からの日数"] == 70
    assert unspoken.number in {line[0] for line in lines}


def test_tells_colleagues_neither_household_nor_onset_in_any_list(kobe: Kobe) -> None:
    silent(kobe, kobe.case, 50, today().year - 3)
    with kobe.at_work() as actor:
        longer = case_of(actor, kobe.programme, kobe.counsellor, "もっと 長い")
    silent(kobe, longer, 20, today().year - 20)
    on = days(-2).isoformat()
    assert sent(kobe, "household", is_8050="yes", confirmed_on=on).status_code == 302
    colleague, supervisor = signed_in(kobe.colleague), signed_in(kobe.supervisor)

    every = {"who": "all", "order": "onset"}

    assert "約20年" in text_of(supervisor.get("/cases/", every))
    assert names_in(supervisor.get("/cases/", every)) == ["もっと 長い", "井上 拓也"]
    assert "約20年" not in text_of(colleague.get("/cases/", every))
    assert names_in(colleague.get("/cases/", every)) == ["井上 拓也", "もっと 長い"]
    assert names_in(supervisor.get("/cases/", {"who": "all", "household": "yes"})) == ["井上 拓也"]
    for answer in ("yes", "no", "unknown"):
        assert names_in(colleague.get("/cases/", {"who": "all", "household": answer})) == []
    file = colleague.get("/cases/export/", every).content.decode("utf-8-sig")
    assert "井上 拓也" in file
    assert "年ごろ" not in file
    assert "8050世帯\r" not in file.partition("\n")[2]
    refused = colleague.post(f"/cases/{kobe.case.pk}/onset/", {"answer": "unasked", "version": "1"})
    assert refused.status_code == 403
    assert signed_in(kobe.neighbour).get(f"/cases/{kobe.case.pk}/onset/").status_code == 404
    told = text_of(colleague.get(f"/cases/{kobe.case.pk}/"))
    assert "ひきこもり等の始まり" not in told
    assert "約3年" not in told


def silent(kobe: Kobe, case: Case, for_days: int, since: int | None) -> None:
    """Somebody with whom nobody spoke for so many days, at home since a year."""
    columns: dict[str, Any] = {"last_contact_on": days(-for_days)}
    if since:
        columns |= {"onset_on": date(since, 1, 1), "onset_known": "year"}
        columns |= {"onset_said_by": "family", "onset_said_on": days(-2)}
    with kobe.at_work():
        Case.objects.filter(pk=case.pk).update(**columns)
