"""PURE: puts the alerts of one chat together that tell one event: told as one, or, where it was told already, as a
reply or not at all (docs/adr/0038)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from watcher.core.alerts import Alert
from watcher.core.documents import Change, Document, Quote
from watcher.rules.additions import adds
from watcher.rules.report_identity import is_same_report, report_print
from watcher.rules.same_decision import of_sheets, same_decision, says_less, twins
from watcher.rules.same_event import event_number, is_same_document

_NEWS = "article"


@dataclass(frozen=True, slots=True)
class EventTold:
    """One message that told a chat of an event: its own number, Telegram's (0: not known yet), and whether it holds
    more than news of it: the paper or report itself."""

    message: int
    telegram_id: int
    has_document: bool


def by_event(alerts: Iterable[Alert]) -> list[list[Alert]]:
    """Returns the alerts in groups, each of those that tell one event to one chat (or one forum topic), whatever their
    frequency; what came under two numbers in one visit is one too, and a decision on its meeting's page and in the
    register."""
    alerts = list(alerts)
    decisions = _decisions(alerts)
    events: dict[tuple[int, int, int], list[Alert]] = {}
    reports: dict[tuple[int, int, str], int] = {}
    for alert in alerts:
        reader, event, report = (alert.chat_id, alert.thread_id), event_number(alert.change), report_print(alert.change)
        event = reports.setdefault((*reader, report), event) if report else decisions[reader].get(event, event)
        events.setdefault((*reader, event), []).append(alert)
    return list(events.values())


def _decisions(alerts: Iterable[Alert]) -> Mapping[tuple[int, int], Mapping[int, int]]:
    """Returns, by chat and forum topic, the event of each decision that is told twice with the one it is told with: of
    one in the register that on its meeting's page, of a sheet told for one item alone that item's. None that the chat
    may have been told of through another source."""
    first: dict[tuple[int, int], dict[int, Alert]] = defaultdict(dict)
    for alert in alerts:
        if not alert.change.same_as and alert.change.document.kind in ("decision", "decisions"):
            first[alert.chat_id, alert.thread_id][alert.change.id] = alert
    return defaultdict(dict, {reader: _told_twice(told) for reader, told in first.items()})


def _told_twice(told: Mapping[int, Alert]) -> Mapping[int, int]:
    changes = {event: alert.change for event, alert in told.items()}
    items = {
        event: [reason.name for reason in alert.reasons]
        for event, alert in told.items()
        if all(reason.kind == "item" for reason in alert.reasons)
    }
    found = twins(changes)
    return found | {sheet: found.get(decision, decision) for sheet, decision in of_sheets(changes, items).items()}


def as_one(group: Sequence[Alert]) -> Alert:
    """Returns one alert for all of them: the one that says most, with what the others are and why they were wanted.
    Heard at once if any is; a paper or report before the news of it; what says what changed before what is only
    there."""
    lead = min(group, key=lambda alert: (*_rank(alert, group), alert.change.id))
    others = [alert for alert in group if alert is not lead]
    if not others:
        return lead
    every = (lead, *others)
    told = {alert.change.document.url for alert in others}
    related = tuple(each for each in lead.change.related if each.url not in told)
    return replace(
        lead,
        change=replace(lead.change, related=related),
        also=(*lead.also, *(number for alert in others for number in (*alert.also, alert.id))),
        elsewhere=(*lead.elsewhere, *(alert.change for alert in others)),
        reasons=tuple(dict.fromkeys(reason for alert in every for reason in alert.reasons)),
        matched_subscriptions=tuple(dict.fromkeys(wish for alert in every for wish in alert.matched_subscriptions)),
        quotes=lead.quotes or next((_without_pages(alert) for alert in others if alert.quotes), ()),
    )


def _without_pages(alert: Alert) -> tuple[Quote, ...]:
    """Returns what a sheet of decisions says, as it is told beside another document: that has no such pages."""
    if alert.change.document.kind != "decisions":
        return alert.quotes
    return tuple(replace(quote, only_page=True) for quote in alert.quotes)


def not_covered(group: Iterable[Alert], told: Iterable[EventTold]) -> list[Alert]:
    """Returns the alerts that are told in full although the chat has heard of their event: the paper or report itself,
    of which it has read only the news."""
    if any(event.has_document for event in told):
        return []
    return [alert for alert in group if alert.change.document.kind != _NEWS]


def is_worth_a_reply(alert: Alert, told: Sequence[EventTold]) -> bool:
    """Tells whether a chat hears that others tell of an event too: once for an event, and not in a digest."""
    return len(told) == 1 and alert.frequency == "now"


def other_documents(changes: Iterable[Change], known: Iterable[Document]) -> list[Change]:
    """Returns the changes whose document is none that is known: one notice through two sources is one, and a collection
    that only says it holds the notice is nothing more."""
    seen = list(known)
    found = []
    for change in changes:
        if not any(_is_known(change, document) for document in seen):
            found.append(change)
            seen.append(change.document)
    return found


def _is_known(change: Change, document: Document) -> bool:
    """Tells whether somebody who was told of the document is told nothing by this change of another."""
    if is_same_document(change.document, document) or adds(change, document):
        return True
    if change.kind == "new" and same_decision(change.document, document):
        return True
    return is_same_report(change, replace(change, document=document))


def _rank(alert: Alert, group: Iterable[Alert]) -> tuple[bool, bool, bool, bool, bool]:
    change = alert.change
    is_news = change.document.kind == _NEWS
    is_addition = any(adds(change, other.change.document) for other in group)
    return alert.frequency != "now", is_news, is_addition, says_less(change.document), not _says_what_changed(alert)


def _says_what_changed(alert: Alert) -> bool:
    change = alert.change
    return change.document.kind != "publication" or bool(change.document.details.get("note"))
