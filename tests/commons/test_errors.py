"""Refusals carry a stable code and a whole sentence."""

import pytest
from django.utils.functional import lazystr

from bansou.commons.errors import Refusal


class SeatsTaken(Refusal):
    code = "tests.seats_taken"
    message = "%(course)sは満席です。次の回を選んでください。"


def test_fills_the_sentence_with_its_values() -> None:
    refusal = SeatsTaken(course="玉掛け技能講習", field="course", remedy="counsellor:courses")

    assert str(refusal) == "玉掛け技能講習は満席です。次の回を選んでください。"
    assert refusal.message == str(refusal)
    assert refusal.code == "tests.seats_taken"
    assert (refusal.field, refusal.remedy) == ("course", "counsellor:courses")
    assert refusal.values == {"course": "玉掛け技能講習"}


def test_field_and_remedy_are_optional() -> None:
    refusal = SeatsTaken(course="玉掛け技能講習")

    assert (refusal.field, refusal.remedy) == (None, None)


def test_a_subclass_may_keep_its_parents_code() -> None:
    class LastSeatTaken(SeatsTaken):
        pass

    assert LastSeatTaken(course="溶接").code == "tests.seats_taken"


@pytest.mark.parametrize(
    "code", ["", "seats", "Tests.Seats", "tests.", "tests.満席", "tests seats"]
)
def test_refuses_a_subclass_without_a_stable_code(code: str) -> None:
    with pytest.raises(TypeError, match="needs a code"):
        type("Nameless", (Refusal,), {"code": code, "message": "別の日を選んでください。"})


def test_takes_another_sentence_for_the_same_code() -> None:
    refusal = SeatsTaken("この講習は受付を終えました。次の回を選んでください。")

    assert str(refusal) == "この講習は受付を終えました。次の回を選んでください。"


def test_leaves_a_percent_sign_alone_when_there_are_no_values() -> None:
    assert str(SeatsTaken("出席率が80%に足りません。")) == "出席率が80%に足りません。"


def test_translates_when_it_is_raised() -> None:
    class Late(Refusal):
        code = "tests.late"
        message = lazystr("%(day)sまでに出してください。")

    assert str(Late(day="11月30日")) == "11月30日までに出してください。"


def test_refuses_to_be_raised_without_a_sentence() -> None:
    class Speechless(Refusal):
        code = "tests.speechless"

    with pytest.raises(TypeError, match="a code and a message"):
        Speechless()


def test_refuses_to_be_raised_without_a_name() -> None:
    with pytest.raises(TypeError, match="subclass"):
        Refusal("別の日を選んでください。")
