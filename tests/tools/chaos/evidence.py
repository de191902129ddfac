"""What proves that a run never saw Telegram's answer, or that a message was let go: what the stand-in saw of each
request, and how the runs left their messages. No clock, and no guess from a kill alone. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from tests.tools.standin import Call
from watcher.bot.telegram.rate_limiter import MOST_AT_ONCE

Message: TypeAlias = tuple[str, str]
"""A chat and the text for it."""
BY_FORCE = "end by force: something did not end"
"""What a worker says that kills itself, 15 s after it was asked to end: on a machine that is busy enough it does."""
IN_DOUBT = "uncertain"
LEFT = ("sending", "resending")
"""The states of a message whose request leaves: for the first time, and after a doubt."""


@dataclass
class Flight:
    """One request for a message, as Telegram's side saw it."""

    run: int
    call: Call
    answered_after: int | None = None
    """How many calls its run had made by when a whole answer had been handed over, to a client that still listened."""
    read: bool = False
    """The client asked for something more on that connection: so it had read the answer."""
    hung_up: bool = False
    """The client closed the connection with the answer unread."""

    @property
    def message(self) -> Message:
        return message(self.call)


def message(call: Call) -> Message:
    return call.chat_id, str(call.arguments.get("text"))


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code, or minus the signal; the calls it had made; the messages it left unsettled, with
    their states; what it said."""

    code: int
    calls: int = 0
    unsettled: Mapping[Message, str] = field(default_factory=dict)
    said: str = ""

    @property
    def killed(self) -> bool:
        """Whether it was: by a signal, or by itself, as its end took too long."""
        return self.code < 0 or BY_FORCE in self.said

    def doubts(self, message: Message) -> bool:
        """Whether this run had not written down, or doubts itself, that the message was taken."""
        state = self.unsettled.get(message)
        return state == IN_DOUBT or (self.killed and state in LEFT)


def was_unseen(flight: Flight, end: Ended) -> bool:
    """Whether the run never saw the answer: because none came to it, whyever, or because it ended before it can have
    written down what came. A run that went on making calls has had the time for that."""
    if flight.read:
        return False
    if flight.answered_after is None or flight.hung_up:
        return True
    return end.calls - flight.answered_after <= MOST_AT_ONCE and end.doubts(flight.message)


def let_go(
    dead: Iterable[Message], flights: Iterable[Flight], ends: Mapping[int, Ended], cut_short: Mapping[int, int]
) -> set[Message]:
    """Those of the `dead` messages of which two requests left, each cut off by a kill before its answer, while neither
    was taken: by the promise that nothing comes a third time they are tried no more. `cut_short`: how many requests of
    a run began to arrive and never ended."""
    sent: dict[Message, list[Flight]] = {}
    for flight in flights:
        sent.setdefault(flight.message, []).append(flight)
    cut_off: dict[Message, list[tuple[int, str]]] = {}
    for number, end in sorted(ends.items()):
        for one, state in end.unsettled.items():
            if end.killed and state in LEFT:
                cut_off.setdefault(one, []).append((number, state))
    return {
        one
        for one in dead
        if tuple(state for _, state in cut_off.get(one, ())) == LEFT
        and _nothing_came(sent.get(one, ()), [number for number, _ in cut_off[one]], cut_short)
    }


def _nothing_came(flights: Collection[Flight], runs: Collection[int], cut_short: Mapping[int, int]) -> bool:
    """Whether each of these runs had sent it, and no request for it was taken."""
    seen = {flight.run for flight in flights}
    return all(run in seen or cut_short.get(run) for run in runs) and not any(one.call.delivered for one in flights)
