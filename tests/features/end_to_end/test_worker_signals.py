"""Asked to end while a site hangs: the worker and a single run, each a process of its own."""

from __future__ import annotations

import signal

import pytest

from tests.features.end_to_end.processes import Worker, command, end_of, working
from tests.features.end_to_end.town import Town
from tests.tools.web import Answer

STALLED = Answer(b"", stall=60)


def watching(town: Town) -> Town:
    """Two sources of one hanging site, the second waiting for the first."""
    town.serves({"/one.xml": STALLED, "/two.xml": STALLED})
    town.watches("one", "/one.xml", kind="feed")
    town.watches("two", "/two.xml", kind="feed")
    town.watcher["fetch"]["timeout"] = "60s"
    town.settings()
    return town


@pytest.mark.soak  # quicker: Ctrl-C in unit/cli/test_process.py, and what waits in unit/fetch/test_stop.py
def test_ctrl_c_ends_a_run_at_once_and_what_waits_is_never_asked(yesterday: Town) -> None:
    town = watching(yesterday)
    process = command(town.folder, "once", **town.variables)
    Worker(process).until(lambda: town.site.asked)
    process.send_signal(signal.SIGINT)
    done = end_of(process)
    assert (done.code, town.site.asked) == (130, ["/one.xml"])
    assert "Traceback" not in done.err


@pytest.mark.soak  # quicker: test_worker.py, and in test_worker_life.py the end while a site is slow
@pytest.mark.parametrize("asked_by", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_worker_within_seconds(yesterday: Town, asked_by: signal.Signals) -> None:
    town = watching(yesterday)
    with working(town.folder, **town.variables) as worker:
        worker.until(lambda: town.site.asked)
        done = worker.ends(asked_by)  # long before the site answers
    assert (done.code, town.site.asked) == (0, ["/one.xml"])
    assert done.err.splitlines()[-1].endswith(" INFO end")
