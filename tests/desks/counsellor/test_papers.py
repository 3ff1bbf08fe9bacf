"""Papers for an application: versions with their comments, files handed in, what is printed."""

import re
import stat
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bansou.commons.clock import wareki
from bansou.commons.documents import store
from bansou.commons.documents.actions import MOST_BYTES
from bansou.commons.documents.models import Attachment
from bansou.commons.organisations.models import Membership, Organisation, Role
from bansou.commons.tasks.models import Task
from bansou.people.cases.models import Case
from bansou.people.papers.models import PaperComment
from bansou.people.referrals.actions import refer
from bansou.programmes.actions import make_contract
from tests.desks.counsellor.asking import hidden, log_of_case, text_of
from tests.desks.counsellor.papers import begin, paper_of
from tests.desks.counsellor.test_plan import words_of
from tests.desks.counsellor.town import Town, days, found_body, now, signed_in, today

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
RESUME = {"title": "建設会社向け", "item_motive": "倉庫の経験を生かしたい。"}


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Any) -> Path:
    """A store of the test's own."""
    settings.FILES_FOLDER = tmp_path / "files"
    return tmp_path / "files"


def rewrite(town: Town, key: Any, version: int, **said: Any) -> Any:
    form = {**RESUME, "version": version, **said}
    return signed_in(town.counsellor).post(f"/cases/papers/{key}/write/", form)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def attachments(town: Town, case: Case) -> list[Attachment]:
    with town.at_work():
        return list(Attachment.objects.filter(case_id=case.pk).order_by("stored_at"))


