"""PURE: puts the life of an item into dated steps, from what is remembered of its documents and their changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Literal

from watcher.core.documents import Change, Document, DocumentKind, Json
from watcher.core.queries import SearchHit, Story

StepKind = Literal[
    "planned", "issue", "report", "agenda", "decided", "call-in", "minutes", "seen", "changed", "withdrawn", "restored",
]  # fmt: skip
_ORDER: Sequence[StepKind] = (
    "planned", "issue", "seen", "report", "restored", "changed", "agenda", "decided", "minutes", "call-in", "withdrawn",
)  # fmt: skip
"""Of what was on one day."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happened on a day, or is to happen, and the document that says so."""

    day: date
    kind: StepKind
    document: Document
    fields: Mapping[str, tuple[Json, Json]]
    """What changed, old and new; empty unless the step is that."""


def steps_of(story: Story, zone: tzinfo) -> list[Step]:
    """Returns the steps of an item's life, the newest last. A day that the council gives counts before the one on which
    it was first seen here."""
    first_seen: dict[str, SearchHit] = {}
    for hit in sorted(story.documents, key=lambda hit: hit.seen):
        first_seen.setdefault(hit.document.key, hit)
    found = [step for hit in first_seen.values() for step in _of(hit, zone)]
    found += filter(None, (_changed(change, zone) for change in story.changes))
    once = {(step.day, step.kind, step.document.key): step for step in found}
    return sorted(once.values(), key=lambda step: (step.day, _ORDER.index(step.kind)))


def _of(hit: SearchHit, zone: tzinfo) -> Iterator[Step]:
    """Yields the first step of a document, and the end of its call-in where it has one."""
    document, seen = hit.document, hit.seen.astimezone(zone).date()
    kind, date_of = _FIRST.get(document.kind, ("seen", _published))
    said = date_of(document)
    yield Step(seen if said is None else said, kind, document, {})
    last = _detail(document, "call_in_until")
    if last is not None:
        yield Step(last, "call-in", document, {})


def _published(document: Document) -> date | None:
    return document.published


def _detail(document: Document, name: str) -> date | None:
    try:
        return date.fromisoformat(str(document.details.get(name) or ""))
    except ValueError:
        return None


_FIRST: Mapping[DocumentKind, tuple[StepKind, Callable[[Document], date | None]]] = {
    "plan-item": ("planned", _published),
    "issue": ("issue", _published),
    "report": ("report", _published),
    "decision": ("decided", lambda document: _detail(document, "decided") or document.published),
    "meeting": ("agenda", lambda document: _detail(document, "date")),
    "minutes": ("minutes", _published),
    "decisions": ("minutes", _published),
}


def _changed(change: Change, zone: tzinfo) -> Step | None:
    """Returns the step that a change is; None for what is new, and for a meeting, which changes with each of its
    papers."""
    if change.at is None or change.kind == "new" or change.document.kind == "meeting":
        return None
    return Step(change.at.astimezone(zone).date(), change.kind, change.document, change.fields)


def lies_ahead(step: Step, today: date) -> bool:
    """Tells whether a step is still to come; a day counts until it is over."""
    return step.day >= today
