"""On every way into a table a change leaves one row of history that says who and why.

Without an actor none of these ways is open.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from bansou.commons.access.acting import acting
from bansou.commons.models import Task
from tests.commons.access.cities import (
    EVENT_TABLES,
    LONG_AGO,
    OPEN_EVENT_TABLES,
    TENANT_TABLES,
    Centre,
    City,
    eyes,
    found_centre,
    found_city,
    refused,
)

#: Tables of records that keep no history, and why.
WITHOUT_HISTORY = {
    "commons_accesslog": "written once, never changed",
    "commons_draft": "not a record yet: its author's alone, and forgotten after a while",
    "commons_ledgerimport": "the state of work; what it wrote has its history under its context",
    "commons_ledgerrow": "digests, no content; written by imports alone, which have their own log",
    "commons_requestkey": "a key and nothing else, forgotten after a while",
    "evidence_jointtrace": "tokens, which the database alone compares",
    "evidence_jointunit": "tokens, which the database alone compares",
    "evidence_measure": "written once, never changed",
    "grants_casesheet": "written once, never changed",
    "grants_publishedsheet": "a copy of a sheet; its decisions say who published it and took it back",
    "grants_sheetdecision": "written once, never changed",
    "grants_sheetwording": "written once, never changed",
}
#: What holds the log and the histories together; neither is anybody's, and one function writes it.
SEALS = {"commons_seal", "commons_sealedrow"}
READ_BEFORE_ANYBODY_ACTS = {"commons_membership", "commons_organisation", "commons_user"}
NOBODY_ACTS = "BA001"


@pytest.fixture
def centre(db: None) -> Centre:
    return found_centre("訓練センター")


@pytest.fixture
def city(centre: Centre) -> City:
    return found_city("苫小牧市", centre)


def fresh(city: City) -> Task:
    return Task(
        organisation=city.body,
        recorded_by=city.body,
        case_id=city.case.pk,
        subject="case",
        title="折り返し電話",
        owner=city.counsellor,
        due_on=LONG_AGO,
        promised_on=LONG_AGO,
    )


def run(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def save_new(city: City, task: Task) -> None:
    fresh(city).save(force_insert=True)


def save_again(city: City, task: Task) -> None:
    task.title = "折り返し電話（済）"
    task.save()


def bulk_create(city: City, task: Task) -> None:
    Task.objects.bulk_create([fresh(city)])


def upsert(city: City, task: Task) -> None:
    task.title = "まとめて"
    Task.objects.bulk_create(
        [task], update_conflicts=True, unique_fields=["id"], update_fields=["title"]
    )


def bulk_update(city: City, task: Task) -> None:
    task.title = "まとめて"
    Task.objects.bulk_update([task], ["title"])


def queryset_update(city: City, task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(title="まとめて")


def queryset_delete(city: City, task: Task) -> None:
    Task.objects.filter(pk=task.pk).delete()


def model_delete(city: City, task: Task) -> None:
    task.delete()


def raw_update(city: City, task: Task) -> None:
    run("UPDATE commons_task SET title = '直接' WHERE id = %s", task.pk)


def raw_delete(city: City, task: Task) -> None:
    run("DELETE FROM commons_task WHERE id = %s", task.pk)


def staged_copy(city: City, task: Task) -> None:
    """As an import of many rows does it: COPY into a temporary table, then INSERT … SELECT."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE staged (LIKE commons_task) ON COMMIT DROP")
        new = fresh(city)
        fields = [field.column for field in Task._meta.fields]
        columns = ", ".join(fields)
        with cursor.copy(f"COPY staged ({columns}) FROM STDIN") as copy:
            copy.write_row([getattr(new, field.attname) for field in Task._meta.fields])
        cursor.execute(f"INSERT INTO commons_task ({columns}) SELECT {columns} FROM staged")


WAYS: dict[Callable[[City, Task], None], str] = {
    save_new: "insert",
    save_again: "update",
    bulk_create: "insert",
    upsert: "update",
    bulk_update: "update",
    queryset_update: "update",
    queryset_delete: "delete",
    model_delete: "delete",
    raw_update: "update",
    raw_delete: "delete",
    staged_copy: "insert",
}
every_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


def events() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, pgh_context->>'user', pgh_context->>'why', title, organisation_id"
            " FROM commons_taskevent ORDER BY pgh_id"
        )
        return list(cursor.fetchall())


@every_way
def test_keeps_one_version_for_one_change_with_who_and_why(
    way: Callable[[City, Task], None], city: City
) -> None:
    with acting(city.supervisor_actor, why="準備"):
        task = fresh(city)
        task.save(force_insert=True)
        before = events()
    with acting(city.counsellor_actor, why="電話の約束"):
        way(city, task)
        after = events()

    (event,) = after[len(before) :]
    assert after[: len(before)] == before
    kind, user, why, title, organisation = event
    assert (kind, user) == (WAYS[way], str(city.counsellor.user_id))
    assert (why, organisation) == ("電話の約束", city.body.pk)
    assert title


