"""What the form of a hire offers on a case: companies, qualifications, the scheme's lists."""

from collections.abc import Sequence
from typing import Any

from bansou.desks.counsellor.cases.gate import Opened
from bansou.employers.models import Company
from bansou.people.ledger import QUALIFICATION
from bansou.people.steps.queries import timeline_of
from bansou.schemes.shape import Scheme


def offered(it: Opened, scheme: Scheme, *, also: Sequence[str] = ()) -> dict[str, Any]:
    """The form's choices; `also` are qualifications that stand in the record already."""
    return {
        "scheme": scheme,
        "companies": Company.objects.filter(organisation_id=it.case.organisation_id).order_by(
            "name_key", "pk"
        ),
        "qualifications": list(dict.fromkeys([*qualifications_of(it), *filter(None, also)])),
    }


def qualifications_of(it: Opened) -> list[str]:
    """The names of the qualifications obtained on the case, each once, the latest first."""
    steps = timeline_of(it.case, kinds=[QUALIFICATION]).filter(
        withdrawn_at=None, level__lte=it.reach
    )
    return list(dict.fromkeys(step.fields.get("qualification") or step.title for step in steps))
