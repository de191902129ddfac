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
_TOKEN = "token"  # noqa: S105  # the name of its fingerprint


def fingerprints(settings: Settings, token: str) -> dict[str, str]:
    """Returns a fingerprint for each source, each other part of the config that workers share, and the bot's token;
    an empty one where there is none."""
    parts: dict[str, object] = {_SOURCE + source.id: source for source in settings.sources}
    parts |= {name: getattr(settings, name) for name in _SHARED}
    return {name: _fingerprint(repr(part)) for name, part in parts.items()} | {_TOKEN: token and _fingerprint(token)}


def _fingerprint(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def has_token(shown: Mapping[str, str]) -> bool:
    """Tells whether a worker that shows these fingerprints has a token."""
    return bool(shown.get(_TOKEN))


def without_token(shown: Mapping[str, str]) -> str:
    """Returns what is to be said of a worker that speaks and shows these fingerprints: nothing, unless it has no token;
    an older version does not show whether it has."""
    return "; it has no token, so nobody is told" if shown.get(_TOKEN) == "" else ""


def config_difference(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """Says in what theirs differs, as `3 sources, topics`; empty where it does not, or one of them is not known."""
    if not ours or not theirs:
        return ""
    differ = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
    if _TOKEN in differ and not (_TOKEN in ours and _TOKEN in theirs):  # an older version shows none
        differ.remove(_TOKEN)
    sources = sum(name.startswith(_SOURCE) for name in differ)
    said = [f"{sources} source{'s' * (sources > 1)}"] if sources else []
    return ", ".join([*said, *(name for name in differ if not name.startswith(_SOURCE))])
