"""Who follows something, in words."""

from __future__ import annotations

from watcher.core.errors import StateError
from watcher.core.text import pluralise
from watcher.jobs.read_only import followers


def follow(database_url: str, what: str) -> str:
    """Returns in words how many chats follow it (`3 chats follow it`), or that this can't be told."""
    try:
        number = followers(database_url, what)
    except StateError as error:
        return f"Those who follow it (how many can't be told: {error})"
    if number is None:
        return "Those who follow it"
    return f"{pluralise(number, 'chat')} follow{'s' if number == 1 else ''} it"
