"""History triggers as one migration operation for all tables that a migration creates.

The triggers themselves stand in the options of each `CreateModel`, where the state needs them.
One `AddTrigger` for each would have Django render a table and all its neighbours anew each time:
that was half of the time of setting up a database.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class InstallTriggers(Operation):
    """Install the triggers that the named models of this migration carry in their options."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, models: Sequence[str]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing: the options have said it."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for trigger in self._triggers(app_label, to_state):
            schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for trigger in self._triggers(app_label, from_state):
            schema_editor.execute(trigger.uninstall_sql, params=None)

    def _triggers(self, app_label: str, state: ProjectState) -> list[Any]:
        models = [state.models[app_label, name.lower()] for name in self.models]
        return [trigger for model in models for trigger in model.options["triggers"]]

    def describe(self) -> str:
        return f"Install the history triggers of {', '.join(self.models)}"
