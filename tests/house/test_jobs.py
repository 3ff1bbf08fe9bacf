"""Every job acts for somebody who asked and for one organisation, or keeps the house in order."""

from typing import Any

import pytest
from django.conf import settings
from procrastinate.contrib.django import app

from bansou.commons.jobs.declaring import ASKED_BY, ORGANISATION, Job, Upkeep
from bansou.config.places import project_root


def tasks() -> dict[str, Any]:
    app.perform_import_paths()
    return {name: t for name, t in app.tasks.items() if "procrastinate.builtin_tasks" not in name}


def test_declares_every_task_by_the_house_decorators() -> None:
    undeclared = {
        name
        for name, task in tasks().items()
        if not isinstance(getattr(task.func, "declared", None), Job | Upkeep)
    }

    assert undeclared == set()
    assert {"letters.case_assigned", "jobs.take_up_stalled", "jobs.clear_away"} <= set(tasks())


def test_runs_by_the_clock_only_what_works_for_no_organisation() -> None:
    tasks()
    by_the_clock = {
        periodic.task.name: periodic.task
        for periodic in app.periodic_registry.periodic_tasks.values()
    }
    upkeep = {n for n, t in tasks().items() if isinstance(t.func.declared, Upkeep)}

    assert set(by_the_clock) == upkeep
    assert all(task.queueing_lock == name for name, task in by_the_clock.items())


@pytest.mark.django_db
def test_refuses_a_job_that_nobody_asked_for_or_for_no_organisation() -> None:
    for task in tasks().values():
        declared = task.func.declared
        if isinstance(declared, Job):
            keys = dict.fromkeys(declared.keys, "018f0000-0000-7000-8000-000000000000")
            for missing in (ASKED_BY, ORGANISATION):
                told = {ASKED_BY: "", ORGANISATION: "", **keys}
                del told[missing]
                with pytest.raises(TypeError, match=missing):
                    task.func(**told)


def test_lets_a_worker_know_every_module_that_declares_jobs() -> None:
    source = project_root() / "src"
    declaring = {
        ".".join(file.relative_to(source).with_suffix("").parts)
        for file in source.glob("bansou/**/*.py")
        if any(line.startswith(("@job(", "@upkeep(")) for line in file.read_text().splitlines())
    }

    assert declaring == set(settings.PROCRASTINATE_IMPORT_PATHS)


def test_lets_nobody_put_work_in_the_queue_beside_the_house_decorators() -> None:
    """Procrastinate's own decorators and its `defer` appear in one file alone.

    A query that defers columns is another thing.
    """
    source = project_root() / "src" / "bansou"
    using = {
        file.relative_to(source).as_posix()
        for file in source.glob("**/*.py")
        if any(word in (text := file.read_text()) for word in ("app.task(", "app.periodic("))
        or (".defer(" in text and "procrastinate" in text)
    }

    assert using == {"commons/jobs/declaring.py"}
