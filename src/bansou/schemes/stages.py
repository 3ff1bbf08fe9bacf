"""Where a case stands in the scheme's stages, from what was recorded. A rule without a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bansou.schemes.shape import Scheme, Stage


class StageState(StrEnum):
    """Where a stage stands for one case."""

    DONE = "done"
    NOW = "now"
    OPEN = "open"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class StageStanding:
    """A stage and where it stands.

    :param count: acts of the stage on record
    :param opened_by: label of the act whose record opens a locked stage
    """

    stage: Stage
    state: StageState
    count: int = 0
    opened_by: str = ""

    @property
    def locked_sentence(self) -> str:
        """Which record opens it; empty where nothing is locked."""
        return f"「{self.opened_by}」を記録すると申し込めます。" if self.opened_by else ""


def open_stages(scheme: Scheme, counts: Mapping[str, int]) -> tuple[StageStanding, ...]:
    """Tell for every stage where it stands, from the number of records of each kind of act.

    A required stage that locks others locks those for the person that come after it until it is
    done. Stages on the employers' side and after hiring are never locked by it. Whether a stage
    is required is the scheme's data: made 希望者, the lock is gone.
    """
    standings = []
    lock: Stage | None = None
    for stage in scheme.stages:
        count = sum(counts.get(kind, 0) for kind in stage.acts)
        done = (
            stage.done_by is not None and counts.get(stage.done_by.kind, 0) >= stage.done_by.count
        )
        if lock and stage.demand in ("required", "on_request") and not count:
            standings.append(
                StageStanding(stage, StageState.LOCKED, opened_by=_opening_act(scheme, lock))
            )
        elif done:
            standings.append(StageStanding(stage, StageState.DONE, count))
        else:
            is_under_way = count > 0 or (stage.demand == "required" and not lock)
            state = StageState.NOW if is_under_way else StageState.OPEN
            standings.append(StageStanding(stage, state, count))
        if stage.demand == "required" and stage.locks_others and not done:
            lock = lock or stage
    return tuple(standings)


def current_stage(scheme: Scheme, counts: Mapping[str, int]) -> str:
    """Key of the stage that a list shows: the last one with a record, else the first."""
    touched = [s.stage.key for s in open_stages(scheme, counts) if s.count]
    return touched[-1] if touched else scheme.stages[0].key


def is_locked(scheme: Scheme, key: str, counts: Mapping[str, int]) -> bool:
    """Tell whether a stage is still locked for a case."""
    return any(
        s.stage.key == key and s.state is StageState.LOCKED for s in open_stages(scheme, counts)
    )


def _opening_act(scheme: Scheme, stage: Stage) -> str:
    kind = stage.done_by.kind if stage.done_by else (stage.acts or ("",))[0]
    act = scheme.act(kind)
    return act.label if act else stage.title
