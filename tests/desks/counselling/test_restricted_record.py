"""The restricted record: for the named team what was said, for everybody else that it was."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from bansou.commons.clock import wareki
from bansou.commons.drafts.models import Draft
from bansou.commons.keys import uuid7
from bansou.desks.manager.views.log import SUBJECTS
from bansou.people.steps.models import Step
from bansou.support.counselling.models import CounsellingFile, CounsellingRecord
from tests.desks.counselling.station import SAID, Station, address
from tests.desks.counsellor.asking import log_of, log_of_case, text_of
from tests.desks.counsellor.test_unsent import fall_asleep
from tests.desks.counsellor.town import days, signed_in, today

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
AGREED = "人が少ない時間なら、週に1日から通えます。"


def everything_stored() -> str:
    """Every row of every table that the transaction may see."""
    texts: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [f"public.{table}"])
            if cursor.fetchone() != (True,):
                continue
            cursor.execute(f"SELECT t::text FROM public.{table} t")
            texts += [row for (row,) in cursor.fetchall()]
    return "\n".join(texts)


def files_stored() -> list[bytes]:
    folders = (Path(settings.FILES_FOLDER), Path(settings.KEYS_FOLDER))
    return [p.read_bytes() for folder in folders for p in folder.rglob("*") if p.is_file()]


@pytest.mark.capability("KOB-10", refused_by="test_refuses_the_record_to_everybody_else")
def test_shows_the_team_what_was_said_and_others_that_it_was(station: Station) -> None:
    case = station.case()
    record = station.record(case)

    with station.town.at_work(station.psychologist):
        stored = everything_stored()
    assert str(record.pk) in stored
    assert SAID not in stored
    assert SAID.encode().hex() not in stored
    page = signed_in(station.psychologist).get(address(case, f"{record.pk}/"))
    assert SAID in text_of(page)
    opened = [line for line in log_of_case(station.town, case) if "counselling." in line[1]]
    assert opened == [("open", "counselling.record")]

    for member in (station.town.counsellor, station.town.colleague, station.town.supervisor):
        outside = text_of(signed_in(member).get(address(case)))
        assert SAID not in outside
        assert f"{wareki(today())} メンタルヘルスに関する相談" in outside
        assert "実施あり" in outside
        assert "森 文子" in outside
    timeline = text_of(signed_in(station.town.counsellor).get(f"/cases/{case.pk}/"))
    assert "メンタルヘルスに関する相談" in timeline
    assert SAID not in timeline


def test_refuses_the_record_to_everybody_else(station: Station) -> None:
    town, case = station.town, station.case()
    record = station.record(case)
    page = address(case, f"{record.pk}/")
    outsiders = (town.counsellor, town.colleague, town.supervisor, town.manager, station.other)

    answers = [signed_in(member).get(page) for member in (*outsiders, town.neighbour)]

    assert [answer.status_code for answer in answers] == [403] * 4 + [404] * 1 + [403]
    assert not any(SAID in answer.content.decode() for answer in answers)
    refused = log_of(town, kind="refused", subject_id=record.pk)
    assert len(refused) == 4
    assert [kind for kind, _ in log_of_case(town, case)].count("refused") == 1
    for member in (*outsiders, town.neighbour):
        with town.at_work(member):
            assert CounsellingRecord.objects.count() == 0
            assert apps.get_model("support", "CounsellingRecordEvent").objects.count() == 0
    assert station.post(case, by=station.other).status_code == 404


def test_ends_with_the_team(station: Station) -> None:
    case = station.case()
    record = station.record(case)
    leave = address(case, f"members/{station.psychologist.pk}/leave/")
    assert signed_in(station.town.counsellor).post(leave).status_code == 403

    assert signed_in(station.town.supervisor).post(leave).status_code == 302

    answer = signed_in(station.psychologist).get(address(case, f"{record.pk}/"))
    assert answer.status_code == 404
    with station.town.at_work(station.psychologist):
        assert CounsellingRecord.objects.count() == 0
    again = signed_in(station.town.supervisor).post(leave)
    assert "もう心理の記録のチームに入っていません" in text_of(again)


def test_takes_none_but_psychologists_into_the_team(station: Station) -> None:
    case = station.town.case()

    response = station.team(case, station.town.colleague)

    assert response.status_code == 422
    assert station.team(case).status_code == 302
    assert station.team(case).status_code == 422


@pytest.mark.capability("KOB-12", refused_by="test_refuses_the_files_to_everybody_else")
def test_records_a_consultation_and_an_assessment_apart(station: Station) -> None:
    case = station.case()
    station.record(case, on_year=wareki(days(-1)))

    bare = station.post(case, kind="assessment")
    assert bare.status_code == 422
    assert "使った検査の名前と、結果のまとめを入れてください" in text_of(bare)
    assert SAID in bare.content.decode()
    paper = SimpleUploadedFile("検査用紙.pdf", PDF, "application/pdf")
    record = station.record(
        case, kind="assessment", tool="新版K式", result="得意な作業がある", file=paper
    )

    with station.town.at_work(station.psychologist):
        file = CounsellingFile.objects.get(record=record)
        kinds = Step.objects.filter(kind="counselling.held").order_by("on")
        assert [one.fields["counselling_kind"] for one in kinds] == ["consultation", "assessment"]
    assert not any(PDF in stored for stored in files_stored())
    page = signed_in(station.psychologist).get(address(case, f"{record.pk}/"))
    assert "新版K式" in text_of(page)
    assert "検査用紙.pdf" in text_of(page)
    taken = signed_in(station.psychologist).get(address(case, f"files/{file.pk}/"))
    assert taken.content == PDF
    outside = text_of(signed_in(station.town.counsellor).get(address(case)))
    assert "相談 1回" in outside
    assert "心理判定 1回" in outside


def test_refuses_the_files_to_everybody_else(station: Station) -> None:
    case = station.case()
    record = station.record(case)
    add = address(case, f"{record.pk}/files/new/")
    sent = {"file": SimpleUploadedFile("検査用紙.pdf", PDF, "application/pdf")}
    assert signed_in(station.psychologist).post(add, sent).status_code == 302
    with station.town.at_work(station.psychologist):
        file = CounsellingFile.objects.get(record=record)

    for member, status in ((station.town.supervisor, 403), (station.other, 404)):
        answer = signed_in(member).get(address(case, f"files/{file.pk}/"))
        assert (answer.status_code, PDF in answer.content) == (status, False)
    fake = {"file": SimpleUploadedFile("検査用紙.pdf", b"MZ nothing", "application/pdf")}
    assert signed_in(station.psychologist).post(add, fake).status_code == 422


def test_shares_what_was_agreed_with_who_reads_the_casework(station: Station) -> None:
    case = station.case()
    station.record(case)
    form = {"text": AGREED, "agreed_on_year": wareki(today()), "request_key": str(uuid7())}

    posted = signed_in(station.psychologist).post(address(case, "summary/"), form)

    assert posted.status_code == 302, text_of(posted)
    assert AGREED in text_of(signed_in(station.town.counsellor).get(address(case)))
    assert AGREED in text_of(signed_in(station.town.counsellor).get(f"/cases/{case.pk}/"))
    assert AGREED not in text_of(signed_in(station.town.colleague).get(address(case)))
    assert signed_in(station.town.counsellor).get(address(case, "summary/")).status_code == 403


def test_keeps_what_was_typed_when_somebody_was_faster(station: Station) -> None:
    case = station.case()
    record = station.record(case)
    form: dict[str, Any] = {"text": "書き直した。", "tool": "", "result": "", "version": 1}
    rewrite = address(case, f"{record.pk}/rewrite/")
    client = signed_in(station.psychologist)
    assert client.post(rewrite, form).status_code == 302

    late = client.post(rewrite, {**form, "text": "遅れて書いた。"})

    assert late.status_code == 422
    assert "遅れて書いた。" in late.content.decode()
    assert "書き直した。" in text_of(client.get(address(case, f"{record.pk}/")))


def test_lets_nobody_rewrite_a_record_that_carries_anothers_name(station: Station) -> None:
    case = station.case()
    record = station.record(case)
    assert station.team(case, station.other).status_code == 302
    form: dict[str, Any] = {"text": "別の人の言葉。", "tool": "", "result": "", "version": 1}
    rewrite, colleague = address(case, f"{record.pk}/rewrite/"), signed_in(station.other)

    asked, sent = colleague.get(rewrite), colleague.post(rewrite, form)

    for refused in (asked, sent):
        assert "書き直せるのは、この記録を書いた人だけです" in text_of(refused)
    assert sent.status_code == 422
    assert SAID not in text_of(asked)
    page = address(case, f"{record.pk}/")
    assert SAID in text_of(colleague.get(page))
    assert rewrite not in colleague.get(page).content.decode()
    assert rewrite in signed_in(station.psychologist).get(page).content.decode()
    with station.town.at_work(station.psychologist):
        assert CounsellingRecord.objects.get(pk=record.pk).version == 1
    # What the colleague did themselves is a record under their own name.
    assert station.post(case, station.other, text="私が聞いたこと。").status_code == 302


def test_notes_once_that_a_record_was_read_in_its_form(station: Station) -> None:
    case = station.case()
    record = station.record(case)
    client, rewrite = signed_in(station.psychologist), address(case, f"{record.pk}/rewrite/")

    asked = client.get(rewrite)

    assert asked.status_code == 200
    assert SAID in asked.content.decode()
    noted = log_of(station.town, case_id=case.pk)
    assert [(it.kind, it.subject, it.subject_id) for it in noted] == [
        ("open", "counselling.record.form", record.pk)
    ]
    assert noted[0].subject in SUBJECTS
    form = {"text": "書き直した。", "tool": "", "result": "", "version": 1}
    assert client.post(rewrite, form).status_code == 302
    assert len(log_of(station.town, case_id=case.pk)) == 1


def test_refuses_a_record_that_was_moved_from_another_case(station: Station) -> None:
    case, other = station.case(), station.case("小林 健一", "コバヤシ ケンイチ")
    mine, theirs = station.record(case), station.record(other, text="別の人のこと。")
    with station.town.at_work(station.psychologist):
        CounsellingRecord.objects.filter(pk=mine.pk).update(sealed=theirs.sealed)

    answer = signed_in(station.psychologist).get(address(case, f"{mine.pk}/"))

    assert "書いたときのままではない" in text_of(answer)
    assert "別の人のこと" not in text_of(answer)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"on_year": wareki(days(1))}, "今日"),
        ({"on_year": wareki(days(-300))}, "心理カウンセリングがありません"),
        ({"text": " "}, "記録"),
    ],
)
def test_refuses_what_cannot_be(station: Station, said: dict[str, str], sentence: str) -> None:
    answer = station.post(station.case(), **said)

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_lists_the_people_of_the_team(station: Station) -> None:
    case = station.case()
    station.town.case("小林 健一", "コバヤシ ケンイチ")

    mine = text_of(signed_in(station.psychologist).get("/counselling/"))

    assert "三浦 和彦" in mine
    assert "小林 健一" not in mine
    assert signed_in(station.psychologist).get(f"/cases/{case.pk}/").status_code == 200
    assert "三浦 和彦" not in text_of(signed_in(station.other).get("/counselling/"))
    assert signed_in(station.town.counsellor).get("/counselling/").status_code == 403


def test_keeps_no_draft_of_what_is_sent_after_the_session_has_ended(station: Station) -> None:
    case = station.case()
    client = signed_in(station.psychologist)
    fall_asleep(client)

    answer = client.post(address(case, "new/"), {"text": SAID, "kind": "consultation"})

    assert answer.status_code == 403
    assert SAID in answer.content.decode()
    with station.town.at_work(station.psychologist):
        assert not Draft.objects.exists()
