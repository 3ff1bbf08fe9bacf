"""My papers: what I may read and write of them, and nothing of what supporters keep for each other."""

import io
from typing import Any
from uuid import uuid4

import pypdf
import pytest
from django.test import Client

from bansou.people.cases.models import Case
from bansou.people.papers.actions import GoalText, Writing, begin_paper, comment, rewrite_paper
from bansou.people.papers.models import Paper, PaperSignature
from bansou.people.papers.signing import sign_paper
from bansou.people.steps.models import Step
from bansou.schemes.papers import PaperKind, papers
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now, signed_in, today
from tests.desks.seeker.letters import came_in


def kind(key: str) -> PaperKind:
    found = papers().kind(key)
    assert found
    return found


def begun(town: Town, case: Case, key: str, *goals: GoalText, **said: str) -> Paper:
    """A paper that the counsellor has written."""
    title = "" if not kind(key).many else "運送会社向け"
    with town.at_work(town.counsellor) as actor:
        writing = Writing(said=said, title=title, goals=goals)
        return begin_paper(by=actor, case=case, kind=kind(key), writing=writing, at=now())


def write(client: Client, address: str, **said: str) -> Any:
    fields = {"request_key": str(uuid4()), "version": "", "title": "倉庫向け", **said}
    return client.post(address, fields)


def kept(town: Town, paper: Paper) -> Paper:
    with town.at_work():
        return Paper.objects.get(pk=paper.pk)


def test_reads_the_plan_with_its_goals_and_takes_it_along(town: Town) -> None:
    case = town.case()
    goal = GoalText("フォークリフトの講習を終える", "乗ってみたい", days(30))
    plan = begun(town, case, "career_plan", goal, future="倉庫で日勤の仕事をしたい")
    client = came_in(town, case)
    assert "キャリアプラン" in text_of(client.get("/my/papers/"))

    page = text_of(client.get(f"/my/papers/{plan.pk}/"))
    pdf = client.get(f"/my/papers/{plan.pk}/print/")

    assert "倉庫で日勤の仕事をしたい" in page
    assert "フォークリフトの講習を終える" in page
    said = pypdf.PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert "倉庫で日勤の仕事をしたい" in said.replace("\n", "")
    assert "フォークリフトの講習を終える" in text_of(client.get("/my/"))


def test_reads_each_version_of_a_resume_and_what_was_remarked_on_it(town: Town) -> None:
    case = town.case()
    resume = begun(town, case, "resume", motive="体を動かす仕事がしたい")
    with town.at_work(town.counsellor) as actor:
        comment(by=actor, case=case, paper=resume, text="よく書けています。", at=now())
        rewrite_paper(
            by=actor,
            case=case,
            paper=resume,
            kind=kind("resume"),
            writing=Writing(said={"motive": "物を運ぶ仕事がしたい"}, title="運送会社向け"),
            seen_version=1,
            at=now(),
        )
    client = came_in(town, case)

    present = text_of(client.get(f"/my/papers/{resume.pk}/"))
    before = text_of(client.get(f"/my/papers/{resume.pk}/?version=1"))

    assert "物を運ぶ仕事がしたい" in present
    assert "よく書けています。" in present
    assert "体を動かす仕事がしたい" in before
    assert client.get(f"/my/papers/{resume.pk}/?version=9").status_code == 404


def test_writes_a_resume_and_its_next_version(town: Town) -> None:
    case = town.case()
    client = came_in(town, case)
    assert "三浦 和彦" in client.get("/my/papers/new/resume/").content.decode()

    answer = write(client, "/my/papers/new/resume/", item_motive="近くで働きたい")

    with town.at_work():
        mine = Paper.objects.get()
    assert answer.url == f"/my/papers/{mine.pk}/"
    assert (mine.kind, mine.title, mine.written_by_id) == ("resume", "倉庫向け", None)
    write(client, f"/my/papers/{mine.pk}/write/", version="1", item_motive="日勤で働きたい")
    assert [one["text"] for one in kept(town, mine).answers] == ["日勤で働きたい"]
    seen = text_of(signed_in(town.counsellor).get(f"/cases/papers/{mine.pk}/"))
    assert "日勤で働きたい" in seen
    assert "本人" in seen
    with town.at_work():
        assert Step.objects.filter(case=case, kind="paper.written").count() == 2


def test_keeps_what_was_typed_when_the_counsellor_wrote_meanwhile(town: Town) -> None:
    case = town.case()
    resume = begun(town, case, "resume", motive="担当の文")
    client = came_in(town, case)
    with town.at_work():
        Paper.objects.filter(pk=resume.pk).update(version=2)

    answer = write(
        client,
        f"/my/papers/{resume.pk}/write/",
        version="1",
        title="運送会社向け",
        item_motive="わたしの文",
    )

    assert answer.status_code == 422
    assert "わたしの文" in text_of(answer)
    assert "担当の文" in text_of(answer)
    assert kept(town, resume).version == 2


