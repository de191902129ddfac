"""PURE: writes the JSON of a change that scripts read, to the letter of INTERFACE.md: for the command line and the open
data of the public site."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from watcher.core.documents import Change
from watcher.core.unsafe_signs import UNSAFE

_UNSAFE_SIGN = re.compile(f"[{UNSAFE}]")
_JSON = json.JSONEncoder(ensure_ascii=False)
"""Made once: json.dumps makes one for each line."""


def change_line(change: Change) -> str:
    """Returns a change as one line of `changes --format jsonl`."""
    document = change.document
    return as_json(
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
                "published": document.stated_day.isoformat() if document.stated_day else None,
                "details": dict(document.details),
            },
            "fields": {name: list(pair) for name, pair in change.fields.items()},
            "topics": list(change.topics),
            "quotes": [{"page": each.page, "text": each.text, "topic": each.topic} for each in change.quotes],
            "diff": [{"page": each.page, "old": each.old, "new": each.new} for each in change.diff],
            "versions": list(change.versions),
        }
    )


def moment(at: datetime | None) -> str | None:
    """Returns a moment in UTC: `2026-11-21T09:30:00Z`."""
    # Written without strftime, which takes three times as long: the open data has two of ten thousand changes.
    return f"{at.astimezone(UTC).isoformat()[: len('2026-11-21T09:30:00')]}Z" if at else None


def as_json(shape: Mapping[str, object]) -> str:
    """Returns it in letters as they are; what would command a terminal, turn a line round or break it as `\\uXXXX`."""
    line = _JSON.encode(shape)
    if line.isascii() and line.isprintable():  # as most are: to look for each unsafe sign takes three times as long
        return line
    return _UNSAFE_SIGN.sub(lambda found: json.dumps(found[0])[1:-1], line)
