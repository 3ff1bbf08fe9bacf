"""Where texts are typed and shown in the town: its people, their pages and files, and the forms on them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, islice
from operator import attrgetter

from proofs.forms import Form, forms_of
from proofs.ready import READY
from proofs.stage import Asker, Stage, reading_all, without_a_word

#: Of pages that are alike, so many are tried.
_ALIKE = 3
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: After these nothing more can be written to what they end: they are sent last, each for itself.
_ENDS = re.compile(
    r"close|end|withdraw|cancel|decline|take_back|undo|leave|merge|bar|remove|result|decide|give_up|forget|"
    r"approve|erase|take_off|answer|restore|account|publish|hold|introduce"
)


@dataclass(frozen=True)
class Place:
    """A form that takes texts, on which page, and who sends it."""

    name: str
    page: str
    by: Asker
    form: Form = field(compare=False)

    @property
    def ends(self) -> bool:
        return self.name in READY or bool(_ENDS.search(self.name.partition(":")[2]))


def everybody(stage: Stage) -> dict[str, Asker]:
    """The people of the browser tests, who between them open every page."""
    from bansou.commons.organisations.models import User
    from proofs.stage import NOBODY
    from tests.browser.conftest import SEATS

    users = User.objects.in_bulk(SEATS.values(), field_name="email")
    askers = {who: Asker(who, user=users[email]) for who, email in SEATS.items()}
    stage.sign_in(askers.values())
    return askers | {"nobody": Asker(NOBODY)}


def pages_of(stage: Stage, askers: Mapping[str, Asker]) -> list[tuple[str, Asker]]:
    """Every page with an example of what it names, and who opens it."""
    from django.urls import reverse

    from tests.browser.pages import PAGES

    found: dict[tuple[str, Asker], None] = {}
    for shown in PAGES:
        if shown.by in askers and shown.status == 200 and shown.name != "account_logout":
            keys = {name: stage.keys.get(key, key) for name, key in shown.keys.items()}
            path = reverse(shown.name, kwargs=keys) + shown.query.format_map(stage.keys)
            found[path, askers[shown.by]] = None
    return list(found)


def files_of(stage: Stage, askers: Mapping[str, Asker]) -> Iterator[tuple[str, Asker]]:
    """Every file that the product hands over, and the first who gets it."""
    from proofs.addresses import all_addresses
    from tests.browser.pages import EXCUSED

    with reading_all() as cursor:
        addresses = all_addresses(stage.keys, cursor)
    for address in (it for it in addresses if EXCUSED.get(it.name) == "hands over a file"):
        for asker in (it for it in askers.values() if it.user):
            if stage.ask(asker, "GET", address.path).status == 200:
                yield address.path, asker
                break


def places_of(stage: Stage, pages: Iterable[tuple[str, Asker]]) -> list[Place]:
    """Every form that takes a text, where there are several such pages a few times."""
    from django.db import transaction
    from django.urls import resolve

    found: dict[tuple[str, str], Place] = {}
    for path, asker in pages:
        with without_a_word(), transaction.atomic():
            answer = stage.ask(asker, "GET", path)
            transaction.set_rollback(True)
        if answer.status != 200 or not answer.media_type.startswith("text/html"):
            continue
        for form in forms_of(answer.content.decode("utf-8", "replace"), path):
            if form.texts:
                name = resolve(form.path.partition("?")[0]).view_name
                found.setdefault((name, form.path), Place(name, path, asker, form))
    some = groupby(sorted(found.values(), key=attrgetter("name")), attrgetter("name"))
    return list(chain.from_iterable(islice(places, _ALIKE) for _name, places in some))


def known_for(stage: Stage, place: Place) -> dict[str, list[str]]:
    """What somebody has in their hand who fills in a form: the numbers of the town's cases."""
    if "case_number" not in place.form.controls:
        return {}
    named = KEY.findall(place.form.path)
    own = [f"SELECT case_id FROM {table} WHERE id = ANY(%(named)s)" for table in _tables_of_cases()]
    with reading_all() as cursor:
        cursor.execute(
            "SELECT number FROM people_case"
            f" WHERE id = ANY(%(named)s) OR id IN ({' UNION ALL '.join(own)})"
            " OR id = ANY(%(town)s) ORDER BY id = ANY(%(town)s), id",
            {"named": named, "town": _keys_of(stage)},
        )
        return {"case_number": [number for (number,) in cursor.fetchall()]}


def made_ready(stage: Stage, place: Place) -> Place:
    """Let come about what a form waits for; the form as it stands on its page then."""
    if place.name not in READY:
        return place
    READY[place.name](stage, place)
    answer = stage.ask(place.by, "GET", place.page)
    forms = forms_of(answer.content.decode("utf-8", "replace"), place.page)
    return replace(place, form=next((it for it in forms if it.path == place.form.path), place.form))


def _keys_of(stage: Stage) -> list[str]:
    return [str(key) for key in stage.keys.values() if KEY.fullmatch(str(key))]


def _tables_of_cases() -> Iterator[str]:
    from django.apps import apps

    for model in apps.get_models():
        columns = {field.column: field for field in model._meta.concrete_fields}
        if "case_id" in columns and not model._meta.db_table.endswith("event"):
            yield model._meta.db_table
