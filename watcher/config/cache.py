"""The settings as they were read last, kept in the state: a run does not read again what nobody has touched. To check
the files costs a run more than to ask twenty sites that have nothing new."""

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
from watcher.config.settings import Settings
from watcher.core import files

FILES = ("sources.yaml", "topics.yaml", "watcher.yaml")


def fingerprint(folder: Path) -> str:
    """Differs when a byte of the config does, or the program; empty where a file can't be read."""
    try:
        prints = [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES]
    except OSError:
        return ""
    return hashlib.sha256("\n".join([__version__, *prints]).encode()).hexdigest()


def read_cached(folder: Path, state: Path) -> Settings | None:
    """The settings of this folder of config if they were kept and no byte of it was touched since, else None."""
    try:
        kept = json.loads((state / "config.json").read_text("utf-8"))
        same = kept["print"] and kept["print"] == fingerprint(folder)
        settings = _revived(Settings, kept["settings"]) if same else None
    except (OSError, ValueError, LookupError, TypeError):  # nothing was kept, or not by us
        return None
    return settings if isinstance(settings, Settings) else None


def write_cache(settings: Settings, seen: str, state: Path) -> None:
    """Keeps settings that were read from files of this fingerprint; where that can't be done they are read again."""
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.write(state / "config.json", json.dumps({"print": seen, "settings": _plain(settings)}))
    except OSError:
        return


def _plain(value: Any) -> Any:  # Any: whatever the settings are made of, as JSON can hold it
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, timedelta):
        return value.total_seconds()
    return str(value) if isinstance(value, time | ZoneInfo) else value


def _revived(kind: Any, value: Any) -> Any:
    """The value of this type that `_plain` made plain."""
    revive = _way(kind)
    return value if value is None or revive is None else revive(value)


@cache
def _way(kind: Any) -> Callable[[Any], Any] | None:
    """How a value of this type is made of what stands for it; None where it is the same. Found once for each type: a
    config has hundreds of sources."""
    if isinstance(kind, type) and is_dataclass(kind):
        ways = {name: _way(hint) for name, hint in get_type_hints(kind).items()}
        needed = [(name, hint) for name, hint in get_type_hints(kind).items() if ways[name]]
        return lambda said: kind(**said | {name: _revived(hint, said[name]) for name, hint in needed if name in said})
    if get_origin(kind) is tuple:
        first, *more = get_args(kind)
        if more == [Ellipsis]:
            return lambda said: tuple([_revived(first, one) for one in said])
        return lambda said: tuple(map(_revived, (first, *more), said))
    if get_origin(kind) is UnionType:
        return _way(*(one for one in get_args(kind) if one is not type(None)))
    if kind is timedelta:
        return lambda said: timedelta(seconds=said)
    return {time: time.fromisoformat, ZoneInfo: ZoneInfo}.get(kind)
