"""What strangers wrote, made harmless for a terminal: no control sequence, nothing that turns a line round."""

from __future__ import annotations

from watcher.core.unsafe_signs import ANY_UNSAFE


def harmless(words: str) -> str:
    """Returns the words without signs that command a terminal or turn a line round; lines stay lines."""
    return ANY_UNSAFE.sub("", words)


def put(words: str) -> None:
    """Prints them."""
    print(harmless(words))
