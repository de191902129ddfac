"""Whoever speaks after another worker sends nothing in the second in which that one may have sent all it might."""

from __future__ import annotations

import pytest

from tests.unit.store.newspaper import Paper
from watcher.bot.telegram.rate_limiter import RateLimiter
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.setup import render_context
from watcher.jobs.worker.shutdown import Shutdown
from watcher.jobs.worker.speaker import Speaker
from watcher.jobs.worker.term import Term
from watcher.store.leases import Leases


class Left(Leases):
    """The role was left so many seconds ago; None: nobody ever had it."""

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds

    def left(self, name: str) -> float | None:
        return self._seconds if name == "telegram" else None


@pytest.mark.parametrize(("left", "rest"), [(0.25, 0.75), (5.0, 0.0), (None, 0.0)])
def test_a_new_speaker_rests_for_what_is_left_of_the_second_of_the_one_before(
    new_paper: Paper, left: float | None, rest: float
) -> None:
    paper, limiter = new_paper, RateLimiter(clock=lambda: 100.0)
    with paper.store() as store:
        post = OutboxWorker(store, render_context(paper.settings), lambda: paper.now)
        term = Term(Shutdown())
        speaker = Speaker(paper.settings, paper.environment, store, Left(left), post, term, lambda: paper.now, limiter)
        speaker.begin()
        speaker.close()
    assert limiter.paused_for() == rest
