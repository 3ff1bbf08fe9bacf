"""Receiving somebody, named or not; who might be registered already; naming them later."""

from datetime import date
from typing import Any

import pytest

from bansou.commons.clock import wareki
from bansou.commons.keys import uuid7
from bansou.people.cases.models import Case, Enrolment
from bansou.people.persons.models import Person
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, signed_in, today


def filled(town: Town, **changes: Any) -> dict[str, Any]:
    """The registration of somebody new."""
    return {
        "client": "person",
        "name": "成田 誠",
        "kana": "ナリタ マコト",
        "birth_on": "昭和54年8月1日",
        "phone": "0144-00-0000",
        "opened_on": wareki(today()),
        "category": "long_term_jobless",
        "programme": str(town.programme.pk),
        "takes_on": "on",
        "request_key": str(uuid7()),
        **changes,
    }


def cases_of(town: Town) -> list[Case]:
    with town.at_work():
        return list(
            Case.objects.filter(organisation=town.city).select_related("person").order_by("id")
        )


def test_opens_a_case_in_the_programme_with_somebody_responsible(town: Town) -> None:
    response = signed_in(town.counsellor).post("/cases/new/", filled(town))

    (case,) = cases_of(town)
    assert response["Location"] == f"/cases/{case.pk}/"
    assert case.person is not None
    assert (case.person.name, case.person.birth_on) == ("成田 誠", date(1979, 8, 1))
    assert case.responsible_id == town.counsellor.pk
    assert (case.category, case.stage) == ("long_term_jobless", "consulting")
    with town.at_work():
        (enrolment,) = Enrolment.objects.filter(case=case)
    assert (enrolment.programme_id, enrolment.from_on) == (town.programme.pk, today())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kana": "成田 誠"}, "読みをカナで入れてください。"),
        ({"kana": "Narita"}, "読みをカナで入れてください。"),
        ({"phone": "母の携帯"}, "電話番号は、数字とハイフンだけで入れてください。"),
        ({"phone": "0144-00"}, "いまは6けたです。"),
    ],
)
def test_names_what_is_no_reading_and_no_number(
    town: Town, changes: dict[str, str], sentence: str
) -> None:
    refused = signed_in(town.counsellor).post("/cases/new/", filled(town, **changes))

    assert refused.status_code == 422
    assert sentence in text_of(refused)
    assert next(iter(changes.values())) in refused.content.decode()
    assert cases_of(town) == []


def test_keeps_reading_and_number_as_they_were_typed(town: Town) -> None:
    typed = {"kana": "ﾅﾘﾀ まこと", "phone": "（０１４４）００−００００"}

    signed_in(town.counsellor).post("/cases/new/", filled(town, **typed))

    (case,) = cases_of(town)
    assert case.person is not None
    assert {"kana": case.person.kana, "phone": case.person.phone} == typed


@pytest.mark.capability("KOB-25")
def test_opens_a_case_from_a_parent_s_call_that_names_nobody(town: Town) -> None:
    form = filled(town, client="family", name="", kana="", birth_on="", phone="", relation="母")
    client = signed_in(town.counsellor)

    response = client.post("/cases/new/", form, follow=True)

    (case,) = cases_of(town)
    assert (case.client, case.person_id) == ("family", None)
    assert case.fields == {"client_relation": "母"}
    assert "氏名未登録（家族からの相談）" in text_of(response)
    assert "氏名未登録（家族からの相談）" in text_of(client.get("/cases/"))
    assert client.get(f"/cases/{case.pk}/record/").status_code == 200
    with town.at_work():
        assert not Person.objects.exists()


@pytest.mark.capability("KOB-25")
@pytest.mark.parametrize("who", ["trainer", "manager", "matching"])
def test_refuses_the_call_to_who_does_not_counsel(town: Town, who: str) -> None:
    form = filled(town, client="family", name="", relation="母")

    response = signed_in(getattr(town, who)).post("/cases/new/", form)

    assert response.status_code == 403
    assert cases_of(town) == []


def test_asks_a_family_for_what_tells_it_from_others(town: Town) -> None:
    form = filled(town, client="family", name="", kana="", birth_on="", phone="")

    response = signed_in(town.counsellor).post("/cases/new/", form)

    assert response.status_code == 422
    assert "続柄か呼び名を入れてください" in text_of(response)
    assert cases_of(town) == []


