"""Remembers beside the site which of its files are ours, what each was made of, and how it looked when it was
written."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = ".watcher-site.json"
_FORM = 1


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: what it was made of, the SHA-256 of its content, its size and when it was written, so
    that one that somebody has touched is seen."""

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


def note(folder: Path) -> str:
    """Returns what was noted when this folder was last written as a whole; empty where it never was."""
    try:
        with (folder / NAME).open(encoding="utf-8") as file:
            return str(json.loads(file.readline())["note"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""


def read(folder: Path) -> dict[str, Written] | None:
    """Returns what was written into this folder, by path; None where nothing was, or not by us."""
    try:
        head, files = map(json.loads, (folder / NAME).read_text("utf-8").splitlines())
        if head["form"] != _FORM:
            return dict.fromkeys(files, UNSURE)
        return {path: Written(*said) for path, said in files.items()}
    except (OSError, ValueError, LookupError, TypeError):
        return None


def write(folder: Path, files: Mapping[str, Written], note: str = "") -> None:
    """Saves it in one step, with a note. Raises OSError."""
    said = {path: (file.stamp, file.digest, file.size, file.modified) for path, file in sorted(files.items())}
    new = folder / f"{NAME}.new"
    new.write_text(f"{json.dumps({'form': _FORM, 'note': note})}\n{json.dumps(said)}\n", "utf-8")
    new.replace(folder / NAME)
