"""Keeps the settings that were read last in the state folder, so that a run does not read again what nobody has
touched: to check the files costs a run more than to ask twenty sites that have nothing new."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import time, timedelta
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from watcher import __version__
from watcher.config.settings import Fetch, Settings
from watcher.core import files
from watcher.core.sources import Source

_SHAPE = [f"{field.name}: {field.type}" for kind in (Settings, Fetch, Source) for field in fields(kind)]
FILES = ("sources.yaml", "topics.yaml", "watcher.yaml")


def fingerprint(folder: Path) -> str:
    """Return a hash of the three files, the program's version and what settings are made of: it differs when a byte of
    them does. Empty where a file can't be read."""
    try:
        prints = [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES]
    except OSError:
        return ""
    return hashlib.sha256("\n".join([__version__, *_SHAPE, *prints]).encode()).hexdigest()


def read_cached(folder: Path, state: Path) -> Settings | None:
    """Return the settings of this folder as they were kept, if no byte of it was touched since; else None."""
    try:
        kept = json.loads((state / "config.json").read_text("utf-8"))
        same = kept["print"] and kept["print"] == fingerprint(folder)
        settings = _revived(Settings, kept["settings"]) if same else None
    except (OSError, ValueError, LookupError, TypeError):  # nothing was kept, or not by us
        return None
    return settings if isinstance(settings, Settings) else None


def in_force(state: Path) -> Settings | None:
    """Return the settings that were read last by a run or the worker, whatever the files hold by now; None where none
    are kept."""
    try:
        settings = _revived(Settings, json.loads((state / "config.json").read_text("utf-8"))["settings"])
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return settings if isinstance(settings, Settings) else None


def write_cache(settings: Settings, seen: str, state: Path) -> None:
    """Keep settings that were read from files of this fingerprint. Where that can't be done nothing is said: they are
    read again next time."""
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.write(state / "config.json", json.dumps({"print": seen, "settings": _plain(settings)}))
    except OSError:
        return


def _plain(value: Any) -> Any:  # Any: whatever the settings are made of, as JSON can hold it
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, timedelta):
        return value.total_seconds()
    return str(value) if isinstance(value, time | ZoneInfo) else value


def _revived(kind: Any, value: Any) -> Any:
    """Make the value of this type anew from what `_plain` made of it."""
    revive = _way(kind)
    return revive(value) if revive else value


@cache
def _way(kind: Any) -> Callable[[Any], Any] | None:
    """Find the function that makes a value of this type of its plain form, and leaves None as it is; None where both
    are the same. Found once for each type: a config has hundreds of sources."""
    revive = _way_of_some(kind)
    return revive and (lambda said: said if said is None else revive(said))


def _way_of_some(kind: Any) -> Callable[[Any], Any] | None:
    """The same for a value that is not None."""
    if isinstance(kind, type) and is_dataclass(kind):
        needed = [(name, way) for name, hint in get_type_hints(kind).items() if (way := _way(hint))]
        return lambda said: kind(**said | {name: revive(said[name]) for name, revive in needed if name in said})
    if get_origin(kind) is tuple:
        return _way_of_tuple(*get_args(kind))
    if get_origin(kind) is UnionType:
        return _way(*(option for option in get_args(kind) if option is not type(None)))
    if kind is timedelta:
        return lambda said: timedelta(seconds=said)
    return {time: time.fromisoformat, ZoneInfo: ZoneInfo}.get(kind)


def _way_of_tuple(first: Any, *more: Any) -> Callable[[Any], Any]:
    if more == (Ellipsis,):
        revive = _way(first)
        return (lambda said: tuple(map(revive, said))) if revive else tuple
    return lambda said: tuple(map(_revived, (first, *more), said))
