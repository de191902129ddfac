"""PURE: a text or a tapped button becomes an answer and intents. Reads and stores nothing itself."""

from __future__ import annotations

from watcher.commands.library import Library, Shelf
from watcher.commands.parts import (
    Answer,
    Approve,
    Asked,
    Forget,
    Intent,
    Mute,
    Offer,
    Pause,
    Quiet,
    Reject,
    Resume,
    Scene,
    Standing,
    StopAll,
    Stored,
    Subscribe,
    Unmute,
    Unsubscribe,
)
from watcher.commands.taps import answer_tap
from watcher.commands.typed import answer_typed
from watcher.styled import plain
from watcher.texts import conversation as texts

__all__ = [
    "Answer",
    "Approve",
    "Asked",
    "Forget",
    "Intent",
    "Library",
    "Mute",
    "Offer",
    "Pause",
    "Quiet",
    "Reject",
    "Resume",
    "Standing",
    "StopAll",
    "Stored",
    "Subscribe",
    "Unmute",
    "Unsubscribe",
    "answer",
]
EMPTY = Shelf()


def answer(
    asked: Asked, offer: Offer, stored: Stored, standing: Standing | None = None, library: Library = EMPTY
) -> Answer | None:
    """What to say and to store; None where it is not for us: chatter in a group, a command to another bot.

    An answer that would store something, or that changes by a tap what all see, is refused, in words, where the person
    may not change the chat's settings.
    """
    scene = Scene(asked, offer, stored, standing, library)
    found = answer_tap(scene) if asked.button else answer_typed(scene)
    if found and not asked.may_change and found.needs_rights(asked):
        refused = plain(texts.ADMINISTRATORS_ONLY).html
        return Answer("" if asked.button else refused, toast=texts.ADMINISTRATORS_ONLY)
    return found
