"""Compares the configs of several workers on one database: each shows a fingerprint for each part of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watcher.config import Settings

_SHARED = ("topics", "places", "timezone", "fetch", "telegram")
"""What ought to be the same everywhere beside the sources; the rest is each machine's own, as a folder is."""
_SOURCE = "source "


def fingerprints(settings: Settings) -> dict[str, str]:
    """Returns a fingerprint for each source and each other part of the config that workers share."""
    parts: dict[str, object] = {_SOURCE + source.id: source for source in settings.sources}
    parts |= {name: getattr(settings, name) for name in _SHARED}
    return {name: hashlib.sha256(repr(part).encode()).hexdigest()[:8] for name, part in parts.items()}


def config_difference(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """Says in what theirs differs, as `3 sources, topics`; empty where it does not, or one of them is not known."""
    if not ours or not theirs:
        return ""
    differ = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
    sources = sum(name.startswith(_SOURCE) for name in differ)
    said = [f"{sources} source{'s' * (sources > 1)}"] if sources else []
    return ", ".join([*said, *(name for name in differ if not name.startswith(_SOURCE))])
