"""The program with little patience, and with a kind of its own in the place of `page`, whose reader can be made to hang
by what stands on the page: `python -m tests.features.end_to_end.hanging once|run`, where config and state lie."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from watcher.cli.exit import log_to_stderr
from watcher.config import load_all
from watcher.core.documents import Document
from watcher.core.visits import Reading, Visit
from watcher.jobs.hang_guard import Patience
from watcher.jobs.hang_log import _WAITING as WAITING
from watcher.jobs.run import run_once
from watcher.jobs.worker import Intervals, serve

HEALTHY, HUNG = 120, 0.3
"""Seconds of patience: before anything hangs, when a busy machine may keep a healthy run waiting, and from then on."""
PATIENCE = Patience(held=HEALTHY, step=HEALTHY, beat=0.05)
HOLD, SPIN = b"hold the lock", b"spin for ever"


def only_this_is_at_work() -> bool:
    """Whether all other threads wait for something outside, as the trace of a hang will show them."""
    others = [frame for thread, frame in sys._current_frames().items() if thread != threading.get_ident()]
    return all(Path(frame.f_code.co_filename).name in WAITING for frame in others)


def only_this_is_noted() -> bool:
    return len(Path("state/visiting.txt").read_text("utf-8").split("\n{")) == 1


def hangs(patience: str, once: Callable[[], bool]) -> None:
    """From now on it is not waited for as long as for a healthy run."""
    while not once():
        time.sleep(0.01)
    object.__setattr__(PATIENCE, patience, HUNG)
    time.sleep(5 * PATIENCE.beat)  # the clock is wound up anew


def collect(visit: Visit) -> Iterator[Reading]:
    """The page as one document; or never."""
    page = visit.get(visit.source.url)
    if HOLD in page.body:
        hangs("held", once=only_this_is_at_work)
        ctypes.PyDLL(None).sleep(3_600)  # C code that keeps the interpreter's lock, as `re` does, but lets others work
    if SPIN in page.body:
        hangs("step", once=only_this_is_noted)
    while SPIN in page.body:
        time.sleep(1)
    yield Reading(visit.source.url, (Document("it", "page", page.body.decode(), page.url),))


def main(verb: str) -> None:
    kind = ModuleType("watcher.sources.page")
    kind.collect = collect  # type: ignore[attr-defined]
    sys.modules[kind.__name__] = kind
    log_to_stderr()
    settings, environment = load_all(os.environ, config=None, state=None)
    if verb == "run":
        serve(settings, environment, intervals=Intervals(visits=0.2, jitter=0, beat=0.2, patience=PATIENCE))
        return
    for visited in run_once(settings, environment, patience=PATIENCE).visits:
        print(visited.source.id, visited.state, *(change.document.title for change in visited.changes))


if __name__ == "__main__":
    main(sys.argv[1])
