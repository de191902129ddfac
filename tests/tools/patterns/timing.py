"""Times a pattern on the worst that a stranger could write for it: long runs of what it repeats, and of its own
beginnings. Time is the processor's, and the shortest of several, so that a busy machine changes no verdict."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from time import thread_time
from typing import Any

from tests.tools.patterns.finding import Pattern
from tests.tools.patterns.shapes import beginnings, repeated, sample, signs, tree_of

SHORT, LONG = 4_000, 8_000
MOST_TIMES, MOST_SECONDS = 2.5, 0.050
TINY = 0.005
"""Seconds; what takes no longer for LONG signs is not quadratic, and its quotient is noise."""
STEPS = (16, 24, 32, 64, 128, 512, 1_000, 2_000)
"""Signs of a run, step by step: what doubles with each sign is caught before it hangs the test."""
LIKE_ITS_LENGTH = 2.1
"""What takes no more than this between the last two steps takes less than MOST_TIMES between SHORT and LONG."""
FEW = 5
"""Runs of more than one sign, and runs behind a beginning, that the quick grid tries of one pattern: some have
thousands, and `make chaos` tries them all."""
TRIES, ROUNDS, ENOUGH = 3, 5, 2
"""How often a time, and a quotient of two, is measured again before it counts as slow; ENOUGH where it is FAR off."""
FAR = 8
"""So many times the limit is no busy machine; of a quotient of two it is twice."""
NOTHING_TAKES_IT = "\0"


@dataclass(frozen=True)
class Attack:
    """A run of `unit` behind what makes the pattern begin, and at its end a sign for which all of it was in vain."""

    first: str
    unit: str

    def text(self, pattern: Pattern, length: int) -> Any:
        said = self.first + (self.unit * (length // len(self.unit) + 1))[:length] + NOTHING_TAKES_IT
        return said.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else said

    def seconds(self, pattern: Any, length: int, tries: int = 1) -> float:
        text = self.text(pattern, length)
        return min(_spent(pattern, text) for _ in range(tries))


def slow(pattern: Pattern, every: bool = False) -> str:
    """What makes it slow, in words; "" where nothing does. The quick grid, or `every` attack of the full one."""
    return next((said for attack in attacks(pattern, every) if (said := slow_on(pattern, attack))), "")


def slow_on(pattern: Pattern, attack: Attack) -> str:
    last = before = 0.0
    for length in (*STEPS, LONG):
        if length == LONG and _like_its_length(pattern, attack, before, last):
            return ""
        before, last = last, attack.seconds(pattern, length)
        if last * (LONG / length) ** 2 <= TINY:
            return ""  # even quadratic it would be done by then
        if MOST_SECONDS < last < FAR * MOST_SECONDS:
            last = attack.seconds(pattern, length, TRIES)
        if last > MOST_SECONDS:
            return f"{attack}: {last * 1000:.0f} ms for {length} signs"
    return _grows(pattern, attack, last)


def _like_its_length(pattern: Pattern, attack: Attack, half: float, whole: float) -> bool:
    """Whether the last two steps show that it is quick, which saves the longer ones."""
    if whole > LIKE_ITS_LENGTH * half:
        half, whole = min(half, attack.seconds(pattern, STEPS[-2])), min(whole, attack.seconds(pattern, STEPS[-1]))
    return whole <= LIKE_ITS_LENGTH * half and whole * MOST_TIMES * LONG / STEPS[-1] <= MOST_SECONDS


def _grows(pattern: Pattern, attack: Attack, whole: float) -> str:
    """Where two lengths tell too little on a busy machine, four times the length does. `whole`: seconds for LONG."""
    half = longest = math.inf
    for _ in range(ROUNDS):
        half = min(half, attack.seconds(pattern, SHORT))
        if whole <= MOST_TIMES * half:
            return ""
        whole = min(whole, attack.seconds(pattern, LONG))
    for done in range(1, ROUNDS + 1):
        half, longest = min(half, attack.seconds(pattern, SHORT)), min(longest, attack.seconds(pattern, 4 * SHORT))
        if longest <= MOST_TIMES**2 * half:
            return ""
        if done >= ENOUGH and longest > 2 * MOST_TIMES**2 * half:
            break
    return f"{attack}: {half * 1000:.1f} ms for {SHORT} signs, {whole * 1000:.1f} ms for {LONG}"


def _spent(pattern: Any, text: Any) -> float:
    """The seconds of the processor for all that a pattern can be asked: `match` is where `sub` begins."""
    began = thread_time()
    pattern.fullmatch(text)
    pattern.sub(text[:0], text)
    return thread_time() - began


def attacks(pattern: Pattern, every: bool = False) -> Iterator[Attack]:
    """Runs of each sign and each pair of signs that it repeats, of its repetitions and of its own beginnings, alone and
    behind its beginnings. The quick grid has each single sign, and FEW of the others from all over them."""
    tree = tree_of(pattern)
    single = signs(tree)
    begins = list(dict.fromkeys(said for least in (0, 1) for said in beginnings(tree, least) if said))
    bodies = list(dict.fromkeys(said for body in repeated(tree) if (said := sample(body, 1))))
    units = list(dict.fromkeys([*bodies, *begins, *("".join(pair) for pair in combinations(single, 2))]))
    behind = [Attack(first, unit) for unit in dict.fromkeys([*single, *bodies]) for first in begins]
    yield from (Attack("", unit) for unit in single)
    yield from (Attack("", unit) for unit in (units if every else units[:: len(units) // FEW + 1]))
    yield from behind if every else behind[:: len(behind) // FEW + 1]
