"""The fields that a municipality adds to cases and steps: what was typed becomes checked values."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bansou.schemes.shape import ExtraField

type Kept = str | int | bool
type Readers = Mapping[str, Callable[[ExtraField, object], Kept]]

_YES_NO = {
    **dict.fromkeys(("true", "yes", "1", "on", "はい", "〇", "○", "有"), True),
    **dict.fromkeys(("false", "no", "0", "off", "いいえ", "×", "無"), False),
}
_INTEGER = re.compile(r"[+-]?\d{1,15}")


@dataclass(frozen=True, slots=True)
class FieldsRead:
    """What was typed into extra fields.

    :param values: ready to be kept as JSON: days as 2021-04-01; what was left empty is not there
    :param problems: for each field's key a sentence that says what to do
    """

    values: Mapping[str, Kept]
    problems: Mapping[str, str]


class _NotReadable(Exception):
    """The text is no such value; the message is the sentence for the person at the desk."""


def read_fields(fields: Iterable[ExtraField], given: Mapping[str, object]) -> FieldsRead:
    """Check what was given, as text from a form or as values from the API.

    A field is empty when it is missing, None or nothing but spaces. Keys that are not fields are
    problems too, so that nothing is dropped in silence.
    """
    values: dict[str, Kept] = {}
    problems: dict[str, str] = {}
    known = {field.key: field for field in fields}
    for key in given:
        if key not in known:
            problems[key] = f"「{key}」という項目は、この事業にはありません。"
    for key, field in known.items():
        typed = given.get(key)
        try:
            if typed is None or not str(typed).strip():
                _refuse_empty(field)
            else:
                values[key] = _READERS[field.type](field, typed)
        except _NotReadable as problem:
            problems[key] = str(problem)
    return FieldsRead(values, problems)


def _refuse_empty(field: ExtraField) -> None:
    if field.required and field.type in ("yes_no", "choice"):
        raise _NotReadable(f"{field.label}を選んでください。")
    if field.required:
        raise _NotReadable(f"{field.label}を入れてください。")


def _text(field: ExtraField, typed: object) -> str:
    text = str(typed).strip()
    if (over := len(text) - field.longest) > 0:
        raise _NotReadable(
            f"{field.label}は{field.longest}文字までです。{over}文字を減らしてください。"
        )
    return text


def _number(field: ExtraField, typed: object) -> int:
    folded = unicodedata.normalize("NFKC", str(typed)).strip().replace(",", "")
    if isinstance(typed, bool) or not _INTEGER.fullmatch(folded):
        raise _NotReadable(f"{field.label}は整数で入れてください。例　3")
    number = int(folded)
    if field.minimum is not None and number < field.minimum:
        raise _NotReadable(f"{field.label}は{field.minimum}{field.unit}以上で入れてください。")
    if field.maximum is not None and number > field.maximum:
        raise _NotReadable(f"{field.label}は{field.maximum}{field.unit}以下で入れてください。")
    return number


def _date(field: ExtraField, typed: object) -> str:
    """Take a day, or 2021-11-24; desks read other ways of writing before they come here."""
    folded = unicodedata.normalize("NFKC", str(typed)).strip()
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", folded):
            raise ValueError(folded)
        return date.fromisoformat(folded).isoformat()
    except ValueError:
        raise _NotReadable(f"{field.label}に日付を入れてください。例　2021-11-24") from None


def _yes_no(field: ExtraField, typed: object) -> bool:
    answer = _YES_NO.get(unicodedata.normalize("NFC", str(typed)).strip().lower())
    if answer is None:
        raise _NotReadable(f"{field.label}は「はい」か「いいえ」を選んでください。")
    return answer


def _choice(field: ExtraField, typed: object) -> str:
    """Take a choice's key, its label or another spelling of it."""
    text = str(typed).strip()
    for choice in field.choices:
        if text in (choice.key, choice.label, *choice.spellings):
            return choice.key
    labels = "".join(f"「{choice.label}」" for choice in field.choices)
    raise _NotReadable(f"{field.label}は{labels}から選んでください。")


_READERS: Readers = {
    "text": _text,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
}
