"""Chooses which of the alerts that are due are told now: not what was taken back, nor each turn of what goes to and
fro, nor more of one document than a chat can bear in a day. What waits is told later, with all that comes to it by
then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from watcher.core.alerts import Alert
from watcher.core.documents import Change
from watcher.messages.context import RenderContext
from watcher.messages.render import source_unsettled
from watcher.rules.flapping import ToldLately, is_last_today, put_off, spare, with_unsettled
from watcher.rules.merging import merge_edits, was_reverted
from watcher.store import Connection, chats, outbox
from watcher.store.alerts import drop
from watcher.store.recently_told import Lately


def paced(db: Connection, due: Iterable[Alert], render_context: RenderContext, now: datetime) -> list[Alert]:
    """Returns the alerts to be told now, each document once in a chat, with what of it goes to and fro marked; drops
    the others or puts them off. Queues a message for the administrators the first time that somebody is told that a
    document goes to and fro."""
    lately = Lately(db, now)
    due = lately.with_what_waits(due)
    by_number = {alert.id: alert for alert in due}
    told_now: list[Alert] = []
    unsettled: list[Change] = []
    for alert in merge_edits(due):
        log = _seen(lately, alert)
        marked = with_unsettled(alert.change, log)
        alert = alert if marked is alert.change else replace(alert, change=marked)
        known = _known(lately, alert, unsettled)
        if was_reverted(alert):
            drop(db, [alert.id, *alert.also])
        elif alert.frequency == "now" and (until := _until(alert, known, log, now)):
            _put_off(db, [by_number[number] for number in (*alert.also, alert.id)], until)
        else:
            last = alert.frequency == "now" and is_last_today(known, now)
            told_now.append(replace(alert, last_today=True) if last else alert)
    _tell_admins(db, unsettled, render_context, now)
    return told_now


def _seen(lately: Lately, alert: Alert) -> tuple[Change, ...]:
    """Returns the changes of the alert's document in the last day; for a digest only those up to its own change, for
    what comes after it has a place in the next digest."""
    log = lately.changes(alert.change)
    return log if alert.frequency == "now" else tuple(change for change in log if change.id <= alert.change.id)


def _known(lately: Lately, alert: Alert, unsettled: list[Change]) -> ToldLately:
    """Returns what the chat was told of the document; adds a change to `unsettled` where its document begins to go to
    and fro."""
    since = None
    if alert.change.unsettled:
        since, begins = lately.flapping_since(alert.change)
        unsettled += [alert.change] if begins else []
    return lately.told(alert, since)


def _until(alert: Alert, known: ToldLately, log: tuple[Change, ...], now: datetime) -> datetime | None:
    """Returns until when an alert is put off; None where it is told now."""
    seen = [change.at for change in log if change.at]
    return put_off(alert.change, known, seen[-1] if seen else now, now)


def _put_off(db: Connection, alerts: list[Alert], until: datetime) -> None:
    """Puts these alerts of one document off, and drops those of them that nobody will miss."""
    unneeded = spare(alerts)
    drop(db, unneeded)
    outbox.put_off(db, [alert.id for alert in alerts if alert.id not in unneeded], until)


def _tell_admins(db: Connection, unsettled: list[Change], render_context: RenderContext, now: datetime) -> None:
    by_source: dict[str, list[Change]] = {}
    for change in unsettled:
        by_source.setdefault(change.source, []).append(change)
    for source, some in by_source.items():
        said = source_unsettled(render_context.name(source), some)
        chats.tell_administrators(db, render_context.admins, said, now)
