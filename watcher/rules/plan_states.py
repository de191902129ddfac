"""PURE: names the states of an action in a plan or tracker, such as RED or On track, and how they are written."""

from __future__ import annotations

from watcher.core.text import collapse_spaces

_COLOURS = {"r": "RED", "a": "AMBER", "g": "GREEN", "b": "BLUE"}
_AS_ONE = {
    "completed": "complete", "closed": "complete", "done": "complete", "achieved": "complete", "delivered": "complete",
    "on target": "on track", "on schedule": "on track", "not yet started": "not started", "not yet due": "not due",
    "underway": "in progress", "under way": "in progress", "started": "in progress", "on going": "ongoing",
    "behind schedule": "delayed", "behind": "delayed", "slipped": "delayed", "off target": "off track",
}  # fmt: skip
"""Words that say the same of an action."""
_OWN = ("red", "amber", "green", "blue", "complete", "on track", "not started", "not due", "in progress", "ongoing",
        "delayed", "off track", "overdue", "at risk", "on hold", "paused", "incomplete", "open")  # fmt: skip
DONE = frozenset({"complete"})
BAD = frozenset({"RED", "overdue", "delayed", "off track", "at risk"})
_WORDS = "|".join(
    "[ -]".join(
        f"{word[0].upper()}(?i:{word[1:]})" if not at else f"(?i:{word})" for at, word in enumerate(said.split())
    )
    for said in sorted((*_OWN, *_AS_ONE), key=len, reverse=True)
)
STATE = rf"(?<![\w/&%.-])(?:{_WORDS})(?![\w/&%.:-])"
"""Begins with a capital; no part of a longer expression (`Amber/Green`, `80%`, `Complete.`)."""
LETTER = r"(?<![\w/&.'-])[RAGB](?![\w/&.'-])"


def state_of(words: str) -> str:
    """Returns a state as it is kept: `RED`, `complete`, `on track`; a letter of RAG as its colour."""
    said = collapse_spaces(words.replace("-", " ")).casefold()
    if said in ("red", "amber", "green", "blue"):
        return said.upper()
    return _COLOURS.get(said) or _AS_ONE.get(said, said)
