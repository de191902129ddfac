"""Notices edits of the config while the worker works: when they are whole, and what they change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TypeAlias

from watcher.config import Settings
from watcher.config.cache import FILES

Fingerprint: TypeAlias = tuple[tuple[int, int, int] | None, ...]


class ConfigReloader:
    """Looks at the files of the config from outside."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: Fingerprint | None = None
        self._taken: Fingerprint | None = None

    def whole(self) -> bool:
        """Tells whether the files differ from when this was last true, and not from the last look: then nobody is still
        writing. The first two looks find them so."""
        before, self._seen = self._seen, self._print()
        if self._seen in (self._taken, None) or self._seen != before:
            return False
        self._taken = self._seen
        return True

    def _print(self) -> Fingerprint:
        return tuple(_seen(self._folder / name) for name in FILES)


def _seen(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def differences(old: Settings, new: Settings) -> str:
    """Returns what an edit changes, as `sources added: a, b; sources changed: c; topics`; empty where the two say the
    same."""
    return "; ".join(_differences(old, new))


def _differences(old: Settings, new: Settings) -> Iterator[str]:
    before, after = ({source.id: source for source in settings.sources} for settings in (old, new))
    listed = {
        "added": [name for name in after if name not in before],
        "removed": [name for name in before if name not in after],
        "changed": [name for name in after if name in before and after[name] != before[name]],
    }
    yield from (f"sources {how}: {', '.join(names)}" for how, names in listed.items() if names)
    if list(before) != list(after) and sorted(before) == sorted(after):
        yield "the order of the sources"
    for field in fields(Settings):
        if field.name != "sources" and getattr(old, field.name) != getattr(new, field.name):
            yield field.name
