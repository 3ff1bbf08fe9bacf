"""The supervisor's board, and what is remarked on records: by colleague, each figure a door."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.access.models import ConflictBlock
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.tasks.actions import promise
from bansou.people.cases.actions import hand_over_case
from bansou.people.cases.barring import bar_from_case
from bansou.people.cases.models import Case
from bansou.people.papers.models import Goal, Paper
from bansou.people.steps.models import Step, StepComment, StepReading
from tests.bodies import account_of
from tests.desks.counsellor.asking import log_of, statements, text_of
from tests.desks.counsellor.town import Town, days, found_town, now, signed_in, today

BOARD = "/board/"


def door(page: Any, label: str) -> str:
    found = re.search(rf'<a href="([^"]+)" aria-label="{label}"', unescape(page.content.decode()))
    assert found, label
    return found[1]


def plan(town: Town, case: Case, *, due: int) -> None:
    """A plan with one goal that is due so many days from today."""
    with town.at_work() as actor:
        own = {"organisation": town.city, "recorded_by": town.city, "case": case}
        paper = Paper.objects.create(
            **own, kind="career_plan", written_by_id=actor.membership_id, written_at=now()
        )
        Goal.objects.create(
            **own, paper=paper, place=0, title="免許を取る", due_on=days(due), since_version=1
        )


def busy(town: Town) -> Case:
    """A quiet case with an overdue promise, an unread record and a plan to review; one that is not."""
    quiet = town.case("途絶 一郎", last_contact_on=days(-74))
    town.case("同僚 の人", of=town.colleague, last_contact_on=days(-3))
    plan(town, quiet, due=-2)
    with town.at_work() as actor:
        promise(
            by=actor,
            keeper_id=quiet.organisation_id,
            case_id=quiet.pk,
            title="履歴書を返す",
            owner_id=town.counsellor.pk,
            due_on=days(-4),
            promised_on=days(-20),
        )
    town.talk(quiet)
    with town.at_work():
        Case.objects.filter(pk=quiet.pk).update(last_contact_on=days(-74))
    return quiet


def record_of(town: Town, case: Case) -> Step:
    with town.at_work():
        return Step.objects.get(case=case, kind="consultation.held")


def test_opens_each_figure_of_the_board_to_its_list_and_files(town: Town) -> None:
    busy(town)
    client = signed_in(town.supervisor)

    page = client.get(BOARD)
    unread = client.get(door(page, "工藤 真由美　未読の記録　1件"))
    plans = client.get(door(page, "工藤 真由美　見直すプラン　1件"))
    quiet = client.get(door(page, "工藤 真由美　連絡なし　1人"))
    late = client.get(door(page, "工藤 真由美　期限超過の約束　1件"))
    csv = client.get(reverse("counsellor:board_export", args=["csv"]))
    xlsx = client.get(reverse("counsellor:board_export", args=["xlsx"]))

    assert "木村 学 1件 0人 0件 0件 0件" in text_of(page)
    assert "途絶 一郎" in text_of(quiet)
    assert "履歴書を返す" in text_of(late)
    assert "途絶 一郎 継続面談（電話）" in text_of(unread)
    assert "期限をすぎた目標 1件" in text_of(plans)
    assert "工藤 真由美,1,1,1,1,1" in csv.content.decode("utf-8-sig")
    rows = list(load_workbook(BytesIO(xlsx.content)).worksheets[0].values)
    assert ("工藤 真由美", 1, 1, 1, 1, 1) in rows
    assert client.get(f"{BOARD}board.exe").status_code == 404
    assert [it.detail["format"] for it in log_of(town, subject="supervision")] == ["csv", "xlsx"]
    assert [it.kind for it in log_of(town, subject="unread")] == ["list"]


def comment(text: str) -> dict[str, str]:
    """A comment as the form sends it."""
    return {"text": text, "request_key": str(uuid7())}


def test_keeps_a_comment_once_and_tells_nobody_who_may_not_open_the_record(town: Town) -> None:
    case = busy(town)
    record = record_of(town, case)
    url, supervisor = reverse("counsellor:remarks", args=[record.pk]), signed_in(town.supervisor)
    sent = comment("次は家族の話も聞きましょう。")

    supervisor.post(f"{url}remark/", sent)
    supervisor.post(f"{url}remark/", sent)
    with town.at_work() as by:
        assert StepComment.objects.filter(step=record).count() == 1
        hand_over_case(
            by=by,
            case=case,
            seen_id=town.counsellor.pk,
            to=town.colleague,
            from_on=today(),
            at=now(),
            handover_note="引き継ぎます。",
        )
    supervisor.post(f"{url}remark/", comment("引継ぎのあとに"))

    assert "次は家族の話" not in text_of(signed_in(town.counsellor).get("/today/"))
    assert "引継ぎのあとに" in text_of(signed_in(town.colleague).get("/today/"))


def test_remarks_reach_the_author_and_their_answer_comes_back(town: Town) -> None:
    case = busy(town)
    record = record_of(town, case)
    url = reverse("counsellor:remarks", args=[record.pk])
    supervisor, author = signed_in(town.supervisor), signed_in(town.counsellor)

    empty = supervisor.post(f"{url}remark/", comment("  "))
    first = supervisor.post(f"{url}remark/", comment("次は家族の話も聞きましょう。"), follow=True)
    today = text_of(author.get("/today/"))
    seen = text_of(author.get(url))
    author.post(f"{url}remark/", comment("来週の面談で聞きます。"))

    assert empty.status_code == 422
    assert "工藤 真由美の「今日」に出ます" in text_of(first)
    assert "あなたへのコメント" in today
    assert "次は家族の話も聞きましょう。" in today
    assert "工藤 真由美は未読" in seen
    assert "あなたへのコメント" not in text_of(author.get("/today/"))
    assert "来週の面談で聞きます。" in text_of(supervisor.get("/today/"))
    supervisor.post(f"{url}read/")
    assert "あなたへのコメント" not in text_of(supervisor.get("/today/"))
    assert "未読の記録　1件" not in unescape(supervisor.get(BOARD).content.decode())
    assert "コメント（2件）" in text_of(author.get(reverse("counsellor:case", args=[case.pk])))
    with town.at_work():
        said = StepComment.objects.filter(step=record).order_by("at")
        assert [(it.by_id, it.to_id, it.read_at is not None) for it in said] == [
            (town.supervisor.pk, town.counsellor.pk, True),
            (town.counsellor.pk, town.supervisor.pk, True),
        ]
        assert StepReading.objects.get(step=record).by_id == town.supervisor.pk


def test_refuses_who_may_not_read_the_record_or_was_not_asked(town: Town) -> None:
    case = busy(town)
    record = record_of(town, case)
    url = reverse("counsellor:remarks", args=[record.pk])

    assert signed_in(town.counsellor).get(BOARD).status_code == 403
    assert signed_in(town.colleague).get(url).status_code == 403
    assert signed_in(town.neighbour).get(url).status_code == 404
    unasked = signed_in(town.counsellor).post(f"{url}remark/", comment("ひとりごと"))
    assert unasked.status_code == 422
    assert "あなたへのコメントがありません" in text_of(unasked)
    with town.at_work():
        assert not StepComment.objects.exists()
    other = signed_in(town.neighbour)
    assert "工藤" not in text_of(other.get(BOARD))
    assert "途絶" not in text_of(other.get("/board/unread/", {"of": str(town.counsellor.pk)}))
    assert "途絶" not in text_of(other.get("/board/plans/", {"of": "\x00"}))


def test_counts_nothing_of_a_case_from_which_the_supervisor_is_barred(town: Town) -> None:
    case = busy(town)
    record = record_of(town, case)
    second = another_supervisor(town)
    keep_from(town, case, second)
    client = signed_in(second)

    board = text_of(client.get(BOARD))

    assert "工藤 真由美 0件 0人 0件 0件 0件" in board
    for page in ("/board/unread/", "/board/plans/"):
        assert "途絶" not in text_of(client.get(page))
    url = reverse("counsellor:remarks", args=[record.pk])
    assert client.get(url).status_code == 404
    assert client.post(f"{url}remark/", comment("見えますか")).status_code == 404


def another_supervisor(town: Town) -> Membership:
    user = account_of("大原 光", is_demo=True)
    with acting(actor_of(town.supervisor), why="採用"):
        return Membership.objects.create(
            user=user,
            organisation=town.city,
            role=Role.SUPERVISING_COUNSELLOR,
            from_on=days(-30),
        )


def keep_from(town: Town, case: Case, member: Membership) -> None:
    with town.at_work() as actor:
        bar_from_case(
            by=actor,
            case=case,
            user=member.user,
            relation=ConflictBlock.Relation.NEIGHBOUR,
            reason="隣に住んでいる",
            at=now() - timedelta(minutes=1),
        )


@pytest.mark.django_db(transaction=True)
def test_costs_few_statements_however_many_work_there() -> None:
    town = found_town()
    busy(town)
    few = statements(signed_in(town.supervisor), BOARD)
    for number in range(4):
        town.case(f"人 {number}", of=town.colleague, last_contact_on=days(-60))

    assert statements(signed_in(town.supervisor), BOARD) == few
    assert few <= 14
