"""PURE: several alerts about one thing become one: edits of one document, and one story in two papers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from watcher.model import Alert, Document, Json
from watcher.wording import fold, only_minor

EDITS_APART = timedelta(hours=6)
NEARLY_EQUAL = 0.8
FEWEST_WORDS = 4


def edit_due(told: datetime | None, waiting: datetime | None, now: datetime) -> datetime:
    """When a chat is told of an edit seen now: with the edit before, if that is still `waiting`; else six hours after
    the one before was `told`, or at once (facts/news.md: live pages are edited every few minutes). A moment that only
    a clock which ran ahead can have named counts for nothing."""
    due = waiting or (told + EDITS_APART if told else now)
    return due if now < due <= now + EDITS_APART else now


def merged(alerts: Iterable[Alert]) -> list[Alert]:
    """The alerts with each document told once: a change of what waits to be told anyway becomes part of it, old as
    before the first and new as after the last; what was taken back in between is `undone`. `also` names the alerts that
    are told with one."""
    waiting: list[Alert] = []
    place: dict[tuple[object, ...], int] = {}
    for alert in alerts:
        of = (alert.chat_id, alert.thread_id, alert.frequency, alert.change.source, alert.change.document.key)
        at = place.get(of)
        if at is not None and alert.change.kind == "changed" and waiting[at].change.kind in ("new", "changed"):
            waiting[at] = _both(waiting[at], alert)
        else:
            place[of] = len(waiting)
            waiting.append(alert)
    return waiting


def undone(alert: Alert) -> bool:
    """Whether nothing is left to tell of it: an edit was taken back before anybody heard of it."""
    return alert.change.kind == "changed" and not alert.change.fields


def _both(before: Alert, after: Alert) -> Alert:
    first, last = before.change, after.change
    fields = dict(first.fields)
    for name, (old, new) in last.fields.items():
        fields[name] = (fields[name][0], new) if name in fields else (old, new)
    minor = first.minor and last.minor
    net = {name: pair for name, pair in fields.items() if _counts(name, *pair, minor=minor)}
    change = replace(last, kind=first.kind, at=first.at, fields=net if first.kind == "changed" else {}, minor=minor)
    reasons = tuple(dict.fromkeys((*before.reasons, *after.reasons)))
    quotes = tuple(dict.fromkeys((*before.quotes, *after.quotes)))
    wishes = tuple(dict.fromkeys((*before.wishes, *after.wishes)))
    also = (*before.also, before.id)
    return replace(after, change=change, reasons=reasons, wishes=wishes, quotes=quotes, also=also)


def _counts(name: str, old: Json, new: Json, *, minor: bool) -> bool:
    """Whether two edits together make a difference; a mere correction only where each of them was one."""
    if name in ("title", "summary") and not minor:
        return not only_minor(str(old), str(new))
    return old != new


def same_story(one: Document, other: Document) -> bool:
    """Whether two articles are surely one story in two papers: the same day, titles nearly equal. Real pairs score
    0.02 to 0.62 and different stories up to 0.40 (facts/news.md, "What decides the design", 9), so hardly any are
    called the same."""
    if one.kind != "article" or other.kind != "article" or not one.published or one.published != other.published:
        return False
    words, others = _words(one.title), _words(other.title)
    together = words | others
    return len(together) >= FEWEST_WORDS and len(words & others) / len(together) >= NEARLY_EQUAL


@lru_cache(4096)  # of a flood each title is compared with many others
def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(title).casefold()))
