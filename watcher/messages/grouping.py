"""PURE: puts alerts together that are told in one message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from watcher.core.alerts import Alert
from watcher.core.meetings import meeting_of

MANY = 10
MOST_APART = 5  # messages that one chat gets at once of what had to wait
LONG_WAIT = timedelta(hours=2)


def bundle(told_once: Iterable[Alert]) -> list[list[Alert]]:
    """Returns what belongs in one message: changes of one meeting (or one provider, or one feed) seen in one visit; of
    a digest, everything. Chats and forum topics are never mixed."""
    chats: dict[tuple[object, ...], dict[tuple[object, ...], list[Alert]]] = {}
    for alert in told_once:
        bundles = chats.setdefault((alert.chat_id, alert.thread_id, alert.frequency), {})
        bundles.setdefault(_belongs(alert), []).append(alert)
    return [alerts for bundles in chats.values() for alerts in bundles.values()]


def combine_backlog(bundles: Iterable[list[Alert]], now: datetime) -> list[tuple[list[Alert], bool]]:
    """Returns the bundles, each with whether it is all that one chat missed: many that had to wait, as in a pause, a
    night or while Telegram was out of reach, come as one."""
    waiting: dict[tuple[int, int], list[list[Alert]]] = {}
    told: list[tuple[list[Alert], bool]] = []
    for alerts in bundles:
        if alerts[0].frequency == "now":
            waiting.setdefault((alerts[0].chat_id, alerts[0].thread_id), []).append(alerts)
        else:
            told.append((alerts, False))
    for group in waiting.values():
        oldest = min((alert.change.at or now for alerts in group for alert in alerts), default=now)
        if len(group) > MOST_APART and now - oldest >= LONG_WAIT:
            told.append(([alert for alerts in group for alert in alerts], True))
        else:
            told += [(alerts, False) for alerts in group]
    return told


def _belongs(alert: Alert) -> tuple[object, ...]:
    return () if alert.frequency != "now" else (alert.change.source, alert.change.at, meeting_of(alert.change.document))


def is_flood(alerts: Sequence[Alert]) -> bool:
    """Tells whether so many alerts come from one source at once that people wonder why; never for the papers of a
    meeting."""
    first = alerts[0]
    return len(alerts) > MANY and first.frequency == "now" and not meeting_of(first.change.document)
