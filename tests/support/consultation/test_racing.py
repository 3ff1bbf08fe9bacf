"""When several people correct one record at once, one wins and the others are told: nothing is lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from bansou.commons.access.acting import acting
from bansou.support.consultation.actions import ChangedMeanwhile, Talk, correct_consultation
from bansou.support.models import Consultation
from tests.commons.access.cities import NOON, City, found_centre, found_city

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, TRIES = 6, 8


def correct(city: City, words: str) -> str:
    """Open the record, write `words` into it, save."""
    with acting(city.counsellor_actor, why="直す"):
        seen = Consultation.objects.select_related("case", "step").get(level=1)
        try:
            correct_consultation(
                consultation=seen,
                seen_version=seen.version,
                talk=Talk(
                    on=date(2026, 4, 1),
                    channel="phone",
                    kind="first",
                    note=words,
                    level=1,
                    own_words=words,
                ),
                title="相談",
                at=NOON,
            )
        except ChangedMeanwhile:
            return "told"
    return words


def test_loses_no_correction_and_tells_who_came_too_late() -> None:
    city = found_city("苫小牧市", found_centre("訓練センター"))
    together = Barrier(WRITERS)

    def write(writer: int) -> list[str]:
        try:
            together.wait(timeout=60)
            return [correct(city, f"{writer}-{turn}") for turn in range(TRIES)]
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as writers:
        answers = [answer for answers in writers.map(write, range(WRITERS)) for answer in answers]

    won = [answer for answer in answers if answer != "told"]
    with acting(city.supervisor_actor, why="確かめる"), connection.cursor() as cursor:
        record = Consultation.objects.select_related("step").get(level=1)
        cursor.execute(
            "SELECT own_words FROM support_consultationevent"
            " WHERE pgh_obj_id = %s AND pgh_label = 'update' ORDER BY version",
            [record.pk],
        )
        kept = [words for (words,) in cursor.fetchall()]
    assert record.version == len(won) + 1
    assert Counter(kept) == Counter(won)
    assert record.own_words == record.step.note == kept[-1]
