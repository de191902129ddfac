"""Writes small files beside the database: readable by their owner alone, and whole or not at all; and locks by such."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Replace the file's content in one step: a reader finds the whole of this text, or of the one before. Raises
    OSError."""
    new = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)


@contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Yields whether the lock of this file, made if need be, is held as long as the block lasts; False at once where
    another holds it, in whichever process. It ends with the process, however that does. Raises OSError."""
    file = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        yield _is_taken(file)
    finally:
        os.close(file)


def _is_taken(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the latter on some file systems of a network
        return False
    return True
