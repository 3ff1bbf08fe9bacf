"""What the schemes of an organisation call things, for pages about many cases at once."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from bansou.programmes.queries import schemes_of
from bansou.schemes.shape import Act, Scheme, Stage

#: Where no scheme says how long is too long.
NO_CONTACT_DAYS = 45
RECORD_READING_DAYS = 30
PLAN_REVIEW_DAYS = 183
OPENING_CONFIRM_DAYS = 60
STANCE_CONFIRM_DAYS = 183
SURVEY_LEAST = 5
REFERRAL_ANSWER_DAYS = 14


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of several schemes, this year's first; what none of them knows shows itself."""

    schemes: tuple[Scheme, ...]

    @classmethod
    def of(cls, keeper_id: UUID | None, day: date) -> "Vocabulary":
        return cls(schemes_of(keeper_id, day))

    @property
    def has_outreach(self) -> bool:
        """Tell whether some scheme goes to people who cannot come."""
        return any(scheme.outreach for scheme in self.schemes)

    @property
    def no_contact_days(self) -> int:
        return self.schemes[0].no_contact_days if self.schemes else NO_CONTACT_DAYS

    @property
    def record_reading_days(self) -> int:
        return self.schemes[0].record_reading_days if self.schemes else RECORD_READING_DAYS

    @property
    def plan_review_days(self) -> int:
        return self.schemes[0].plan_review_days if self.schemes else PLAN_REVIEW_DAYS

    def unread_since(self, today: date) -> date:
        """Records from this day on are shown to who supervises as long as they are unread."""
        return today - timedelta(days=self.record_reading_days)

    def reviewed_until(self, today: date) -> date:
        """Plans written on this day or before are to be reviewed."""
        return today - timedelta(days=self.plan_review_days)

    @property
    def opening_confirm_days(self) -> int:
        return self.schemes[0].opening_confirm_days if self.schemes else OPENING_CONFIRM_DAYS

    @property
    def stance_confirm_days(self) -> int:
        return self.schemes[0].stance_confirm_days if self.schemes else STANCE_CONFIRM_DAYS

    @property
    def referral_answer_days(self) -> int:
        return self.schemes[0].referral_answer_days if self.schemes else REFERRAL_ANSWER_DAYS

    @property
    def survey_least(self) -> int:
        return self.schemes[0].survey_least if self.schemes else SURVEY_LEAST

    def choices(self, group: str) -> dict[str, str]:
        """Every value of a closed list and its label."""
        return {
            choice.key: choice.label
            for scheme in reversed(self.schemes)
            for choice in getattr(scheme, group)
        }

    def label(self, group: str, key: str) -> str:
        return self.choices(group).get(key, key)

    def short_industries(self, day: date) -> frozenset[str]:
        """The industries that some scheme names as short of labour on a day, by their letters."""
        return frozenset().union(*(scheme.short_industries_on(day) for scheme in self.schemes))

    def minimum_wage(self, day: date) -> int | None:
        """The lowest wage of an hour on a day, where some scheme says it."""
        said = [scheme.minimum_wage_on(day) for scheme in self.schemes]
        return max((yen for yen in said if yen), default=None)

    def stages(self) -> dict[str, Stage]:
        """Every stage by its key."""
        return {stage.key: stage for s in reversed(self.schemes) for stage in s.stages}

    def act(self, kind: str) -> Act | None:
        return self._first("acts", "kind", kind)

    def contact_kinds(self) -> frozenset[str]:
        """Kinds of acts that mean that somebody spoke with the person."""
        return frozenset(act.kind for s in self.schemes for act in s.acts if act.is_contact)

    def _first(self, group: str, name: str, value: str) -> Any:
        parts = (part for scheme in self.schemes for part in getattr(scheme, group))
        return next((part for part in parts if getattr(part, name) == value), None)
