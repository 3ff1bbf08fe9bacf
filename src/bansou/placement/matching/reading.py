"""Rows as the engine takes them: what somebody wishes and holds, what an opening asks and offers."""

from collections.abc import Collection

from bansou.employers.models import Opening
from bansou.engines import matching
from bansou.placement.matching.models import WorkWish
from bansou.placement.matching.rules import hours_of, pay_of, told


def seeker_of(
    wish: WorkWish, holds: Collection[str], acquiring: Collection[str]
) -> matching.Seeker:
    """Somebody by their wishes; their case is the key, and nothing of who they are goes along."""
    return matching.Seeker(
        id=str(wish.case_id),
        areas=told(wish.areas),
        occupations=told(wish.occupations),
        industries=told(wish.industries),
        employment_types=told(wish.employment_types),
        hourly_floor=wish.hourly_floor_yen,
        monthly_floor=wish.monthly_floor_yen,
        minutes_a_week=hours_of(wish.least_minutes_a_week, wish.most_minutes_a_week),
        holds=frozenset(holds) if wish.are_licences_told else None,
        acquiring=frozenset(acquiring),
        refuses=told(wish.refuses),
        needs=told(wish.needs),
    )


def opening_of(opening: Opening) -> matching.Opening:
    """An opening by its conditions; the industry is its company's."""
    least, most = opening.wage_from_yen, opening.wage_to_yen
    kinds = Opening.WageKind
    return matching.Opening(
        id=str(opening.pk),
        area=opening.area or None,
        occupation=opening.occupation_group or None,
        industry=opening.company.industry or None,
        employment_type=opening.employment_type or None,
        hourly=pay_of(opening.wage_kind, kinds.HOURLY, least, most),
        monthly=pay_of(opening.wage_kind, kinds.MONTHLY, least, most),
        minutes_a_week=opening.minutes_a_week,
        licences=told(opening.licences),
        demands=told(opening.demands),
        offers=frozenset(opening.accommodations),
        lacks=frozenset(opening.lacks or ()),
    )
