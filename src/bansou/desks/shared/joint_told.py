"""What a joint project counted, as the commands tell it: together, then by body."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from bansou.commons.figures import MISSING
from bansou.commons.money import in_thousands
from bansou.evidence.indicators.queries import Reading
from bansou.evidence.joint.queries import JointCounts


def as_joint_data(reading: Reading, counts: JointCounts) -> dict[str, Any]:
    """One indicator as plain data; the target is the leading body's."""
    name = reading.definition.id
    joint = counts.together.get(name)
    return {
        "id": name,
        "label": reading.definition.label,
        "unit": reading.definition.unit,
        "target": None if reading.target is None else int(reading.target),
        "value": joint.counted if joint else 0,
        "shared": joint.shared if joint else 0,
        "alone": joint.alone if joint else 0,
        "bodies": [{"body": it.body.name, "value": it.of(name).counted} for it in counts.bodies],
    }


def in_joint_lines(told: Iterable[dict[str, Any]], counts: JointCounts) -> Iterator[str]:
    """The same for people, with the sum of the costs."""
    for it in told:
        yield _(
            "%(label)s　%(target)s【%(value)d】%(unit)s"
            "（2団体以上で数えた%(unit)s %(shared)d、ほかの団体と照合していない%(unit)s %(alone)d）"
        ) % {**it, "target": MISSING if it["target"] is None else it["target"]}
        yield from (f"  {body['body']}　{body['value']}" for body in it["bodies"])
    if counts.cost_yen is not None:
        yield _("交付金対象事業費（合計）　%(cost)s") % {"cost": in_thousands(counts.cost_yen)}
