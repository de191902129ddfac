"""Finds among the alerts to be told now those that tell one event: each chat hears of it once (docs/adr/0038)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from watcher.core.alerts import Alert
from watcher.core.documents import Change
from watcher.jobs.recent_changes import RecentChanges
from watcher.rules.additions import adds, titles_added
from watcher.rules.earlier_events import EarlierEvents
from watcher.rules.repeats import EventTold, as_one, by_event, is_worth_a_reply, not_covered, other_documents
from watcher.rules.same_event import APART, NAMELESS, Told, event_number
from watcher.store import Connection, events
from watcher.store.alerts import drop


@dataclass(slots=True)
class ToldOnce:
    """The alerts to be told in full, each event once; Telegram's number of the message to which such an alert replies,
    by the alert's id; and the alerts that are a mere reply, each event's as one."""

    in_full: list[Alert] = field(default_factory=list)
    replies_to: dict[int, int] = field(default_factory=dict)
    mere_replies: list[Alert] = field(default_factory=list)


def told_once(db: Connection, due: Sequence[Alert]) -> ToldOnce:
    """Sorts alerts that are due; drops those that tell nothing new to anybody."""
    found = ToldOnce()
    numbers = {event_number(alert.change) for alert in due}
    several = {event_number(alert.change) for alert in due if alert.change.same_as}
    several |= events.told_by_several(db, numbers)
    told = events.told(db, several, {alert.chat_id for alert in due}) if several else {}
    for group in by_event(due):
        before = told.get((group[0].chat_id, group[0].thread_id, event_number(group[0].change)), [])
        if not before:
            found.in_full.append(as_one(group))
        else:
            _told_again(db, group, before, found)
    return found


def _told_again(db: Connection, group: list[Alert], before: list[EventTold], found: ToldOnce) -> None:
    """Sorts the alerts of an event that their chat has heard of: told in full, as a mere reply, or dropped."""
    whole, known = as_one(group), events.documents_told(db, before)
    if not_covered(group, before):
        found.in_full.append(whole)
        found.replies_to[whole.id] = before[0].telegram_id
        return
    others = other_documents((whole.change, *whole.elsewhere), known)
    if others and is_worth_a_reply(whole, before):
        found.replies_to[whole.id] = before[0].telegram_id
        found.mere_replies.append(_of_these(whole, others))
    else:
        drop(db, [*whole.also, whole.id])


def _of_these(whole: Alert, changes: Sequence[Change]) -> Alert:
    """Returns the alert as the first of these changes, with the rest as what is told elsewhere."""
    return replace(whole, change=changes[0], elsewhere=tuple(changes[1:]))


def with_events(
    db: Connection, found: Iterable[Change], outlets: Mapping[str, str], recent: RecentChanges
) -> list[Change]:
    """Returns the changes of one visit, not saved yet (`source` and `at` are set), each with the number of the change
    by which another source told its event first. What a collection has gained comes before the collection that says
    so."""
    every = list(found)
    found = sorted(
        every, key=lambda change: bool(titles_added(change)) and any(adds(change, other.document) for other in every)
    )
    if not found or found[0].at is None:
        return found
    if all(change.document.kind in NAMELESS for change in found):
        return found
    told = [Told(change, outlets.get(change.source, "")) for change in found]
    with recent.since(db, found[0].at - APART, outlets) as index:
        earlier = EarlierEvents(index)
        return [replace(each.change, same_as=earlier.first_of(each)) for each in told]
