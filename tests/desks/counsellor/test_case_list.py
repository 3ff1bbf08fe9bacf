"""The case list: who sees whom in which order, what is searched and taken along."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.utils.http import urlencode

from bansou.commons.access.models import Grant
from bansou.commons.audit.models import AccessLog
from bansou.commons.database.gathering import rows_gathered
from bansou.people.cases.actions import open_case
from bansou.people.persons.actions import register_person
from tests.desks.counsellor.asking import log_of, names_in, statements, text_of
from tests.desks.counsellor.town import Town, days, found_town, signed_in


def listed(town: Town, member: Any = None, **query: str) -> list[str]:
    response = signed_in(member or town.counsellor).get(f"/cases/?{urlencode(query)}")
    assert response.status_code == 200
    return names_in(response)


@pytest.mark.capability("KOB-23")
def test_puts_who_was_not_heard_of_first_then_the_next_due(town: Town) -> None:
    town.case("近い 期限", last_contact_on=days(-3), next_action_on=days(2))
    town.case("期限 超過", last_contact_on=days(-3), next_action_on=days(-4))
    town.case("途絶 一郎", last_contact_on=days(-46), next_action_on=days(20))
    town.case("途絶 二郎", last_contact_on=days(-90))

    response = signed_in(town.counsellor).get("/cases/")

    assert names_in(response) == ["途絶 二郎", "途絶 一郎", "期限 超過", "近い 期限"]
    text = text_of(response)
    assert "90日前" in text
    assert "4日超過" in text
    assert "連絡が45日以上ないケース（2件）は先頭に出ます" in text


def test_shows_one_s_own_cases_unless_others_are_asked_for(town: Town) -> None:
    town.case("自分 の人")
    town.case("同僚 の人", of=town.colleague)
    town.case("待つ 人", nobodys=True)

    assert listed(town) == ["自分 の人"]
    assert listed(town, who="none") == ["待つ 人"]
    assert sorted(listed(town, who="all")) == ["同僚 の人", "待つ 人", "自分 の人"]


@pytest.mark.parametrize("asked", ["高橋", "髙橋", "たかはし", "ﾀｶﾊｼ", "ケイコ"])
def test_finds_by_any_spelling_among_all_cases(town: Town, asked: str) -> None:
    town.case("髙橋 恵子", "タカハシ ケイコ", of=town.colleague)

    assert listed(town, q=asked) == ["髙橋 恵子"]


def test_narrows_by_category_stage_and_term(town: Town) -> None:
    town.case("無業 太郎", category="long_term_jobless", next_action_on=days(3))
    town.case("不安定 花子", next_action_on=days(-1))
    talked = town.case("資格 次郎")
    town.talk(talked, on=days(-5))

    assert listed(town, category="long_term_jobless") == ["無業 太郎"]
    assert listed(town, late="on") == ["不安定 花子"]
    assert len(listed(town, stage="consulting")) == 3
    assert listed(town, stage="qualification") == []
    assert len(listed(town, category="no_such", stage="no_such")) == 3


def test_pages_by_key_in_both_directions(town: Town) -> None:
    for n in range(53):
        town.case(f"人 {n:02d}", last_contact_on=days(-1), next_action_on=days(n))
    client = signed_in(town.counsellor)

    first = client.get("/cases/")
    second = client.get(first.context["listing"].page.next_url)
    back = client.get(second.context["listing"].page.previous_url)

    assert "1–50件目／53件" in text_of(first)
    assert names_in(second) == ["人 50", "人 51", "人 52"]
    assert "51–53件目／53件" in text_of(second)
    assert names_in(back) == names_in(first)


@pytest.mark.parametrize(
    "place", ["?after=nonsense", "?after=0~1~00~x", "?before=7~1~" + "0" * 32 + "~"]
)
def test_shows_the_first_page_for_a_place_that_is_none(town: Town, place: str) -> None:
    town.case()

    assert names_in(signed_in(town.counsellor).get(f"/cases/{place}")) == ["三浦 和彦"]


@pytest.mark.parametrize(
    "query",
    ["?q=%00", "?q=%25_'\\", "?who=everybody", "?stage=%00", "?late=maybe", "?q=" + "あ" * 300],
)
def test_answers_odd_questions_without_failing(town: Town, query: str) -> None:
    client = signed_in(town.counsellor)

    assert client.get(f"/cases/{query}").status_code == 200
    assert client.get(f"/cases/export/{query}").status_code == 200


@pytest.mark.parametrize("words", ["あ" * 101, "\x00"])
def test_shows_nobody_where_it_cannot_look_for_the_words(town: Town, words: str) -> None:
    town.case()
    client = signed_in(town.supervisor)

    page = client.get("/cases/", {"q": words})
    part = client.get("/cases/", {"q": words}, headers={"HX-Request": "true"})
    file = client.get("/cases/export/", {"q": words})

    assert names_in(page) == names_in(part) == []
    assert "まだ探していません" in text_of(page)
    assert "三浦" not in file.content.decode("utf-8-sig")


def test_finds_nobody_whose_reading_has_the_letters_in_pieces(town: Town) -> None:
    town.case("伊藤 聡", "イトウ サトシ")
    town.case("佐藤 健一", "サトウ ケンイチ")

    assert names_in(signed_in(town.counsellor).get("/cases/", {"q": "さとう"})) == ["佐藤 健一"]


def test_finds_an_own_case_among_hundreds_of_namesakes(town: Town) -> None:
    with town.at_work() as actor, rows_gathered():
        for n in range(250):
            namesake = register_person(by=actor, name=f"木村 {n}", kana="キムラ")
            open_case(by=actor, person=namesake, number=f"K-{n}", opened_on=days(-9))
    town.case("木下 実", "キノシタ ミノル")

    page = signed_in(town.counsellor).get("/cases/", {"q": "木", "who": "mine"})

    assert names_in(page) == ["木下 実"]
    everybody = text_of(signed_in(town.counsellor).get("/cases/", {"q": "木"}))
    assert "251件" in everybody


def test_keeps_words_that_are_too_long_and_says_how_long_they_may_be(town: Town) -> None:
    words = "三浦" * 60

    page = signed_in(town.counsellor).get("/cases/", {"q": words})

    assert "探す言葉は100文字までにしてください。いまは120文字です。" in text_of(page)
    assert f'value="{words}"' in page.content.decode()


def test_gives_htmx_the_table_alone(town: Town) -> None:
    town.case()

    response = signed_in(town.counsellor).get("/cases/", headers={"HX-Request": "true"})

    html = response.content.decode()
    assert "<html" not in html
    assert "三浦 和彦" in html
    assert 'id="case-table"' in html
    assert "HX-Request" in response["Vary"]


def test_logs_what_was_searched_for_and_what_was_shown(town: Town) -> None:
    case = town.case("佐藤 花子", "サトウ ハナコ")
    town.case("鈴木 一郎", "スズキ イチロウ")

    signed_in(town.counsellor).get("/cases/?q=さとう")

    (entry,) = log_of(town, kind=AccessLog.Kind.SEARCH)
    assert entry.detail["asked"] == "さとう"
    assert entry.detail["hits"] == 1
    assert entry.detail["shown"] == [str(case.pk)]
    assert entry.actor_id == town.counsellor.user_id


def test_logs_a_list_in_which_nobody_was_searched_for(town: Town) -> None:
    case = town.case("佐藤 花子", "サトウ ハナコ")

    signed_in(town.counsellor).get("/cases/?late=on")
    signed_in(town.counsellor).get("/cases/")

    late, every = log_of(town, kind=AccessLog.Kind.LIST)
    assert late.detail == {"whose": "mine", "only_late": True, "hits": 0, "shown": []}
    assert every.detail == {"whose": "mine", "hits": 1, "shown": [str(case.pk)]}


def test_logs_a_contractors_list_with_the_keeper(town: Town) -> None:
    case = town.case("佐藤 花子", "サトウ ハナコ")
    town.refer(case)

    signed_in(town.trainer).get("/cases/")

    (entry,) = log_of(town, kind=AccessLog.Kind.LIST)
    assert entry.actor_organisation_id == town.trainer.organisation_id
    assert (entry.detail["hits"], entry.detail["shown"]) == (1, [str(case.pk)])


@pytest.mark.django_db(transaction=True)
def test_costs_few_statements_however_long_the_list() -> None:
    town = found_town()
    client = signed_in(town.counsellor)
    for n in range(60):
        town.case(f"人 {n}", last_contact_on=days(-n), next_action_on=days(n))

    assert statements(client, "/cases/?who=all") <= 12
    assert statements(client, "/cases/?who=all&q=人") <= 12
    assert len(client.get("/cases/?who=all").content) <= 60 * 1024


def test_shows_nobody_of_another_city(town: Town) -> None:
    town.case("苫小牧 太郎", "トマコマイ タロウ")

    for query in ({"who": "all"}, {"who": "referred"}, {"q": "トマコマイ"}):
        assert listed(town, town.neighbour, **query) == []


@pytest.mark.capability("TMK-03", "X-09", refused_by="test_refuses_a_contractor_whose_time_is_over")
def test_shows_a_contractor_only_who_was_referred_to_it(town: Town) -> None:
    referred = town.case("紹介 花子")
    town.case("紹介しない 太郎")
    town.refer(referred)

    response = signed_in(town.trainer).get("/cases/")
    by_name = signed_in(town.trainer).get("/cases/?q=紹介")
    everything = signed_in(town.trainer).get("/cases/?who=all")

    for answer in (response, by_name, everything):
        assert names_in(answer) == ["紹介 花子"]
    assert "紹介されたケース" in text_of(response)


def test_tells_a_contractor_at_level_1_nothing_of_why_somebody_needs_support(town: Town) -> None:
    case = town.case("紹介 花子")
    town.refer(case)
    trainer = signed_in(town.trainer)

    page = text_of(trainer.get(f"/cases/{case.pk}/"))
    listed = trainer.get("/cases/", {"category": "never_employed"})

    assert "紹介 花子" in page
    assert "対象区分" not in page
    assert "進み方" not in page
    assert "歳" not in page
    assert "対象区分" not in text_of(listed)
    assert names_in(listed) == ["紹介 花子"]
    assert "対象区分" in text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/"))


@pytest.mark.capability("TMK-03", "X-09")
def test_refuses_a_contractor_whose_time_is_over(town: Town) -> None:
    case = town.case("紹介 花子")
    referral = town.refer(case)
    path = f"/cases/{case.pk}/"
    assert signed_in(town.trainer).get(path).status_code == 200

    with town.at_work():
        Grant.objects.filter(source_id=referral.pk).update(
            from_on=days(-10), until_on=days(-1), ended_at=None
        )
    over = signed_in(town.trainer)

    assert names_in(over.get("/cases/")) == []
    assert over.get(path).status_code == 404


def test_shows_a_matching_officer_names_without_a_way_in(town: Town) -> None:
    case = town.case()

    response = signed_in(town.matching).get("/cases/")

    assert names_in(response) == ["三浦 和彦"]
    assert str(case.pk) not in response.content.decode()
    assert signed_in(town.matching).get(f"/cases/{case.pk}/").status_code == 403


def test_refuses_the_manager(town: Town) -> None:
    for path in ("/cases/", "/today/", "/cases/export/", "/cases/new/"):
        assert signed_in(town.manager).get(path).status_code == 403


def test_says_what_to_do_when_there_is_nothing(town: Town) -> None:
    client = signed_in(town.counsellor)

    assert "あなたが担当するケースは、まだありません" in text_of(client.get("/cases/"))
    assert "「高はし」に合う人は見つかりません" in text_of(client.get("/cases/?q=高はし"))
    assert "この条件に合うケースはありません" in text_of(client.get("/cases/?late=on"))
    assert "すべてのケースに担当がいます" in text_of(client.get("/cases/?who=none"))

    town.case(nobodys=True)
    assert "割り当て待ちを見る（1件）" in text_of(client.get("/cases/"))


def test_offers_no_registration_to_who_may_not_register(town: Town) -> None:
    for member in (town.trainer, town.matching):
        assert b"/cases/new/" not in signed_in(member).get("/cases/").content


def test_takes_the_list_along_as_csv_and_says_so_in_the_log(town: Town) -> None:
    town.case("=cmd|' /C calc'!A0", "シキ", last_contact_on=days(-3), next_action_on=days(2))

    response = signed_in(town.counsellor).get("/cases/export/?who=all")

    content = response.content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    assert rows[0]["氏名"].startswith("'=")
    assert rows[0]["期限"] == days(2).isoformat()
    assert rows[0]["期限（和暦）"].startswith("令和")
    (entry,) = log_of(town, kind=AccessLog.Kind.EXPORT)
    assert entry.detail["hits"] == 1


def test_refuses_a_contractor_the_file(town: Town) -> None:
    town.refer(town.case())

    assert signed_in(town.trainer).get("/cases/export/").status_code == 403


def test_counts_a_person_never_spoken_with_among_the_first(town: Town) -> None:
    town.case("近い 期限", last_contact_on=days(-3), next_action_on=days(0))
    town.case("まだ 話さず")

    assert listed(town) == ["まだ 話さず", "近い 期限"]
