"""Posting a worker in a ward, and changing from when until when."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership
from bansou.support.outreach.posts.models import WardPosting
from bansou.support.outreach.posts.queries import areas_of
from bansou.support.outreach.posts.rules import overlap


class UnknownWard(Refusal):
    """The ward is none of this city's."""

    code = "outreach.unknown_ward"
    message = _("この区はありません。区の一覧から選んでください。")


class PostedAlready(Refusal):
    """The worker does the same in the same ward at the same time."""

    code = "outreach.posted_already"
    message = _(
        "%(name)sさんは、この区の「%(duty)s」として、重なる期間にもう配置されています。"
        "期間を変えるか、前の配置を直してください。"
    )


class EndsBeforeStart(Refusal):
    """The last day lies before the first."""

    code = "outreach.ends_before_start"
    message = _("終わりの日が、始まりの日より前です。日付を確かめてください。")


class NotInOffice(Refusal):
    """The worker does not belong to the office on the first day."""

    code = "outreach.not_in_office"
    message = _(
        "%(name)sさんは、この日に所属していません。始まりの日を変えるか、別の人を選んでください。"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where somebody is posted, as what, from when until when."""

    ward: str
    member: Membership
    duty: str
    from_on: date
    until_on: date | None = None
    note: str = ""


def post_worker(*, by: Actor, post: Post) -> WardPosting:
    """Post a worker in a ward.

    :raises UnknownWard: the city has no such ward
    :raises EndsBeforeStart: the last day lies before the first
    :raises NotInOffice: the worker does not belong to the office on the first day
    :raises PostedAlready: the worker does the same there at the same time
    """
    with transaction.atomic():
        _refuse(by, post)
        return WardPosting.objects.create(
            organisation_id=by.require_organisation(),
            recorded_by_id=by.require_organisation(),
            ward=post.ward,
            member=post.member,
            duty=post.duty,
            from_on=post.from_on,
            until_on=post.until_on,
            note=post.note,
        )


def change_posting(*, by: Actor, posting: WardPosting, seen_version: int, post: Post) -> None:
    """Change who is posted, as what, and from when until when; the ward stays.

    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else saved it in between
    :raises EndsBeforeStart: the last day lies before the first
    :raises NotInOffice: the worker does not belong to the office on the first day
    :raises PostedAlready: the worker does the same there at the same time
    """
    with transaction.atomic():
        _refuse(by, post, but=posting)
        save_seen(
            posting,
            seen_version,
            member_id=post.member.pk,
            duty=post.duty,
            from_on=post.from_on,
            until_on=post.until_on,
            note=post.note,
        )


def _refuse(by: Actor, post: Post, *, but: WardPosting | None = None) -> None:
    keeper_id = by.require_organisation()
    if post.ward not in {area.code for area in areas_of(keeper_id)}:
        raise UnknownWard(field="ward")
    if post.until_on and post.until_on < post.from_on:
        raise EndsBeforeStart(field="until_on")
    since, until = post.member.from_on, post.member.until_on
    if post.from_on < since or (until and post.from_on > until):
        raise NotInOffice(name=post.member.user.name, field="member")
    # Two who post the same person at the same moment wait for each other here.
    Membership.objects.select_for_update(of=("self",)).get(pk=post.member.pk)
    same = WardPosting.objects.filter(
        organisation_id=keeper_id, ward=post.ward, member=post.member, duty=post.duty
    )
    others = same.exclude(pk=but.pk) if but else same
    if any(overlap((post.from_on, post.until_on), (it.from_on, it.until_on)) for it in others):
        raise PostedAlready(
            name=post.member.user.name, duty=WardPosting.Duty(post.duty).label, field="from_on"
        )
