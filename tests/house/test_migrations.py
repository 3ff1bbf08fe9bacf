"""Our migrations render only what an operation touches: a fresh database is a matter of seconds."""

from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from bansou.commons.database import migrating

_KEY = models.UUIDField(primary_key=True)


def test_every_migration_of_ours_is_a_quick_one() -> None:
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("bansou.")}
    loaded = MigrationLoader(None).disk_migrations

    slow = [key for key, one in loaded.items() if not isinstance(one, migrating.Migration)]

    assert [key for key in slow if key[0] in ours] == []


def test_an_operation_sees_its_model_and_what_its_keys_lead_to() -> None:
    seen = _seen_by(migrations.AddField("visit", "note", models.TextField(default="")))

    assert seen == {("people", "visit"), ("people", "case"), ("commons", "body")}


def test_changing_a_key_sees_whoever_refers_to_it() -> None:
    assert (
        len(_seen_by(migrations.AlterField("visit", "id", models.BigAutoField(primary_key=True))))
        == 4
    )


def _seen_by(operation: Operation) -> set[tuple[str, str]]:
    """Return the models rendered for the operation, in a world of four."""
    seen: set[tuple[str, str]] = set()

    class Watched(type(operation)):  # type: ignore[misc]
        def database_forwards(self, *args: ProjectState) -> None:
            seen.update(args[3].models)

    operation.__class__ = Watched
    migration = migrating.Migration("watched", "people")
    migration.operations = [operation]
    migration.apply(_world(), None)  # type: ignore[arg-type]
    return seen


def _world() -> ProjectState:
    state = ProjectState()
    for app, name, leads_to in (
        ("commons", "Body", None),
        ("people", "Case", "commons.Body"),
        ("people", "Visit", "Case"),
        ("people", "Diary", "people.Visit"),
    ):
        key = {"to": models.ForeignKey(leads_to, models.CASCADE)} if leads_to else {}
        state.add_model(ModelState(app, name, [("id", _KEY.clone()), *key.items()]))
    return state
