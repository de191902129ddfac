"""The program with little patience, and with a kind of its own in the place of `page`, whose reader can be made to hang
by what stands on the page: `python -m tests.features.end_to_end.hanging once|run`, where config and state lie."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Iterator
from types import ModuleType

from watcher.cli.exit import log_to_stderr
from watcher.config import load_all
from watcher.core.documents import Document
from watcher.core.sources import Reading, Visit
from watcher.jobs.hang_guard import Patience
from watcher.jobs.run import run_once
from watcher.jobs.worker import Intervals, serve

HELD, STEP = 6, 8  # seconds; a busy machine may keep a healthy run waiting for a few, and a hang costs it nothing
PATIENCE = Patience(held=HELD, step=STEP, beat=0.2)
HOLD, SPIN = b"hold the lock", b"spin for ever"


def collect(visit: Visit) -> Iterator[Reading]:
    """The page as one document; or never."""
    page = visit.get(visit.source.url)
    if HOLD in page.body:
        ctypes.PyDLL(None).sleep(3_600)  # C code that keeps the interpreter's lock, as `re` does, but lets others work
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
        serve(settings, environment, rhythm=Intervals(visits=0.2, jitter=0, beat=0.2, patience=PATIENCE))
        return
    for visited in run_once(settings, environment, patience=PATIENCE).visits:
        print(visited.source.id, visited.state, *(change.document.title for change in visited.changes))


if __name__ == "__main__":
    main(sys.argv[1])
