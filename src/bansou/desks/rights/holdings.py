"""Everything that is kept of a person, item by item, in words that they can read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import local_moment, wareki
from bansou.commons.documents.models import Attachment
from bansou.desks.rights.reaching import Whose, rows_of
from bansou.desks.rights.told import TOLD
from bansou.desks.rights.told.shape import VIEW, Told
from bansou.desks.shared.vocabulary import Vocabulary
from bansou.people.answering.rules import speaks_of_others
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.support.counselling.recording import HELD
from bansou.support.ibasho.linking import guests_of
from bansou.support.ibasho.models import IbashoLink

#: The source of a session whose record is sealed; the row is that of its step.
SEALED = "support.counsellingrecord"


@dataclass(frozen=True, slots=True)
class Held:
    """One item that is kept: where it stands, what it is, of when, and what it says."""

    source: str
    source_id: UUID
    heading: str
    day: date | None
    text: str
    caution: str
    is_sealed: bool = False
    is_plain: bool = False

    @property
    def about(self) -> str:
        """Of when it is, as papers say it."""
        return wareki(self.day) if self.day else ""


#: What fields are called that every scheme has.
_FIELD_WORDS: Mapping[str, str | Promise] = {
    "attended": _("出席"),
    "place": _("場所"),
    "channel": _("方法"),
    "counselling_kind": _("種類"),
    "consultation_kind": _("種類"),
    "client_state": _("本人の様子"),
    "outcome": _("結果"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What codes and fields are called by the schemes of a body, this year's first."""

    vocabulary: Vocabulary
    fields: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, keeper_id: UUID, day: date) -> "Words":
        vocabulary = Vocabulary.of(keeper_id, day)
        fields: dict[str, str] = {key: str(said) for key, said in _FIELD_WORDS.items()}
        values: dict[str, dict[str, str]] = {}
        for scheme in reversed(vocabulary.schemes):
            said = scheme.words()
            fields |= said.fields
            for key, labels in said.values.items():
                values.setdefault(key, {}).update(labels)
        return cls(vocabulary, fields, values)

    def field(self, key: str) -> str:
        """What a field is called."""
        return self.fields.get(key, key)

    def value(self, key: str, value: Any) -> Any:
        """What a value of a field is called, if it is a code."""
        return self.values.get(key, {}).get(value, value) if isinstance(value, str) else value


def held_of(cases: QuerySet[Case], words: Words, *, but: Iterable[UUID] = ()) -> list[Held]:
    """All that is kept of the person of some cases, kind by kind, the earliest first.

    :param but: files that are answers to requests themselves
    """
    whose, left_out = Whose.of(cases), set(but)
    found: list[Held] = []
    for told in TOLD:
        rows = [row for row in rows_of(told, whose) if row.pk not in left_out]
        items = [it for it in (_item(told, row, words) for row in rows) if it is not None]
        found += sorted(items, key=lambda it: (it.day or date.min, str(it.source_id)))
    return found


def item_of(cases: QuerySet[Case], source: str, source_id: UUID, words: Words) -> Held | None:
    """One item, if it is kept of the person of some cases."""
    table = "people.step" if source == SEALED else source
    told = next((one for one in TOLD if one.table == table), None)
    if told is None:
        return None
    row = rows_of(told, Whose.of(cases)).filter(pk=source_id).first()
    item = _item(told, row, words) if row else None
    return item if item and item.source == source else None


def file_at(source_id: UUID) -> Attachment | None:
    """The file of an item."""
    return Attachment.objects.filter(pk=source_id).first()


def name_of_former_file(source_id: UUID) -> str:
    """What a file was called that is not kept any more, as its history has it."""
    event = apps.get_model("commons.AttachmentEvent")
    last = event._default_manager.filter(pgh_obj_id=source_id).order_by("-pgh_id").first()
    return str(last.name) if last else gettext("名前の分からないファイル")


def _item(told: Told, row: Model, words: Words) -> Held | None:
    """The item of a row; none where it says nothing."""
    if isinstance(row, Step) and _is_sealed(row):
        return Held(
            SEALED,
            row.pk,
            gettext("心理の記録"),
            row.on,
            sealed_name(row),
            str(VIEW),
            is_sealed=True,
        )
    lines = [
        (str(label), said)
        for name, label in told.fields
        if (said := _said(row, name, words).strip())
    ]
    if not lines:
        return None
    text = "\n".join([*(_line(label, said) for label, said in lines), *_remarks(row)])
    day = getattr(row, told.day, None) if told.day else None
    return Held(
        told.table,
        row.pk,
        str(told.heading),
        local_moment(day).date() if isinstance(day, datetime) else day,
        text,
        str(told.caution) or _caution_of(text),
        is_plain=told.is_plain,
    )


def sealed_name(session: Step) -> str:
    """What a sealed record is called: the day and kind of its session."""
    return f"{wareki(session.on)}　{session.title}"


def sealed_sessions(cases: Iterable[Case]) -> QuerySet[Step]:
    """The sessions of some cases whose records are sealed, the first first."""
    held = Step.objects.filter(case__in=list(cases), kind=HELD, ledger_key="", withdrawn_at=None)
    return held.select_related("case").order_by("on", "id")


def _remarks(row: Model) -> Iterator[str]:
    """What is to be known of a row that is not in it."""
    if isinstance(row, IbashoLink) and not guests_of(row.case).filter(link_code=row.code).exists():
        yield gettext(
            "居場所に来た日などは、本人の同意がいまないため、この中にありません。"
            "見るには、担当の相談員に同意を伝えてください。"
        )


def _is_sealed(step: Step) -> bool:
    """Tell whether a session has a sealed record; one that was read from a ledger has none."""
    return step.kind == HELD and not step.ledger_key


def _caution_of(text: str) -> str:
    if speaks_of_others(text):
        return gettext("本人以外の人のことがあるかもしれません。")
    return ""


def _line(label: str, said: str) -> str:
    return f"{label}\n{said}" if "\n" in said else f"{label}　{said}"


#: Of these columns the scheme says what their codes mean.
_CODED = {"category": "categories", "pathway": "pathways"}


def _said(row: Any, name: str, words: Words) -> str:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    if isinstance(value, str) and name in _CODED:
        return words.vocabulary.label(_CODED[name], value)
    return "\n".join(_written(value, words))


def _written(value: Any, words: Words) -> Iterator[str]:
    """A value as somebody reads it, line by line."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        yield gettext("はい") if value else gettext("いいえ")
    elif isinstance(value, datetime):
        local = local_moment(value)
        yield f"{wareki(local.date())} {local:%H:%M}"
    elif isinstance(value, date):
        yield wareki(value)
    elif isinstance(value, time):
        yield f"{value:%H:%M}"
    elif isinstance(value, Mapping):
        yield from _of_mapping(value, words)
    elif isinstance(value, list):
        for one in value:
            yield from _written(one, words)
    else:
        yield str(value)


def _of_mapping(value: Mapping[str, Any], words: Words) -> Iterator[str]:
    """An answer with its label, or whatever a scheme's own fields say."""
    if "label" in value and "text" in value:
        yield f"{value['label']}：{value['text']}" if value["text"] else str(value["label"])
        return
    for key, one in value.items():
        said = "、".join(_written(words.value(key, one), words))
        if said:
            yield f"{words.field(key)}：{said}"