def archive(*names: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as opened:
        for name in names:
            opened.writestr(name, "x")
    return content.getvalue()


@pytest.mark.capability("TMK-07")
def test_keeps_the_first_version_and_its_comments_when_the_second_is_written(town: Town) -> None:
    case = town.case()
    begin(town, case, "resume", **RESUME)
    first = paper_of(town, case, "resume")
    assert first
    client = signed_in(town.counsellor)
    client.post(f"/cases/papers/{first.pk}/comment/", {"text": "退社の理由を前向きに書く。"})

    rewrite(town, first.pk, 1, item_motive="倉庫で12年働き、安全を学んだ。")
    client.post(f"/cases/papers/{first.pk}/comment/", {"text": "よくなった。"})

    paper = paper_of(town, case, "resume")
    assert paper
    assert paper.version == 2
    now, former = client.get(f"/cases/papers/{paper.pk}/"), f"/cases/papers/{paper.pk}/?version=1"
    before = text_of(client.get(former))
    assert "倉庫で12年働き、安全を学んだ。" in text_of(now)
    assert "倉庫の経験を生かしたい。" in before
    assert "退社の理由を前向きに書く。" in text_of(now)
    with town.at_work():
        remarks = PaperComment.objects.filter(paper=paper).order_by("at")
        assert list(remarks.values_list("on_version", "text")) == [
            (1, "退社の理由を前向きに書く。"),
            (2, "よくなった。"),
        ]


def test_begins_a_resume_with_what_is_known_of_the_person(town: Town) -> None:
    case = town.case()

    page = signed_in(town.counsellor).get(f"/cases/{case.pk}/papers/resume/new/").content.decode()

    assert 'value="三浦 和彦"' in page
    assert 'value="みうら かずひこ"' in page
    assert 'value="昭和55年5月5日生（満' in page
    assert 'value="090-0000-0134"' in page


def test_refuses_a_resume_with_nothing_but_what_was_known(town: Town) -> None:
    case = town.case()

    response = begin(
        town, case, "resume", title="会社向け", item_name="三浦 和彦", item_phone="090-0000-0134"
    )

    assert response.status_code == 422
    assert "「履歴書」には、まだ何も書かれていません。" in text_of(response)
    assert paper_of(town, case, "resume") is None


def test_keeps_several_resumes_apart_by_their_names(town: Town) -> None:
    case = town.case()
    begin(town, case, "resume", **RESUME)

    taken = begin(town, case, "resume", **RESUME)
    other = begin(town, case, "resume", **RESUME | {"title": "運送会社向け"})

    assert taken.status_code == 422
    assert "「建設会社向け」という履歴書は、すでにあります。" in text_of(taken)
    assert other.status_code == 302
    page = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/papers/"))
    assert "履歴書（建設会社向け）" in page
    assert "履歴書（運送会社向け）" in page


def test_prints_a_resume_that_says_nothing_of_the_support(town: Town) -> None:
    case = town.case()
    history = "学歴\n平成11年3月　苫小牧東高等学校　卒業\n職歴\nH11.4　㈱勇払運送　入社\n以上"
    begin(town, case, "resume", **RESUME, item_name="三浦 和彦", item_history=history)
    paper = paper_of(town, case, "resume")
    assert paper

    printed = signed_in(town.counsellor).get(f"/cases/papers/{paper.pk}/print/")

    words = words_of(printed.content)
    for said in ("履歴書", "三浦 和彦", "平成11", "苫小牧東高等学校　卒業", "㈱勇払運送　入社"):
        assert said in words
    for told in ("苫小牧市", case.number, "工藤", "建設会社向け"):
        assert told not in words


def test_prints_a_former_version_as_it_was(town: Town) -> None:
    case = town.case()
    begin(town, case, "resume", **RESUME)
    paper = paper_of(town, case, "resume")
    assert paper
    rewrite(town, paper.pk, 1, item_motive="倉庫で12年働き、安全を学んだ。")
    client = signed_in(town.counsellor)

    former = words_of(client.get(f"/cases/papers/{paper.pk}/print/?version=1").content)

    assert "倉庫の経験を生かしたい。" in former
    assert client.get(f"/cases/papers/{paper.pk}/print/?version=9").status_code == 404


def test_says_which_letter_the_typeface_lacks(town: Town) -> None:
    case = town.case()
    begin(town, case, "resume", **RESUME | {"item_motive": "가나다"})
    paper = paper_of(town, case, "resume")
    assert paper

    response = signed_in(town.counsellor).get(f"/cases/papers/{paper.pk}/print/")

    assert response.status_code == 403
    assert "印刷用の書体にない文字です" in text_of(response)


def test_keeps_a_file_for_its_owner_alone_and_gives_it_back_through_the_door(
    town: Town, files_folder: Path
) -> None:
    case = town.case()
    begin(town, case, "resume", title="会社向け", file=upload("履歴書.pdf", PDF))
    paper = paper_of(town, case, "resume")
    assert paper
    assert paper.file
    path = store.path_of(paper.organisation_id, paper.file.pk)
    client = signed_in(town.counsellor)

    response = client.get(f"/cases/papers/{paper.pk}/file/")

    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert path.read_bytes() == PDF
    assert {stat.S_IMODE(p.stat().st_mode) for p in (path.parent, path.parent.parent)} == {0o700}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ("export", "attachment") in log_of_case(town, case)
    assert signed_in(town.colleague).get(f"/cases/papers/{paper.pk}/file/").status_code == 403
    assert signed_in(town.neighbour).get(f"/cases/papers/{paper.pk}/file/").status_code == 404


def test_keeps_the_file_of_the_version_before(town: Town) -> None:
    case = town.case()
    begin(town, case, "resume", title="会社向け", file=upload("一.pdf", PDF))
    paper = paper_of(town, case, "resume")
    assert paper
    rewrite(town, paper.pk, 1, title="会社向け", file=upload("二.pdf", PDF + b"2"))
    rewrite(town, paper.pk, 2, title="会社向け", item_motive="直した。", drops_file="on")
    client = signed_in(town.counsellor)

    answers = [
        client.get(f"/cases/papers/{paper.pk}/file/?version={number}") for number in (1, 2, 3)
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert [answer.content for answer in answers[:2]] == [PDF, PDF + b"2"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("空.pdf", b"", "空です"),
        ("大.pdf", PDF + b" " * MOST_BYTES, "10MBまでにしてください。"),
        ("悪.exe", b"MZ\x90\x00" + b"\0" * 80, "預かれない種類か、読めないファイルです。"),
        ("頁.html", b"<html><script>1</script></html>", "預かれない種類か、読めないファイルです。"),
        ("束.zip", archive("a.txt"), "預かれない種類か、読めないファイルです。"),
        (
            "巨.docx",
            archive("word/document.xml", "word/vbaProject.bin"),
            "パスワードとマクロは外してください。",
        ),
        ("文.pdf", archive("word/document.xml"), "中身はWord（docx）です。"),
    ],
)
def test_refuses_files_by_what_they_are(
    name: str, content: bytes, sentence: str, town: Town, files_folder: Path
) -> None:
    case = town.case()

    response = begin(town, case, "resume", title="会社向け", file=upload(name, content))

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert paper_of(town, case, "resume") is None
    assert attachments(town, case) == []
    assert not files_folder.exists()


def test_says_that_a_file_is_not_what_was_handed_in(town: Town) -> None:
    case = town.case()
    begin(town, case, "resume", title="会社向け", file=upload("履歴書.pdf", PDF))
    paper = paper_of(town, case, "resume")
    assert paper
    assert paper.file
    store.path_of(paper.organisation_id, paper.file.pk).write_bytes(b"%PDF-x")

    response = signed_in(town.counsellor).get(f"/cases/papers/{paper.pk}/file/")

    assert response.status_code == 403
    assert "中身が見つからないか、預かったときと違っています" in text_of(response)


def test_shows_health_to_nobody_above_their_level(town: Town) -> None:
    case = town.case()
    begin(town, case, "health", item_care_at_work="重い物は20kgまで。")
    begin(town, case, "assessment", item_strengths="続ける力がある。")
    health, assessment = paper_of(town, case, "health"), paper_of(town, case, "assessment")
    assert health
    assert assessment
    town.refer(case, level=2)
    own = signed_in(town.counsellor)

    assert (health.level, assessment.level) == (3, 2)
    assert "重い物は20kgまで。" in text_of(own.get(f"/cases/papers/{health.pk}/"))
    assert signed_in(town.colleague).get(f"/cases/papers/{health.pk}/").status_code == 403
    assert signed_in(town.trainer).get(f"/cases/papers/{health.pk}/").status_code in (403, 404)


def test_begins_the_assessment_once(town: Town) -> None:
    case = town.case()
    begin(town, case, "assessment", item_strengths="続ける力がある。")

    response = begin(town, case, "assessment", by=town.supervisor, item_life="母と同居。")

    assert response.status_code == 409
    assert hidden(response, "version") == "1"
    assert "続ける力がある。" in text_of(response)


def test_keeps_the_draft_of_a_paper_and_leads_back_to_it(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    path = f"/cases/{case.pk}/papers/resume/new/"

    client.post(f"{path}draft/", RESUME)

    assert "倉庫の経験を生かしたい。" in text_of(client.get(path))
    today = client.get("/today/")
    assert "三浦 和彦 履歴書（建設会社向け）" in text_of(today)
    assert f'href="{path}"' in today.content.decode()
    client.post(path, RESUME)
    assert "履歴書（建設会社向け）" not in text_of(client.get("/today/"))


def test_keeps_what_was_typed_when_a_file_is_refused(town: Town) -> None:
    case = town.case()

    begin(town, case, "resume", **RESUME, file=upload("悪.exe", b"MZ\x90\x00" + b"\0" * 80))

    page = signed_in(town.counsellor).get(f"/cases/{case.pk}/papers/resume/new/")
    assert "倉庫の経験を生かしたい。" in text_of(page)


def test_promises_what_precedes_an_interview(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    path = f"/cases/{case.pk}/interview/"
    form = {
        "interview_on": wareki(days(10)),
        "with_whom": "錦岡鉄工",
        "chosen": ["papers_ready", "practice"],
        "owner": str(town.counsellor.pk),
        "request_key": hidden(client.get(path), "request_key"),
    }

    client.post(path, form)
    client.post(path, form)

    with town.at_work():
        tasks = Task.objects.filter(case_id=case.pk).order_by("due_on")
        assert list(tasks.values_list("title", "due_on")) == [
            ("錦岡鉄工　履歴書と職務経歴書を仕上げる", days(5)),
            ("錦岡鉄工　模擬面接をする", days(7)),
        ]
    changed = town.again(case)
    assert (changed.next_action, changed.next_action_on) == (
        "錦岡鉄工　履歴書と職務経歴書を仕上げる",
        days(5),
    )


def test_refuses_to_prepare_nothing(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)
    path = f"/cases/{case.pk}/interview/"
    form = {
        "interview_on": wareki(days(10)),
        "owner": str(town.counsellor.pk),
        "request_key": hidden(client.get(path), "request_key"),
    }

    response = client.post(path, form)

    assert response.status_code == 422
    with town.at_work():
        assert not Task.objects.filter(case_id=case.pk).exists()


def test_leads_from_a_practised_interview_to_its_points(town: Town) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-1), kind="interview_practice")
    other = town.talk(case, on=days(-2))
    client = signed_in(town.counsellor)

    page = client.get(f"/cases/consultations/{talk.step_id}/").content.decode()
    (address,) = re.findall(r'href="([^"]*/papers/interview_practice/new/[^"]*)"', page)

    assert f'value="{wareki(days(-1))}の練習"' in client.get(unescape(address)).content.decode()
    assert "講評を書く" not in text_of(client.get(f"/cases/consultations/{other.step_id}/"))


def test_lets_a_contractors_counsellor_write_within_what_was_referred(town: Town) -> None:
    case = town.case()
    begin(town, case, "health", item_care_at_work="重い物は20kgまで。")
    begin(town, case, "assessment", item_strengths="続ける力がある。")
    health, assessment = paper_of(town, case, "health"), paper_of(town, case, "assessment")
    assert health
    assert assessment
    member = entrusted_with(town, case, level=2)
    client = signed_in(member)

    response = begin(town, case, "resume", by=member, **RESUME)

    resume = paper_of(town, case, "resume")
    assert response.status_code == 302
    assert resume
    assert resume.organisation_id == town.city.pk
    assert resume.recorded_by_id == member.organisation_id
    shown = text_of(client.get(f"/cases/{case.pk}/papers/"))
    assert "受付・アセスメントシート" in shown
    assert "健康と配慮" not in shown
    assert client.get(f"/cases/papers/{health.pk}/").status_code == 404
    assert begin(town, case, "health", by=member, item_condition="x").status_code == 403


def test_keeps_papers_and_interviews_from_whom_only_the_contact_was_referred_to(town: Town) -> None:
    case = town.case()
    client = signed_in(entrusted_with(town, case, level=1))

    answers = {
        path: client.get(f"/cases/{case.pk}/{path}").status_code
        for path in ("", "papers/", "interview/")
    }

    assert answers == {"": 200, "papers/": 403, "interview/": 403}


def entrusted_with(town: Town, case: Case, *, level: int) -> Membership:
    """A counsellor of an operator to which the case is referred up to a level."""
    (member,) = found_body(
        "就労支援の会", Organisation.Kind.CONTRACTOR, ("相沢 花", Role.COUNSELLOR)
    )
    with town.at_work() as actor:
        contract = make_contract(
            programme=town.programme,
            contractor=member.organisation,
            starts_on=town.programme.starts_on,
            ends_on=town.programme.ends_on,
            work="キャリアコンサルティング",
        )
        refer(
            by=actor,
            case=case,
            contract=contract,
            on=today(),
            at=now(),
            purpose="相談",
            level=level,
        )
    return member


def test_keeps_the_points_of_an_interview_practice(town: Town) -> None:
    case = town.case()

    begin(
        town,
        case,
        "interview_practice",
        title="12月1日の練習",
        item_good="声が出ていた。",
        item_next="志望の動機を短く言う。",
    )

    paper = paper_of(town, case, "interview_practice")
    assert paper
    text = text_of(signed_in(town.counsellor).get(f"/cases/papers/{paper.pk}/"))
    assert "模擬面接の講評（12月1日の練習）" in text
    assert "志望の動機を短く言う。" in text
