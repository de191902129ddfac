"""Tracks the plans that a visit's papers show: what turned in them is told with the paper, and once that a date is
over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from watcher.core.defaults import LONDON
from watcher.core.documents import PAGE_BREAK, Change, Document
from watcher.core.plans import PlanTurn
from watcher.core.sources import Source
from watcher.core.visits import StoredDocument
from watcher.store import Connection, documents, plans

LATE = "overdue"
"""The field of a change that says which actions are past their date now."""


def with_plans(
    db: Connection, changes: Iterable[Change], read: Iterable[StoredDocument], source: Source, now: datetime
) -> list[Change]:
    """Returns the changes, those of papers that show a plan with what turned in it; and one more for each paper of
    which a date is over now. `read`: what the visit has read, those whose words were learnt later included."""
    today = now.astimezone(LONDON).date()
    changes = list(changes)
    papers = [known.document for known in read if is_opened(known.document)]
    news = {change.document.key for change in changes}
    dated = [(paper, day_of(paper) or (today if paper.key in news else date.min)) for paper in papers]
    dated.sort(key=lambda pair: pair[1])
    turned = {paper.key: _turned(db, paper, day, source, today) for paper, day in dated}
    found = [_with(change, turned.get(change.document.key, ())) for change in changes]
    return [*found, *_past(db, source, today)]


def is_opened(document: Document) -> bool:
    """Tells whether the document's words are those of its file, read just now."""
    return bool(document.words and document.details.get("text"))


def day_of(document: Document) -> date | None:
    """Returns the day of the meeting for which a paper was written, else that of its publication, else the day or the
    month in its title; None where none is known."""
    from watcher.sources.dates import day, month  # their patterns: only a visit that has opened a paper needs them

    meeting = document.details.get("meeting")
    met = day(meeting) if isinstance(meeting, str) else None
    return met or document.published or day(document.title) or month(document.title)


def _turned(db: Connection, paper: Document, as_of: date, source: Source, today: date) -> tuple[PlanTurn, ...]:
    """Saves the plan that a paper shows, and returns what turned in it; nothing for a paper without a plan, or an
    earlier one than was read."""
    from watcher.rules.plan_rows import plan_rows
    from watcher.rules.plan_turns import plan_turns, same_actions

    rows = plan_rows(paper.words.split(PAGE_BREAK))
    plan = plans.plan_with(db, rows, paper.url) if rows else plans.StoredPlan()
    if not rows or as_of < plan.as_of or (plan.id and as_of == date.min):
        return ()  # an earlier paper that is read later says nothing of now
    pairs = same_actions([action.row for action in plan.actions], rows)
    plans.save(db, source.id, paper, as_of, plan, pairs, today)
    return plan_turns(pairs)


def _with(change: Change, turns: Sequence[PlanTurn]) -> Change:
    if not turns or change.kind not in ("new", "changed"):
        return change
    return replace(change, since_last=replace(change.since_last, plan=tuple(turns)))


def _past(db: Connection, source: Source, today: date) -> list[Change]:
    """Returns that dates are over, as a change of the paper that names them."""
    found = []
    for key, rows in plans.take_past(db, source.id, today).items():
        known = documents.load_named(db, source.id, [key], [], []).get(key)
        if known and not known.withdrawn:
            turns = tuple(PlanTurn("past", row.label, row.due, row.state, row.page) for row in rows)
            change = Change("changed", known.document, {LATE: ([], [row.label for row in rows])})
            found.append(_with(change, turns))
    return found
