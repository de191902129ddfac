"""A message that was claimed at the server, and whose number the worker never heard: the connection was cut between
the server's commit and its answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.store.coworkers import losing_the_answer
from tests.unit.store.newspaper import ANN, NOW, Paper
from watcher.core.alerts import Message
from watcher.core.errors import NotSent, StateError
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.setup import render_context
from watcher.store import Store, chats, outbox

BOB = 43


@pytest.fixture
def post(store: Store, new_paper: Paper) -> OutboxWorker:
    return OutboxWorker(store, render_context(new_paper.settings), lambda: NOW)


def queued(store: Store, *chat_ids: int) -> list[int]:
    with store.write() as db:
        for chat_id in chat_ids:
            chats.ensure(db, chat_id, NOW)
        return [outbox.queue(db, Message(chat_id, "New: one"), (), NOW) for chat_id in chat_ids]


def states(store: Store) -> list[str]:
    with store.read() as db:
        return list(db.exec_driver_sql("SELECT state FROM messages ORDER BY id").scalars())


@pytest.mark.postgres_only
@pytest.mark.parametrize(("before", "doubted"), [("queued", False), ("uncertain", True)])
def test_a_message_claimed_without_our_hearing_so_is_claimed_again_as_it_was(
    store: Store, post: OutboxWorker, before: str, *, doubted: bool
) -> None:
    """Else its chat would hear nothing more until the worker ends."""
    (number,) = queued(store, ANN)
    with store.write() as db:
        db.exec_driver_sql(f"UPDATE messages SET state = '{before}'")
    with losing_the_answer(store), pytest.raises(StateError, match="cut"):
        post.claim()
    assert states(store) == ["reclaimed" if doubted else "claimed"]
    message = post.claim()
    assert message
    assert (message.id, message.doubted) == (number, doubted)


@pytest.mark.postgres_only
def test_what_is_being_sent_meanwhile_is_not_sent_twice(store: Store, post: OutboxWorker) -> None:
    """The twin: what was handed out and has not come back is somebody's."""
    queued(store, ANN, BOB)
    first = post.claim()
    with losing_the_answer(store), pytest.raises(StateError, match="cut"):
        post.claim()
    again = post.claim()
    assert first
    assert again
    assert (first.chat_id, again.chat_id, post.claim()) == (ANN, BOB, None)
    post.failed(first, NotSent("no way"))
    post.sent(again, 7)
    assert states(store) == ["queued", "sent"]


@pytest.mark.parametrize("fails", [True, False])
def test_a_weekly_report_that_could_not_be_saved_is_written_at_the_next_look(
    store: Store, new_paper: Paper, *, fails: bool
) -> None:
    """As where the disk is full for a moment: it was left to the week after."""
    now = [NOW]
    post = OutboxWorker(store, replace(render_context(new_paper.settings), admins=(ANN,)), lambda: now[0])
    assert post.claim() is None
    now[0] += timedelta(days=8)
    if fails:
        with losing_the_answer(store, saved=False), pytest.raises(StateError):
            post.claim()
    message = post.claim()
    assert message
    assert message.chat_id == ANN
    assert post.claim({ANN}) is None
