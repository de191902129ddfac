"""Tries a pattern on the worst that a stranger could write for it: long runs of what it repeats, and of its own
beginnings. No second is a verdict here: judged is how the time grows over GROWN times the length, and how it stands to
that of a pattern whose work is known, each measured in turn with what it is compared with. Linear and square are so far
apart over that length that a quick, slow or busy machine does not take one for the other; one good measurement acquits,
and only repeated ones convict."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations, islice, product
from time import thread_time
from typing import Any, TypeAlias

from tests.tools.patterns.finding import Pattern
from tests.tools.patterns.shapes import beginnings, repeated, sample, signs, tree_of
from tests.tools.proportion import fits

Spent: TypeAlias = Callable[[Any, Any], float]
"""The seconds that a pattern takes for a text."""
GROWN = 16
SHORT, LONG = 2_000, 32_000
"""Signs of a run; the verdict is over GROWN times the length, from SHORT to LONG."""
MOST_TIMES = 3 * GROWN
"""The square would be 256. Time of two parts, one in proportion and one square, that takes 2.5 times as much for 8,000
signs as for 4,000 takes 48 times as much for LONG as for SHORT: 16 (1 + 16 x) / (1 + x), where x is 0.15."""
STEPS = (16, 20, 25, 36, 54, 80, 120)
"""Signs of a run, step by step: what doubles with each sign is caught before it hangs the test."""
AN_INSTANT = 25
"""What takes no more than one of so many parts of the gauge, 10,000 looks at a sign, is tried next on a run twice as
long or a little longer: for 36 signs it takes no second even where 16 of them took as long as that, and doubled it."""
LONGER = (SHORT, 4_000, 8_000)
IN_PROPORTION = 1.25 * GROWN
"""What takes no more than this for one of the LONGER runs, beside one GROWN times shorter, is not tried on LONG."""
GAUGE, GAUGED = re.compile(r"\w*!"), "a" * 500
"""Looks at 250,000 signs: about half a millisecond."""
MOST_GAUGES = 64
"""So many times the gauge is about 50 ms, the most that a run of 8,000 signs may take: a quarter of what the gauge
itself, which is square, would take for them."""
AT_ONCE = 4
"""What takes for SHORT no more than this part of the gauge is in proportion, or a square that is four times weaker than
the weakest of those that the test of this judge knows: it is not measured again."""
PROOFS, FAR_PROOFS, FAR = 4, 2, 8
"""How often what is compared is measured again, in turn, before it counts as slow, and where it is FAR off a limit."""
A_FEW = 5
"""Runs of more than one sign, and runs behind a beginning, that the quick grid tries of one pattern: some have
thousands, and `make chaos` tries them all."""
NOTHING_TAKES_IT = "\0"


@dataclass(frozen=True)
class Attack:
    """A run of `unit` behind what makes the pattern begin, and at its end a sign for which all of it was in vain."""

    first: str
    unit: str

    def text(self, pattern: Pattern, length: int) -> Any:
        said = self.first + (self.unit * (length // len(self.unit) + 1))[:length] + NOTHING_TAKES_IT
        return said.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else said


def processor_time(pattern: Any, text: Any) -> float:
    """For all that a pattern can be asked: `match` is where `sub` begins."""
    began = thread_time()
    pattern.fullmatch(text)
    pattern.sub(text[:0], text)
    return thread_time() - began


def slow(pattern: Pattern, every: bool = False, spent: Spent = processor_time) -> str:
    """What makes it slow, in words; "" where nothing does. The quick grid, or `every` attack of the full one."""
    return next((said for attack in attacks(pattern, every) if (said := slow_on(pattern, attack, spent))), "")


def slow_on(pattern: Pattern, attack: Attack, spent: Spent = processor_time) -> str:
    """What this attack makes of it; "" where it takes time in proportion to the length, and not too much."""

    def run(length: int) -> float:
        return spent(pattern, attack.text(pattern, length))

    least, gauge = _gauge(spent), partial(spent, GAUGE, GAUGED)
    most, next_length = MOST_GAUGES * least, 0
    for length in (*STEPS, *LONGER):
        if length < next_length:
            continue
        took = run(length)
        if took * AN_INSTANT < least:
            next_length = min(2 * length, STEPS[-1])
        rounds = PROOFS if took < FAR * most else FAR_PROOFS
        if took > most and not fits(gauge, MOST_GAUGES, partial(run, length), rounds):
            return f"{attack}: {took * 1000:.0f} ms for {length} signs"
        if length == SHORT and took * AT_ONCE < least:
            return ""
        if length in LONGER and took * LONGER[-1] < most * length and _in_proportion(run, length, took):
            return ""
    if fits(partial(run, SHORT), MOST_TIMES, partial(run, LONG), PROOFS):
        return ""
    return f"{attack}: more than {MOST_TIMES} times as long for {LONG} signs as for {SHORT}"


def _in_proportion(run: Callable[[int], float], length: int, took: float) -> bool:
    """What it takes to begin is left out: beside a short run it is much."""
    begin = min(run(0), run(0))
    return fits(lambda: run(length // GROWN) - begin, IN_PROPORTION, partial(run, length), 2, took)


@cache
def _gauge(spent: Spent) -> float:
    return min(spent(GAUGE, GAUGED) for _ in range(2 * PROOFS))


def attacks(pattern: Pattern, every: bool = False) -> Iterator[Attack]:
    """Runs of each sign and each pair of signs that it repeats, of its repetitions and of its own beginnings, alone and
    behind its beginnings. The quick grid has each single sign, and A_FEW of the others from all over them."""
    tree = tree_of(pattern)
    single = signs(tree)
    begins = list(dict.fromkeys(said for least in (0, 1) for said in beginnings(tree, least) if said))
    bodies = list(dict.fromkeys(said for body in repeated(tree) if (said := sample(body, 1))))
    units = list(dict.fromkeys([*bodies, *begins, *("".join(pair) for pair in combinations(single, 2))]))
    behind = list(dict.fromkeys([*single, *bodies]))
    yield from (Attack("", unit) for unit in single)
    yield from (Attack("", unit) for unit in islice(units, 0, None, 1 if every else len(units) // A_FEW + 1))
    step = 1 if every else len(behind) * len(begins) // A_FEW + 1
    yield from (Attack(first, unit) for unit, first in islice(product(behind, begins), 0, None, step))
