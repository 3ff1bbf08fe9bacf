"""The answer kit: the template's answers until the office writes its own."""

from django.urls import reverse

from bansou.employers.guide.kit import kit_of, template
from bansou.employers.models import KitAnswer
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town

KIT = "/employers/answers/"


def test_offers_the_templates_answers_in_whole_sentences(town: Town) -> None:
    page = text_of(town.client(town.counsellor).get(KIT))

    assert len(template()) == 10
    for answer in template():
        assert answer.reason in page
        assert all(part.rstrip().endswith("。") for part in answer.answer.split("\n\n"))


def test_takes_the_offices_own_words(town: Town) -> None:
    client = town.client(town.matching)
    form = {"reason": "教える人がいない", "answer": "当市の支援員が初日に行きます。", "version": 0}

    assert client.post(f"{KIT}no_tutor/", form).status_code == 302

    page = text_of(client.get(KIT))
    assert "当市の支援員が初日に行きます。" in page
    assert "つきっきりで" not in page
    with town.at_work():
        assert len(kit_of(town.city.pk)) == len(template())
        assert kit_of(town.neighbour.organisation_id)[0].answer == template()[0].answer


def test_keeps_both_texts_when_two_write_one_answer(town: Town) -> None:
    client = town.client(town.matching)
    form = {"reason": "教える人がいない", "answer": "先の文。", "version": 0}
    client.post(f"{KIT}no_tutor/", form)

    late = client.post(f"{KIT}no_tutor/", form | {"answer": "後の文。"})

    assert late.status_code == 422
    assert "先の文。" in text_of(late)
    assert "後の文。" in late.content.decode()
    with town.at_work():
        assert KitAnswer.objects.get().answer == "先の文。"


def test_adds_a_reason_and_retires_it(town: Town) -> None:
    client = town.client(town.manager)
    form = {"reason": "駐車場がない", "answer": "送迎をいっしょに考えます。", "version": 0}
    client.post(f"{KIT}new/", form)
    with town.at_work():
        key = KitAnswer.objects.get().key

    client.post(f"{KIT}{key}/", form | {"is_retired": "on", "version": 1})

    page = client.get(KIT)
    assert [answer.key for answer in page.context["retired"]] == [key]
    assert client.get(f"{KIT}nothing/").status_code == 404


def test_lets_only_officers_and_managers_write_answers(town: Town) -> None:
    for member in (town.counsellor, town.supervisor, town.trainer):
        answer = town.client(member).post(reverse("matching:answer", args=["no_tutor"]))
        assert answer.status_code == 403
