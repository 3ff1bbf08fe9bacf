"""Start of employment of a person on a case."""

from django.db import models
from django.db.models import F, Q

from bansou.commons.audit.history import tracked
from bansou.commons.rows import (
    Keyed,
    Level,
    keeper,
    of_same_keeper,
    recorded_by,
    version,
)


@tracked(in_bulk=True)
class Hire(Keyed):
    """A hire (就職): where, in which industry, how, and how well it is known."""

    organisation = keeper()
    recorded_by = recorded_by()
    case = of_same_keeper("people.Case", on_delete=models.CASCADE, related_name="+")
    step = models.OneToOneField(
        "people.Step", on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    enrolment = of_same_keeper(
        "people.Enrolment",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    company = of_same_keeper(
        "employers.Company",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    level = models.SmallIntegerField(choices=Level, default=Level.CASEWORK)
    employer_name = models.CharField(max_length=200)
    hired_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    #: One of the scheme's reasons, where somebody has left and it is known why.
    leaving_reason = models.CharField(max_length=40, blank=True, db_default="")
    employment_type = models.CharField(max_length=20, blank=True)
    #: From this day on the job that began as another kind of employment is regular (正規雇用化).
    regular_on = models.DateField(null=True, blank=True)
    conversion_step = models.OneToOneField(
        "people.Step",
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        null=True,
        blank=True,
    )
    industry = models.CharField(max_length=10, blank=True)
    #: Empty where none is made use of, unless that is not known yet.
    qualification_used = models.CharField(max_length=100, blank=True)
    is_qualification_unknown = models.BooleanField(default=False, db_default=False)
    route = models.CharField(max_length=40, blank=True)
    evidence_level = models.CharField(max_length=40, blank=True)
    version = version()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("hired_on")),
                name="hire_left_after_hired",
            ),
            models.CheckConstraint(
                condition=Q(is_qualification_unknown=False) | Q(qualification_used=""),
                name="hire_qualification_unknown_or_named",
            ),
            models.CheckConstraint(
                condition=Q(regular_on=None, conversion_step=None)
                | (
                    Q(conversion_step__isnull=False, regular_on__gte=F("hired_on"))
                    & (Q(left_on=None) | Q(regular_on__lte=F("left_on")))
                    & ~Q(employment_type="regular")
                ),
                name="hire_converted_within_the_job",
            ),
        ]
        indexes = [models.Index(fields=["case", "hired_on"], name="hire_by_case")]

    @property
    def uses_qualification(self) -> bool | None:
        """Tell whether a qualification is made use of; None where that is not known."""
        return None if self.is_qualification_unknown else bool(self.qualification_used)
