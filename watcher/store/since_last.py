"""Reads and writes, in the row of a change, what is known of it beside other documents: what differs from the paper
before it, and which papers an article is about or the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from watcher.core.documents import RelatedDocument, SinceLast, TextChange


def since_last_row(since: SinceLast) -> dict[str, Any]:
    """Returns it as JSON: only what there is."""
    row: dict[str, Any] = {}
    if since.plan:
        row["plan"] = [[turn.kind, turn.action, turn.old, turn.new, turn.page] for turn in since.plan]
    if since.figures:
        row["figures"] = [[each.page, each.old, each.new] for each in since.figures]
        row["before"] = since.before
    return row


def since_last_of(row: Mapping[str, Any]) -> SinceLast:
    """Builds it from its JSON; empty where nothing was noted."""
    if not row:  # as of most changes
        return SinceLast()
    from watcher.core.plans import PlanTurn  # hardly any run reads a plan

    return SinceLast(
        tuple(PlanTurn(*turn) for turn in row.get("plan", ())),
        tuple(TextChange(*each) for each in row.get("figures", ())),
        row.get("before", ""),
    )


def related_row(related: Iterable[RelatedDocument]) -> dict[str, Any]:
    """Returns what is related to a change as it stands in its row."""
    found = [
        [each.title, each.url, each.page, each.outlet, each.published.isoformat() if each.published else ""]
        for each in related
    ]
    return {"related": found} if found else {}


def related_of(row: Mapping[str, Any]) -> tuple[RelatedDocument, ...]:
    """Returns what the row of a change says is related to it."""
    return tuple(
        RelatedDocument(title, url, page, outlet, date.fromisoformat(published) if published else None)
        for title, url, page, outlet, published in row.get("related", ())
    )
