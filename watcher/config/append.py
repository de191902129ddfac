"""Adds a source to sources.yaml, by lines behind the last one: not a byte that stands there already changes."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from watcher.config.load import read_files, settings
from watcher.config.yamlfile import YamlFile, parse
from watcher.core.errors import ConfigError

_NONE_YET = re.compile(rb"^sources:[ \t]*\[[ \t]*\]", re.MULTILINE)
_FIRST_DASH = re.compile(r"^sources:.*?^( *)-\s", re.MULTILINE | re.DOTALL)


def append_source(folder: Path, entry: Mapping[str, str]) -> str:
    """Add this source to the folder's sources.yaml, all of it or nothing, and return the lines that were added. Raises
    ConfigError where the file would no longer be right, or can't be written."""
    sources, topics, watcher = read_files(folder)
    before = _NONE_YET.sub(b"sources:", sources.path.read_bytes())
    lines = _lines(sources, entry)
    added = lines if before.endswith(b"\n") else "\n" + lines
    after = before + (added.replace("\n", "\r\n") if b"\r\n" in before else added).encode()
    settings(parse(YamlFile(sources.path, after.decode("utf-8-sig"))), topics, watcher)
    replace_file(sources.path, after)
    return lines


def _lines(sources: YamlFile, entry: Mapping[str, str]) -> str:
    """Write the entry as YAML, its dash in the column of the others."""
    dash = _FIRST_DASH.search(sources.text)
    if not dash and any(sources.entries("sources")):
        problem = "its sources do not begin with dashes on lines of their own; add this one by hand"
        raise ConfigError([f"{sources.path}:1: {problem}"])
    indent = dash[1] if dash else "  "
    keys = [f"{key}: {scalar(value)}" for key, value in entry.items()]
    return f"\n{indent}- " + f"\n{indent}  ".join(keys) + "\n"


def scalar(value: str) -> str:
    """Write the value as YAML, in quotes only where it would be read as something else without."""
    read = parse(YamlFile(Path(), f"key: {value}\n"))
    return value if read.data == {"key": value} else json.dumps(value, ensure_ascii=False)


def replace_file(path: Path, content: bytes) -> None:
    """Replace the file's content in one step: it holds all of this, or what it held before. Raises ConfigError where it
    can't be written."""
    path = path.resolve()  # a link stays a link
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, new)
        new.replace(path)
    except OSError as error:
        with suppress(OSError):  # the first trouble is the one to tell
            new.unlink()
        raise ConfigError([f"{path}: can't be written: {error.strerror}; nothing was changed"]) from error
