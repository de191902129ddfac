"""Keeps the files of papers in a folder, each named by its SHA-256, so that a version that was replaced or withdrawn
can be shown and proved."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

ORPHANS_STAY = timedelta(days=30)
"""A file that the database does not know stays so long: an older backup may have been put back, and may be again."""
_NAME = re.compile(r"[0-9a-f]{64}(?:\.new)?")
_PIECE = 1 << 20

FileState = Literal["ok", "missing", "wrong"]


class PaperFiles:
    """Keeps files in a folder. `most_bytes` is how much all of them together may take; 0: none is kept."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self.folder, self.most_bytes = folder, most_bytes

    def path(self, sha256: str) -> Path:
        """Returns where the file of this hash lies, or would lie."""
        return self.folder / sha256

    def keep(self, body: bytes, sha256: str, at: datetime) -> bool:
        """Writes the file, whole or not at all, unless it is there with the right bytes. Returns whether it is kept
        now: False for one larger than all may take together. Raises OSError."""
        if len(body) > self.most_bytes:
            return False
        path = self.path(sha256)
        if self.check(sha256) != "ok":
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            new = path.with_name(f"{sha256}.new")
            try:
                with os.fdopen(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
                    file.write(body)
                new.replace(path)
            finally:
                new.unlink(missing_ok=True)
        os.utime(path, (at.timestamp(), at.timestamp()))
        return True

    def check(self, sha256: str) -> FileState:
        """Reads the file and returns `ok`, `missing`, or `wrong` where its bytes no longer have this hash. Raises
        OSError for one that can't be read."""
        digest = hashlib.sha256()
        try:
            with self.path(sha256).open("rb") as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
        except FileNotFoundError:
            return "missing"
        return "ok" if digest.hexdigest() == sha256 else "wrong"

    def remove(self, hashes: Collection[str]) -> None:
        """Deletes the files of these hashes. Raises OSError."""
        for sha256 in hashes:
            self.path(sha256).unlink(missing_ok=True)

    def remove_orphans(self, known: Collection[str], now: datetime) -> None:
        """Deletes what was left here long ago and is not `known`, as by a run that was killed. Raises OSError."""
        if not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            if path.name not in known and _NAME.fullmatch(path.name):
                written = datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)
                if now - written > ORPHANS_STAY:
                    path.unlink(missing_ok=True)
