"""PURE: tells what a portal's status says of a meeting: whether it takes place on its day (facts/moderngov.md, 4)."""

from __future__ import annotations

from watcher.core.documents import Json

_CALLED_OFF = {"cancel": "Cancelled", "postpone": "Postponed", "defer": "Postponed"}
"""How a status begins that people read under a word of its own."""
_OFF = (*_CALLED_OFF, "abandon", "withdraw", "adjourn")
"""How a status begins under which nothing takes place on that day."""
AS_PLANNED = frozenset({"", "confirmed"})
"""The portals' own word for a meeting of which there is nothing to say; most say none."""


def is_off(status: Json) -> bool:
    """Tells whether a status says that a meeting does not take place on its day."""
    said = str(status or "").casefold()
    return any(word in said for word in _OFF)


def called_off(status: Json) -> str:
    """Returns the word for a meeting that does not take place: Cancelled, Postponed, or else the status itself; empty
    where it does."""
    said = str(status or "").casefold()
    shown = next((shown for word, shown in _CALLED_OFF.items() if word in said), "")
    return shown or (str(status).capitalize() if is_off(status) else "")
