"""Writing down who somebody is."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.commons.database.gathering import create
from bansou.commons.errors import Refusal
from bansou.commons.text import clean_text
from bansou.people.persons.models import Person
from bansou.people.persons.rules import search_keys


class NameMissing(Refusal):
    """A person needs a name; who has none yet is a case without an identified person."""

    code = "people.name_missing"
    message = _("氏名を入れてください。まだ分からないときは、氏名なしのケースとして登録できます。")


def register_person(
    *,
    by: Actor,
    name: str,
    kana: str = "",
    birth_on: date | None = None,
    phone: str = "",
    email: str = "",
    address: str = "",
    contact_wishes: str = "",
) -> Person:
    """Register a person with the actor's organisation; the name stays exactly as typed.

    :raises NameMissing: the name is blank
    """
    if not name.strip():
        raise NameMissing(field="name")
    return create(
        Person,
        organisation_id=by.require_organisation(),
        name=clean_text(name),
        kana=clean_text(kana),
        birth_on=birth_on,
        phone=phone,
        email=email,
        address=address,
        contact_wishes=contact_wishes,
        **search_keys(name, kana),
    )


def amend_person(
    *, person: Person, seen_version: int, name: str, kana: str, **details: object
) -> None:
    """Replace a person's particulars if nobody saved in between.

    :raises NameMissing: the name is blank
    :raises bansou.commons.database.editing.EditedMeanwhile: the row's version is no longer `seen_version`
    """
    if not name.strip():
        raise NameMissing(field="name")
    save_seen(
        person,
        seen_version,
        name=clean_text(name),
        kana=clean_text(kana),
        **search_keys(name, kana),
        **details,
    )
