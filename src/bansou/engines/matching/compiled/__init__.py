"""The search compiled by numba (extra `fast`): exact, whatever is pruned.

People whose reaches overlap are searched together (`gathering`). Who is excluded is an OR over what
somebody cannot meet; stretches are visited from the highest bound down (`bounding`), until the
worst of the best so far (`heap`) is above it. Nothing here depends on the order of people.
"""

from bansou.engines.matching.compiled.searching import search

__all__ = ["search"]