@every_way
def test_refuses_a_change_when_nobody_acts(way: Callable[[City, Task], None], city: City) -> None:
    with acting(city.supervisor_actor, why="準備"):
        task = fresh(city)
        task.save(force_insert=True)

    with (
        eyes(city.body.pk, membership=city.supervisor.pk),
        pytest.raises(DatabaseError) as refusal,
        transaction.atomic(),
    ):
        way(city, task)

    assert refusal.value.__cause__.sqlstate == NOBODY_ACTS  # type: ignore[union-attr]


def test_refuses_to_empty_a_table_when_nobody_acts(city: City) -> None:
    with eyes(city.body.pk) as cursor:
        # Emptying is no right of the serving role's at all; the owner is asked who acts as well.
        assert refused(cursor, "TRUNCATE commons_task") == "42501"
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgname = 'bansou_actor' AND tgtype & 32 <> 0"
        )
        assert cursor.fetchone()[0] > 20


@every_way
def test_leaves_no_version_of_what_was_rolled_back(
    way: Callable[[City, Task], None], city: City
) -> None:
    with acting(city.supervisor_actor, why="準備"):
        task = fresh(city)
        task.save(force_insert=True)
        before = events()
        with transaction.atomic():
            way(city, task)
            assert len(events()) == len(before) + 1
            transaction.set_rollback(True)

        assert events() == before


def test_keeps_the_text_that_was_replaced_and_the_row_that_was_removed(city: City) -> None:
    with acting(city.supervisor_actor, why="直す"):
        task = fresh(city)
        task.save(force_insert=True)
        Task.objects.filter(pk=task.pk).update(title="書き直した")
        Task.objects.filter(pk=task.pk).delete()
        titles = [(kind, title) for kind, _, _, title, _ in events()][-3:]

    assert titles == [
        ("insert", "折り返し電話"),
        ("update", "書き直した"),
        ("delete", "書き直した"),
    ]


def test_keeps_one_version_of_each_row_that_a_statement_inserts(city: City) -> None:
    with acting(city.counsellor_actor, why="まとめて"):
        tasks = [fresh(city) for _ in range(3)]
        before = len(events())
        Task.objects.bulk_create(tasks)
        run("INSERT INTO commons_task SELECT * FROM commons_task WHERE false")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pgh_obj_id, id FROM commons_taskevent ORDER BY pgh_id")
            kept = cursor.fetchall()[before:]

    assert kept == [(task.pk, task.pk) for task in tasks]


@pytest.mark.django_db
def test_writes_versions_by_statement_where_imports_insert_in_bulk() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger"
            " WHERE tgname LIKE 'pgtrigger_insert%%' AND tgenabled = 'O' AND tgtype & 1 = 0"
        )
        by_statement = {table for (table,) in cursor.fetchall()}

    assert by_statement == {
        "commons_grant",
        "commons_task",
        "people_assignment",
        "people_case",
        "people_consent",
        "people_enrolment",
        "people_person",
        "people_step",
        "placement_hire",
        "support_consultation",
    }


def test_keeps_a_history_of_every_table_of_records() -> None:
    tables = {*TENANT_TABLES, *READ_BEFORE_ANYBODY_ACTS} - set(EVENT_TABLES)
    with_history = {
        model.pgh_tracked_model._meta.db_table
        for model in apps.get_models()
        if hasattr(model, "pgh_tracked_model")
    }

    assert tables - with_history == set(WITHOUT_HISTORY)
    assert {f"{table}event" for table in with_history} == {*EVENT_TABLES, *OPEN_EVENT_TABLES}


def test_knows_every_table_of_what_is_held_in_common() -> None:
    """None is left out of the lists by having no organisation of its own."""
    tables = {model._meta.db_table for model in apps.get_app_config("commons").get_models()}

    assert tables <= {*TENANT_TABLES, *READ_BEFORE_ANYBODY_ACTS, *OPEN_EVENT_TABLES, *SEALS}


@pytest.mark.django_db
def test_asks_who_acts_on_every_table_and_keeps_its_keeper() -> None:
    actor, keeper = "bansou_actor", "bansou_keeper"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, array_agg(t.tgname::text)"
            " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgname = ANY (%s) AND t.tgenabled = 'O' GROUP BY c.relname",
            [[actor, keeper]],
        )
        guards = {table: set(names) for table, names in cursor.fetchall()}

    kept = (set(TENANT_TABLES) - set(EVENT_TABLES)) | {"commons_membership"}
    assert guards == {
        **{table: {actor, keeper} for table in kept},
        # They have no keeper: an organisation is one, an account may work for several.
        **{table: {actor} for table in (READ_BEFORE_ANYBODY_ACTS | SEALS) - kept},
    }


def test_writes_history_from_its_triggers_alone(city: City) -> None:
    with acting(city.supervisor_actor, why="作り話"):
        forged = (
            "INSERT INTO commons_taskevent SELECT * FROM commons_taskevent LIMIT 1",
            "UPDATE commons_taskevent SET pgh_context = '{}'",
            "DELETE FROM commons_taskevent",
        )
        with connection.cursor() as cursor:
            assert {refused(cursor, statement) for statement in forged} == {"42501"}
