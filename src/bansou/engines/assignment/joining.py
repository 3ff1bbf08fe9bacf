"""Giving few people places under caps, and couples places together, by CP-SAT of OR-Tools.

Of all results those with the fewest blocking wishes, and of these the one with the best ranks in all.
The search begins from deferred acceptance without caps and couples. It has no clock: its length is
in OR-Tools' own measure, on one thread, so that the same question has the same answer.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bansou.engines.assignment.deferred import assign
from bansou.engines.assignment.joint import (
    Joint,
    JointMistake,
    JointResult,
    Party,
    Wish,
    blocking_wishes,
    check_joint,
)


def assign_joint(joint: Joint, *, effort: float = 30.0, seed: int = 1) -> JointResult:
    """Give every party one of its wishes, or nothing.

    For about thirty people: with more the search may end before anything is proven, and the result
    says so. Needs OR-Tools (the extra `bansou[fairs]`).

    :param effort: about so many seconds at most, in the solver's own measure
    :raises JointMistake: what cannot be, and whose it is; or nothing was found in time
    """
    from ortools.sat.python import cp_model

    check_joint(joint)
    asked = _Asked(joint, cp_model.CpModel())
    asked.ask()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(asked.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise JointMistake("", "no result was found with so little effort")
    got = asked.read(solver)
    everybody = {person: got.get(person) for it in joint.parties for person in it.members}
    return JointResult(
        got=everybody,
        blocking=blocking_wishes(joint, everybody),
        is_proven=status == cp_model.OPTIMAL,
    )


class _Asked:
    """The question as CP-SAT takes it: one variable for each party and wish."""

    def __init__(self, joint: Joint, model: Any) -> None:
        self.joint, self.model = joint, model
        self.takes = [[model.new_bool_var("") for _ in it.wishes] for it in joint.parties]

    def ask(self) -> None:
        """Say what must hold, what is wanted, and where to begin."""
        for takes in self.takes:
            self.model.add_at_most_one(takes)
        for place, seats in self.joint.places.items():
            self.model.add(self._held((place,)) <= seats)
        for region in self.joint.regions.values():
            self.model.add(self._held(region.places) <= region.most)
        blocking, ranks, most = [], [], 0
        for number, party in enumerate(self.joint.parties):
            blocking += [self._blocks(number, rank) for rank in range(len(party.wishes))]
            last = len(party.wishes)
            most += last * len(party.members)
            gained = sum((last - rank) * it for rank, it in enumerate(self.takes[number]))
            ranks.append((last - gained) * len(party.members))
        self.model.minimize((most + 1) * sum(blocking) + sum(ranks))
        self._begin()

    def read(self, solver: Any) -> Mapping[str, str]:
        """Who goes where."""
        return {
            person: place
            for party, takes in zip(self.joint.parties, self.takes, strict=True)
            for wish, take in zip(party.wishes, takes, strict=True)
            if solver.boolean_value(take)
            for person, place in zip(party.members, wish, strict=True)
        }

    def _blocks(self, number: int, rank: int) -> Any:
        """Whether a party could go there: no place would be too full, and no region."""
        party, model = self.joint.parties[number], self.model
        wish, blocks = party.wishes[rank], self.model.new_bool_var("")
        left = {place: self._left(number, party, wish, place) for place in set(wish)}
        full = [(left[place], self.joint.places[place]) for place in left]
        for region in self.joint.regions.values():
            if region.places & set(wish):
                elsewhere = self._held(region.places - set(wish), without=number)
                inside = sum(left[place] for place in region.places & set(wish))
                full.append((inside + elsewhere, region.most))
        hindered = []
        for after, most in full:
            hindered.append(model.new_bool_var(""))
            model.add(after > most).only_enforce_if(hindered[-1])
        model.add_bool_or([blocks, *self.takes[number][: rank + 1], *hindered])
        return blocks

    def _left(self, number: int, party: Party, wish: Wish, place: str) -> Any:
        """How many people a place holds once a party came and those behind it made room."""
        line = self.joint.lines[place]
        coming = [who for who, at in zip(party.members, wish, strict=True) if at == place]
        last = max(line[who] for who in coming)
        behind = self._held((place,), without=number, behind=last)
        leaving = self.model.new_int_var(0, len(coming), "")
        self.model.add_min_equality(leaving, [behind, len(coming)])
        return self._held((place,), without=number) + len(coming) - leaving

    def _held(
        self,
        places: Iterable[str],
        *,
        without: int | None = None,
        behind: tuple[int, str] | None = None,
    ) -> Any:
        """How many people places hold, of other parties, who stand behind."""
        inside, held = set(places), []
        for number, party in enumerate(self.joint.parties):
            for wish, take in zip(party.wishes, self.takes[number], strict=True):
                if number != without:
                    held += [
                        take
                        for who, at in zip(party.members, wish, strict=True)
                        if at in inside and (behind is None or self.joint.lines[at][who] > behind)
                    ]
        return sum(held)

    def _begin(self) -> None:
        """Begin where everybody alone would be without caps."""
        alone = {it.members[0]: it for it in self.joint.parties if len(it.members) == 1}
        wishes = {who: [place for (place,) in it.wishes] for who, it in alone.items()}
        got = assign(wishes, self.joint.places, self.joint.lines)
        for party, takes in zip(self.joint.parties, self.takes, strict=True):
            for wish, take in zip(party.wishes, takes, strict=True):
                is_theirs = len(wish) == 1 and got[party.members[0]] == wish[0]
                self.model.add_hint(take, is_theirs)
