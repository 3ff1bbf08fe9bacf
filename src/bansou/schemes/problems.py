"""The Japanese sentence for each kind of problem that is found in a scheme's text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import BaseModel

from bansou.engines.indicators import grammar
from bansou.schemes import benefits, courses, experience, outreach, shape

_SENTENCES = {
    "string_type": 'ここには文字を書いてください。引用符（"）で囲みます。',
    "int_type": "ここには整数を書いてください。引用符は付けません。",
    "bool_type": "ここにはtrueかfalseを書いてください。引用符は付けません。",
    "date_type": "ここには日付を書いてください。引用符は付けません。例　2021-04-01",
    "time_type": "ここには時刻を書いてください。引用符は付けません。例　22:00:00",
    "tuple_type": "ここには一覧を書いてください。[ ] で囲みます。",
    "model_type": "ここには項目の組を書いてください。{{ }} で囲みます。",
    "model_attributes_type": "ここには項目の組を書いてください。{{ }} で囲みます。",
    "string_too_short": "空のままです。文字を書いてください。",
    "missing": "「{key}」がありません。書き加えてください。",
    "too_short": "{min_length}つ以上書いてください。",
    "too_long": "{max_length}つまでにしてください。",
    "string_too_long": "{max_length}文字までにしてください。",
    "greater_than_equal": "{ge}以上の数を書いてください。",
    "less_than_equal": "{le}以下の数を書いてください。",
}
_PATTERNS = {
    r"^\d{6}$": "団体コードは6けたの数字で書いてください。例　012131",
    r"^[A-T]$": "業種は、日本標準産業分類の大分類の文字（AからT）で書いてください。例　D",
}
_NAME = "名前には、英小文字で始めて、英小文字・数字・_ を使ってください。例　first_session"
_BACKSLASH = "\\ を文字として書くときは、\\\\ と2つ重ねてください。"
_SYNTAX = (
    ("Cannot overwrite a value", "同じ項目が2回あります。片方を消してください。"),
    ("Cannot declare", "同じ見出しが2回あります。くり返すときは [[ ]] で囲んでください。"),
    ("Cannot mutate immutable", "同じ項目が2回あります。片方を消してください。"),
    ("Cannot redefine", "同じ見出しが2回あります。片方を消してください。"),
    ("Duplicate inline table key", "同じ項目が2回あります。片方を消してください。"),
    ("Unterminated string", '引用符（"）が閉じていません。文の終わりに書いてください。'),
    (
        "Illegal character",
        "文の途中で改行しているか、使えない文字があります。1行に書いてください。",
    ),
    ("Unclosed array", "[ が閉じていません。一覧の終わりに ] を書いてください。"),
    ("Unclosed inline table", "{ が閉じていません。項目の組の終わりに } を書いてください。"),
    ("Expected '='", "項目の名前のあとに = を書いてください。"),
    ("Expected ']", "見出しの終わりに ] を書いてください。"),
    ("Invalid initial character for a key part", "項目の名前は英字で書いてください。"),
    ("Invalid value", '値の書き方がちがいます。文字は引用符（"）で囲んでください。'),
    ("Unescaped '\\'", _BACKSLASH),
    ("Invalid hex value", _BACKSLASH),
    ("Escaped character", _BACKSLASH),
    ("Invalid date", "その日付はありません。月と日を確かめてください。例　2021-04-01"),
    ("Found invalid character", "使えない文字があります。その文字を消してください。"),
    ("Expected newline or end", "値のあとに余分な文字があります。1行に1つの項目を書いてください。"),
    ("Invalid statement", "この行は読めません。「項目 = 値」か [見出し] の形で書いてください。"),
)
_AT = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Problem:
    """One place to put right.

    :param line: counted from 1; None where the text as a whole is meant
    :param key: the path of the item, as it may be said: indicators.2番目.events
    :param sentence: what is wrong and what to do
    """

    line: int | None
    key: str
    sentence: str

    def __str__(self) -> str:
        where = f"{self.line}行目" if self.line else "全体"
        return f"{where}　{self.key}：{self.sentence}" if self.key else f"{where}：{self.sentence}"


def syntax_problem(failure: Exception, text: str) -> Problem:
    """Say what keeps a text from being TOML, and where."""
    message = str(failure)
    found = _AT.search(message)
    last = len(text.rstrip().splitlines()) or 1
    line = int(found[1]) if found else last
    for beginning, sentence in _SYNTAX:
        if message.startswith(beginning):
            return Problem(line, "", sentence)
    return Problem(line, "", "TOMLとして読めません。引用符、かっこ、= の書き方を確かめてください。")


def sentence_for(error: Any) -> str:
    """Give a whole sentence that says what to do about one of pydantic's errors."""
    kind, path, ctx = str(error["type"]), error["loc"], error.get("ctx", {})
    if kind == "bansou":
        return str(error["msg"])
    if kind == "extra_forbidden":
        return _unknown_key(str(path[-1]))
    if kind == "literal_error":
        return f"使えるのは{_listed(str(ctx['expected']))}です。書き直してください。"
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(ctx["pattern"]), _NAME)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _unknown_kind(ctx)
    return _SENTENCES[kind].format(key=path[-1], **ctx)


def _unknown_kind(ctx: Mapping[str, Any]) -> str:
    key = str(ctx["discriminator"]).strip("'")
    if "tag" not in ctx:
        return f"「{key}」がありません。書き加えてください。"
    expected = _listed(str(ctx["expected_tags"]))
    return f"「{ctx['tag']}」という{key}はありません。使えるのは{expected}です。"


def _listed(expected: str) -> str:
    return "、".join(re.findall(r"'([^']*)'", expected))


def _unknown_key(key: str) -> str:
    near = get_close_matches(key, _known_keys(), n=1)
    if near:
        return f"「{key}」という項目はここにありません。「{near[0]}」ではありませんか。"
    return f"「{key}」という項目はここにありません。つづりを確かめるか、行を消してください。"


@cache
def _known_keys() -> tuple[str, ...]:
    modules = (shape, courses, benefits, experience, outreach, grammar)
    shapes = [candidate for module in modules for candidate in vars(module).values()]
    return tuple(sorted({name for each in shapes for name in _fields(each)}))


def _fields(candidate: object) -> Iterable[str]:
    if isinstance(candidate, type) and issubclass(candidate, BaseModel):
        return candidate.model_fields
    return ()
