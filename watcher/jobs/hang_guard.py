"""Ends the program where it hangs, from outside Python's lock, and remembers which source it was reading.

C code that holds the lock of the interpreter (`re` does) lets no thread run and no signal handler. So a thread winds up
a clock of faulthandler's, again and again: whoever keeps that thread from running for too long is ended by the clock,
which needs no lock. What each visit is reading is noted in a file before it is read; the next start finds there who was
at work (docs/adr/0018-a-hard-end.md)."""

from __future__ import annotations

import faulthandler
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Self, TypeAlias, TypeVar

from watcher.jobs.hang_log import Hangs, Note

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what, in seconds."""

    held: float = 180
    """Nothing honest keeps the interpreter's lock for more than some seconds; and systemd, which would not know whom
    to blame, ends a worker that gives no sign of life for 300 (deploy/watcher.service)."""
    step: float = 1_500
    """From one page of a visit to the next; a visit that waits for its turn with the reader of papers says so
    (papers/reader_turn.py). The worker's own watchdog, which would not know whom to blame either, waits for 1,800."""
    beat: float = 20
    """Between two windings of the clock."""


USUAL = Patience()


class WatchedVisit(NamedTuple):
    """One visit, as far as a hang concerns it."""

    refuse: Callable[[], None]
    """Raises Hung where the source of this visit was the cause of the last hang."""
    note: Callable[[str], None]
    """Notes the page that is read from now on."""
    wait: Callable[[], None]
    """Notes that the visit waits for its turn, behind others."""

    def noting(self, get: Callable[[str], T]) -> Callable[[str], T]:
        """Returns a `get` that notes each page before it asks for it."""

        def noted(url: str) -> T:
            self.note(url)
            return get(url)

        return noted


@contextmanager
def unwatched(source: str, url: str) -> Iterator[WatchedVisit]:
    """Yields a visit that nothing ends from outside."""
    yield WatchedVisit(refuse=lambda: None, note=lambda url: None, wait=lambda: None)


Watch: TypeAlias = Callable[[str, str], AbstractContextManager[WatchedVisit]]
"""Is given a source and its URL, and watches over one visit of it."""


@dataclass(slots=True)
class _Place:
    """Where in the file of notes a visit writes, what it wrote last, and when it made its last step."""

    number: int
    note: Note
    since: float = field(default_factory=time.monotonic)

    def step(self) -> None:
        """Notes, for this process alone, that the visit goes on."""
        self.since = time.monotonic()


class HardEnd:
    """Ends the program where it hangs. To be used in a `with`, by who holds the lock of the state folder. Raises
    StateError where it can't write."""

    def __init__(self, state: Path, patience: Patience = USUAL) -> None:
        self._patience, self._hangs, self._turns = patience, Hangs(state), _Turns()
        self._ended, self._lock = threading.Event(), threading.Lock()
        self._places: dict[str, _Place] = {}
        self._thread = threading.Thread(target=self._watch, name="hard end", daemon=True)

    def __enter__(self) -> Self:
        self._trace = self._hangs.open(self._patience.held)
        self._wind_up()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        faulthandler.cancel_dump_traceback_later()
        self._trace.close()
        self._hangs.close()

    @contextmanager
    def visit(self, source: str, url: str) -> Iterator[WatchedVisit]:
        """Watches over one visit of a source, which mostly begins with the page at `url`. One that may have been the
        cause of a hang is visited alone: where it hangs again, it was this one."""
        with self._turns.turn(alone=self._hangs.may_be(source)):
            place = self._take(source, url)
            try:
                yield WatchedVisit(
                    lambda: self._hangs.refuse(source), lambda url: self._turn_to(place, url), place.step
                )
                self._hangs.forgive(source)
            finally:
                with self._lock:
                    del self._places[source]
                self._hangs.write(place.number, None)

    def _take(self, source: str, url: str) -> _Place:
        """Takes a free place in the file of notes for this visit, and writes there."""
        with self._lock:
            taken = {place.number for place in self._places.values()}
            free = next(number for number in range(len(taken) + 1) if number not in taken)
            place = self._places[source] = _Place(free, Note(source, url, threading.get_ident()))
        self._hangs.write(free, place.note)
        return place

    def _turn_to(self, place: _Place, url: str) -> None:
        """Notes the page that is read from now on."""
        place.step()
        if url != place.note.url:
            place.note = place.note._replace(url=url)
            self._hangs.write(place.number, place.note)

    def _wind_up(self) -> None:
        faulthandler.dump_traceback_later(self._patience.held, exit=True, file=self._trace)

    def _watch(self) -> None:
        """Winds up the clock every `beat` seconds, and ends the program itself where a visit makes no step for too
        long."""
        while not self._ended.wait(self._patience.beat):
            self._wind_up()
            with self._lock:
                places = list(self._places.values())
            now = time.monotonic()
            for place in places:
                if now - place.since > self._patience.step:  # it hangs alone: the lock is free, and this can be said
                    log.error("end by force: %s", self._hangs.blame(place.note, self._patience.step))
                    logging.shutdown()
                    os._exit(1)


class _Turns:
    """Lets many visits go on at a time, or one alone; those that want to be alone wait for all others."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._under_way, self._alone = 0, False

    @contextmanager
    def turn(self, *, alone: bool) -> Iterator[None]:
        """Waits for a turn, alone or beside others, and holds it as long as the block lasts."""
        with self._changed:
            self._changed.wait_for(lambda: not self._alone and not (alone and self._under_way))
            self._under_way, self._alone = self._under_way + 1, alone
        try:
            yield
        finally:
            with self._changed:
                self._under_way, self._alone = self._under_way - 1, False
                self._changed.notify_all()
