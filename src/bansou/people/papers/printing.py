"""Papers as PDF: one page or more of A4, tagged, with places for signatures where a kind has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _

from bansou.commons.clock import local_day, moment_on_paper, wareki
from bansou.commons.documents.typefaces import Typeface
from bansou.commons.documents.typesetting import typeset
from bansou.people.papers.models import Goal
from bansou.people.papers.queries import Version
from bansou.people.papers.rules import Answer, dated_lines
from bansou.schemes.papers import PaperItem, PaperKind


@dataclass(frozen=True, slots=True)
class Printed:
    """A version of a paper, with whose it is and who prints it."""

    kind: PaperKind
    version: Version
    goals: Sequence[Goal]
    name: str
    kana: str
    case_number: str
    pathway: str
    body: str
    at: datetime


def pdf_of(printed: Printed, *, typeface: Typeface | None = None) -> bytes:
    """Draw a paper. The same version at the same moment gives the same bytes.

    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a letter is in neither typeface
    """
    values = _resume(printed) if printed.kind.drawn == "resume" else _sheet(printed)
    template = _template(printed.kind.drawn)
    return typeset(template, values, at=printed.at, typeface=typeface)


@cache
def _template(name: str) -> bytes:
    return files(__package__).joinpath(f"{name}.typ").read_bytes()


def _sheet(printed: Printed) -> dict[str, Any]:
    """A paper as boxes under headings; empty ones to write in by hand, unless it goes out."""
    kind, version = printed.kind, printed.version
    said = {answer.key: answer for answer in version.answers}
    known = {item.key for item in kind.items}
    groups = [
        {
            "heading": heading,
            "items": [
                _box(item, said.get(item.key))
                for item in items
                if item.key in said or not kind.goes_out
            ],
        }
        for heading, items in kind.groups()
    ]
    others = [_box(None, answer) for answer in version.answers if answer.key not in known]
    if others:
        groups.append({"heading": "", "items": others})
    return {
        **_common(printed),
        "facts": _facts(printed),
        "intro": kind.intro,
        "groups": groups,
        "goals": [_goal(goal) for goal in printed.goals],
        "goal_words": [_("目標"), _("本人の言葉"), _("期限"), _("状況")],
        "has_goals": kind.is_plan,
        "signers": [_signer(one) for one in kind.signers],
        "basis": kind.basis,
        "agreement": _("このプランの内容を一緒に確かめました。") if kind.signers else "",
    }


def _common(printed: Printed) -> dict[str, Any]:
    """Title and foot; what goes out says neither who supports the person nor by which case."""
    kind, version = printed.kind, printed.version
    day = wareki(local_day(version.at))
    if kind.goes_out:
        return {"title": kind.label, "author": printed.name, "version": day, "foot": ""}
    title = f"{kind.label}（{version.title}）" if version.title else kind.label
    said = {"number": version.number, "day": day}
    return {
        "title": title,
        "author": printed.body,
        "version": _("第%(number)d版　%(day)s") % said,
        "foot": _("%(body)s　ケース %(case)s　%(at)s 印刷")
        % {
            "body": printed.body,
            "case": printed.case_number,
            "at": moment_on_paper(printed.at),
        },
    }


def _facts(printed: Printed) -> list[tuple[str, str]]:
    if printed.kind.goes_out:
        return []
    name = f"{printed.name}（{printed.kana}）" if printed.kana else printed.name
    facts = [(_("氏名"), name), (_("担当"), printed.version.by)]
    return [*facts, (_("進み方"), printed.pathway)] if printed.pathway else facts


def _box(item: PaperItem | None, answer: Answer | None) -> dict[str, Any]:
    """An item with its text; `dated` are its lines where it is a curriculum."""
    text = answer.text if answer else ""
    is_dated = item is not None and item.input == "dated"
    return {
        "label": answer.label if answer else item.label if item else "",
        "text": text,
        "rows": item.rows if item else 1,
        "is_line": item is not None and item.input == "line",
        "dated": [_line(text_line) for text_line in dated_lines(text)] if is_dated else [],
    }


def _line(line: Any) -> dict[str, str]:
    return {"year": line.year, "month": line.month, "text": line.text}


def _goal(goal: Goal) -> dict[str, str]:
    return {
        "title": goal.title,
        "own_words": goal.own_words,
        "due": wareki(goal.due_on) if goal.due_on else "",
        "state": str(goal.get_state_display()),
    }


def _signer(who: str) -> str:
    return _("%(who)s　署名") % {"who": who}


def _resume(printed: Printed) -> dict[str, Any]:
    """The ruled form: what stands where is the drawing's, the words are the kind's."""
    said = {answer.key: answer.text for answer in printed.version.answers}
    labels = {item.key: item.label for item in printed.kind.items}
    rows = {item.key: item.rows for item in printed.kind.items}
    return {
        **_common(printed),
        "said": {key: said.get(key, "") for key in labels},
        "labels": labels,
        "rows": rows,
        "history": [_line(line) for line in dated_lines(said.get("history", ""))],
        "licences": [_line(line) for line in dated_lines(said.get("licences", ""))],
        "on": _("%(day)s現在") % {"day": wareki(local_day(printed.version.at))},
        "words": {
            "year": _("年"),
            "month": _("月"),
            "photo": _("写真をはる位置"),
            "photo_height": _("縦36〜40mm"),
            "photo_width": _("横24〜30mm"),
        },
    }
