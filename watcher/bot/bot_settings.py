"""What the bot is told of the config: no more than it needs, so that it knows nothing of files and settings."""

from __future__ import annotations

from dataclasses import dataclass

from watcher.core.chats import Catalogue


@dataclass(frozen=True, slots=True)
class BotSettings:
    """The part of the config that an edit may change while the bot works."""

    catalogue: Catalogue
    """What subscribers can follow."""
    admins: tuple[int, ...]
    """The chats of the watcher's administrators."""
    rate: float
    """Messages a second, over all chats."""
