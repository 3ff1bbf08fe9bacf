"""Why somebody was not given what would bring them most, in words."""

from collections.abc import Sequence

from bansou.engines.assignment.benefits import Benefits, Placed


def why_not_most(
    benefits: Benefits, placed: Placed, person: int, names: Sequence[str]
) -> list[str]:
    """A sentence for each place that would bring somebody more than what they were given.

    What a seat is worth is what others would lose without it, by the prices that prove the result.

    :param names: (P,) of the places
    """
    start, end = int(benefits.offsets[person]), int(benefits.offsets[person + 1])
    pairs = zip(
        benefits.places[start:end].tolist(), benefits.benefits[start:end].tolist(), strict=True
    )
    brings = dict(pairs)
    own = brings.get(int(placed.got[person]), 0)
    better = sorted((at for at in brings if brings[at] > own), key=lambda at: (-brings[at], at))
    return [_said(benefits, placed, at, names[at], brings[at], own) for at in better]


def _said(benefits: Benefits, placed: Placed, place: int, name: str, brings: int, own: int) -> str:
    if benefits.seats[place] == 0:
        return f"「{name}」（便益{brings}）には席がありません。"
    worth = f"{int(placed.prices[place]) / placed.scale:.1f}"
    value = (
        f"「{name}」（便益{brings}）の席の値は{worth}です（ほかの人に渡したときの便益のめやす）。"
    )
    gained = brings - own
    if placed.is_proven:
        return f"{value}今の席から移して増える便益は{gained}なので、全体では増えません。"
    return (
        f"{value}今の席から移して増える便益は{gained}です。"
        "全体でも増えるかどうかまでは、確かめられていません。"
    )
