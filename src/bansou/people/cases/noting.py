"""What is noted on a case: what is next, what to avoid, the household, since when it has been so."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import wareki
from bansou.commons.database.editing import save_seen
from bansou.commons.errors import Refusal
from bansou.people.cases.models import Case
from bansou.people.cases.onset import Onset


class OnsetAhead(Refusal):
    """It would have begun after the day on which somebody told of it."""

    code = "people.onset_ahead"
    message = _(
        "始まった時期が、聞いた日（%(said)s）より後になっています。時期か日付を直してください。"
    )


class OnsetBeforeBirth(Refusal):
    """It would have begun before the person was born."""

    code = "people.onset_before_birth"
    message = _(
        "始まった時期が、本人の生まれた年（%(year)s年）より前です。時期を確かめてください。"
    )


class HouseholdDayMissing(Refusal):
    """Yes and no are told with the day on which they were confirmed."""

    code = "people.household_day_missing"
    message = _("8050世帯かどうかを確かめた日を入れてください。")


def plan_next_action(
    *, case: Case, seen_version: int, next_action: str, next_action_on: date | None
) -> Case:
    """Set what is done next and until when, if nobody changed the case in between.

    :raises bansou.commons.database.editing.EditedMeanwhile: the case's version is no longer `seen_version`
    """
    return _amend(case, seen_version, next_action=next_action, next_action_on=next_action_on)


def note_avoided(
    *, case: Case, seen_version: int, avoid: Sequence[str], confirmed_on: date
) -> Case:
    """Write down which ways of approach the person does not bear, as confirmed on a day.

    :raises bansou.commons.database.editing.EditedMeanwhile: the case's version is no longer `seen_version`
    """
    return _amend(case, seen_version, avoid=list(avoid), avoid_confirmed_on=confirmed_on)


def note_household_8050(
    *, case: Case, seen_version: int, is_8050: bool | None, confirmed_on: date | None
) -> Case:
    """Write down whether somebody in their fifties lives with a parent in their eighties (8050世帯).

    :param is_8050: None where nobody has made sure; that is another answer than no
    :raises HouseholdDayMissing: yes or no without the day on which that was confirmed
    :raises bansou.commons.database.editing.EditedMeanwhile: the case's version is no longer `seen_version`
    """
    if is_8050 is not None and confirmed_on is None:
        raise HouseholdDayMissing(field="confirmed_on")
    return _amend(
        case,
        seen_version,
        household_8050_on=confirmed_on if is_8050 else None,
        household_not_8050_on=confirmed_on if is_8050 is False else None,
    )


def note_onset(*, case: Case, seen_version: int, onset: Onset | None) -> Case:
    """Write down since when it has been so (ひきこもり等の始まり), as somebody told it.

    :param onset: None where nobody has been asked
    :raises OnsetAhead: it would have begun after the day on which it was told
    :raises OnsetBeforeBirth: it would have begun before the person was born
    :raises bansou.commons.database.editing.EditedMeanwhile: the case's version is no longer `seen_version`
    """
    if onset and onset.on:
        if onset.on > onset.said_on:
            raise OnsetAhead(said=wareki(onset.said_on), field="since")
        born_on = case.person.birth_on if case.person else None
        if born_on and onset.on.year < born_on.year:
            raise OnsetBeforeBirth(year=born_on.year, field="since")
    return _amend(
        case,
        seen_version,
        onset_on=onset.on if onset else None,
        onset_known=onset.known if onset else "",
        onset_said_by=onset.said_by if onset else "",
        onset_said_on=onset.said_on if onset else None,
    )


def correct_registration(*, case: Case, seen_version: int, **columns: Any) -> Case:
    """Put right what was written at the opening.

    :param columns: opened_on, client, alias, category, pathway, fields (of the scheme)
    :raises bansou.commons.database.editing.EditedMeanwhile: the case's version is no longer `seen_version`
    """
    return _amend(case, seen_version, **columns)


def _amend(case: Case, seen_version: int, **columns: Any) -> Case:
    save_seen(case, seen_version, **columns)
    case.refresh_from_db()
    return case
