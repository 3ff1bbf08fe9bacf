"""Migrations that render only the models an operation touches.

Django renders every model that is related to a changed one, at each operation; here everything is
related to the organisation, so that a fresh database took a minute, of which PostgreSQL worked
four seconds. An operation on one model needs that model and what its keys lead to.
"""

from collections.abc import Iterator
from typing import Any

import pgtrigger.migrations
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from bansou.commons.database.conflicts import take_up_policies

type ModelKey = tuple[str, str]

_ON_ONE_MODEL = (
    migrations.AddConstraint,
    migrations.AddField,
    migrations.AddIndex,
    migrations.AlterField,
    migrations.RemoveConstraint,
    migrations.RemoveField,
    pgtrigger.migrations.AddTrigger,
    pgtrigger.migrations.RemoveTrigger,
)


class Migration(migrations.Migration):
    """What Django's migration does, with a small state for operations that touch one model."""

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        """Apply the operations in order and return the state after them; `sqlmigrate` as Django."""
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        for operation in self.operations:
            project_state.clear_delayed_apps_cache()
            project_state.__dict__.pop("apps", None)
            before = project_state.clone()
            operation.state_forwards(self.app_label, project_state)
            operation.database_forwards(
                self.app_label,
                schema_editor,
                *(_narrowed(state, self.app_label, operation) for state in (before, project_state)),
            )
        return project_state

    def unapply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        """Go back as Django does, without the policies that every migrate lays by columns."""
        if not collect_sql:
            with schema_editor.connection.cursor() as cursor:
                take_up_policies(cursor)
        return super().unapply(project_state, schema_editor, collect_sql)


def no_way_back(table: str, rows: str, why: str) -> migrations.RunSQL:
    """Say, as a migration's last operation, with which rows of a table it cannot be taken back.

    It is not taken back then, whoever keeps the rows, and nothing of it is changed. Forwards it does nothing.

    :param rows: SQL condition for the rows that the older form has no place for
    :param why: what an officer reads who goes back
    """
    named = f"public.{table}"
    return migrations.RunSQL(
        migrations.RunSQL.noop,
        f"""
        DO $back$ DECLARE
            is_forced boolean := (
                SELECT relforcerowsecurity FROM pg_class WHERE oid = '{named}'::regclass);
            found bigint;
        BEGIN
            IF is_forced THEN ALTER TABLE {named} NO FORCE ROW LEVEL SECURITY; END IF;
            SELECT count(*) INTO found FROM {named} WHERE {rows};
            IF is_forced THEN ALTER TABLE {named} FORCE ROW LEVEL SECURITY; END IF;
            IF found > 0 THEN
                RAISE EXCEPTION '{why}（%件）。前の版の形に戻すと失われるため、戻せません。'
                    '戻すときは、この版にする前のバックアップを戻してください。', found
                    USING ERRCODE = 'BA004';
            END IF;
        END $back$;
        """,  # noqa: S608 - the pieces are the migration's own
    )


def _narrowed(state: ProjectState, app_label: str, operation: Operation) -> ProjectState:
    """Keep the model that the operation touches, with all it refers to; everything where unknown."""
    if (name := _touched_alone(operation)) is None:
        return state
    kept: dict[ModelKey, ModelState] = {}
    wanted = [(app_label, name.lower())]
    while wanted:
        key = wanted.pop()
        if key not in kept and key in state.models:
            kept[key] = state.models[key]
            wanted.extend(_referred_to(state.models[key]))
    return ProjectState(models=kept, real_apps=state.real_apps)


def _touched_alone(operation: Operation) -> str | None:
    """Return the one model that is touched; a key that changes touches those who refer to it."""
    match operation:
        case migrations.CreateModel(name=name):
            return str(name)
        case migrations.AlterField(field=field) if field.unique:
            return None
        case _ if isinstance(operation, _ON_ONE_MODEL):
            return str(operation.model_name)
        case _:
            return None


def _referred_to(model: ModelState) -> Iterator[ModelKey]:
    for field in model.fields.values():
        if remote := field.remote_field:
            yield _key(remote.model, model.app_label)
            if through := getattr(remote, "through", None):
                yield _key(through, model.app_label)
    for base in model.bases:
        if isinstance(base, str):
            yield _key(base, model.app_label)


def _key(named: Any, app_label: str) -> ModelKey:
    """Return the key of a model that is named as `app.Model`, `Model` or by its class."""
    if not isinstance(named, str):
        return named._meta.app_label, named._meta.model_name
    app, _, name = named.rpartition(".")
    return app or app_label, name.lower()
