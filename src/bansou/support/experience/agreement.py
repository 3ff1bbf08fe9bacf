"""受入れの確認書: what person, host and office confirm about a visit or trial, as a paper."""

from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _

from bansou.commons.clock import wareki, weekday_of
from bansou.commons.documents.typesetting import typeset
from bansou.support.experience.models import Experience, InsuredPerson

_Party = Experience.Party


def agreement_of(experience: Experience, *, today: date, at: datetime) -> bytes:
    """Draw the terms as they are now, with who confirmed them; what is open stays a line to sign.

    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a letter is in no typeface
    """
    return typeset(_template(), _values(experience, today), at=at)


@cache
def _template() -> bytes:
    return files(__package__).joinpath("agreement.typ").read_bytes()


def _values(experience: Experience, today: date) -> dict[str, Any]:
    kind = str(experience.get_kind_display())
    days = sorted(experience.days.all(), key=lambda day: day.on)
    return {
        "title": _("%(kind)sの受入れの確認書") % {"kind": kind},
        "author": experience.programme.organisation.name,
        "head": _("%(body)s　%(number)s　第%(terms)d版　%(day)s")
        % {
            "body": experience.programme.organisation.name,
            "number": experience.case.number,
            "terms": experience.terms,
            "day": wareki(today),
        },
        "lead": _("次のとおり%(kind)sを行うことを、本人・受入先・事業の窓口が確認します。")
        % {"kind": kind},
        "facts": _facts(experience),
        "days_label": _("実施日（%(number)d日）") % {"number": len(days)},
        "days": [f"{wareki(day.on)}（{weekday_of(day.on)}）" for day in days],
        "points_label": _("確認すること"),
        "points": _points(),
        "confirm_label": _("確認"),
        "confirm_heads": [_("だれが"), _("名前"), _("確認した日")],
        "confirmations": [_confirmation(experience, party) for party in _Party],
    }


def _facts(experience: Experience) -> list[tuple[str, str]]:
    host, person = experience.host, experience.case.person
    if host is None or experience.starts_at is None or experience.ends_at is None:
        raise LookupError("a paper is drawn of terms that are set")
    hours = _("%(starts)s から %(ends)s まで（休憩 %(minutes)d分）") % {
        "starts": f"{experience.starts_at:%H:%M}",
        "ends": f"{experience.ends_at:%H:%M}",
        "minutes": experience.break_minutes,
    }
    place = host.place or host.company.address
    return [
        (_("本人"), person.name if person else experience.case.alias),
        (_("受入先"), host.company.name),
        (_("仕事"), host.title),
        *([(_("場所"), place)] if place else []),
        (_("時間"), hours),
        (_("指導担当者"), experience.tutor),
        (_("目的"), experience.goal),
        (_("本人の希望"), experience.wishes),
        (_("保険"), _insurance(experience)),
    ]


def _insurance(experience: Experience) -> str:
    insured = (
        InsuredPerson.objects.filter(
            organisation_id=experience.organisation_id, case_id=experience.case_id
        )
        .select_related("policy")
        .order_by("from_on")
    )
    days = [day.on for day in experience.days.all()]
    covering = [
        one
        for one in insured
        if one.policy.covers(experience.kind)
        and any(one.from_on <= day <= one.until_on for day in days)
    ]
    said = [
        _("%(policy)s（%(first)sから%(last)sまで）")
        % {"policy": str(one.policy), "first": wareki(one.from_on), "last": wareki(one.until_on)}
        for one in covering
    ]
    return "\n".join(said) or _("この期間の保険は、まだ登録されていません。")


def _points() -> list[str]:
    return [
        _("本人は、いつでもやめることができます。やめても、支援を受けるうえで不利になりません。"),
        _("見学・体験は雇用ではありません。受入先は、予定にない仕事や時間の延長を求めません。"),
        _("休むとき、事故やけがのときは、すぐに指導担当者と事業の窓口へ知らせます。"),
        _("日程や内容を変えるときは、全員であらためて確認します。"),
    ]


def _confirmation(experience: Experience, party: str) -> tuple[str, str, str]:
    """Who, by which name, on which day; empty where it is still to be signed."""
    label = str(_Party(party).label)
    for one in experience.confirmations.all():
        if one.party == party and one.terms == experience.terms:
            return (label, one.name, wareki(one.on))
    return (label, "", "")
