"""Holds what the bot must know of the config, and nothing else of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watcher.core.chats import Catalogue


@dataclass(frozen=True, slots=True)
class BotSettings:
    """Holds the part of the config that an edit may change while the bot works."""

    catalogue: Catalogue
    """What subscribers can follow."""
    admins: tuple[int, ...]
    """The chats of the watcher's administrators."""
    rate: float
    """Messages a second, over all chats."""
