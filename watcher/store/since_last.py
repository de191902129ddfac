"""Reads and writes, in the row of a change, what differs from the paper before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from watcher.core.documents import SinceLast, TextChange
from watcher.core.plans import PlanTurn


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
    return SinceLast(
        tuple(PlanTurn(*turn) for turn in row.get("plan", ())),
        tuple(TextChange(*each) for each in row.get("figures", ())),
        row.get("before", ""),
    )
