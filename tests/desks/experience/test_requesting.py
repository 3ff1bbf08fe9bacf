"""A visit or trial is asked for in the person's own words, after the talks that come first."""

import pytest

from bansou.programmes.actions import revise_scheme
from bansou.schemes.reader import template
from bansou.support.experience.models import Experience
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, now, signed_in
from tests.desks.experience.workplace import (
    WISHES,
    again,
    arranged,
    confirmed,
    days_of,
    host_in,
    person_in,
    post,
    post_mark,
    post_request,
    post_terms,
    requested,
    running,
    steps_of,
)
from tests.desks.training.applying import kinds_of


def number(town: Town) -> int:
    with town.at_work():
        return Experience.objects.count()


def test_asks_after_the_first_talk_and_keeps_the_persons_words(town: Town) -> None:
    case = person_in(town)

    it = requested(town, case, host=str(host_in(town).pk))

    assert (it.state, it.wishes, it.kind) == ("requested", WISHES, "trial")
    (step,) = steps_of(town, case)
    assert (step.kind, step.note) == ("workplace.requested", WISHES)
    assert step.title == "職場体験　道南鉄工株式会社の申込み"
    page = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/experience/"))
    assert WISHES in page


def test_refuses_a_trial_before_any_consultation(town: Town) -> None:
    case = town.case()

    response = post_request(town, case)

    assert response.status_code == 403
    text = text_of(response)
    assert "見学・体験の申込みは、まだできません" in text
    assert "「相談」を1回記録すると、申し込めます。" in text
    assert "相談を記録する" in text
    assert number(town) == 0
    page = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/experience/"))
    assert "「相談」を1回記録すると、申し込めます。" in page


def test_locks_again_when_the_only_consultation_is_taken_back(town: Town) -> None:
    case = town.case()
    talk = town.talk(case)
    it = requested(town, case)
    signed_in(town.counsellor).post(
        f"/cases/consultations/{talk.step_id}/withdraw/", {"because": "別の人の記録だった"}
    )

    response = post_terms(town, it, host_in(town))

    assert response.status_code == 422
    assert "「相談」を1回記録すると、申し込めます。" in text_of(response)
    assert again(town, it).state == "requested"


def test_has_no_lock_where_the_scheme_makes_consulting_optional(town: Town) -> None:
    text = template("tomakomai").replace(
        'short = "相談"\ndemand = "required"', 'short = "相談"\ndemand = "on_request"'
    )
    text = text.replace(
        'stage = "consulting"\ntitle = "キャリアコンサルティング"\nchip = "required"',
        'stage = "consulting"\ntitle = "キャリアコンサルティング"\nchip = "on_request"',
    )
    with town.at_work(town.manager):
        revise_scheme(
            programme=town.programme, text=text, valid_from=town.programme.starts_on, at=now()
        )

    assert post_request(town, town.case()).status_code == 302


def test_offers_none_where_the_scheme_has_no_such_rules(town: Town) -> None:
    text = template("tomakomai")
    begins, ends = text.index("# 職場見学・体験。日数"), text.index('[[snippets]]\nlabel = "前回')
    with town.at_work(town.manager):
        revise_scheme(
            programme=town.programme,
            text=text[:begins] + text[ends:],
            valid_from=town.programme.starts_on,
            at=now(),
        )
    case = person_in(town)

    response = post_request(town, case)

    assert response.status_code == 403
    assert "この事業では、見学・体験を申し込めません" in text_of(response)
    page = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/experience/"))
    assert "見学・体験の決まりがありません" in page


@pytest.mark.parametrize("said", [{"wishes": ""}, {"wishes": " \n"}, {"goal": ""}])
def test_refuses_what_leaves_out_the_persons_words(said: dict[str, str], town: Town) -> None:
    case = person_in(town)

    response = post_request(town, case, **said)

    assert response.status_code == 422
    assert number(town) == 0
    page = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/experience/"))
    assert "見学・体験は、まだありません" in page


