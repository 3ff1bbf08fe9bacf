"""Several bodies that run one project, and what each of them counts, told apart by tokens alone."""

from django.db import models
from django.db.models import Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, keeper, of_same_keeper


@tracked
class JointProject(Keyed):
    """A project that several bodies run together (共同事業); its keeper is the body that leads it.

    Whoever is told the code may take part. The key of the tokens is derived, never stored.
    """

    organisation = keeper()
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16)
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme"], name="joint_project_once"
            ),
        ]


@tracked
class JointPart(Keyed):
    """A body's part in a joint project: with which programme, since when, and its cost."""

    organisation = keeper()
    project_id = models.UUIDField()
    programme = of_same_keeper("programmes.Programme", on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    #: The last counting, and the eligible cost in yen as it stood then.
    counted_at = models.DateTimeField(null=True, blank=True)
    cost_yen = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "programme"],
                condition=Q(left_at=None),
                name="joint_part_once",
            ),
        ]
        indexes = [models.Index(fields=["project_id"], name="joint_part_by_project")]


class JointUnit(Keyed):
    """One unit that a body counted for an indicator: a token, and whether others can match it.

    The token of a person who agreed is the same wherever they are counted; of anybody else it is
    of this body alone. No table of another body can be read; a function of the database counts.
    """

    organisation = keeper()
    part = of_same_keeper(JointPart, on_delete=models.CASCADE, related_name="units")
    indicator = models.CharField(max_length=80)
    token = models.CharField(max_length=64)
    is_linked = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "part", "indicator", "token"], name="joint_unit_once"
            ),
        ]


class JointTrace(Keyed):
    """That somebody agreed to be asked about by the other bodies of a project (照会への同意): a token.

    No other body reads it; a function of the database names the bodies that have the same one, and
    only to a body that has one itself.
    """

    organisation = keeper()
    part = of_same_keeper(JointPart, on_delete=models.CASCADE, related_name="traces")
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "part", "case"], name="joint_trace_once"
            ),
        ]
        indexes = [models.Index(fields=["token"], name="joint_trace_by_token")]


@tracked
class JointTwins(Keyed):
    """Two persons of one body whose tokens are the same: the same reading, the same day of birth.

    Whether they are one person is said by hand; until then they count as two.
    """

    organisation = keeper()
    part = of_same_keeper(JointPart, on_delete=models.CASCADE, related_name="twins")
    one = of_same_keeper("people.Person", on_delete=models.CASCADE, related_name="+")
    other = of_same_keeper("people.Person", on_delete=models.CASCADE, related_name="+")
    #: None until somebody has confirmed it.
    are_one = models.BooleanField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "part", "one", "other"], name="joint_twins_once"
            ),
            models.CheckConstraint(
                condition=Q(are_one=None, decided_at=None)
                | Q(are_one__isnull=False, decided_at__isnull=False),
                name="joint_twins_decided_when",
            ),
        ]
