"""PURE: where each page of the public site lies, as a path below its root: for ever, so that links to it last."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256

DIGITS = 16
"""Of a document's hash: two of a hundred thousand documents share so many with a chance of one in a billion."""
_PLAIN_ID = re.compile(r"[a-z0-9-]{1,80}")


@lru_cache(maxsize=20_000)  # eight makers ask for that of each document, and hashing its key takes 2 µs
def document_path(source: str, key: str) -> str:
    """Returns the page of a document: it depends on its identity alone, never on its title."""
    return f"documents/{slug(source)}/{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:DIGITS]}.html"


def topic_path(topic: str, number: int = 0) -> str:
    """Returns a page of what changed in a topic; 0 is the newest, the others are numbered from the oldest."""
    return _listing(f"topics/{slug(topic)}", number)


def source_path(source: str, number: int = 0) -> str:
    """Returns a page of what changed in a source, numbered as those of a topic."""
    return _listing(f"sources/{slug(source)}", number)


def calendar_path(what: str = "") -> str:
    """Returns the calendar of a committee, by the `what` of its subscription; without it that of all meetings."""
    return f"calendars/{'/'.join(map(slug, what.split('/', 1)))}.ics" if what else "calendars/all.ics"


@lru_cache(maxsize=1_000)  # of few sources there are very many documents
def slug(name: str) -> str:
    """Returns a name as a part of a path: ids stay as they are, anything else is hashed."""
    return name if _PLAIN_ID.fullmatch(name) else sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def _listing(folder: str, number: int) -> str:
    return f"{folder}/page-{number}.html" if number else f"{folder}/index.html"


def up_from(path: str) -> str:
    """Returns what leads from a page to the root of the site: `../../` from `documents/cabinet/1.html`."""
    return "../" * path.count("/")