def test_asks_once_however_often_the_form_comes(town: Town) -> None:
    case = person_in(town)
    key = "01989b1e-0000-7000-8000-000000000001"

    answers = [post_request(town, case, request_key=key) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert number(town) == 1


def test_is_asked_for_by_who_is_responsible_alone(town: Town) -> None:
    case = person_in(town)

    answers = [
        post_request(town, case, by=member).status_code
        for member in (town.colleague, town.matching, town.manager, town.trainer, town.neighbour)
    ]

    assert set(answers) <= {403, 404}
    assert number(town) == 0


# Declining


@pytest.mark.capability("TMK-17", refused_by="test_refuses_what_leaves_out_the_persons_words")
def test_lets_the_person_decline_without_a_reason_and_at_no_cost(town: Town) -> None:
    case, host = person_in(town), host_in(town, seats=1)
    it = arranged(town, requested(town, case), host, first_on=days(3), last_on=days(4))
    before, kinds = town.again(case), kinds_of(town, case)

    form = signed_in(town.matching).get(f"/experience/{it.pk}/arrange/")
    response = post(town, it, "decline", declined_by="person", reason="", because="")

    assert WISHES in text_of(form)
    assert response.status_code == 302
    declined, after = again(town, it), town.again(case)
    assert (declined.state, declined.declined_by) == ("declined", "person")
    assert (declined.mismatch_reason, declined.ended_because) == ("", "")
    assert (after.stage, after.next_action, after.closed_on) == (
        before.stage,
        before.next_action,
        before.closed_on,
    )
    assert kinds_of(town, case) == [*kinds, "workplace.declined"]
    renewed = requested(town, case, host=str(host.pk))
    assert arranged(town, renewed, host, first_on=days(3), last_on=days(4)).state == "arranged"


def test_keeps_the_reason_that_was_given(town: Town) -> None:
    it = requested(town, person_in(town), host=str(host_in(town).pk))

    post(town, it, "decline", declined_by="host", reason="host_reasons", because="担当が異動した")

    declined = again(town, it)
    assert (declined.declined_by, declined.mismatch_reason) == ("host", "host_reasons")
    assert declined.ended_because == "担当が異動した"


def test_refuses_a_reason_that_the_scheme_does_not_have(town: Town) -> None:
    it = requested(town, person_in(town))

    response = post(town, it, "decline", declined_by="person", reason="bad_mood", because="")

    assert response.status_code == 422
    assert again(town, it).state == "requested"


def test_does_not_decline_what_somebody_has_been_at(town: Town) -> None:
    it = running(town)
    post_mark(town, it, days_of(town, it)[0])

    response = post(town, it, "decline", declined_by="person", reason="", because="")

    assert response.status_code == 422
    assert again(town, it).state == "confirmed"


def test_does_not_decline_twice(town: Town) -> None:
    it = requested(town, person_in(town))
    said = {"declined_by": "person", "reason": "", "because": ""}
    post(town, it, "decline", **said)

    response = post(town, it, "decline", **said)

    assert response.status_code == 422
    assert "もう「見送り」です" in text_of(response)


# Closing the case


def test_declines_what_has_not_begun_when_the_case_is_closed(town: Town) -> None:
    case = person_in(town)
    it = requested(town, case)

    closing = {"on": days(0).isoformat(), "reason": "本人の希望"}
    response = signed_in(town.counsellor).post(f"/cases/{case.pk}/close/", closing)

    assert response.status_code == 302, text_of(response)
    with town.at_work():
        declined = Experience.objects.get(pk=it.pk)
    assert (declined.state, declined.declined_by) == ("declined", "office")


def test_does_not_close_a_case_whose_trial_goes_on(town: Town) -> None:
    case = person_in(town)
    it = running(town, case)
    post_mark(town, it, days_of(town, it)[0])

    closing = {"on": days(0).isoformat(), "reason": "本人の希望"}
    response = signed_in(town.counsellor).post(f"/cases/{case.pk}/close/", closing)

    assert "まだ終わっていません" in text_of(response)
    assert town.again(case).closed_on is None
    assert confirmed(town, it, ()).state == "confirmed"
