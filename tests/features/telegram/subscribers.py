"""A chat that follows what it said, and the alerts that it was told."""

from __future__ import annotations

from datetime import timedelta

from tests.features.telegram.archive import document, logs
from tests.features.telegram.conftest import CABINET, Office
from tests.tools.standin import BotApi, Chat
from watcher.core.documents import Document

MEETING = document("m1", "Cabinet", "meeting", details={"date": "2026-12-01", "meeting": "Cabinet, 1 December 2026"})
SPOKEN = {"meeting": "Cabinet, 1 December 2026"}
PAPER = document("r1", "SEND strategy", part_of="m1", details=SPOKEN)
DAY = timedelta(days=1)


def subscriber(api: BotApi, office: Office, *said: str) -> Chat:
    ann = api.private(42)
    for one in said:
        ann.says(one)
    office.answer()
    return ann


def told(office: Office, chat: Chat, *found: Document, source: object = CABINET) -> list[str]:
    """What comes into the chat of these, found now."""
    before = len(chat.messages)
    logs(office, source, *found)  # type: ignore[arg-type]  # a Source
    office.deliver()
    return [message.text for message in chat.messages[before:]]
