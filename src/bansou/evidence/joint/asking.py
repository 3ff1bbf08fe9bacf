"""Which other body of a joint project may know somebody too: its name to ask it, and nothing else.

Both bodies need the person's consent to be asked about; each leaves a token, and the database tells
a body that has one which others have the same.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bansou.commons.database.gathering import hold
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Organisation
from bansou.evidence.joint import rules
from bansou.evidence.joint.models import JointPart, JointTrace
from bansou.people.cases.models import Case, Enrolment
from bansou.people.consent.actions import consent_in_force
from bansou.people.consent.models import Consent

PURPOSE = Consent.Purpose.JOINT_ASKING


class NotEnoughKnown(Refusal):
    """Without a reading and a day of birth nobody can be told from somebody else."""

    code = "evidence.not_enough_known"
    message = _(
        "ほかの団体に登録があるかは、フリガナと生年月日がそろうと確かめられます。"
        "「連絡先を変える」で書いてから、もう一度開いてください。"
    )


def parts_of(case: Case) -> QuerySet[JointPart]:
    """The body's parts in joint projects by the programmes that the case is in."""
    programmes = Enrolment.objects.filter(organisation_id=case.organisation_id, case=case).values(
        "programme_id"
    )
    return JointPart.objects.filter(
        organisation_id=case.organisation_id, left_at=None, programme_id__in=programmes
    )


def leave_traces(case: Case) -> list[JointTrace]:
    """Leave the tokens of somebody who agreed, as name and birthday read now; none of anybody else.

    :raises NotEnoughKnown: they agreed, and reading or day of birth is missing
    """
    left = JointTrace.objects.filter(organisation_id=case.organisation_id, case=case)
    left = left.select_related("part")
    if _said_by(left) != _tokens(case):
        with transaction.atomic():
            hold(case)
            _replace(case, left.all())
    return list(left.all())


def _said_by(left: Iterable[JointTrace]) -> dict[JointPart, str]:
    return {trace.part: trace.token for trace in left}


def _replace(case: Case, left: QuerySet[JointTrace]) -> None:
    """Let the tokens be those of now, of a case that is held: whoever came second changes nothing."""
    wanted, known = _tokens(case), _said_by(left)
    missing = {part: token for part, token in wanted.items() if known.get(part) != token}
    left.filter(pk__in=[it.pk for it in left if wanted.get(it.part) != it.token]).delete()
    JointTrace.objects.bulk_create(
        JointTrace(organisation_id=case.organisation_id, part=part, case=case, token=token)
        for part, token in missing.items()
    )


def _tokens(case: Case) -> dict[JointPart, str]:
    """The person's token in each project, if they agreed."""
    if consent_in_force(case, PURPOSE) is None:
        return {}
    person = case.person
    if person is None or not person.kana or person.birth_on is None:
        raise NotEnoughKnown()
    keys = {
        part: rules.project_key(settings.SECRET_KEY, str(part.project_id))
        for part in parts_of(case)
    }
    return {
        part: rules.person_token(key, person.kana, person.birth_on) for part, key in keys.items()
    }


def bodies_to_ask(case: Case) -> list[Organisation]:
    """The bodies that may know the person too, by name; none without consent.

    :raises NotEnoughKnown: they agreed, and reading or day of birth is missing
    """
    found = set()
    with connection.cursor() as cursor:
        for trace in leave_traces(case):
            cursor.execute(
                "SELECT bansou_joint_known(%s, %s)", [trace.part.project_id, trace.token]
            )
            found |= {body for (body,) in cursor.fetchall()}
    return list(Organisation.objects.filter(pk__in=found).order_by("name", "pk"))
