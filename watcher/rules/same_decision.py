"""PURE: finds the decision of an item on its meeting's page that is the one in the register (facts/moderngov.md,
"Identity and change"): of the same portal, title and meeting, or committee and day."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from watcher.core.documents import Change, Document
from watcher.rules.item_thread import folded, item_title, portal_of, same_meeting

_OF_AN_ITEM, _OF_THE_REGISTER = re.compile(r"dai\d+"), re.compile(r"d\d+")
_MOST_ALIKE = 10
"""Decisions of one title told at once: of more nobody can say which are one."""


def is_of_an_item(document: Document) -> bool:
    """Tells whether a document is a decision as its meeting's page has it: without what the register says of it."""
    return document.kind == "decision" and bool(_OF_AN_ITEM.fullmatch(document.key))


def same_decision(first: Document, second: Document) -> bool:
    """Tells whether one of them stands on a meeting's page and the other in the register, and both are surely one
    decision."""
    pairs = ((first, second), (second, first))
    if not any(is_of_an_item(on_page) and _is_registered(other) for on_page, other in pairs):
        return False
    title = _title(first)
    return (
        bool(title)
        and title == _title(second)
        and portal_of(first) == portal_of(second)
        and same_meeting(first, second)
    )


def says_less(document: Document) -> bool:
    """Tells whether a document says less of a decision than the register, which has until when it can be called in."""
    return document.kind == "decisions" or is_of_an_item(document)


def of_sheets(told: Mapping[int, Change], items: Mapping[int, Collection[str]]) -> dict[int, int]:
    """Returns, by their events, each new sheet of a meeting's decisions that is told for one item alone, by `items`,
    with the decision in the register that decides it; only where there is one."""
    registered: dict[str, list[int]] = defaultdict(list)
    for event, change in told.items():
        if change.kind == "new" and _is_registered(change.document):
            registered[_title(change.document)].append(event)
    found: dict[int, int] = {}
    for event, change in told.items():
        titles = {folded(item) for item in items.get(event, ())} if change.document.kind == "decisions" else set()
        decisions = registered.get(next(iter(titles)), []) if len(titles) == 1 and change.kind == "new" else []
        if len(decisions) == 1 and _is_sheet_of(change.document, told[decisions[0]].document):
            found[event] = decisions[0]
    return found


def _is_sheet_of(sheet: Document, decision: Document) -> bool:
    return bool(_title(decision)) and portal_of(sheet) == portal_of(decision) and same_meeting(sheet, decision)


def twins(told: Mapping[int, Change]) -> dict[int, int]:
    """Returns, of new decisions by the number of their event, the event of each in the register with that of the same
    decision on a meeting's page; only where neither can be another's."""
    alike: dict[str, list[int]] = defaultdict(list)
    for event, change in told.items():
        if change.kind == "new" and (title := _title(change.document)):
            alike[title].append(event)
    found: dict[int, int] = {}
    for events in alike.values():
        if 1 < len(events) <= _MOST_ALIKE:
            found |= _surely_one({event: told[event].document for event in events})
    return found


def _surely_one(documents: Mapping[int, Document]) -> dict[int, int]:
    pairs = [
        (registered, of_item)
        for registered, document in documents.items()
        for of_item, other in documents.items()
        if _is_registered(document) and same_decision(document, other)
    ]
    often = Counter(event for pair in pairs for event in pair)
    return {registered: of_item for registered, of_item in pairs if often[registered] == often[of_item] == 1}


def _is_registered(document: Document) -> bool:
    return document.kind == "decision" and bool(_OF_THE_REGISTER.fullmatch(document.key))


def _title(document: Document) -> str:
    """Returns the words of what was decided on; empty for what is no decision, or stands on every agenda."""
    return folded(item_title(document)) if document.kind == "decision" else ""
