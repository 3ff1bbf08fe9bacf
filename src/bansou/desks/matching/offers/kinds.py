"""The two kinds of offers, and what each of the shared pages does with them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bansou.desks.matching.offers import forms, telling
from bansou.employers.hosts import actions as hosts
from bansou.employers.models import HostPlace, Opening
from bansou.employers.openings import actions as openings

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of offer.

    :param name: of its addresses: opening, host
    :param argument: what its actions call the row
    :param begins: the column with its first day
    """

    name: str
    model: Any
    argument: str
    begins: str
    tab: str
    new_form: Any
    correct_form: Any
    close_form: Any
    add: Callable[..., Any]
    correct: Callable[..., Any]
    confirm: Callable[..., Any]
    close: Callable[..., Any]
    withdraw: Callable[..., Any]
    facts: Callable[..., Any]
    noun: Words
    add_title: Words
    correct_title: Words
    close_title: Words
    close_verb: Words
    withdraw_title: Words
    added: Words
    confirmed: Words
    closed: Words


OPENING = Kind(
    name="opening",
    model=Opening,
    argument="opening",
    begins="posted_on",
    tab="matching:openings",
    new_form=forms.NewOpeningForm,
    correct_form=forms.CorrectOpeningForm,
    close_form=forms.CloseOpeningForm,
    add=openings.post_opening,
    correct=openings.correct_opening,
    confirm=openings.confirm_opening,
    close=openings.close_opening,
    withdraw=openings.withdraw_opening,
    facts=telling.opening_facts,
    noun=_("求人"),
    add_title=_("求人を受け付ける"),
    correct_title=_("求人を直す"),
    close_title=_("求人を締め切る"),
    close_verb=_("締め切る"),
    withdraw_title=_("この求人の記録を取り消しますか"),
    added=_("求人を受け付けました。"),
    confirmed=_("今日の時点で募集中であることを記録しました。"),
    closed=_("求人を締め切りました。"),
)
HOST = Kind(
    name="host",
    model=HostPlace,
    argument="host",
    begins="offered_on",
    tab="matching:hosts",
    new_form=forms.NewHostForm,
    correct_form=forms.CorrectHostForm,
    close_form=forms.CloseHostForm,
    add=hosts.offer_host_place,
    correct=hosts.correct_host_place,
    confirm=hosts.confirm_host_place,
    close=hosts.close_host_place,
    withdraw=hosts.withdraw_host_place,
    facts=telling.host_facts,
    noun=_("受入先"),
    add_title=_("受入先を登録する"),
    correct_title=_("受入先を直す"),
    close_title=_("受入れを終える"),
    close_verb=_("終える"),
    withdraw_title=_("この受入先の記録を取り消しますか"),
    added=_("受入先を登録しました。"),
    confirmed=_("今日の時点で受け入れられることを記録しました。"),
    closed=_("受入れを終えました。"),
)
KINDS = {kind.name: kind for kind in (OPENING, HOST)}