def test_refuses_a_person_without_a_name(town: Town) -> None:
    response = signed_in(town.counsellor).post("/cases/new/", filled(town, name=" "))

    assert response.status_code == 422
    text = text_of(response)
    assert "氏名を入れてください" in text
    assert "氏名なしのケースとして登録できます" in text
    assert cases_of(town) == []


def test_registers_once_however_often_it_is_sent(town: Town) -> None:
    client, form = signed_in(town.counsellor), filled(town)

    first = client.post("/cases/new/", form)
    replay = client.post("/cases/new/", {**form, "same_as": ""})

    assert len(cases_of(town)) == 1
    assert first["Location"] == replay["Location"]


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"name": "成田 誠", "kana": "ナリタ マコト"}, "生年月日が同じ"),
        ({"name": "成田 真", "kana": "ナリタ シン"}, "氏名のカナが似ている"),
        ({"name": "別名 太郎", "kana": "ベツメイ タロウ"}, "電話番号が同じ"),
    ],
)
def test_shows_who_might_be_the_same_and_why_and_merges_nobody(
    town: Town, known: dict[str, str], reason: str
) -> None:
    case = town.case(**known)
    with town.at_work():
        Person.objects.filter(pk=case.person_id).update(
            birth_on=date(1979, 8, 1), phone="0144-00-0000"
        )
    client = signed_in(town.counsellor)

    response = client.post("/cases/new/", filled(town))

    text = text_of(response)
    assert response.status_code == 422
    assert reason in text
    assert "同じ人かどうか、選んでください。" in text
    assert f"/cases/{case.pk}/" in response.content.decode()
    assert len(cases_of(town)) == 1

    client.post("/cases/new/", filled(town, same_as="new"))
    old, new = cases_of(town)
    assert old.person_id != new.person_id


def test_shows_the_likeliest_first_however_many_reasons_the_others_have(town: Town) -> None:
    namesake = town.case("成田 誠", "ナリタ マコト")
    same = town.case("成田　誠", "ナリタ マコト")
    with town.at_work():
        Person.objects.filter(pk=namesake.person_id).update(
            birth_on=date(1980, 3, 2), phone="0144-00-0000"
        )
        Person.objects.filter(pk=same.person_id).update(birth_on=date(1979, 8, 1), phone="")

    shown = text_of(signed_in(town.counsellor).post("/cases/new/", filled(town)))

    first, second = (shown.index(f"ケース{case.number}を開く") for case in (same, namesake))
    assert first < second


def test_opens_a_new_case_of_somebody_known(town: Town) -> None:
    known = town.case("成田 誠", "ナリタ マコト")
    with town.at_work():
        Person.objects.filter(pk=known.person_id).update(birth_on=date(1979, 8, 1))

    signed_in(town.counsellor).post("/cases/new/", filled(town, same_as=str(known.person_id)))

    old, new = cases_of(town)
    assert old.person_id == new.person_id
    assert old.pk != new.pk


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ({}, {}),
        ({}, {"birth_on": ""}),
        ({}, {"kana": ""}),
        ({"kana": ""}, {}),
        ({"name": "髙橋 淳", "kana": "タカハシ ジュン"}, {"name": "高橋 淳", "kana": ""}),
        ({"name": "高橋 淳", "kana": ""}, {"name": "髙橋淳", "kana": "タカハシ ジュン"}),
    ],
)
def test_asks_about_a_namesake_whatever_the_birthday_and_the_spelling(
    town: Town, known: dict[str, str], typed: dict[str, str]
) -> None:
    case = town.case(**({"name": "成田 誠", "kana": "ナリタ マコト"} | known))
    client, form = signed_in(town.counsellor), filled(town, phone="", **typed)

    asked = client.post("/cases/new/", form)
    answered = client.post("/cases/new/", {**form, "same_as": "new"})

    assert asked.status_code == 422
    assert "同じ氏名の方がいます。別の方ですか。" in text_of(asked)
    assert "同じ人ですか ※必須 別の人です。新しく登録します" in text_of(asked)
    assert f"ケース{case.number}を開く" in text_of(asked)
    assert answered.status_code == 302
    assert len(cases_of(town)) == 2


