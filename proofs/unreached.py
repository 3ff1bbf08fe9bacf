"""Forms that nobody gets through by trying, and texts that take no payload, each with its reason."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, Self

#: Forms that nobody gets through by trying, by why; their texts are given back, and their columns are
#: written straight into the database before the last look.
NOT_THROUGH: Mapping[str, frozenset[str]] = {
    "asks for a password, a code that somebody was given, or the number of a case": frozenset({
        "account_login", "employer:enter", "seeker:enter", "manager:joint_join", "ibasho:case",
        "seeker:ibasho", "counsellor:booking_join", "counsellor:counselling_hand_over",
        "rights:request_new", "counsellor:waiting_add", "rights:approve",
    }),
    "waits for what has not come about in the town": frozenset({
        "counsellor:counselling_release", "outreach:conference_ask", "rights:request_decide",
        "counsellor:left_open", "counsellor:plan_sign", "counsellor:training_apply",
        "experience:confirm", "experience:end", "manager:contract_conclude", "manager:payment_paid",
        "manager:staff_course_cancel", "outreach:request", "outreach:visit_record", "seeker:apply",
        "seeker:claim", "seeker:claim_again", "seeker:how_it_was", "training:complete",
    }),
    "asks for days, digits or choices that belong together, or for a scheme": frozenset({
        "counsellor:handing_agree", "counsellor:off_add", "employer:offer_host",
        "experience:policy_correct", "ibasho:days", "manager:indicator_add",
        "manager:indicator_change", "manager:scheme_benefits", "manager:scheme_parts",
        "manager:scheme_texts", "manager:sheet_reword", "manager:staff_add_contractor",
        "rights:request_item", "manager:scheme_revise", "manager:short_industries", "matching:host_add",
        "matching:survey_record", "outreach:formulation_write", "seeker:bank_account",
        "training:plan",
    }),
    "is kept sealed, so that no text of it can be read back from the database": frozenset({
        "counsellor:counselling_new", "counsellor:counselling_rewrite",
    }),
}  # fmt: skip


#: Texts in which no payload was read back though the form was taken, by why: a pattern of form and field.
NO_PAYLOAD: Mapping[str, str] = {
    "a day, or the year of one": r"(_year|_on)$",
    "a time of day": r" \w+_(at|from|until)$",
    "a whole number": (
        r" (\w*yen|\w*minutes\w*|seats|employees|persons_limit|population|value|years|weeks|pause|\w*days|"
        r"(minimum|maximum)_age)$"
    ),
    "an address of mail or of a page, a number to call, of a company or of a case": (
        r" (email|phone|video_url|corporate_number|case_number)$"
    ),
    "a reading in kana": r" kana$",
    "an account at a bank, in digits and the letters of banks": r"^manager:(claim|paying)_account ",
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
