"""The JSON that scripts read, to the letter of INTERFACE.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from watcher.cli.terminal import UNSAFE_SIGN
from watcher.core.documents import Change
from watcher.core.sources import Health

if TYPE_CHECKING:
    from watcher.core.queries import WatcherStatus


def change_line(change: Change) -> str:
    """One change as one line of `changes --format jsonl`."""
    document = change.document
    return _json(
        {
            "id": change.id,
            "at": moment(change.at),
            "source": change.source,
            "kind": change.kind,
            "document": {
                "key": document.key,
                "kind": document.kind,
                "title": document.title,
                "url": document.url,
                "published": document.published.isoformat() if document.published else None,
                "details": dict(document.details),
            },
            "fields": {name: list(pair) for name, pair in change.fields.items()},
            "topics": list(change.topics),
        }
    )


def status(found: WatcherStatus) -> str:
    """`status --format json`."""
    sources = [source_status(health) for _, health in found.sources]
    queue = {"waiting": found.waiting, "failed": found.given_up}
    return _json({"sources": sources, "queue": queue, "subscribers": found.subscribers})


def source_status(health: Health) -> dict[str, object]:
    return {
        "id": health.id,
        "state": health.state,
        "reason": health.reason,
        "last_visit": moment(health.last_visit),
        "last_good": moment(health.last_good),
        "failures": health.failures,
        "documents": health.documents,
    }


def moment(at: datetime | None) -> str | None:
    """`2026-11-21T09:30:00Z`."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if at else None


def _json(shape: Mapping[str, object]) -> str:
    """In letters as they are, but what would command a terminal, turn a line round or break it as `\\uXXXX`."""
    return UNSAFE_SIGN.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(shape, ensure_ascii=False))
