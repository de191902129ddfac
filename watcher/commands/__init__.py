"""PURE: a text or a tapped button becomes an answer and intents. Reads and stores nothing itself."""

from __future__ import annotations

from watcher.commands import texts
from watcher.commands.parts import (
    Answer,
    Asked,
    Forget,
    Intent,
    Offer,
    Pause,
    Quiet,
    Resume,
    Scene,
    Standing,
    StopAll,
    Stored,
    Subscribe,
    Unsubscribe,
)
from watcher.commands.taps import answer_tap
from watcher.commands.typed import answer_typed
from watcher.styled import plain

__all__ = [
    "Answer",
    "Asked",
    "Forget",
    "Intent",
    "Offer",
    "Pause",
    "Quiet",
    "Resume",
    "Standing",
    "StopAll",
    "Stored",
    "Subscribe",
    "Unsubscribe",
    "answer",
]


def answer(asked: Asked, offer: Offer, stored: Stored, standing: Standing | None = None) -> Answer | None:
    """What to say and to store; None where it is not for us: chatter in a group, a command to another bot.

    An answer that would store something is refused, in words, where the person may not change the chat's settings.
    """
    scene = Scene(asked, offer, stored, standing)
    found = answer_tap(scene) if asked.button else answer_typed(scene)
    if found and found.intents and not asked.may_change:
        refused = plain(texts.ADMINISTRATORS_ONLY).html
        return Answer("" if asked.button else refused, toast=texts.ADMINISTRATORS_ONLY)
    return found
