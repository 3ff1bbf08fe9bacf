"""The items that can be handed over, each of which somebody agrees to or not."""

from collections.abc import Collection, Mapping, Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import wareki
from bansou.people.cases.models import Case


class Item(models.TextChoices):
    """One kind of information about somebody (提供する項目)."""

    NAME = "name", _("氏名")
    BIRTH = "birth", _("生年月日")
    PHONE = "phone", _("電話番号")
    ADDRESS = "address", _("住所")
    AVOID = "avoid", _("避けたい関わり方")
    REASON = "reason", _("相談のきっかけとこれまで")
    PLAN = "plan", _("支援の方針")
    AGREED_SUMMARY = "agreed_summary", _("心理の面接で合意した要約")
    HEALTH = "health", _("健康・障害・受診のこと")
    #: Only what two people have decided goes out; see `bansou.support.counselling.releasing`.
    PSYCHOLOGICAL = "psychological", _("心理の記録（相談の内容、心理判定）")


#: What a contractor sees of every case that is referred to it, whatever else is handed over.
SEEN_BY_CONTRACTORS = (Item.NAME, Item.PHONE)


def known_of(case: Case) -> dict[str, str]:
    """What the case itself says, item by item; what it does not say is left out."""
    person = case.person
    found = {Item.AVOID: "、".join(case.avoid)}
    if person:
        named = f"{person.name}（{person.kana}）" if person.kana else person.name
        found |= {
            Item.NAME: named,
            Item.BIRTH: wareki(person.birth_on) if person.birth_on else "",
            Item.PHONE: person.phone,
            Item.ADDRESS: person.address,
        }
    return {item.value: found[item] for item in Item if found.get(item)}


def labelled(chosen: Mapping[str, str]) -> list[dict[str, str]]:
    """Items with their texts as they are kept: key, name and text, in their usual order."""
    return [
        {"key": item.value, "label": str(item.label), "text": chosen[item.value]}
        for item in Item
        if chosen.get(item.value, "").strip()
    ]


def without_texts(keys: Collection[str]) -> list[dict[str, str]]:
    """Items of which no text is kept one by one, in their usual order."""
    return [
        {"key": item.value, "label": str(item.label), "text": ""}
        for item in Item
        if item.value in keys
    ]


def names_of(keys: Collection[str]) -> Sequence[str]:
    """What items are called, in their usual order."""
    return [str(item.label) for item in Item if item.value in keys]
