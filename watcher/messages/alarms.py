"""PURE: tells what administrators are told of a visit. Most visits have nothing for them, and load no words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from watcher.rules.due import given_up
from watcher.rules.source_health import moved_to, to_be_asked

if TYPE_CHECKING:
    from watcher.core.alerts import Buttons
    from watcher.core.sources import Source
    from watcher.core.visits import Health


def for_administrators(source: Source, before: Health, after: Health) -> Iterator[tuple[str, Buttons]]:
    """Yields what the administrators are told of a source, each thing once and with its buttons: something is held
    back, for them to decide on; the source broke, or is given up; it is read again; its address has moved for good
    (DESIGN.md, "What must always hold", 8)."""
    held = to_be_asked(before, after)
    broke = after.broken_since and (not before.broken_since or (given_up(after) and not given_up(before)))
    again = bool(before.broken_since and not after.broken_since)
    moved = moved_to(after.notes) if moved_to(after.notes) != moved_to(before.notes) else ""
    if not (held or broke or again or moved):
        return
    from watcher.messages import admin  # the words, with all that makes messages of them

    if held:
        yield admin.source_held(source, after.reason or "")
    elif broke:
        yield admin.source_broke(source, after.state, after.reason or "", again=not given_up(after)), ()
    if again and before.broken_since and after.last_visit:
        yield admin.source_recovered(source, before.reason or "", after.last_visit - before.broken_since), ()
    if moved:
        yield admin.source_moved(source, moved), ()