def test_asks_nothing_about_another_name(town: Town) -> None:
    town.case("成田 真理子", "ナリタ マリコ")

    response = signed_in(town.counsellor).post("/cases/new/", filled(town, phone=""))

    assert response.status_code == 302
    assert len(cases_of(town)) == 2


def test_refuses_somebody_of_another_city_as_the_same_person(town: Town) -> None:
    stranger = town.case("成田 誠", "ナリタ マコト")

    response = signed_in(town.neighbour).post(
        "/cases/new/", filled(town, programme="", category="", same_as=str(stranger.person_id))
    )

    assert response.status_code == 302
    with town.at_work(town.neighbour):
        (case,) = Case.objects.filter(organisation=town.neighbour.organisation)
    assert case.person_id != stranger.person_id


def test_asks_for_the_fields_that_the_municipality_added(town: Town) -> None:
    client = signed_in(town.counsellor)

    client.post("/cases/new/", filled(town, x_driving_licence="yes"))

    (case,) = cases_of(town)
    assert case.fields == {"driving_licence": True}
    assert "普通自動車の免許 はい" in text_of(client.get(f"/cases/{case.pk}/"))


def test_names_the_person_later_and_keeps_what_was_recorded(town: Town) -> None:
    client = signed_in(town.counsellor)
    form = filled(town, client="family", name="", kana="", birth_on="", phone="", relation="母")
    client.post("/cases/new/", form)
    (case,) = cases_of(town)
    town.talk(case, on=today(), note="母の話。")

    response = client.post(
        f"/cases/{case.pk}/person/",
        {"name": "成田 誠", "kana": "ナリタ マコト", "birth_on": "昭和54年8月1日"},
        follow=True,
    )

    text = text_of(response)
    assert "成田 誠" in text
    assert "母の話。" in text
    (case,) = cases_of(town)
    assert case.person is not None
    assert case.client == "family"
    twice = client.post(f"/cases/{case.pk}/person/", {"name": "別の 人"})
    assert "すでに本人が登録されています" in text_of(twice)


def test_names_somebody_known(town: Town) -> None:
    known = town.case("成田 誠", "ナリタ マコト")
    client = signed_in(town.counsellor)
    nameless = {"client": "family", "name": "", "phone": "", "birth_on": "", "relation": "母"}
    client.post("/cases/new/", filled(town, **nameless))
    case = cases_of(town)[-1]
    form = {"name": "成田 誠", "kana": "ナリタ マコト"}

    asked = client.post(f"/cases/{case.pk}/person/", form)
    client.post(f"/cases/{case.pk}/person/", {**form, "same_as": str(known.person_id)})

    assert "と同じ人です" in text_of(asked)
    assert cases_of(town)[-1].person_id == known.person_id


def test_refuses_naming_to_a_colleague(town: Town) -> None:
    signed_in(town.counsellor).post(
        "/cases/new/", filled(town, client="anonymous", name="", phone="", birth_on="", alias="窓")
    )
    (case,) = cases_of(town)

    response = signed_in(town.colleague).post(f"/cases/{case.pk}/person/", {"name": "成田 誠"})

    assert response.status_code == 403
    assert town.again(case).person_id is None


def test_offers_running_programmes_only(town: Town) -> None:
    form = filled(town, opened_on=wareki(days(-3000)))

    response = signed_in(town.counsellor).post("/cases/new/", form)

    assert response.status_code == 422
    assert "事業の期間" in text_of(response)
    assert cases_of(town) == []


@pytest.mark.parametrize(
    "odd",
    [
        {"email": "a" * 300 + "@example.jp"},
        {"name": "切れた\x00名"},
        {"name": "長" * 101},
        {"birth_on": "昭和99年13月40日"},
        {"request_key": ""},
        {"client": "somebody"},
        {"programme": "0"},
        {"same_as": "x"},
    ],
)
def test_answers_odd_input_without_failing(town: Town, odd: dict[str, Any]) -> None:
    response = signed_in(town.counsellor).post("/cases/new/", filled(town, **odd))

    assert response.status_code in {302, 422}
    assert len(cases_of(town)) == (response.status_code == 302)
