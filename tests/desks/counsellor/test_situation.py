"""The supervising counsellor's first page: what nobody does, what is quiet, what is late, by whom."""

import re
from html import unescape
from typing import Any

import pytest

from bansou.commons.organisations.models import Membership
from bansou.commons.tasks.actions import promise
from bansou.people.cases.models import Case
from tests.desks.counsellor.asking import names_in, statements, text_of
from tests.desks.counsellor.town import Town, days, found_town, signed_in


def owe(town: Town, case: Case, title: str, due: int, member: Membership | None = None) -> None:
    with town.at_work() as actor:
        promise(
            by=actor,
            keeper_id=case.organisation_id,
            case_id=case.pk,
            title=title,
            owner_id=(member or town.counsellor).pk,
            due_on=days(due),
            promised_on=days(-20),
        )


def busy(town: Town) -> None:
    """One case that waits, two that are quiet, three promises of which two are late."""
    town.case("待つ 人", nobodys=True)
    quiet = town.case("途絶 一郎", last_contact_on=days(-74))
    town.case("途絶 二郎", of=town.colleague, last_contact_on=days(-46))
    town.case("話した 人", last_contact_on=days(-3))
    owe(town, quiet, "履歴書を返す", -4)
    owe(town, quiet, "あとの約束", 4)
    owe(town, quiet, "同僚の約束", -1, town.colleague)


def door(page: Any, label: str) -> str:
    """Where the figure with this spoken label leads."""
    html = unescape(page.content.decode())
    found = re.search(rf'<a href="([^"]+)" aria-label="{label}"', html)
    assert found, label
    return found[1]


def test_shows_the_situation_of_the_desk(town: Town) -> None:
    busy(town)

    text = text_of(signed_in(town.supervisor).get("/today/"))

    assert "担当のいないケース 1件" in text
    assert "連絡が途絶えている人 2人" in text
    assert "期限をすぎた約束 2件" in text
    assert "待つ 人" in text
    assert "途絶 一郎 工藤 真由美 次の行動は未定 74日" in text
    assert "工藤 真由美 2件 1人 1件" in text
    assert "木村 学 1件 1人 1件" in text
    assert "あなたが担当するケースは、まだありません" not in text
    assert "書きかけの記録" not in text


def test_opens_every_figure_to_what_was_counted(town: Town) -> None:
    busy(town)
    client = signed_in(town.supervisor)
    page = client.get("/today/")

    cases = client.get(door(page, "工藤 真由美　担当　2件"))
    quiet = client.get(door(page, "木村 学　連絡なし　1人"))
    late = client.get(door(page, "工藤 真由美　期限超過　1件"))
    every = client.get("/today/tasks/?of=all")

    assert "工藤 真由美の担当ケース 2件" in text_of(cases)
    assert sorted(names_in(cases)) == ["話した 人", "途絶 一郎"]
    assert names_in(quiet) == ["途絶 二郎"]
    assert "工藤 真由美の期限をすぎた約束 1件" in text_of(late)
    assert "履歴書を返す" in text_of(late)
    assert "あとの約束" not in text_of(late)
    assert "期限をすぎた約束 2件" in text_of(every)


def test_shows_what_is_their_own_below(town: Town) -> None:
    town.case("自分 の人", of=town.supervisor)

    page = signed_in(town.supervisor).get("/today/")

    assert "自分の約束と記録" in text_of(page)
    assert names_in(page)[-1] == "自分 の人"


def test_says_calmly_that_nothing_is_amiss(town: Town) -> None:
    text = text_of(signed_in(town.supervisor).get("/today/"))

    assert "すべてのケースに担当がいます。" in text
    assert "期限をすぎた約束はありません。" in text
    assert "担当しているケースのある相談員は、まだいません。" in text


@pytest.mark.parametrize("of", ["all", "0", "\x00"])
def test_shows_a_counsellor_their_own_promises_whatever_they_ask(town: Town, of: str) -> None:
    busy(town)

    page = signed_in(town.colleague).get("/today/tasks/", {"of": of})

    assert "同僚の約束" in text_of(page)
    assert "履歴書を返す" not in text_of(page)
    assert "相談員ごとのようす" not in text_of(signed_in(town.colleague).get("/today/"))


def test_narrows_no_counsellor_s_list_by_another_member(town: Town) -> None:
    busy(town)

    page = signed_in(town.colleague).get("/cases/", {"who": str(town.counsellor.pk)})

    assert names_in(page) == ["途絶 二郎"]


def test_shows_nothing_of_another_city(town: Town) -> None:
    busy(town)
    client = signed_in(town.neighbour)

    today, late = client.get("/today/"), client.get("/today/tasks/?of=all")
    other = client.get("/today/tasks/", {"of": str(town.counsellor.pk)})

    for page in (today, late, other):
        assert "一郎" not in text_of(page)
        assert "工藤" not in text_of(page)
    assert "期限をすぎた約束はありません" in text_of(late)


@pytest.mark.django_db(transaction=True)
def test_costs_few_statements_however_much_there_is() -> None:
    town = found_town()
    busy(town)

    assert statements(signed_in(town.supervisor), "/today/") <= 30
