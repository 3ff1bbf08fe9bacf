"""How a bench reports: a table for people, and as its last line one JSON object."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure against its goal, which it may not exceed, or must at least reach."""

    name: str
    value: float
    goal: float
    unit: str
    note: str = ""
    at_least: bool = False

    @property
    def reached(self) -> bool:
        return self.value >= self.goal if self.at_least else self.value <= self.goal


def print_report(title: str, figures: list[Figure]) -> None:
    """Print the table, then the JSON line."""
    print(f"\n{title}")
    width = max(len(f.name) for f in figures)
    for f in figures:
        mark = "reached" if f.reached else "NOT REACHED"
        print(
            f"  {f.name:<{width}}  {f.value:>10.2f} {f.unit:<8} goal {'≥' if f.at_least else '≤'} {f.goal:g}  {mark}  {f.note}"
        )
    data = {
        f.name: {"value": round(f.value, 3), "goal": f.goal, "reached": f.reached} for f in figures
    }
    print(json.dumps(data, ensure_ascii=False))
