"""Who was registered twice: found with points, made one, counted once, and two again."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection
from django.urls import reverse

from bansou.commons.access.models import ConflictBlock
from bansou.commons.access.queries import conflicts_in_force
from bansou.evidence.indicators.queries import readings
from bansou.people.cases.barring import bar_from_case
from bansou.people.cases.models import Case
from bansou.people.consent.models import Consent
from bansou.people.merging.queries import pairs_to_weigh
from bansou.people.models import DistinctPersons, Person, PersonAccount, PersonMerge
from tests.desks.counsellor.asking import log_of, text_of
from tests.desks.counsellor.test_board import another_supervisor, keep_from
from tests.desks.counsellor.town import Town, now, signed_in, today

LIST = "/doubles/"


def twice(town: Town) -> tuple[Case, Case]:
    """One man registered twice, the second time with a mail address; both were spoken with."""
    first, second = town.case(), town.case("三浦　和彦", "ﾐｳﾗ ｶｽﾞﾋｺ", of=town.colleague)
    with town.at_work():
        Person.objects.filter(pk=second.person_id).update(email="miura@example.jp")
        Consent.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            case=second,
            purpose=Consent.Purpose.JOINT_COUNTING,
            given_on=today(),
            recorded_at=now(),
        )
    town.talk(first)
    town.talk(second, by=town.colleague)
    return first, second


def pair_url(one: Case, other: Case) -> str:
    return reverse("counsellor:pair", args=[one.person_id, other.person_id])


def supported(town: Town) -> Any:
    """How many people the programme has supported."""
    with town.at_work():
        found = readings(town.programme, today())
        (value,) = [it.answer.value for it in found if it.definition.id == "tomakomai.supported"]
    return value


def rows_of_people(town: Town) -> dict[str, list[dict[str, Any]]]:
    """Every row of the room, but for what tells of the merge itself and counts its changes."""
    told = {"people_personmerge", "people_distinctpersons"}
    found = {}
    with town.at_work():
        for model in apps.get_app_config("people").get_models():
            table = model._meta.db_table
            if table in told or table.endswith("event"):
                continue
            rows = model._default_manager.order_by("pk").values()
            found[table] = [{k: v for k, v in row.items() if k != "version"} for row in rows]
    return found


def test_finds_a_pair_makes_it_one_counts_one_and_gives_both_back(town: Town) -> None:
    first, second = twice(town)
    other = town.case("別 の人", "ベツ ノヒト")
    with town.at_work():
        Person.objects.filter(pk=other.person_id).update(birth_on=date(1990, 1, 2))
    client = signed_in(town.supervisor)
    before = rows_of_people(town)
    assert supported(town) == 2

    listed = text_of(client.get(LIST))
    page = text_of(client.get(pair_url(first, second)))
    empty = client.post(pair_url(first, second), {"stays": str(first.person_id), "reason": ""})
    done = client.post(
        pair_url(first, second),
        {"stays": str(first.person_id), "reason": "本人に電話で確かめた"},
        follow=True,
    )

    assert "三浦 和彦 と 三浦 和彦" in listed
    assert "氏名とカナが同じ +40 生年月日が同じ +40 電話番号が同じ +25" in listed
    assert "105点" in listed
    assert "合わせて 105点" in page
    assert empty.status_code == 422
    assert "1人にまとめました" in text_of(done)
    assert supported(town) == 1
    assert town.again(second).person_id == first.person_id
    with town.at_work():
        made = PersonMerge.objects.get()
        person = Person.objects.get(pk=first.person_id)
        assert person.email == "miura@example.jp"
        assert Person.objects.get(pk=second.person_id).merged_into_id == person.pk
    assert "確かめる組" not in text_of(client.get(LIST))
    assert client.get(pair_url(first, second)).status_code == 404

    undo = reverse("counsellor:merge_undo", args=[made.pk])
    assert client.post(undo, {"because": ""}).status_code == 422
    client.post(undo, {"because": "同姓同名の別人だった"})
    again = client.post(undo, {"because": "もう一度"})

    assert rows_of_people(town) == before
    assert supported(town) == 2
    assert "すでに取り消されています" in text_of(again)
    assert {it.kind for it in log_of(town, subject="persons")} == {"open"}


def test_keeps_what_was_written_after_a_merge_when_it_is_undone(town: Town) -> None:
    first, second = twice(town)
    client = signed_in(town.supervisor)
    client.post(pair_url(first, second), {"stays": str(second.person_id), "reason": "確かめた"})
    with town.at_work():
        made = PersonMerge.objects.get()
        later = Case.objects.create(
            organisation=town.city,
            recorded_by=town.city,
            person_id=second.person_id,
            number="後-1",
            opened_on=today(),
        )

    client.post(reverse("counsellor:merge_undo", args=[made.pk]), {"because": "別人"})

    assert town.again(first).person_id == first.person_id
    assert town.again(later).person_id == second.person_id


def test_undoes_the_later_merge_first_and_moves_nothing_before(town: Town) -> None:
    first, second = twice(town)
    third = town.case()
    client = signed_in(town.supervisor)
    client.post(pair_url(first, second), {"stays": str(first.person_id), "reason": "確かめた"})
    client.post(pair_url(first, third), {"stays": str(third.person_id), "reason": "確かめた"})
    with town.at_work():
        earlier, later = PersonMerge.objects.order_by("at", "pk")
    before = rows_of_people(town)

    refused = client.post(reverse("counsellor:merge_undo", args=[earlier.pk]), {"because": "別人"})

    assert refused.status_code == 422
    assert "新しいほうから順に取り消してください" in text_of(refused)
    assert rows_of_people(town) == before
    for made in (later, earlier):
        undone = client.post(reverse("counsellor:merge_undo", args=[made.pk]), {"because": "別人"})
        assert undone.status_code == 302
    persons = {town.again(case).person_id for case in (first, second, third)}
    assert persons == {first.person_id, second.person_id, third.person_id}


def test_settles_two_as_two_and_shows_them_no_more(town: Town) -> None:
    first, second = twice(town)
    client = signed_in(town.supervisor)
    url = reverse("counsellor:pair_two", args=[first.person_id, second.person_id])

    missing = client.post(url, {"why": ""})
    client.post(url, {"why": "ふたごのきょうだい"})
    twice_said = client.post(url, {"why": "ふたご"})

    assert missing.status_code == 422
    assert "すでに別人と確かめられています" in text_of(twice_said)
    page = text_of(client.get(LIST))
    assert "確かめる組" not in page
    assert "ふたごのきょうだい" in page
    with town.at_work():
        assert DistinctPersons.objects.count() == 1


def test_keeps_two_apart_when_one_of_them_goes_on_as_a_third(town: Town) -> None:
    first, second = twice(town)
    third = town.case()
    client = signed_in(town.supervisor)
    two = reverse("counsellor:pair_two", args=[first.person_id, second.person_id])
    client.post(two, {"why": "ふたごのきょうだい"})
    client.post(pair_url(second, third), {"stays": str(third.person_id), "reason": "確かめた"})

    with town.at_work():
        as_one = pairs_to_weigh(town.city.pk)
        made = PersonMerge.objects.get()
    client.post(reverse("counsellor:merge_undo", args=[made.pk]), {"because": "別人"})

    assert as_one == []
    with town.at_work():
        apart = {frozenset(pair) for pair in pairs_to_weigh(town.city.pk)}
    assert apart == {
        frozenset((first.person_id, third.person_id)),
        frozenset((second.person_id, third.person_id)),
    }


def test_refuses_what_excludes_each_other_and_moves_nothing(town: Town) -> None:
    first, second = twice(town)
    with town.at_work():
        for case in (first, second):
            PersonAccount.objects.create(
                organisation=town.city, person_id=case.person_id, code_digest="0" * 64
            )
    before = rows_of_people(town)

    answer = signed_in(town.supervisor).post(
        pair_url(first, second), {"stays": str(first.person_id), "reason": "確かめた"}
    )

    assert answer.status_code == 422
    assert "2人とも「本人のアカウント」があり" in text_of(answer)
    assert rows_of_people(town) == before


def test_shows_and_merges_nobody_from_whom_the_supervisor_is_barred(town: Town) -> None:
    first, second = twice(town)
    barred = another_supervisor(town)
    keep_from(town, second, barred)
    client = signed_in(barred)

    assert "三浦" not in text_of(client.get(LIST))
    assert client.get(pair_url(first, second)).status_code == 404
    assert client.post(pair_url(first, second), {"stays": "x"}).status_code == 404
    assert signed_in(town.counsellor).get(LIST).status_code == 403
    assert signed_in(town.neighbour).get(pair_url(first, second)).status_code == 404


def test_keeps_a_barred_supervisor_apart_from_both_while_they_are_one(town: Town) -> None:
    first, second = twice(town)
    barred = another_supervisor(town)
    keep_from(town, second, barred)
    client = signed_in(town.supervisor)

    client.post(pair_url(first, second), {"stays": str(first.person_id), "reason": "確かめた"})

    page = reverse("counsellor:case", args=[first.pk])
    assert signed_in(barred).get(page).status_code == 404
    with town.at_work():
        made = PersonMerge.objects.get()
    client.post(reverse("counsellor:merge_undo", args=[made.pk]), {"because": "別人"})
    assert signed_in(barred).get(page).status_code == 200
    with town.at_work():
        assert [it.case_id for it in conflicts_in_force()] == [second.pk]


def test_asks_for_another_responsible_member_before_a_barred_one_would_lose_the_case(
    town: Town,
) -> None:
    first, second = twice(town)
    with town.at_work() as actor:
        bar_from_case(
            by=actor,
            case=second,
            user=town.counsellor.user,
            relation=ConflictBlock.Relation.RELATIVE,
            reason="いとこ",
            at=now(),
        )

    answer = signed_in(town.supervisor).post(
        pair_url(first, second), {"stays": str(first.person_id), "reason": "確かめた"}
    )

    assert "工藤 真由美さんが、もう一方のケースを担当しています" in text_of(answer)
    with town.at_work():
        assert not PersonMerge.objects.exists()


def test_weighs_few_pairs_of_many_people(town: Town) -> None:
    first, second = twice(town)
    with town.at_work():
        Person.objects.bulk_create(
            Person(
                organisation=town.city,
                name=f"姓{number % 60} 名{number % 97}",
                name_key=f"姓{number % 60}名{number % 97}",
                birth_on=date(1970 + number % 17, 1 + number % 12, 1 + number % 28),
                phone="078-000-0000",
            )
            for number in range(2_000)
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE people_person")
        pairs = pairs_to_weigh(town.city.pk)

    assert tuple(sorted((first.person_id, second.person_id))) in pairs
    assert len(pairs) < 400


def test_pairs_nobody_by_a_name_that_is_not_known(town: Town) -> None:
    first, second = twice(town)
    with town.at_work():
        for _ in range(2):
            Person.objects.create(
                organisation=town.city,
                name="",
                name_key="",
                birth_on=date(1980, 4, 1),
                phone="0144-00-9999",
                address="錦岡1-1",
            )

        pairs = pairs_to_weigh(town.city.pk)

    assert pairs == [tuple(sorted((first.person_id, second.person_id)))]
