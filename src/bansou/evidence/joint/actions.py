"""Beginning a joint project, taking part in it, counting anew, and leaving."""

import secrets
from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal
from bansou.engines.indicators.answer import EvidenceRow
from bansou.evidence.indicators.queries import Reading, readings
from bansou.evidence.joint import rules
from bansou.evidence.joint.models import JointPart, JointProject, JointTwins, JointUnit
from bansou.evidence.joint.queries import led_by, part_of, project_told
from bansou.people.cases.models import Case
from bansou.people.consent.models import Consent
from bansou.programmes.models import Programme
from bansou.programmes.queries import eligible_cost_yen

#: Without letters that are taken for one another.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 12


class InJointProject(Refusal):
    """The programme is part of a joint project already."""

    code = "evidence.in_joint_project"
    message = _("この事業は、すでに共同事業に加わっています。")


class NoSuchProject(Refusal):
    """Nobody has begun a project with this code."""

    code = "evidence.no_such_project"
    message = _(
        "この合言葉の共同事業はありません。代表する団体に合言葉を確かめて、もう一度入れてください。"
    )


class LeadsProject(Refusal):
    """The body that leads a project cannot leave it."""

    code = "evidence.leads_project"
    message = _("代表する団体は、共同事業を抜けられません。")


def begin_joint_project(*, programme: Programme, at: datetime) -> JointProject:
    """Begin a project that other bodies may join; the programme's body leads it and takes part.

    :raises InJointProject: the programme is part of one already
    """
    with transaction.atomic():
        _refuse_twice(programme)
        project = JointProject.objects.create(
            organisation_id=programme.organisation_id,
            programme=programme,
            code="".join(secrets.choice(_LETTERS) for _place in range(_CODE_LENGTH)),
            begun_at=at,
        )
        _take_part(programme, project.pk, at)
    return project


def join_project(*, programme: Programme, code: str, at: datetime) -> JointPart:
    """Take part in the project whose code the body was told.

    :raises NoSuchProject: no project has this code
    :raises InJointProject: the programme is part of one already
    """
    project = project_told("".join(code.split()).replace("-", "").upper())
    if project is None:
        raise NoSuchProject(field="code")
    with transaction.atomic():
        _refuse_twice(programme)
        return _take_part(programme, project, at)


def leave_project(*, programme: Programme, at: datetime) -> None:
    """Leave: what the body counted goes at once, from the joint number too.

    :raises LeadsProject: the body leads it
    """
    if led_by(programme):
        raise LeadsProject()
    part = part_of(programme)
    if part:
        with transaction.atomic():
            JointUnit.objects.filter(organisation_id=part.organisation_id, part=part).delete()
            part.left_at = at
            part.save(update_fields=["left_at"])


def count_part(*, part: JointPart, as_of: date, at: datetime) -> int:
    """Count the body's own units anew; gives how many. Nothing but tokens is kept."""
    key = rules.project_key(settings.SECRET_KEY, str(part.project_id))
    agreed = _agreed(part.programme)
    ones = _note_twins(part, agreed)
    units = [
        JointUnit(
            organisation_id=part.organisation_id,
            part=part,
            indicator=reading.definition.id,
            token=token,
            is_linked=is_linked,
        )
        for reading in readings(part.programme, as_of)
        for token, is_linked in _tokens(reading, key, str(part.organisation_id), agreed, ones)
    ]
    with transaction.atomic():
        JointUnit.objects.filter(organisation_id=part.organisation_id, part=part).delete()
        JointUnit.objects.bulk_create(units, batch_size=2_000)
        part.counted_at = at
        part.cost_yen = eligible_cost_yen(part.programme)
        part.save(update_fields=["counted_at", "cost_yen"])
    return len(units)


def _refuse_twice(programme: Programme) -> None:
    Programme.objects.select_for_update().get(
        organisation_id=programme.organisation_id, pk=programme.pk
    )
    if part_of(programme):
        raise InJointProject()


def _take_part(programme: Programme, project: UUID, at: datetime) -> JointPart:
    return JointPart.objects.create(
        organisation_id=programme.organisation_id,
        project_id=project,
        programme=programme,
        joined_at=at,
    )


def _agreed(programme: Programme) -> dict[str, tuple[str, date]]:
    """Reading and day of birth of the persons who agree to be counted jointly, by their keys."""
    consents = Consent.objects.filter(
        organisation_id=programme.organisation_id,
        purpose=Consent.Purpose.JOINT_COUNTING,
        withdrawn_on=None,
    )
    people = Case.objects.filter(
        organisation_id=programme.organisation_id, pk__in=consents.values("case_id")
    ).values_list("person_id", "person__kana", "person__birth_on")
    return {str(key): (kana, born) for key, kana, born in people if key and kana and born}


def _note_twins(part: JointPart, agreed: dict[str, tuple[str, date]]) -> dict[str, str]:
    """Note who has the same token within the body; give those confirmed as one: person → the one.

    What was answered for another year or programme is not asked again.
    """
    alike = rules.twins(agreed)
    own = JointTwins.objects.filter(organisation_id=part.organisation_id)
    with transaction.atomic():
        mine = own.filter(part=part)
        noted = {(str(it.one_id), str(it.other_id)): it for it in mine}
        gone = [it.pk for pair, it in noted.items() if pair not in alike and it.are_one is None]
        mine.filter(pk__in=gone).delete()
        answered = {
            (str(it.one_id), str(it.other_id)): it
            for it in own.exclude(are_one=None).order_by("decided_at")
        }
        for one, other in alike:
            if (one, other) not in noted:
                former = answered.get((one, other))
                JointTwins.objects.create(
                    organisation_id=part.organisation_id,
                    part=part,
                    one_id=one,
                    other_id=other,
                    are_one=former.are_one if former else None,
                    decided_at=former.decided_at if former else None,
                )
    said = {pair for pair, it in {**answered, **noted}.items() if it.are_one and pair in alike}
    return rules.gathered(said)


def confirm_twins(*, twins: JointTwins, are_one: bool, at: datetime) -> None:
    """Say whether two persons with one token are one; the body's part is counted anew after it."""
    twins.are_one = are_one
    twins.decided_at = at
    twins.save(update_fields=["are_one", "decided_at"])


def _tokens(
    reading: Reading,
    key: bytes,
    body: str,
    agreed: dict[str, tuple[str, date]],
    ones: dict[str, str],
) -> Iterator[tuple[str, bool]]:
    """A token for each unit counted, and whether another body can have the same."""
    seen: set[str] = set()
    counted: set[str] = set()
    for row in reading.answer.rows:
        person = ones.get(row.unit_key.removeprefix("person:"))
        if person and person in counted:
            continue
        counted |= {person} if person else set()
        token, is_linked = _token(row, key, body, agreed)
        # Two people of one body with the same reading and birthday count as two, until somebody
        # confirms by hand that they are one.
        if token in seen:
            token, is_linked = rules.own_token(key, body, row.unit_key), False
        seen.add(token)
        yield token, is_linked


def _token(
    row: EvidenceRow, key: bytes, body: str, agreed: dict[str, tuple[str, date]]
) -> tuple[str, bool]:
    kind, _colon, unit = row.unit_key.partition(":")
    if kind == "person" and unit in agreed:
        return rules.person_token(key, *agreed[unit]), True
    if kind == "corporation" and unit.isdigit():
        return rules.company_token(key, unit), True
    return rules.own_token(key, body, row.unit_key), False
