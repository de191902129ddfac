"""A message whose sending was cut off, once and again: how many copies of it may come."""

from __future__ import annotations

from tests.unit.store.newspaper import ANN, Paper
from watcher.bot.settle import settle_failed
from watcher.core.alerts import Message
from watcher.core.errors import NotSent
from watcher.store import chats, outbox


def test_message_that_is_cut_off_again_and_again_comes_twice_at_most(paper: Paper) -> None:
    """Each time the run is killed between Telegram's taking the message and our hearing so."""
    with paper.store() as store:
        with store.write() as db:
            chats.ensure(db, ANN, paper.now)
            outbox.queue(db, Message(ANN, "New: one"), (), paper.now)
        copies = 0
        for _ in range(6):
            with store.write() as db:
                outbox.requeue_interrupted(db, paper.now)
                copies += outbox.claim(db, paper.now) is not None
        with store.write() as db:
            outbox.requeue_interrupted(db, paper.now)
            assert outbox.queue_counts(db) == {"waiting": 0, "failed": 1}
    assert copies == 2


def test_message_in_doubt_that_surely_did_not_leave_is_sent_again(paper: Paper) -> None:
    """The twin: what is known not to have come costs no copy."""
    with paper.store() as store, store.write() as db:
        chats.ensure(db, ANN, paper.now)
        number = outbox.queue(db, Message(ANN, "New: one"), (), paper.now)
        outbox.claim(db, paper.now)
        outbox.requeue_interrupted(db, paper.now)
        for _ in range(6):
            message = outbox.claim(db, paper.now)
            assert message
            assert message.doubted
            settle_failed(db, message, NotSent("no way"), paper.now)
        assert outbox.claim(db, paper.now)
        outbox.sent(db, number, 7, paper.now)
        assert outbox.queue_counts(db) == {"waiting": 0, "failed": 0}
