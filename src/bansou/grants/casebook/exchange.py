"""A case sheet for other programs, as JSON: figures with units, targets and digests, and the texts.

Whole numbers are numbers, others exact fractions as text (17/3), what is missing is null.
"""

import json
from hashlib import sha256
from typing import Any

from bansou.evidence.indicators.actions import exact_number
from bansou.evidence.indicators.models import Measure
from bansou.grants.casebook.models import CaseSheet

FORMAT, VERSION = "bansou.case-sheet", 1


def exchange_of(
    drawn_up: CaseSheet, sheet: dict[str, Any], *, state: str, with_references: bool
) -> dict[str, Any]:
    """A sheet with everything that it rests on.

    :param sheet: the sheet as it is printed now, as it is kept
    :param state: draft, approved, published or withdrawn
    :param with_references: name the acts counted; never for readers outside of the organisation
    """
    programme, content = drawn_up.programme, drawn_up.content
    body = drawn_up.organisation
    return {
        "format": FORMAT,
        "version": VERSION,
        "body": {"name": sheet["body"], "kept_by": body.name, "lg_code": body.lg_code},
        "programme": {
            "scheme": programme.scheme_id,
            "name": programme.name,
            "fiscal_year": programme.fiscal_year,
        },
        "edition": drawn_up.number,
        "state": state,
        "drawn_up_at": drawn_up.drawn_up_at.isoformat(),
        "data_as_of": sheet["foot"]["data_as_of"],
        "scheme": {"version": content["scheme_number"], "digest": content["scheme_digest"]},
        "eligible_yen": content.get("eligible_yen"),
        "indicators": [
            _indicator(measure, with_references=with_references) for measure in _measures(drawn_up)
        ],
        # What several bodies count together is printed on the sheet; the indicators are our own.
        "joint": content.get("joint"),
        "sheet": sheet,
    }


def written(exchange: dict[str, Any]) -> bytes:
    """As a file that people can read too."""
    return (json.dumps(exchange, ensure_ascii=False, indent=2) + "\n").encode()


def _measures(drawn_up: CaseSheet) -> list[Measure]:
    """The frozen figures behind the sheet, in its order."""
    found = Measure.objects.filter(
        organisation_id=drawn_up.organisation_id, pk__in=drawn_up.measures
    )
    by_key = {str(measure.pk): measure for measure in found}
    return [by_key[key] for key in drawn_up.measures]


def _indicator(measure: Measure, *, with_references: bool) -> dict[str, Any]:
    groups = [group["facts"] for group in measure.evidence]
    evidence: dict[str, Any] = {"count": len(groups), "digest": _digest(groups)}
    if with_references:
        evidence["references"] = groups
    return {
        "id": measure.indicator,
        "label": measure.label,
        "unit": measure.unit,
        "target": _number(measure.target),
        "value": _number(measure.value),
        "definition_digest": measure.definition_digest,
        "scheme_digest": measure.scheme_digest,
        "evidence": evidence,
    }


def _number(text: str) -> int | str | None:
    number = exact_number(text)
    return number if number is None or isinstance(number, int) else str(number)


def _digest(groups: list[list[str]]) -> str:
    return sha256(json.dumps(groups, separators=(",", ":")).encode()).hexdigest()
