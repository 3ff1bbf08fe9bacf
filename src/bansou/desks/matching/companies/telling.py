"""What is known of a company in words, and what happened with it, the latest first."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bansou.desks.matching.companies.listing import industry_label
from bansou.desks.shared.parts import Chip, Told
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.employers.companies.models import Company
from bansou.placement.hires.queries import hires_at

_ICONS = {"visit": "building", "phone": "phone", "online": "talk"}
_SHOWN = 100


def facts_of(company: Company) -> list[tuple[str, str]]:
    """Label and value of everything that is written about a company."""
    unknown = _("未記入")
    employees = _("%(number)s人") % {"number": f"{company.employees or 0:,}"}
    return [
        (_("名称"), company.name),
        (_("カナ"), company.kana or unknown),
        (_("法人番号"), company.corporate_number or unknown),
        (_("業種"), industry_label(company.industry) or unknown),
        (_("地区"), company.area or unknown),
        (_("所在地"), company.address or unknown),
        (_("従業員の数"), unknown if company.employees is None else employees),
        (_("電話"), company.phone or unknown),
        (_("担当の方"), company.contact_name or unknown),
    ]


def timeline_of(company: Company, words: Vocabulary) -> list[Told]:
    """What happened with a company, the latest first."""
    entries = chain(
        _visits(company), _openings(company), _hosts(company), _lists(company, words),
        _stances(company), _surveys(company), _hires(company),
    )  # fmt: skip
    return sorted(entries, key=lambda told: told.on, reverse=True)[:_SHOWN]


def _visits(company: Company) -> Iterator[Told]:
    rows = company.visits.select_related("by__user").order_by("-on", "-id")
    for visit in rows[:_SHOWN]:
        who = [visit.by.user.name] if visit.by else []
        if visit.met_with:
            who.append(_("会った人 %(name)s") % {"name": visit.met_with})
        yield Told(
            on=visit.on,
            title=str(visit.get_channel_display()),
            icon=_ICONS[visit.channel],
            who=who,
            text=visit.note,
            url=reverse("matching:visit", args=[visit.pk]),
            chip=_taken_back(visit.withdrawn_at),
        )


def _openings(company: Company) -> Iterator[Told]:
    for opening in company.openings.filter(withdrawn_at=None):
        title = _("求人　%(title)s") % {"title": opening.title}
        yield Told(
            on=opening.posted_on,
            title=title,
            icon="document",
            url=reverse("matching:opening", args=[opening.pk]),
        )
        if opening.closed_on:
            closed = _("求人を締め切った　%(title)s") % {"title": opening.title}
            why = str(opening.get_closing_reason_display())
            yield Told(on=opening.closed_on, title=closed, icon="minus", text=why)


def _hosts(company: Company) -> Iterator[Told]:
    for host in company.host_places.filter(withdrawn_at=None):
        title = _("受入先　%(title)s") % {"title": host.title}
        yield Told(
            on=host.offered_on,
            title=title,
            icon="people",
            url=reverse("matching:host", args=[host.pk]),
        )
        if host.closed_on:
            closed = _("受入れを終えた　%(title)s") % {"title": host.title}
            yield Told(on=host.closed_on, title=closed, icon="minus", text=host.closing_note)


def _lists(company: Company, words: Vocabulary) -> Iterator[Told]:
    for listing in company.listings.filter(withdrawn_at=None):
        name = words.label("employer_lists", listing.employer_list)
        title = _("%(list)sに載った") % {"list": name}
        url = reverse("matching:listing", args=[listing.pk])
        yield Told(on=listing.listed_on, title=title, icon="star", url=url)
        if listing.removed_on:
            removed = _("%(list)sから外れた") % {"list": name}
            yield Told(on=listing.removed_on, title=removed, icon="minus")


def _stances(company: Company) -> Iterator[Told]:
    for stance in company.stances.filter(withdrawn_at=None).select_related("by__user"):
        title = _("採用意欲　%(level)s") % {"level": stance.get_level_display()}
        who = [stance.by.user.name] if stance.by else []
        yield Told(on=stance.on, title=title, icon="star", who=who, text=stance.source)


def _surveys(company: Company) -> Iterator[Told]:
    for answer in company.survey_answers.filter(withdrawn_at=None):
        title = _("アンケート（%(wave)s）") % {"wave": answer.get_wave_display()}
        yield Told(on=answer.answered_on, title=title, icon="pen", text=answer.comment)


def _hires(company: Company) -> Iterator[Told]:
    """Hires without a word of who was hired: that stands on the case."""
    for hire in hires_at(company.organisation_id).filter(company=company):
        yield Told(on=hire.hired_on, title=_("採用　1人"), icon="tick")


def _taken_back(withdrawn_at: Any) -> Chip | None:
    return Chip(_("取消"), "quiet") if withdrawn_at else None
