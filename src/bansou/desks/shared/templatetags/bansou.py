"""Components as tags and filters. What takes several values takes one of `desks.shared.parts`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from bansou.commons import clock, figures
from bansou.commons.figures import MISSING, Figure
from bansou.commons.phrases import with_breaks
from bansou.desks.shared import charts, parts
from bansou.grants.casebook.plan import SMALLEST, plan
from bansou.grants.casebook.refusals import TextTooLong
from bansou.grants.casebook.sheet import Sheet

register = template.Library()

_CASES = gettext_lazy("件")
_NOT_SENT = gettext_lazy("まだ送れません。")


# Words and numbers


@register.filter
def phrases(text: object) -> SafeString:
    """Let a heading break at phrases, and where its data says: {{ title|phrases }}."""
    return mark_safe(with_breaks(str(text)))


@register.filter
def count(number: Figure | None, unit: str = "") -> str:
    """Write {{ rows|count:"行" }} as 1,284行; ― where there is no number."""
    return figures.figure(number, unit)


@register.filter
def percent(rate: Decimal | None) -> str:
    """Write 24.3％; ― where there is no rate, never 0."""
    return MISSING if rate is None else f"{rate:,}％"


@register.simple_tag
def figure(target: Figure | None, actual: Figure | None, unit: str, size: str = "") -> SafeString:
    """Write 目標【実績】: 280【68】人. Sizes: none, great (36 px), plain (as text)."""
    return format_html(
        '<span class="figure{}">{}<span class="of">{}</span></span>',
        f" {size}" if size else "",
        figures.target_actual_on_screen(target, actual),
        unit,
    )


@register.filter
def paper_points(sheet: Sheet) -> int:
    """Tell at which size in whole points a case sheet's boxes fit on paper: {{ sheet|paper_points }}."""
    try:
        return int(plan(sheet).points)
    except TextTooLong:
        return int(SMALLEST)


# Days and moments


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | None, form: str = "list") -> SafeString:
    """Write a day. Forms: list 11/24（水）, sentence 11月24日（水）, paper 令和3年11月24日."""
    if value is None:
        return mark_safe(MISSING)
    write = _DAY_FORMS[form]
    return _time(value.isoformat(), write(value, _today(context)))


def _on_paper(value: date, _today: date) -> str:
    return clock.wareki(value)


_DAY_FORMS: dict[str, Callable[[date, date], str]] = {
    "list": clock.day_in_list,
    "sentence": clock.day_in_sentence,
    "paper": _on_paper,
}


_MOMENT_FORMS: dict[str, Callable[[datetime, date], str]] = {
    "screen": clock.moment_on_screen,
    "paper": lambda value, _today: clock.moment_on_paper(value),
    "clock": lambda value, _today: clock.clock_time(value),
    "date": lambda value, _today: clock.wareki(clock.local_day(value)),
}


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime | None, form: str = "screen") -> SafeString:
    """Write a moment.

    Forms: screen 11月24日（水）11:00, paper 令和3年11月24日 11:00, clock 11:47:08; date 令和3年11月24日
    where only its day is known or matters.
    """
    if value is None:
        return mark_safe(MISSING)
    write = _MOMENT_FORMS[form]
    local = clock.local_moment(value)
    return _time(local.isoformat(timespec="seconds"), write(value, _today(context)))


@register.simple_tag(takes_context=True)
def relative(context: Context, value: date | None) -> SafeString:
    """Write how long ago or how soon: 5日前, 今日, 明日."""
    if value is None:
        return mark_safe(MISSING)
    return _time(value.isoformat(), clock.relative_days(value, _today(context)))


@register.simple_tag(takes_context=True)
def due(context: Context, value: date | None) -> SafeString:
    """Write a term to be kept; overdue with weight, colour and words: 10/22（金） 33日超過."""
    if value is None:
        return mark_safe(MISSING)
    today = _today(context)
    written = _time(value.isoformat(), clock.day_in_list(value, today))
    if value >= today:
        return written
    return format_html(
        '<span class="warned">{} <span class="late-by">{}</span></span>',
        written,
        clock.relative_days(value, today, owed=True),
    )


def _today(context: Context) -> date:
    """The day of this request (see layout.context); a page has one today, also at midnight."""
    today = context.get("today")
    return today if isinstance(today, date) else clock.local_day(timezone.now())


def _time(machine: str, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, text)


# Small pieces


@register.filter
def inline_svg(document: str) -> SafeString:
    """Place a drawing that our own server made into the page, without its XML declaration."""
    return mark_safe(document[document.index("<svg") :])


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon of img/icons.svg beside a word. Sizes: "" (20 px), small (16), large (24)."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {size}" if size else "",
        static("bansou/img/icons.svg"),
        name,
    )


@register.simple_tag
def chip(text: str | parts.Chip, kind: str = "plain", icon: str = "") -> SafeString:
    """Draw a chip from a word, or from a `parts.Chip`."""
    it = text if isinstance(text, parts.Chip) else parts.Chip(text, kind, icon)
    drawing = _icon(it.icon) if it.icon else ""
    return format_html('<span class="chip {}">{}{}</span>', it.kind, drawing, it.text)


_icon = icon


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*links: parts.Link, crumbs: Sequence[parts.Link] = ()) -> dict[str, Any]:
    """Say where one is; the last of the links is this page."""
    *above, here = (*links, *crumbs)
    return {"above": above, "here": here}


@register.inclusion_tag("components/tabs.html")
def tabs(links: Sequence[parts.Link], label: str) -> dict[str, Any]:
    """Tabs are addresses; each may carry its count."""
    return {"links": links, "label": label}


