"""Forms that nobody gets through by trying, and texts that take no payload, each with its reason."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, Self

#: Forms that nobody gets through by trying, by why; their texts are given back, and their columns are
#: written straight into the database before the last look.
NOT_THROUGH: Mapping[str, frozenset[str]] = {
    "takes nothing but a password, or a code that somebody was given; no text of it is kept": frozenset({
        "account_login", "employer:enter", "ibasho:case", "manager:joint_join", "seeker:enter",
        "seeker:ibasho",
    }),
    "takes nothing but days and numbers, and only those that are right": frozenset({
        "counsellor:onset", "counsellor:plan_sign", "manager:payment_paid",
    }),
}  # fmt: skip


#: What these keep is sealed: it is read back from the page that opens it, not from the database.
SEALED = frozenset({"counsellor:counselling_new", "counsellor:counselling_rewrite"})

#: Texts in which no payload was read back though the form was taken, by why: a pattern of form and field.
NO_PAYLOAD: Mapping[str, str] = {
    "a day, or the year of one": r"(_year|_on| item_birth)$",
    "a time of day": r" \w+_(at|from|until)$",
    "a whole number": (
        r" (\w*yen|yen_\w+|\w*minutes(_needed|_a_week)?|seats|capacity|employees|persons_limit|"
        r"population|value|years|weeks|pause|\w*days|after_within|place_\d|(minimum|maximum)_age)$"
    ),
    "an address of mail or of a page, a number to call, of a company or of a case": (
        r" (email|phone|video_url|corporate_number|case_number)$"
    ),
    "a reading in kana": r" (item_)?kana$",
    "an account at a bank, in digits and the letters of banks": (
        r"^(manager:(claim|paying)_account|seeker:bank_account) "
    ),
    "stays as it was, since the sheet has no room for a longer one": (
        r"^manager:(scheme_texts|sheet_reword) "
        r"(catch|banner|box_\d_(note|number|title)|side_\d_(title|text)|actor_\w+|acts_\d)$"
    ),
    "is kept only together with a choice that was not made": (
        r"^manager:indicator_change after_where_qualification$|^counsellor:handing_refer health$|"
        r"^manager:scheme_parts new_field_choices$|^rights:request_new (agent_name|authority)$|"
        r"^rights:request_item struck$|^matching:answer_add answer$"
    ),
    "a sum, or the days from and to which it holds": r"^manager:scheme_benefits ",
    "stays as it was, since the form is taken only with what it has to have": (
        r"^counsellor:register (address|alias|client_contact|contact_wishes|relation)$|"
        r"^employer:profile contact_name$"
    ),
}


class _Named(Protocol):
    @property
    def name(self) -> str: ...


class _Found(Protocol):
    """What is read of `proofs.injections.Found`."""

    taken: set[str]
    through: set[str]
    fields: set[tuple[str, str]]
    stored: set[tuple[str, str]]

    @property
    def refused(self) -> set[tuple[str, str]]: ...


@dataclass(frozen=True)
class Unreached:
    """What no payload came into without a reason, and which reasons are no longer true."""

    forms: tuple[str, ...]
    texts: tuple[str, ...]
    stale: tuple[str, ...]

    @classmethod
    def of(cls, found: _Found, places: Iterable[_Named]) -> Self:
        """Hold what was found against the lists; what asks for days and numbers alone has no text."""
        free = {form for form, name in found.fields if not _kinds(f"{form} {name}")}
        stuck = {it.name for it in places} - found.through - (found.taken - free)
        named = set(chain.from_iterable(NOT_THROUGH.values()))
        texts = {f"{form} {name}" for form, name in found.refused}
        empty = (f"{form} {name}" for form, name in found.fields - found.stored)
        idle = NO_PAYLOAD.keys() - set(chain.from_iterable(map(_kinds, empty)))
        return cls(
            tuple(sorted(stuck - named)),
            tuple(sorted(it for it in texts if not _kinds(it))),
            tuple(sorted((named - stuck) | idle)),
        )

    def told(self) -> Iterator[str]:
        """In words."""
        if self.forms:
            yield f"Not got through: {', '.join(self.forms)}"
        if self.texts:
            yield f"No payload came into: {', '.join(self.texts)}"
        if self.stale:
            yield f"Excused, and no longer true: {', '.join(self.stale)}"


def _kinds(text: str) -> list[str]:
    """Why a text need not take a payload."""
    return [why for why, kind in NO_PAYLOAD.items() if re.search(kind, text)]
