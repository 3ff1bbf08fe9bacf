"""Formulations (見立て) and what members of the team think otherwise."""

from django.db import models
from django.db.models import Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import Keyed, Level, keeper, member, of_same_keeper, recorded_by


@tracked
class Formulation(Keyed):
    """One version of what the team thinks of a case (見立て): facts, hypotheses, plan.

    A version is never changed: whoever thinks anew writes the next one.
    """

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    team = of_same_keeper("support.ExpertTeam", on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField(choices=Level, default=Level.SENSITIVE)
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    facts = models.TextField()
    hypotheses = models.TextField()
    plan = models.TextField()
    #: The programme or body to which it leads.
    leads_to = models.CharField(max_length=200, blank=True)
    #: Who took part: name and profession each, as they were on the day.
    attended = models.JSONField(default=list)
    by = member()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "case", "number"], name="formulation_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(facts="") & ~Q(hypotheses="") & ~Q(plan=""),
                name="formulation_has_its_parts",
            ),
            models.CheckConstraint(
                condition=Q(level__range=(1, 3)), name="formulation_level_at_most_3"
            ),
        ]
        indexes = [models.Index(fields=["case"], name="formulation_by_case")]


@tracked
class Dissent(Keyed):
    """What a member of the team thinks otherwise (異なる意見) about one version of a 見立て."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    formulation = of_same_keeper(Formulation, on_delete=models.CASCADE, related_name="dissents")
    level = models.SmallIntegerField(choices=Level, default=Level.SENSITIVE)
    name = models.CharField(max_length=100)
    profession = models.CharField(max_length=40)
    text = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="dissent_says_something"),
            models.CheckConstraint(
                condition=Q(level__range=(1, 3)), name="dissent_level_at_most_3"
            ),
        ]
        indexes = [models.Index(fields=["formulation"], name="dissent_by_formulation")]