@register.inclusion_tag("components/filters.html")
def filters(links: Sequence[parts.Link], label: str) -> dict[str, Any]:
    """Filter buttons with their counts, above a timeline or a list."""
    return {"links": links, "label": label}


@register.inclusion_tag("components/pager.html")
def pager(page: parts.Page, unit: str | Promise = _CASES) -> dict[str, Any]:
    """Say which rows these are and lead on: 1–50件目／128件, 前へ, 次へ."""
    return {"page": page, "unit": unit}


@register.inclusion_tag("components/steps.html")
def steps(items: Sequence[parts.Step], label: str, short: bool = False) -> dict[str, Any]:
    """Draw steps; several may be now, and only the first of them is the current one."""
    now = next((i for i, s in enumerate(items) if s.standing is parts.Standing.NOW), None)
    shown = [(step, index == now) for index, step in enumerate(items)]
    return {"steps": shown, "label": label, "short": short}


@register.inclusion_tag("components/timeline.html", takes_context=True)
def timeline(context: Context, entries: Sequence[parts.Told], level: int = 3) -> dict[str, Any]:
    """Tell what happened, newest first. `level` is that of the entries' headings."""
    return {"entries": entries, "heading": f"h{level}", "today": _today(context)}


@register.inclusion_tag("components/care.html")
def care(
    items: Sequence[str], confirmed: str = "", across: bool = False, heading_id: str = "care"
) -> dict[str, Any]:
    """避けたい関わり方: up to five short lines, then who confirmed it and when."""
    return {"items": items, "confirmed": confirmed, "across": across, "id": heading_id}


@register.inclusion_tag("components/veil.html")
def veil(sentence: str, link: parts.Link | None = None) -> dict[str, Any]:
    """Stand where a text is withheld: who can read it, what one may know, how to ask."""
    return {"sentence": sentence, "link": link}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, words: str, reload_url: str = "") -> dict[str, Any]:
    """Show how far a job is, in words too: 842／1,284行　あと3秒ほど."""
    return {"done": done, "total": total, "words": words, "reload_url": reload_url}


@register.inclusion_tag("components/draft_state.html")
def draft_state(saved_at: datetime | None = None, announces: bool = True) -> dict[str, Any]:
    """Say when the draft was last saved; only one on a page announces changes."""
    saved = clock.clock_time(saved_at) if saved_at else ""
    return {"saved": saved, "announces": announces}


@register.inclusion_tag("components/error_summary.html")
def error_summary(
    form: BaseForm, sentence: str | Promise = _NOT_SENT, draft: bool = False
) -> dict[str, Any]:
    """Name the places to put right, each a link to its field; nothing while there are none."""
    named = [
        (field.label, str(error), control_id(field)) for field in form for error in field.errors
    ]
    general = [str(error) for error in form.non_field_errors()]
    return {
        "named": named,
        "general": general,
        "places": len(named) + len(general),
        "sentence": sentence,
        "draft": draft,
    }


@register.inclusion_tag("components/form_banner.html")
def form_banner(form: BaseForm) -> dict[str, str]:
    """Say above a short form what is wrong with all of it: one sentence bold, the rest below."""
    title, _, body = " ".join(map(str, form.non_field_errors())).partition("。")
    return {"title": title, "body": body}


@register.filter
def control_id(field: BoundField) -> str:
    """The id of the control to focus: of a group, its first."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.filter
def banner_kind(level: str) -> str:
    """The banner for a message's level tag."""
    return {"success": "good", "warning": "warn", "error": "bad"}.get(level, "info")


# Charts


@register.inclusion_tag("components/bars.html")
def bars(rows: Sequence[charts.Row], caption: str, dense: bool = False) -> dict[str, Any]:
    """目標【実績】 as bars on one scale from 0 to 200 %, in a table that can be read aloud."""
    return {"rows": rows, "caption": caption, "dense": dense}


@register.inclusion_tag("components/legend.html")
def legend(rows: Sequence[charts.Row] = ()) -> dict[str, Any]:
    """Explain the bars."""
    return {"any_cut": charts.any_cut(rows)}


# Pieces with a body


def _drawn(context: Context, name: str, values: Mapping[str, Any]) -> SafeString:
    engine = context.template.engine if context.template else None
    if engine is None:
        raise LookupError("a component needs a template around it")
    return engine.get_template(f"components/{name}.html").render(Context(dict(values)))


@register.simple_block_tag(takes_context=True)
def banner(context: Context, content: str, kind: str, title: str, **more: Any) -> SafeString:
    """A notice. Kinds: info, good, warn, bad; `url` and `button` give it one small button."""
    return _drawn(context, "banner", {"body": content, "kind": kind, "title": title, **more})


@register.simple_block_tag(takes_context=True)
def panel(context: Context, content: str, title: str, **more: Any) -> SafeString:
    """A panel with a head, at most one link in it, and a body.

    More: id, level (2), icon, count, url and link (of the head), foot (a parts.Link),
    list (the body is a list of rows and has no padding).
    """
    return _drawn(context, "panel", {"body": content, "title": title, "level": 2, **more})


@register.simple_block_tag(takes_context=True)
def empty(context: Context, content: str, title: str, sentence: str) -> SafeString:
    """What is missing, what to do; the body holds one primary and one secondary button."""
    return _drawn(context, "empty", {"body": content, "title": title, "sentence": sentence})


@register.simple_block_tag(takes_context=True)
def table(context: Context, content: str, name: str, **more: Any) -> SafeString:
    """The frame of a table: it scrolls sideways in itself. More: cards (cards on the phone)."""
    return _drawn(context, "table", {"body": content, "name": name, **more})