def test_neither_reads_nor_writes_what_supporters_keep_for_each_other(town: Town) -> None:
    case = town.case()
    sheet = begun(town, case, "assessment", reason="家族が心配している")
    plan = begun(town, case, "career_plan", future="倉庫の仕事")
    client = came_in(town, case)

    assert client.get(f"/my/papers/{sheet.pk}/").status_code == 404
    assert "アセスメント" not in text_of(client.get("/my/papers/"))
    assert write(client, "/my/papers/new/assessment/", item_reason="x").status_code == 404
    refused = write(client, f"/my/papers/{plan.pk}/write/", version="1", item_future="別の仕事")
    assert "相談のときに一緒に書きます" in text_of(refused)
    assert kept(town, plan).version == 1


def test_touches_nobody_elses_paper(town: Town) -> None:
    other = town.case("佐藤 花", "サトウ ハナ")
    theirs = begun(town, other, "resume", motive="佐藤さんの志望の動機")
    client = came_in(town, town.case())

    for act in ("", "print/", "file/", "write/"):
        assert client.get(f"/my/papers/{theirs.pk}/{act}").status_code == 404, act
    assert write(client, f"/my/papers/{theirs.pk}/write/", version="1").status_code == 404
    assert kept(town, theirs).version == 1


@pytest.mark.capability(
    "TMK-06", refused_by="test_signs_no_version_but_the_present_one_of_the_own_plan"
)
def test_signs_the_plan_on_their_own_page(town: Town) -> None:
    case = town.case()
    plan = begun(town, case, "career_plan", future="倉庫で日勤の仕事をしたい")
    client = came_in(town, case)
    assert "内容を確かめて署名する" in text_of(client.get(f"/my/papers/{plan.pk}/"))

    for _twice in range(2):
        answer = client.post(f"/my/papers/{plan.pk}/confirm/", {"version": "1"})

    assert answer.url == f"/my/papers/{plan.pk}/"
    page = text_of(client.get(f"/my/papers/{plan.pk}/"))
    assert "あなたがこの版を確かめて署名しました" in page
    assert "内容を確かめて署名する" not in page
    desk = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/plan/"))
    assert "本人がわたしのページでこの版を確かめて署名しました" in desk
    assert "この版の署名は、まだ記録されていません" in desk
    with town.at_work():
        signature = PaperSignature.objects.get()
        assert (signature.on_version, signature.counsellor_id) == (1, None)
        assert Step.objects.filter(case=case, kind="paper.confirmed").count() == 1


def test_takes_the_own_signature_back_until_the_counsellor_has_signed(town: Town) -> None:
    case = town.case()
    plan = begun(town, case, "career_plan", future="倉庫で日勤の仕事をしたい")
    client = came_in(town, case)
    at = f"/my/papers/{plan.pk}/"
    none = client.post(f"{at}confirm/take-back/")
    client.post(f"{at}confirm/", {"version": "1"})

    taken = client.post(f"{at}confirm/take-back/", follow=True)
    with town.at_work():
        assert not PaperSignature.objects.exists()
    client.post(f"{at}confirm/", {"version": "1"})
    with town.at_work(town.counsellor) as actor:
        sign_paper(
            by=actor,
            case=case,
            paper=kept(town, plan),
            printed_version=1,
            signed_on=today(),
            at=now(),
        )
    late = client.post(f"{at}confirm/take-back/")

    assert "署名の記録がありません" in text_of(none)
    assert "署名を取り消しました。" in text_of(taken)
    assert "内容を確かめて署名する" in text_of(taken)
    assert "相談員も署名したので、ここでは取り消せません" in text_of(late)
    assert "署名を取り消す" not in text_of(client.get(at))
    with town.at_work():
        assert PaperSignature.objects.count() == 2
        told = Step.objects.filter(case=case, kind="paper.confirmation_taken_back")
        assert "第1版の署名を取り消しました" in told.get().title


def test_signs_no_version_but_the_present_one_of_the_own_plan(town: Town) -> None:
    case, other = town.case(), town.case("原 京子", "ハラ キョウコ")
    plan = begun(town, case, "career_plan", future="倉庫で働きたい")
    resume = begun(town, case, "resume", motive="体を動かす仕事がしたい")
    client, stranger = came_in(town, case), came_in(town, other, "hara2026")
    client.post(f"/my/papers/{plan.pk}/confirm/", {"version": "1"})
    with town.at_work(town.counsellor) as actor:
        rewrite_paper(
            by=actor,
            case=case,
            paper=kept(town, plan),
            kind=kind("career_plan"),
            writing=Writing(said={"future": "事務で働きたい"}),
            seen_version=1,
            at=now(),
        )

    late = client.post(f"/my/papers/{plan.pk}/confirm/", {"version": "1"})
    unsigned = client.post(f"/my/papers/{resume.pk}/confirm/", {"version": "1"})
    theirs = stranger.post(f"/my/papers/{plan.pk}/confirm/", {"version": "2"})

    assert "新しい版ができました" in text_of(late)
    assert "この書類に署名はいりません" in text_of(unsigned)
    assert theirs.status_code == 404
    assert "内容を確かめて署名する" in text_of(client.get(f"/my/papers/{plan.pk}/"))
    with town.at_work():
        assert [one.on_version for one in PaperSignature.objects.all()] == [1]
