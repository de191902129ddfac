"""Says what goes in place of a picture or a file that can't be sent."""

from __future__ import annotations

import logging
from dataclasses import replace

from watcher.core.alerts import Message
from watcher.core.errors import BadMessage

log = logging.getLogger(__name__)


def without_attachment(message: Message, error: BadMessage) -> Message | None:
    """Returns what goes in place of a message whose picture or file was refused; None where nothing is to be said."""
    log.warning("A %s was not sent, and its words go alone: %s", "picture" if message.picture else "file", error)
    return in_words(message) if message.file or message.html else None


def in_words(message: Message) -> Message:
    """Returns the message without its picture or its file; in place of a file stands where it may be had."""
    return replace(message, picture=None, file=None, html=message.file.instead if message.file else message.html)
