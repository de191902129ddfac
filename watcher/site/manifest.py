"""Remembers beside the site which of its files are ours, what each was made of, and how it looked when it was
written."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import starmap
from pathlib import Path
from typing import NamedTuple

NAME = ".watcher-site.json"
_FORM = 2
ALONE = ""
"""The name of the group of those files that belong to none."""


class Written(NamedTuple):
    """A file that was written: what it was made of, the SHA-256 of its content, its size and when it was written, so
    that one that somebody has touched is seen. A plain tuple: ten thousand are read in each run."""

    stamp: str
    digest: str
    size: int
    modified: int

    def is_there(self, path: str) -> bool:
        """Tells whether the file is as we left it."""
        try:
            seen = os.stat(path)  # noqa: PTH116 - of ten thousand files pathlib takes longer than the disk
        except OSError:
            return False
        return (seen.st_size, seen.st_mtime_ns) == (self.size, self.modified)


UNSURE = Written("", "", -1, -1)
"""Of a file that was to be written when a run was killed: it is ours, and nothing else is known of it."""


@dataclass(slots=True)
class WrittenGroup:
    """The files of a group, by path, and the group's own stamp."""

    stamp: str = ""
    files: dict[str, Written] = field(default_factory=dict)
    line: str = field(default="", compare=False)
    """As it stands in the manifest, where it was read there: most groups are written as they were read."""


@dataclass(slots=True)
class Manifest:
    """What was written into a folder, by the name of its group."""

    edition: str = ""
    note: str = ""
    groups: dict[str, WrittenGroup] = field(default_factory=dict)

    def unsure_of(self, paths: Collection[str]) -> Manifest:
        """Returns it while these files are about to be written or removed; with no note."""
        left, groups = set(paths), {}
        for name, group in self.groups.items():
            touched = left & group.files.keys()
            groups[name] = WrittenGroup("", group.files | dict.fromkeys(touched, UNSURE)) if touched else group
            left -= touched
        alone = groups.get(ALONE, WrittenGroup())
        groups[ALONE] = WrittenGroup("", alone.files | dict.fromkeys(left, UNSURE)) if left else alone
        return Manifest(self.edition, "", groups)


def note(folder: Path) -> str:
    """Returns what was noted when this folder was last written as a whole; empty where it never was."""
    try:
        with (folder / NAME).open(encoding="utf-8") as file:
            return str(json.loads(file.readline())["note"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""


def read(folder: Path) -> Manifest | None:
    """Returns what was written into this folder; None where nothing was, or not by us."""
    try:
        first, *lines = (folder / NAME).read_text("utf-8").splitlines()
        head = json.loads(first)
        if head["form"] != _FORM:
            return Manifest(groups={ALONE: WrittenGroup("", dict.fromkeys(_paths(lines), UNSURE))})
        return Manifest(head["edition"], head["note"], dict(map(_group, lines)))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _paths(lines: Collection[str]) -> list[str]:
    """Returns the paths that a manifest of another form names: each form has them as the keys of an object that ends
    its line."""
    found = map(json.loads, lines)
    return [path for said in found for path in (said if isinstance(said, dict) else said[-1])]


def _group(line: str) -> tuple[str, WrittenGroup]:
    name, stamp, files = json.loads(line)
    return name, WrittenGroup(stamp, dict(zip(files, starmap(Written, files.values()), strict=True)), line)


def write(folder: Path, said: Manifest) -> None:
    """Saves it in one step. Raises OSError."""
    head = json.dumps({"form": _FORM, "edition": said.edition, "note": said.note})
    lines = (group.line or json.dumps([name, group.stamp, group.files]) for name, group in said.groups.items())
    new = folder / f"{NAME}.new"
    new.write_text("\n".join([head, *lines, ""]), "utf-8")
    new.replace(folder / NAME)


def all_files(said: Manifest) -> Mapping[str, Written]:
    """Returns every file, by its path."""
    found: dict[str, Written] = {}
    for group in said.groups.values():
        found |= group.files
    return found
