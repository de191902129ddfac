"""What may be concluded from what was seen: whose answer was never read, who took over and when, and what promises
were broken. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from statistics import median

from tests.tools.chaos.evidence import Flight, Message
from tests.tools.chaos.truth import Figures
from watcher.bot.telegram.rate_limiter import MOST_AT_ONCE

TAKES_OVER = 10.0
"""Seconds within which another worker takes over, on a quiet machine."""
MOST_SENDS = 28
"""Messages that arrive in any second. They leave evenly, a little slower than that, and none that was held up is made
up for (docs/adr/0019). A loaded machine delays some on the way, longer than that pace has room for: there each second
is only printed, and what counts is that WHILE seconds bring no more than that many, and all calls under way."""
WHILE = 3
HELD = 75
"""How `once` ends beside a worker."""


@dataclass(frozen=True)
class Cut:
    """A life of a worker that was ended by a kill, or held up by a stop: what stood as being sent in the database just
    then."""

    run: int
    """The number of that life."""
    since: float
    """When it began, or woke up last."""
    until: float
    """When it woke up again; what is heard of it before then left before it was cut off."""
    calls: int = 0
    """So many it had made."""
    being_sent: frozenset[Message] = frozenset()


def was_unseen(flight: Flight, cuts: Iterable[Cut]) -> bool:
    """Whether no worker can have noted Telegram's answer in time: none came to it, or the one that had asked was killed
    or stopped while the message stood as being sent. One that went on making calls had had the time for it."""
    if flight.answered_after is None or flight.hung_up:
        return True
    return any(
        cut.run == flight.run
        and cut.since <= flight.call.monotonic < cut.until
        and flight.message in cut.being_sent
        and cut.calls - flight.answered_after <= MOST_AT_ONCE
        for cut in cuts
    )


def taken_over(spoke: Sequence[tuple[float, int]], run: int, at: float) -> float | None:
    """Seconds from `at`, when this life was cut off, until another one spoke to Telegram; None: none did."""
    first = min((moment for moment, other in spoke if moment > at and other != run), default=None)
    return None if first is None else first - at


def allowance(load: float, cores: int) -> float:
    """How many times as long a takeover may take where so many programs want so many cores."""
    return max(1.0, load / cores)


@dataclass
class Findings:
    """Everything that was measured."""

    figures: Figures
    kills: int = 0
    stops: int = 0
    restarts: int = 0
    cuts: int = 0
    takeovers: list[float] = field(default_factory=list)
    """In seconds; infinite where nobody took over."""
    once: list[int] = field(default_factory=list)
    """How each `once` ended."""
    at_once: int = 0
    shortest_pause: float = inf
    sends: int = 0
    """The most in any second."""
    sends_in_a_while: int = 0
    """The most in any WHILE seconds."""
    ends: list[str] = field(default_factory=list)
    """What workers ended by themselves, or otherwise than with 0 when they were asked to."""
    said: list[str] = field(default_factory=list)
    """Lines in their logs that no worker may write."""

    def broken(self, load_factor: float, pause: float) -> Iterable[str]:
        """The promises that were not kept. `pause`: the shortest that the config allows between two requests."""
        figures = self.figures
        if not figures.good:
            yield f"alerts: {figures.lost} lost, {figures.doubled} doubled, {figures.unwanted} not asked for"
        late = [seconds for seconds in self.takeovers if seconds > TAKES_OVER * load_factor]
        if late:
            yield f"{len(late)} of {len(self.takeovers)} times nobody took over within {TAKES_OVER * load_factor:.0f} s"
        if self.at_once > 1:
            yield f"a host was asked {self.at_once} things at once"
        if self.shortest_pause < pause:
            yield f"a host was asked again after {self.shortest_pause:.2f} s; the shortest pause is {pause:.2f} s"
        if self.sends > MOST_SENDS and load_factor <= 1:
            yield f"{self.sends} messages in a second, at most {MOST_SENDS}"
        if self.sends_in_a_while > (most := MOST_SENDS * WHILE + MOST_AT_ONCE):
            yield f"{self.sends_in_a_while} messages in {WHILE} seconds, at most {most} with all calls under way"
        if wrong := [code for code in self.once if code != HELD]:
            yield f"`once` beside the workers ended with {', '.join(map(str, wrong))}, not {HELD}"
        yield from self.ends
        yield from self.said


def spread(seconds: Collection[float]) -> str:
    """Smallest, middle and largest, in words."""
    if not seconds:
        return "none"
    return f"{min(seconds):.1f} / {median(seconds):.1f} / {max(seconds):.1f} s (shortest / middle / longest)"
