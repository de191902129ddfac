"""PURE: marks what goes to and fro, as where two servers of a site serve two versions in turn: told once, not at every
turn; and limits how often one document is told of in a day (docs/adr/0022)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watcher.core.alerts import Alert
from watcher.core.documents import Change, Json

DAY = timedelta(days=1)
MOST_A_DAY = 3
"""Alerts that one chat gets about one document, in any 24 hours."""
STANDING = "standing"
"""Beside the fields that are compared: whether the document stands there or is withdrawn."""
_STANDS = {"withdrawn": ("there", "withdrawn"), "restored": ("withdrawn", "there")}


@dataclass(frozen=True, slots=True)
class ToldLately:
    """Holds when one chat was told of one document, oldest first; and since when that is known to go to and fro."""

    told: Sequence[datetime] = ()
    flapping_since: datetime | None = None

    @property
    def knows(self) -> bool:
        """Tells whether the chat was told of the document since it is known to go to and fro, and so has read that it
        does."""
        return self.flapping_since is not None and any(at >= self.flapping_since for at in self.told)

    def since(self, moment: datetime) -> list[datetime]:
        """Returns when the chat was told after this moment, oldest first."""
        return [at for at in self.told if at > moment]


def with_unsettled(change: Change, log: Sequence[Change]) -> Change:
    """Returns the change with those of its fields marked that go back to what they were within the last day, which is
    what `log` holds of the document, oldest first. What has gone back once more since is left out."""
    before = [logged for logged in log if logged.id < change.id]
    after = [logged for logged in log if logged.id > change.id]
    moved = _moves(change)
    swings = {name for name, (old, new) in moved.items() if _goes_back(old, new, _pasts(name, before))}
    if not swings and not change.unsettled:
        return change  # itself, as nearly always: many chats are told of one and the same
    over = {name for name in swings if _now(name, after) == moved[name][:1]}
    fields = {name: pair for name, pair in change.fields.items() if name not in over}
    kind = "changed" if STANDING in over else change.kind
    unsettled = {name: _states(name, log) for name in swings - over}
    return replace(change, kind=kind, fields=fields, unsettled=unsettled)


def put_off(change: Change, lately: ToldLately, last_seen: datetime, now: datetime) -> datetime | None:
    """Returns until when a change is not told; None where it is told now. What goes to and fro, as the chat knows
    already, waits until it has stood still for a day, counted from when it was `last_seen` to change; what would be one
    alert too many waits until the first of those before it is a day old."""
    if change.unsettled and change.unsettled.keys() == _moves(change).keys() and lately.knows:
        return last_seen + DAY
    today = lately.since(now - DAY)
    return today[-MOST_A_DAY] + DAY if len(today) >= MOST_A_DAY else None


def is_last_today(lately: ToldLately, now: datetime) -> bool:
    """Tells whether an alert that is told now is the last that its chat gets about the document for a while."""
    return len(lately.since(now - DAY)) == MOST_A_DAY - 1


def spare(alerts: Sequence[Alert]) -> list[int]:
    """Returns the ids of alerts without which the others say the same. `alerts`: those about one document that wait
    together, oldest first; a page that turns for ever must not fill the outbox."""
    ends = {name for alert in (*alerts[:1], *alerts[-1:]) for name in _moves(alert.change)}
    return [alert.id for alert in alerts[1:-1] if _moves(alert.change).keys() <= ends]


def _moves(change: Change) -> dict[str, tuple[Json, Json]]:
    """Returns what a change makes different, old and new by field; under STANDING whether the document stands there."""
    standing = {STANDING: _STANDS[change.kind]} if change.kind in _STANDS else {}
    return {**change.fields, **standing}


def _pasts(name: str, log: Iterable[Change]) -> list[Json]:
    """Returns what a field was before each of these changes of it. Of whether it stands there (STANDING) what it was
    after each, for an alert says only that: what is withdrawn and then restored is told as restored once."""
    return [moved[name][name == STANDING] for moved in map(_moves, log) if name in moved]


def _now(name: str, log: Iterable[Change]) -> tuple[Json, ...]:
    """Returns what a field is after these changes, alone in a tuple; empty where none of them is of it."""
    return next(((moved[name][1],) for moved in map(_moves, reversed(list(log))) if name in moved), ())


def _goes_back(old: Json, new: Json, pasts: Sequence[Json]) -> bool:
    """Tells whether all that differs was so before. Of lists each entry is judged by itself: of two paragraphs each may
    turn at its own pace."""
    if not (isinstance(old, list) and isinstance(new, list)):
        return new in pasts
    lists = [set(map(str, past)) for past in pasts if isinstance(past, list)]
    was, now = set(map(str, old)), set(map(str, new))
    came = all(any(entry in past for past in lists) for entry in now - was)
    went = all(any(entry not in past for past in lists) for entry in was - now)
    return bool(lists) and came and went


def _states(name: str, log: Iterable[Change]) -> tuple[Json, ...]:
    """Returns all that a field was within the day, each once, in the order in which it was seen."""
    found: list[Json] = []
    for moved in map(_moves, log):
        found += [value for value in moved.get(name, ()) if value not in found]
    return tuple(found)
