"""Whether enough of a team, and the right ones, took part."""

from collections.abc import Collection, Sequence


def has_quorum(
    professions: Sequence[str], quorum: int, quorum_professions: Collection[str]
) -> bool:
    """Tell whether so many took part, one of them of a profession that has to be there.

    :param professions: the profession of everybody who took part
    :param quorum_professions: one of these has to be among them; none means any
    """
    is_one_there = not quorum_professions or any(it in quorum_professions for it in professions)
    return len(professions) >= quorum and is_one_there
