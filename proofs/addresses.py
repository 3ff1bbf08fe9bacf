"""Every address of the product with an example of what it names, and whose that is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

#: What no page of the tests names: keys of the town, or a table whose first row will do.
_EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "counsellor:calendar": {"secret": "x" * 43},
    "counsellor:waiting_end": {"pk": "table:support_waitingperson"},
    "counsellor:off_end": {"pk": "table:support_timeoff"},
    "counsellor:receipt_file": {"pk": "receipt"},
    "counsellor:counselling_leave": {"pk": "counselled", "member": "nobodys"},
    "counsellor:counselling_file": {"pk": "counselled", "file": "judged_file"},
    "training:receipt": {"pk": "allotment"},
    "counselling:withdraw": {"pk": "table:support_counsellingslot"},
    "outreach:note_add": {"pk": "table:support_visitnote"},
    "outreach:briefing": {"pk": "outreach_case"},
    "matching:account_end": {"pk": "table:employers_companyaccount"},
    "proposals:propose": {"pk": "case", "opening": "fitting"},
    "employer:stay": {"pk": "table:placement_followup"},
    "seeker:lot_file": {"pk": "application"},
    "seeker:claim_letter": {"pk": "own_claim"},
    "seeker:receipt_file": {"pk": "own_receipt"},
    "manager:joint_twins_confirm": {"key": "of_2021", "twins": "nobodys"},
    "manager:claim_receipt": {"key": "this_year", "claim": "claim_returned", "receipt": "receipt"},
    "account_confirm_email": {"key": "nothing"},
}
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_VALUES = {"form": "xlsx", "year": 2026, "scheme_id": "tomakomai", "number": 1}


@dataclass(frozen=True)
class Owner:
    """Whose something is: its keepers, the case it belongs to, its level, whom it is about.

    :ivar contractors: who works for a programme by contract, and plans courses in it
    """

    bodies: frozenset[UUID]
    contractors: frozenset[UUID] = frozenset()
    case_id: UUID | None = None
    level: int = 0
    person_id: UUID | None = None
    company_id: UUID | None = None


@dataclass(frozen=True)
class Address:
    """An address, its action in the access table, and an example of it."""

    name: str
    route: str
    action: str | None
    path: str
    owner: Owner | None = field(default=None, compare=False)
    table: str | None = field(default=None, compare=False)


def all_addresses(keys: Mapping[str, Any], cursor: Any) -> list[Address]:
    """Every address by name, with what the town has for it."""
    from django.urls import reverse

    examples = _examples()
    found = [
        (name, route, action, _arguments(name, route, examples, keys, cursor))
        for name, route, action in sorted({it[0]: it for it in _routes()}.values())
    ]
    models = _models({one for *_, kwargs in found for one in kwargs.values()}, cursor)
    owners = {key: _owner(model, key, cursor) for key, model in models.items()}
    return [
        Address(
            name,
            route,
            action,
            reverse(name, kwargs=kwargs),
            _first_owner(kwargs, owners),
            _last_table(kwargs, models),
        )
        for name, route, action, kwargs in found
    ]


def _last_table(kwargs: Mapping[str, Any], models: Mapping[Any, Any]) -> str | None:
    """The table of which an address names a row last."""
    keys = [key for key in kwargs.values() if isinstance(key, UUID)]
    return models[keys[-1]]._meta.db_table if keys and keys[-1] in models else None


def _arguments(
    name: str, route: str, examples: Mapping[str, Mapping[str, Any]], keys: Any, cursor: Any
) -> dict[str, Any]:
    """What stands in an address: keys of the town, in the order of the address."""
    wanted = [one for _kind, one in re.findall(r"<(\w+):(\w+)>", route)]
    named = _named(name, route, examples)
    if not wanted:
        return {one: keys.get(key, key) for one, key in named.items()}
    arguments = {one: _value(one, named.get(one, ""), keys, cursor) for one in wanted}
    return arguments | dict.fromkeys(re.findall(r"<int:(pk)>", route), 1)


def _first_owner(kwargs: Mapping[str, Any], owners: Mapping[Any, "Owner"]) -> "Owner | None":
    """Whose an address is: of the last key that belongs to a case, or to anybody."""
    whose = [owners[key] for key in reversed(kwargs.values()) if key in owners]
    return min(whose, key=lambda owner: owner.case_id is None, default=None)


def _models(keys: set[Any], cursor: Any) -> dict[UUID, Any]:
    """Of which table of somebody's each key is; keys that are nobody's are left out."""
    from django.apps import apps

    asked, models = [key for key in keys if isinstance(key, UUID)], {}
    for model in apps.get_models():
        table = model._meta.db_table
        if hasattr(model, "organisation") and not table.endswith("event"):
            cursor.execute(f"SELECT id FROM {table} WHERE id = ANY (%s)", [asked])
            models |= dict.fromkeys((key for (key,) in cursor.fetchall()), model)
    return models


@cache
def _routes() -> tuple[tuple[str, str, str | None], ...]:
    from django.urls import ResolverMatch, URLResolver, get_resolver

    from bansou.desks.shared.door import action_of

    def below(resolver: Any, space: str, path: str) -> Iterator[tuple[str, str, str | None]]:
        for entry in resolver.url_patterns:
            here = f"{path}{entry.pattern}"
            if isinstance(entry, URLResolver):
                inner = f"{entry.namespace}:" if entry.namespace else ""
                yield from below(entry, space + inner, here)
            else:
                match = ResolverMatch(entry.callback, (), {}, url_name=entry.name)
                yield f"{space}{entry.name}", here, action_of(match)

    return tuple(below(get_resolver(), "", ""))


def _examples() -> dict[str, Mapping[str, Any]]:
    from tests.browser.pages import PAGES

    usual: dict[str, Mapping[str, Any]] = {}
    for shown in sorted(PAGES, key=lambda page: (page.status, bool(page.act))):
        usual.setdefault(shown.name, shown.keys)
    return {**usual, **_EXAMPLES}


def _named(name: str, route: str, examples: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The example of the address itself, or of one whose address begins alike up to the last key."""
    if name in examples:
        return examples[name]
    alike = route[: route.rfind(">") + 1]
    while "<" in alike:
        for other, path, _action in sorted(set(_routes())):
            if other in examples and path.startswith(alike):
                return examples[other]
        alike = alike[: alike[: alike.rfind("<")].rfind(">") + 1]
    return {}


