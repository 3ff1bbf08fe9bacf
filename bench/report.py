"""How a bench reports: a table for people, and as its last line one JSON object.

A missed goal is always said. Only one that no machine can excuse (statements, bytes, what a proof counts) makes the
bench end with `MISSED`: times differ from machine to machine, and from hour to hour on one.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: The exit code of a bench whose counted figures miss their goals; others mean that it failed.
MISSED = 3
_COUNTED = frozenset({"SQL", "KiB", "found", "worlds", "workers"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure against its goal, which it may not exceed, or must at least reach.

    :param beside: what another product needs for the same, and which one
    """

    name: str
    value: float
    goal: float
    unit: str
    note: str = ""
    at_least: bool = False
    beside: tuple[str, float] | None = None

    @property
    def reached(self) -> bool:
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    @property
    def is_counted(self) -> bool:
        """Whether it is the same on every machine."""
        return self.unit in _COUNTED

    def as_data(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "value": round(self.value, 3),
            "unit": self.unit,
            "goal": self.goal,
            "reached": self.reached,
        }
        if self.beside:
            product, value = self.beside
            data["beside"] = {
                "product": product,
                "value": value,
                "ratio": round(self.value / value, 3),
            }
        return data


def report(title: str, figures: Sequence[Figure]) -> int:
    """Print the table and the JSON line; gives the exit code of the bench."""
    print(f"\n{title}")
    width = max(len(f.name) for f in figures)
    for f in figures:
        print(f"  {f.name:<{width}}  {_line(f)}".rstrip())
    missed = [f for f in figures if not f.reached]
    print(missed_in_words({f.name: f.as_data() for f in figures}))
    print(json.dumps({f.name: f.as_data() for f in figures}, ensure_ascii=False))
    return MISSED if any(f.is_counted for f in missed) else 0


def _line(f: Figure) -> str:
    mark = "reached" if f.reached else "NOT REACHED"
    goal = f"goal {'≥' if f.at_least else '≤'} {f.goal:g}"
    beside = f"{f.value / f.beside[1]:.2f} × {f.beside[0]} ({f.beside[1]:g})" if f.beside else ""
    return (
        f"{f.value:>10.2f} {f.unit:<8} {goal}  {mark}  {'  '.join(filter(None, (beside, f.note)))}"
    )


def missed_in_words(figures: Mapping[str, Mapping[str, Any]]) -> str:
    """One sentence for whoever reads only the end."""
    missed = [
        f"{name} ({it['value']:g} {it['unit']}, goal {it['goal']:g})"
        for name, it in figures.items()
        if not it["reached"]
    ]
    return f"GOALS MISSED: {', '.join(missed)}" if missed else "All goals reached."
