"""Decisions about companies from plain values: by what they are found, and who is the same one."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Protocol

from bansou.commons.phones import digits
from bansou.commons.text import name_key, search_grams

#: How a corporation's form is written, before or after its name; it tells nobody apart.
_FORMS = (
    *("株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "協同組合"),
    *("一般社団法人", "一般財団法人", "公益社団法人", "公益財団法人", "特定非営利活動法人"),
    *("社会福祉法人", "医療法人社団", "医療法人財団", "医療法人", "学校法人", "宗教法人"),
    *("(株)", "(有)", "(同)", "(一社)", "(福)", "(医)"),
)
_KANA_FORMS = re.compile(
    "^(カブシキガイシヤ|ユウゲンガイシヤ|ゴウドウガイシヤ)|(カブシキガイシヤ|ユウゲンガイシヤ|ゴウドウガイシヤ)$"
)


class Particulars(Protocol):
    """What is known of a company."""

    @property
    def name(self) -> str: ...
    @property
    def kana(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def address(self) -> str: ...


def search_keys(name: str, kana: str) -> dict[str, Any]:
    """The columns by which a company is found and sorted, as its name and reading give them."""
    return {
        "name_key": name_key(kana or name)[:400],
        "grams": list(search_grams(name, kana, core_of(name))),
    }


def core_of(name: str) -> str:
    """A company's name without its form of corporation: 株式会社 白樺沢土建 as 白樺沢土建."""
    core = unicodedata.normalize("NFKC", name)
    for form in _FORMS:
        core = core.replace(form, " ")
    return core.strip() or name


def reasons_to_be_one(new: Particulars, known: Particulars) -> list[str]:
    """Why two companies might be one, in words; none where nothing speaks for it."""
    return list(_reasons(new, known))


def _reasons(new: Particulars, known: Particulars) -> Iterable[str]:
    if name_key(core_of(new.name)) == name_key(core_of(known.name)):
        yield "名称が同じ"
    elif new.kana and known.kana and _reading(new.kana) == _reading(known.kana):
        yield "名称のカナが同じ"
    if digits(new.phone) and digits(new.phone) == digits(known.phone):
        yield "電話番号が同じ"
    if new.address.strip() and name_key(new.address) == name_key(known.address):
        yield "所在地が同じ"


def _reading(kana: str) -> str:
    return _KANA_FORMS.sub("", name_key(kana))
