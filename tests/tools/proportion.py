"""How two measured things compare, on a machine that may be busy, slow, or quicker from one moment to the next."""

from __future__ import annotations

from collections.abc import Callable
from math import inf


def fits(
    less: Callable[[], float], times: float, more: Callable[[], float], rounds: int = 4, took: float = inf
) -> bool:
    """Whether the least of `more` was, after the second or a later one of these rounds, no more than so many times the
    least of `less`, which is measured before and behind. `took`: what `more` took already."""
    least = inf
    for done in range(1, rounds + 1):
        least = min(least, less(), less())
        if took > times * least:
            took = min(took, more())
        least = min(least, less(), less())
        if done > 1 and took <= times * least:
            return True
    return False
