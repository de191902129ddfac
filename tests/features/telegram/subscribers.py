"""A chat that follows what it said, and the alerts that it was told."""

from __future__ import annotations

from datetime import timedelta

from tests.features.telegram.archive import document, logs
from tests.features.telegram.conftest import CABINET, SETTINGS, Runner
from tests.tools.standin import BotApi, Chat
from tests.tools.subscribing import carry_out
from watcher.core.documents import Document
from watcher.jobs.setup import bot_settings

MEETING = document("m1", "Cabinet", "meeting", details={"date": "2026-12-01", "meeting": "Cabinet, 1 December 2026"})
SPOKEN = {"meeting": "Cabinet, 1 December 2026"}
PAPER = document("r1", "SEND strategy", part_of="m1", details=SPOKEN)
DAY = timedelta(days=1)


def subscriber(api: BotApi, runner: Runner, *said: str) -> Chat:
    """Who said these earlier; the answers are not among what they were told."""
    for one in said:
        carry_out(runner.store, bot_settings(SETTINGS).catalogue, 42, one, runner.clock())
    return api.private(42)


def told(runner: Runner, chat: Chat, *found: Document, source: object = CABINET) -> list[str]:
    """What comes into the chat of these, found now."""
    before = len(chat.messages)
    logs(runner, source, *found)  # type: ignore[arg-type]  # a Source
    runner.deliver()
    return [message.text for message in chat.messages[before:]]


def opened(ann: Chat, runner: Runner) -> None:
    """What the button under the last alert opens."""
    ann.taps("Fewer like this")
    runner.answer()


def hangs_since_before(chat: Chat) -> None:
    """The last alert has the buttons that earlier versions hung under it."""
    (row,) = chat.messages[-1].buttons[-1:]
    number = row[0]["callback_data"].rpartition(":")[2]
    chat.messages[-1].buttons[-1:] = [
        [
            {"text": "Why this?", "callback_data": f"alert:0:why:{number}"},
            {"text": "Mute for 30 days …", "callback_data": f"alert:0:mute:{number}"},
        ]
    ]
