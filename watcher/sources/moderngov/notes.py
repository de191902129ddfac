"""Remembers things from one visit to a portal to the next; the only reader and writer of `visit.notes`."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from watcher.core.visits import Visit

CUT = "cut"
"""The meetings (by number) whose new papers were not all told, for want of time: their pages are read first."""
_SPENT, _RESERVED = "requests", "requests kept"


def recall(visit: Visit, name: str) -> dict[str, str]:
    """Return a remembered table; empty where nothing (or nothing readable, from another version) is remembered."""
    try:
        table = json.loads(visit.notes.get(name, "{}"))
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in table.items()} if isinstance(table, dict) else {}


def remember(visit: Visit, name: str, table: dict[str, str]) -> None:
    """Keep a table under a name; an empty one is forgotten."""
    if table:
        visit.notes[name] = json.dumps(table, sort_keys=True)
    else:
        visit.notes.pop(name, None)


def is_due(visit: Visit, what: str, every: timedelta) -> bool:
    """Tell whether so much time has passed since this was last stamped; a clock set back makes nothing wait for
    ever."""
    before = last(visit, what)
    return before is None or not timedelta() <= visit.now - before < every


def stamp(visit: Visit, what: str) -> None:
    """Note that this was done now."""
    visit.notes[f"at:{what}"] = visit.now.isoformat()


def last(visit: Visit, what: str) -> datetime | None:
    """Return when this was last stamped; None where it never was."""
    return moment(visit.notes.get(f"at:{what}", ""))


def was_stamped(visit: Visit, what: str) -> bool:
    """Tell whether this was ever done."""
    return f"at:{what}" in visit.notes


def spent(visit: Visit) -> int:
    """Return how many requests the visits of the last hour took, without that of the baseline."""
    return sum(map(int, _of_the_last_hour(visit).values()))


def reserve(visit: Visit, requests: int) -> None:
    """Keep so many requests of this visit for the next one, which will need more than its share."""
    remember(visit, _RESERVED, {"requests": str(requests)} if requests else {})


def reserved(visit: Visit) -> int:
    """Return how many of its requests this visit keeps for the next."""
    kept = recall(visit, _RESERVED).get("requests", "")
    return int(kept) if kept.isdigit() else 0


def spend(visit: Visit, requests: int) -> None:
    """Note how many requests this visit took."""
    if not visit.first:
        remember(visit, _SPENT, _of_the_last_hour(visit) | {visit.now.isoformat(): str(requests)})


def _of_the_last_hour(visit: Visit) -> dict[str, str]:
    table = recall(visit, _SPENT).items()
    lately = {at: count for at, count in table if (when := moment(at)) and abs(visit.now - when) < timedelta(hours=1)}
    return {at: count for at, count in lately.items() if count.isdigit()}


def moment(written: str) -> datetime | None:
    """Read a moment as it is remembered; None where none is."""
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None
