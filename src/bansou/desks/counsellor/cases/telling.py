"""The timeline of a case: what was done, told to whom may read it, veiled to whom may not."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.rows import Level
from bansou.desks.shared.parts import Chip, Link, Told
from bansou.people.steps.models import Step
from bansou.people.steps.queries import Tally
from bansou.schemes.shape import Scheme

SHOWN = 20
_PAGES = {"consultation.held": "counsellor:consultation", "hire.recorded": "counsellor:hire"}
_CHANNEL_ICONS = {"phone": "phone", "online": "mail", "home_visit": "building"}
_READERS = {
    Level.CONTACT: gettext_lazy("このケースを開ける人が見られます。"),
    Level.CASEWORK: gettext_lazy("内容は担当の相談員と統括カウンセラーだけが見られます。"),
    Level.SENSITIVE: gettext_lazy("内容は担当の相談員と統括カウンセラーだけが見られます。"),
    Level.PSYCHOLOGICAL: gettext_lazy("内容は担当の心理職だけが見られます。"),
}


def told(
    step: Step, scheme: Scheme | None, reach: int, more: Callable[[Step], Link | None] | None = None
) -> Told:
    """One entry; a note above `reach` shows day and kind, and who may read it.

    :param more: the way to what was remarked on a record that may be read
    """
    act = scheme.act(step.kind) if scheme else None
    label = act.label if act else step.title
    who = (_who(step), _("%(minutes)d分") % {"minutes": step.minutes} if step.minutes else "")
    if step.level > reach:
        return Told(
            on=step.on,
            title=_("%(act)s　実施あり") % {"act": label} if act else _("記録あり"),
            icon="lock",
            who=[part for part in who[:1] if part],
            veil=f"{_READERS[Level(step.level)]}{_('あなたに見えるのは、行った日と種類までです。')}",
        )
    level = _("閲覧区分%(level)s") % {"level": Level(step.level).label}
    return Told(
        on=step.on,
        title=step.title,
        icon=_CHANNEL_ICONS.get(step.fields.get("channel", ""), act.icon if act else "document"),
        who=[part for part in (*who, level) if part],
        text=_withdrawn(step) if step.withdrawn_at else step.note,
        url=page_of(step),
        chip=Chip(_("取消"), "quiet") if step.withdrawn_at else None,
        more=more(step) if more else None,
    )


def _withdrawn(step: Step) -> str:
    return _("取消：%(reason)s") % {"reason": step.withdrawn_because}


def page_of(step: Step) -> str:
    """The page of the record behind an entry, where that kind of record has one."""
    name = _PAGES.get(step.kind)
    return reverse(name, args=[step.pk]) if name else ""


def _who(step: Step) -> str:
    name = step.by.user.name if step.by else ""
    if step.recorded_by_id != step.organisation_id:
        return f"{step.recorded_by.name}　{name}".strip("　")
    return name


def filters(
    tallies: Mapping[str, Tally], scheme: Scheme | None, chosen: str, case_id: UUID
) -> list[Link]:
    """Buttons with counts by what the scheme calls the kinds; kinds of one label go together."""
    by_label: dict[str, tuple[list[str], int]] = {}
    for kind, tally in tallies.items():
        act = scheme.act(kind) if scheme else None
        kinds, number = by_label.get(act.label if act else _("そのほか"), ([], 0))
        by_label[act.label if act else _("そのほか")] = ([*kinds, kind], number + tally.all)
    page = reverse("counsellor:case", args=[case_id])
    links = [Link(_("すべて"), page, current=not chosen)]
    for label, (kinds, number) in by_label.items():
        joined = ",".join(sorted(kinds))
        url = f"{page}?{urlencode({'kind': joined})}"
        links.append(Link(label, url, number, current=chosen == joined))
    return links if len(links) > 2 else []


def place_of(step: Step) -> str:
    """The place of an entry, for the address of the older ones."""
    return f"{step.on.isoformat()}~{step.pk.hex}"


def read_place(written: str) -> tuple[date, UUID] | None:
    """Read a place from an address; None where it is none."""
    try:
        on, key = written.split("~")
        return date.fromisoformat(on), UUID(hex=key)
    except ValueError:
        return None


def older_url(steps: Sequence[Any], chosen: str, case_id: UUID) -> str:
    """Where the entries after these are."""
    query = {"kind": chosen, "before": place_of(steps[-1])}
    words = urlencode({name: value for name, value in query.items() if value})
    return f"{reverse('counsellor:case', args=[case_id])}?{words}"
