"""The list of companies as a page shows it: filters, rows with everything written out, ways on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from bansou.commons.access.actors import Actor
from bansou.commons.clock import day_in_list, relative_days
from bansou.commons.codes.industries import Industry
from bansou.desks.matching.companies.forms import Narrowing, NarrowingForm
from bansou.desks.shared.parts import Page
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.companies.models import Company
from bansou.employers.companies.queries import CompanyPage, Place, called, companies_of, page_of
from bansou.employers.lists.queries import listed_on
from bansou.employers.pipeline.queries import PipelineStage, staged
from bansou.employers.pipeline.telling import Told, told_of
from bansou.employers.stance.models import HiringStance
from bansou.employers.stance.queries import at_level
from bansou.employers.stance.rules import is_to_be_asked_again
from bansou.placement.hires.queries import hiring_companies

#: What has come of it is green; where nobody has been stands back.
_CHIPS = {PipelineStage.UNTOUCHED: "quiet", PipelineStage.HIRED: "good"}


class Shown(NamedTuple):
    """One row, ready to be printed."""

    url: str
    name: str
    kana: str
    industry: str
    is_short: bool
    area: str
    stage: str
    chip: str
    last_on: date | None
    last: str
    act: str
    due_on: date | None
    due: str
    late_by: str
    offers: str
    stance: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks of the list, with the words of the organisation's schemes."""

    actor: Actor
    today: date
    vocabulary: Vocabulary
    form: NarrowingForm
    narrowing: Narrowing

    @classmethod
    def of(cls, actor: Actor, today: date, query: Mapping[str, Any]) -> "Asked":
        vocabulary = Vocabulary.of(actor.organisation_id, today)
        form = NarrowingForm(query, vocabulary, areas_of(actor))
        return cls(actor, today, vocabulary, form, form.narrowing())

    def companies(self) -> QuerySet[Any]:
        """The companies that are asked for, with their stage; none where the words cannot be read."""
        keeper_id, asked = self.actor.require_organisation(), self.narrowing
        rows = companies_of(keeper_id)
        if self.form.problem:
            return rows.none()
        if asked.asked:
            rows = called(rows, asked.asked)
        if asked.industry:
            rows = rows.filter(industry=asked.industry)
        if asked.area:
            rows = rows.filter(area=asked.area)
        if asked.only_short:
            rows = rows.filter(industry__in=self.vocabulary.short_industries(self.today))
        if asked.employer_list:
            rows = rows.filter(pk__in=listed_on(keeper_id, asked.employer_list, self.today))
        if asked.stance:
            rows = rows.filter(pk__in=at_level(keeper_id, asked.stance))
        rows = staged(rows, hiring_companies(keeper_id), self.today)
        return rows.filter(stage=asked.stage) if asked.stage else rows


def areas_of(actor: Actor) -> list[str]:
    """The areas that the office has written down, each once."""
    written = companies_of(actor.require_organisation()).exclude(area="")
    return list(written.order_by("area").values_list("area", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Listing:
    """The list page's values."""

    narrowing: Narrowing
    form: NarrowingForm
    rows: Sequence[Shown]
    total: int
    page: Page
    query: str

    @property
    def title(self) -> str:
        if self.form.problem:
            return gettext("まだ探していません")
        if self.narrowing.asked:
            return gettext("「%(words)s」を探した結果") % {"words": self.narrowing.asked}
        return gettext("企業")

    @property
    def empty(self) -> frozenset[str]:
        """The columns in which no row of the page says anything."""
        said = {name for row in self.rows for name in Shown._fields if getattr(row, name)}
        return frozenset(Shown._fields) - said

    @property
    def is_narrowed(self) -> bool:
        return self.narrowing != Narrowing()


def listing_of(actor: Actor, today: date, query: Any, path: str) -> Listing:
    """The list that a query string asks for.

    :param path: address of the list, to which its ways on lead
    """
    asked = Asked.of(actor, today, query)
    companies = asked.companies()
    found = page_of(
        companies,
        after=Place.read(query.get("after")),
        before=Place.read(query.get("before")),
    )
    total = companies.count()
    return Listing(
        narrowing=asked.narrowing,
        form=asked.form,
        rows=shown_rows(found.rows, asked),
        total=total,
        page=_page(found, total, query, path),
        query=_kept(query).urlencode(),
    )


def _kept(query: Any) -> Any:
    kept = query.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    return kept


def _page(found: CompanyPage, total: int, query: Any, path: str) -> Page:
    def address(name: str, place: Place | None) -> str:
        if place is None:
            return ""
        kept = _kept(query)
        kept[name] = str(place)
        return f"{path}?{kept.urlencode()}"

    return Page(
        shown=len(found.rows),
        total=total,
        first=found.first if found.rows else None,
        previous_url=address("before", found.before),
        next_url=address("after", found.after),
    )


def shown_rows(rows: Sequence[Any], asked: Asked) -> list[Shown]:
    """Write out what the rows say."""
    told = told_of(asked.actor.require_organisation(), [row.pk for row in rows], asked.today)
    short = asked.vocabulary.short_industries(asked.today)
    days = asked.vocabulary.stance_confirm_days
    return [_shown(row, told[row.pk], short, asked.today, days) for row in rows]


def _shown(company: Company, told: Told, short: frozenset[str], today: date, days: int) -> Shown:
    due_on, stage = told.next_action_on, PipelineStage(company.stage)  # type: ignore[attr-defined]
    is_late = due_on is not None and due_on < today
    stance = told.stance
    return Shown(
        url=reverse("matching:company", args=[company.pk]),
        name=company.name,
        kana=company.kana,
        industry=industry_label(company.industry),
        is_short=company.industry in short,
        area=company.area,
        stage=str(stage.label),
        chip=_CHIPS.get(stage, "plain"),
        last_on=told.last_contact_on,
        last=_contact(told.last_contact_on, today),
        act=told.next_action,
        due_on=due_on,
        due=day_in_list(due_on, today) if due_on else "",
        late_by=relative_days(due_on, today, owed=True) if due_on and is_late else "",
        offers=offers_in_words(told.openings, told.host_places),
        stance=str(HiringStance.Level(stance.level).label) if stance else "",
        is_old=bool(stance and is_to_be_asked_again(stance.on, today, days)),
    )


def _contact(day: date | None, today: date) -> str:
    """How long ago somebody spoke with the company; after a hundred days the day itself."""
    if day is None:
        return ""
    return relative_days(day, today) if (today - day).days < 100 else day_in_list(day, today)


def industry_label(letter: str) -> str:
    """The name of an industry; nothing where it is not known."""
    return str(Industry(letter).label) if letter in Industry.values else ""


def offers_in_words(openings: int, host_places: int) -> str:
    """求人2　受入1: what a company offers today."""
    words = []
    if openings:
        words.append(gettext("求人%(number)d") % {"number": openings})
    if host_places:
        words.append(gettext("受入%(number)d") % {"number": host_places})
    return "　".join(words)
