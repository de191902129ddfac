"""A message whose sending was cut off, once and again: it is not lost, and how many copies of it may come."""

from __future__ import annotations

import logging
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from itertools import product

import pytest

from tests.unit.store.newspaper import ANN, NOW, Paper
from watcher.bot.settle import settle_failed
from watcher.core.alerts import Message
from watcher.core.errors import NotSent
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.setup import render_context
from watcher.jobs.worker.shutdown import Shutdown
from watcher.jobs.worker.speaker import Speaker
from watcher.jobs.worker.term import Term
from watcher.store import Store, chats, outbox
from watcher.store.leases import join

KILLS = ("before it left", "once Telegram had taken it")


def queued(store: Store, now: datetime = NOW) -> int:
    with store.write() as db:
        chats.ensure(db, ANN, now)
        return outbox.queue(db, Message(ANN, "New: one"), (), now)


def copies(store: Store, kills: tuple[str, ...]) -> int:
    """How often one message has come when one run after another was killed like that, and the last was not."""
    number, taken = queued(store), 0
    for kill in (*kills, "never"):
        with store.write() as db:
            outbox.requeue_interrupted(db, NOW)
        with store.write() as db:
            message = outbox.claim(db, NOW)
        if message and kill != "before it left":
            taken += 1
            with store.write() as db:
                outbox.left(db, number)
                if kill == "never":
                    outbox.sent(db, number, taken, NOW)
    return taken


def test_message_that_is_cut_off_again_and_again_comes_twice_at_most(store: Store) -> None:
    """Each time the run is killed between Telegram's taking the message and our hearing so."""
    assert copies(store, KILLS[1:] * 6) == 2
    with store.write() as db:
        assert outbox.queue_counts(db) == {"waiting": 0, "failed": 1}


def test_message_that_is_cut_off_again_and_again_before_it_left_comes_once(store: Store) -> None:
    """Each time the run is killed between the claim and the request: Telegram has heard nothing."""
    assert copies(store, KILLS[:1] * 6) == 1
    with store.write() as db:
        assert outbox.queue_counts(db) == {"waiting": 0, "failed": 0}


def test_message_comes_once_or_twice_however_the_kills_are_mixed(store: Store) -> None:
    for kills in product(KILLS, repeat=4):
        assert copies(store, kills) == 1 + (kills.count(KILLS[1]) > 0), kills


def test_message_that_an_earlier_version_was_sending_may_have_come(store: Store) -> None:
    """It knew one state for both, so it is in doubt, and let go if that happens again."""
    number = queued(store)
    for state, doubted in (("sending", True), ("claimed", False), ("reclaimed", True)):
        with store.write() as db:
            db.exec_driver_sql(f"UPDATE messages SET state = '{state}' WHERE id = {number}")
            assert outbox.requeue_interrupted(db, NOW) == 0
            message = outbox.claim(db, NOW)
            assert message
            assert message.doubted == doubted


def test_message_in_doubt_that_surely_did_not_leave_is_sent_again(store: Store) -> None:
    """The twin: what is known not to have come costs no copy."""
    number = queued(store)
    with store.write() as db:
        outbox.claim(db, NOW)
        outbox.left(db, number)
        outbox.requeue_interrupted(db, NOW)
        for _ in range(6):
            message = outbox.claim(db, NOW)
            assert message
            assert message.doubted
            settle_failed(db, message, NotSent("no way"), NOW)
        assert outbox.claim(db, NOW)
        outbox.sent(db, number, 7, NOW)
        assert outbox.queue_counts(db) == {"waiting": 0, "failed": 0}


def cut_off(store: Store, paper: Paper, times: int) -> None:
    """A message has left so often, and each time the run was killed before Telegram answered."""
    number = queued(store, paper.now)
    with store.write() as db:
        for _ in range(times):
            outbox.requeue_interrupted(db, paper.now)
            outbox.claim(db, paper.now)
            outbox.left(db, number)


GIVEN_UP = f"1 message given up: {outbox.STOPPED_TWICE}"


def test_run_that_gives_up_what_was_cut_off_twice_says_so(store: Store, paper: Paper) -> None:
    paper.run()
    cut_off(store, paper, 2)
    result = paper.run()
    assert (result.problems, result.failed) == ([GIVEN_UP], True)
    assert paper.run().problems == []  # once


def test_run_that_sends_again_what_was_cut_off_once_has_no_problem(store: Store, paper: Paper) -> None:
    """The twin: nothing is given up."""
    paper.run()
    cut_off(store, paper, 1)
    assert paper.run().problems == []


def test_run_without_a_token_says_too_what_it_gives_up(store: Store, new_paper: Paper) -> None:
    paper = new_paper
    cut_off(store, paper, 2)
    paper.environment = replace(paper.environment, token="")
    assert paper.run().problems == [GIVEN_UP]


@pytest.mark.parametrize(("times", "said"), [(1, []), (2, [GIVEN_UP])])
def test_worker_logs_what_it_gives_up(
    store: Store, new_paper: Paper, caplog: pytest.LogCaptureFixture, times: int, said: list[str]
) -> None:
    paper = new_paper
    cut_off(store, paper, times)
    post = OutboxWorker(store, render_context(paper.settings), lambda: paper.now)
    without_token = replace(paper.environment, token="")
    with caplog.at_level(logging.WARNING), closing(join(store)) as leases:
        Speaker(paper.settings, without_token, store, leases, post, Term(Shutdown()), lambda: paper.now).begin()
    assert ([record.getMessage() for record in caplog.records], post.problems) == (said, [])
