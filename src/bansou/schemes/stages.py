"""Where a case stands in the scheme's stages, from what was recorded. A rule without a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bansou.schemes.shape import Scheme, Stage

# Stages for the person; those on the employers' side and after hiring go their own way.
_LOCKABLE = ("required", "on_request", "as_needed")


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
    :param lock: what keeps it locked, None for every other state
    """

    stage: Stage
    state: StageState
    count: int = 0
    lock: "Lock | None" = None

    @property
    def opened_by(self) -> str:
        """What the act is called whose record opens it; empty where nothing is locked."""
        return self.lock.label if self.lock else ""

    @property
    def locked_sentence(self) -> str:
        """Which record opens it; empty where nothing is locked."""
        return self.lock.sentence if self.lock else ""


@dataclass(frozen=True, slots=True)
class Lock:
    """A required stage that is not done yet, and what is still missing.

    :param stage: the required stage
    :param kind: kind of the act whose record opens the stages after it
    :param label: what that act is called
    :param missing: how many more records it takes
    """

    stage: Stage
    kind: str
    label: str
    missing: int

    @property
    def sentence(self) -> str:
        """Say what opens it: 「相談」を1回記録すると、申し込めます."""
        more = "あと" if self.stage.done_by and self.missing < self.stage.done_by.count else ""
        return f"「{self.label}」を{more}{self.missing}回記録すると、申し込めます。"


def open_stages(scheme: Scheme, counts: Mapping[str, int]) -> tuple[StageStanding, ...]:
    """Tell for every stage where it stands, from the number of records of each kind of act.

    A required stage that locks others locks those for the person that come after it until it is
    done. Stages on the employers' side and after hiring are never locked by it. Whether a stage
    is required is the scheme's data: made 希望者, the lock is gone.
    """
    standings = []
    lock: Lock | None = None
    for stage in scheme.stages:
        count = sum(counts.get(kind, 0) for kind in stage.acts_on_case)
        if lock and stage.demand in _LOCKABLE and not count:
            standings.append(StageStanding(stage, StageState.LOCKED, lock=lock))
        elif is_done(stage, counts):
            standings.append(StageStanding(stage, StageState.DONE, count))
        else:
            is_next = stage.demand == "required" and not lock
            state = StageState.NOW if count or is_next else StageState.OPEN
            standings.append(StageStanding(stage, state, count))
        lock = lock or _lock(scheme, stage, counts)
    return tuple(standings)


def is_done(stage: Stage, counts: Mapping[str, int]) -> bool:
    """Tell whether enough was recorded for a stage to be done."""
    needed = stage.done_by
    return needed is not None and counts.get(needed.kind, 0) >= needed.count


def current_stage(scheme: Scheme, counts: Mapping[str, int]) -> str:
    """Key of the stage that a list shows: the last one with a record, else the first."""
    touched = [stage.key for stage in scheme.stages if any(map(counts.get, stage.acts))]
    return touched[-1] if touched else scheme.stages[0].key


def comes_before(scheme: Scheme, key: str, other: str) -> bool:
    """Tell whether a stage stands before another one; nothing stands before an unknown one."""
    order = [stage.key for stage in scheme.stages]
    return key in order and other in order and order.index(key) < order.index(other)


def is_locked(scheme: Scheme, key: str, counts: Mapping[str, int]) -> bool:
    """Tell whether a stage is still locked for a case."""
    return any(
        s.stage.key == key and s.state is StageState.LOCKED for s in open_stages(scheme, counts)
    )


def lock_on(scheme: Scheme, kind: str, counts: Mapping[str, int]) -> Lock | None:
    """Give what still locks an act, such as an application for a course; None where it is free.

    An act that belongs to no stage is free, and so is one whose stage was begun already.
    """
    own = scheme.stage_of(kind)
    return next((s.lock for s in open_stages(scheme, counts) if s.stage == own), None)


def _lock(scheme: Scheme, stage: Stage, counts: Mapping[str, int]) -> Lock | None:
    """Give the lock that a stage puts on those after it, if it does."""
    needed = stage.done_by
    if stage.demand != "required" or not stage.locks_others or needed is None:
        return None
    missing = needed.count - counts.get(needed.kind, 0)
    act = scheme.act(needed.kind)
    return (
        Lock(stage, needed.kind, act.label if act else stage.title, missing)
        if missing > 0
        else None
    )
