"""PURE: sets each inspection beside the one before it on the same scale; scales are never mixed (facts/ofsted.md,
7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from watcher.core.dates import day
from watcher.core.documents import Document, Json

_FROM = "from "
"""What no dates of a report begin with (report_dates.py)."""


def with_previous(documents: Sequence[Document]) -> list[Document]:
    """Return the same documents, each with `previous` (the grades of the inspection before under the same framework) or
    `previous_outcome`, and `previous_inspected` (its dates), where that inspection was read."""
    oldest_first = sorted(documents, key=_when)
    previous: dict[str, dict[str, Json]] = {}
    latest: dict[object, Document] = {}
    for document in oldest_first:
        framework = document.details.get("framework")
        before = latest.get(framework)
        if not framework or not _is_judged(document):
            continue
        if before and _when(before) < _when(document):
            previous[document.key] = _told_of(before)
        latest[framework] = document
    return [replace(document, details={**document.details, **previous.get(document.key, {})}) for document in documents]


def with_row_date(document: Document) -> Document:
    """Return the document with `inspected` from its row where its report does not say. The row gives the first day
    alone, so it reads "from 26 March 2025"."""
    start = document.details.get("inspection_start")
    if not start or _by_report(document):
        return document
    inspected = f"{_FROM}{day(date.fromisoformat(str(start)))}"
    return replace(document, details={**document.details, "inspected": inspected})


def _by_report(document: Document) -> str:
    """Return the dates that the report itself gives."""
    inspected = str(document.details.get("inspected") or "")
    return "" if inspected.startswith(_FROM) else inspected


def _when(document: Document) -> str:
    """Return the start of the inspection; the publication where no start is given."""
    return str(document.details.get("inspection_start") or document.published or "")


def _is_judged(document: Document) -> bool:
    return bool(document.details.get("grades") or document.details.get("outcome"))


def _told_of(before: Document) -> dict[str, Json]:
    told = {
        "previous": before.details.get("grades"),
        "previous_outcome": before.details.get("outcome"),
        "previous_inspected": _by_report(before) or before.details.get("inspection_start"),
    }
    return {name: value for name, value in told.items() if value}
