"""Statements that travel behind: in their order, before whatever else is asked, refusals told."""

import threading

import pytest
from django.db import IntegrityError, connection

from bansou.commons.database import behind
from bansou.commons.database.behind import send, sent_behind
from bansou.commons.database.planning import found_by_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def tally() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE tally (word text UNIQUE, at serial)")


def noted() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM tally ORDER BY at")
        return [word for (word,) in cursor.fetchall()]


def note(word: str) -> None:
    send("INSERT INTO tally (word) VALUES (%s)", word)


def note_twice() -> None:
    note("一")
    note("一")


def test_sends_at_once_outside_the_block(tally: None) -> None:
    note("一")

    assert noted() == ["一"]


def test_arrives_in_order_before_the_next_question(tally: None) -> None:
    words = [str(number) for number in range(30)]

    with sent_behind():
        for word in words:
            note(word)
        inside = noted()
        note("後")

    assert inside == words
    assert noted() == [*words, "後"]


def test_returns_while_the_database_is_still_at_work(
    tally: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()
    carry_out = behind._carry_out

    def carry_out_later(*said: object) -> None:
        assert goes_on.wait(timeout=30)
        carry_out(*said)

    monkeypatch.setattr(behind, "_carry_out", carry_out_later)

    with sent_behind():
        note("一")
        goes_on.set()

    assert noted() == ["一"]


def test_tells_at_the_next_question_what_was_refused(tally: None) -> None:
    def note_twice_and_ask() -> None:
        with sent_behind():
            note_twice()
            noted()

    with pytest.raises(IntegrityError):
        note_twice_and_ask()


def test_tells_at_the_end_what_was_refused(tally: None) -> None:
    with pytest.raises(IntegrityError), sent_behind():
        note_twice()


def test_looks_by_index_only_inside(tally: None) -> None:
    def way() -> str:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN SELECT 1 FROM tally WHERE word = 'x'")
            return " ".join(line for (line,) in cursor.fetchall())

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO tally (word) VALUES ('x')")
        cursor.execute("ANALYZE tally")
    outside = way()
    with found_by_index():
        inside = way()

    assert "Seq Scan" in outside
    assert "Seq Scan" not in inside
    assert way() == outside
