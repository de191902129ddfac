"""Whether two versions of a paper say the same. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from watcher.wording import said


def text_print(pages: Iterable[str]) -> str:
    """A short hash of the words on these pages; empty where there are none. It is equal for two files in which nothing
    but case, punctuation, quotes, dashes, blanks and line breaks differs."""
    words = said(" ".join(pages))
    return hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""