def _value(part: str, named: Any, keys: Mapping[str, Any], cursor: Any) -> Any:
    if isinstance(named, str) and named.startswith("table:"):
        cursor.execute(f"SELECT id FROM {named.removeprefix('table:')} ORDER BY id LIMIT 1")
        row = cursor.fetchone()
        return row[0] if row else keys["nobodys"]
    if named == "" and part in _VALUES:
        return _VALUES[part]
    value = keys.get(named, named or keys["nobodys"])
    return UUID(str(value)) if _KEY.fullmatch(str(value)) else value


def _owner(model: Any, key: UUID, cursor: Any) -> Owner:
    seen = _facts(model, key, cursor, deep=2)
    bodies = {value for name, value in seen.items() if name in {"organisation_id", "provider_id"}}
    case = key if model._meta.label == "people.Case" else seen.get("case_id")
    person = None
    if case:
        cursor.execute("SELECT person_id FROM people_case WHERE id = %s", [case])
        person = cursor.fetchone()[0]
    company = key if model._meta.label == "employers.Company" else seen.get("company_id")
    cursor.execute("SELECT contractor_id FROM programmes_contract WHERE programme_id = %s", [key])
    contractors = frozenset(row[0] for row in cursor.fetchall())
    return Owner(frozenset(bodies), contractors, case, seen.get("level", 0), person, company)


_NEVER_FOLLOWED = {
    "organisation", "recorded_by", "membership", "member", "user", "programme", "owner", "desk",
    "responsible", "company", "contract", "case",
}  # fmt: skip


def _facts(model: Any, key: UUID, cursor: Any, deep: int) -> dict[str, Any]:
    """The columns that tell whose a row is; those that it lacks, from the rows it belongs to."""
    columns = {f.attname: f for f in model._meta.fields}
    asked = [
        name
        for name, f in columns.items()
        if name in {"organisation_id", "provider_id", "case_id", "level", "company_id"}
        or f.is_relation
    ]
    cursor.execute(f"SELECT {', '.join(asked)} FROM {model._meta.db_table} WHERE id = %s", [key])
    row = dict(zip(asked, cursor.fetchone(), strict=True))
    facts = {
        name: row[name]
        for name in ("organisation_id", "provider_id", "case_id", "level", "company_id")
        if row.get(name) is not None
    }
    for name in asked:
        column = columns[name]
        is_way = column.is_relation and column.name not in _NEVER_FOLLOWED and row[name] and deep
        if is_way and hasattr(column.related_model, "organisation"):
            facts = _facts(column.related_model, row[name], cursor, deep - 1) | facts
    return facts
