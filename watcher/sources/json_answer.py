"""PURE: what a site answers in JSON."""

from __future__ import annotations

import json
from typing import Any

from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page


def read_answer(page: Page) -> Any:  # Any: whatever stands there
    r"""Return what a page holds in JSON. Half a character (`"\ud83d"`), which nothing can save or send, becomes "?".
    Raises NotUnderstood for anything else."""
    try:
        found = json.loads(page.body)
        if b"\\ud" in page.body.lower():
            found = json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:  # the second for a thousand brackets inside each other
        raise NotUnderstood(f"{page.url} did not answer in JSON") from error
    return found
