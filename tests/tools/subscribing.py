"""Stores what somebody asks the bot for without Telegram between: the bot's own answer, carried out. For tests of what
comes of it; how the same words come in, and how they are answered, the tests of the conversation show. So nothing is
looked up for an answer that nobody reads: what the chat found lately, and what it can expect."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tests.tools.lookups import FakeLookups
from watcher.bot.commands import answer
from watcher.core.chats import Catalogue, Request
from watcher.store import Store, subscriptions
from watcher.store.lookups import committees


def carry_out(store: Store, catalogue: Catalogue, chat_id: int, said: str, now: datetime) -> None:
    """What a person in their own chat says, which must be something to be stored."""
    asked = Request(chat_id, "private", said)
    portals = tuple(source.id for source in catalogue.sources if source.kind == "moderngov")
    with store.read() as db:
        catalogue = replace(catalogue, committees=committees(db, portals) if portals else ())
        stored = subscriptions.stored(db, chat_id, now, asked.thread_id)
        reply = answer(asked, catalogue, stored, FakeLookups(now))
    assert reply, said
    assert reply.actions, reply.html
    with store.write() as db:
        subscriptions.carry_out(db, asked, reply.actions, now)
