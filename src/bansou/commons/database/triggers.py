"""History triggers as migration operations for all tables that a migration creates or tracks.

The triggers themselves stand in the options of each `CreateModel`, where the state needs them; a
table that was there before gets them by `AddTriggers`. One `AddTrigger` of pgtrigger's for each
would have Django render a table and all its neighbours anew each time: that was half of the time
of setting up a database.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class AddTriggers(Operation):
    """Say in the state which triggers a table of an earlier migration carries from now on."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str, triggers: Sequence[Any]) -> None:
        self.model = model
        self.triggers = triggers

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model.lower()].options
        options["triggers"] = [*options.get("triggers", []), *self.triggers]

    def database_forwards(self, *_: Any) -> None:
        """Change nothing: `InstallTriggers` does it."""

    def database_backwards(self, *_: Any) -> None:
        """Change nothing, likewise."""

    def describe(self) -> str:
        return f"Track {self.model}"


class ReplaceTriggers(Operation):
    """Put triggers in the place of those of the same names that a table had until now."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str, triggers: Sequence[Any]) -> None:
        self.model = model
        self.triggers = triggers

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model.lower()].options
        new = {trigger.name: trigger for trigger in self.triggers}
        options["triggers"] = [new.get(trigger.name, trigger) for trigger in options["triggers"]]

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self._install(app_label, schema_editor, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self._install(app_label, schema_editor, to_state)

    def _install(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState
    ) -> None:
        names = {trigger.name for trigger in self.triggers}
        for trigger in state.models[app_label, self.model.lower()].options["triggers"]:
            if trigger.name in names:
                schema_editor.execute(trigger.install_sql, params=None)

    def describe(self) -> str:
        return f"Replace the history triggers of {self.model}"


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
