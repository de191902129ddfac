"""Makes the file of an SQLite database whole or not at all, and refuses one that has lost what it held."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from watcher.core.errors import WrongDatabase, cannot_write

_HEADER = 100
_MAGIC = b"SQLite format 3\0"
_WHAT_TO_DO = (
    "what was remembered is not there, and to begin anew would tell nobody of what came since; nothing was done. "
    "Put the newest backup back with `watcher restore FILE`; only to begin anew, move this file away"
)


def make_whole(path: Path, build: Callable[[Path], None]) -> None:
    """Builds a database beside its place and puts it there in one step, where there is none yet: killed at any instant,
    there is a whole one or none. Of two programs that do so at once, the first one's stays. Raises StateError where the
    folder can't be written or looked into."""
    path = Path(os.path.realpath(path))
    with _plain_errors(path):
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = mkstemp(prefix=f".{path.name}.", dir=path.parent)  # only its owner can read it
        os.close(handle)
    try:
        build(Path(name))
        with _plain_errors(path):
            _put_in_place(Path(name), path)
    finally:
        for end in ("", "-wal", "-shm"):
            Path(f"{name}{end}").unlink(missing_ok=True)


def _put_in_place(new: Path, path: Path) -> None:
    """Gives the new file its name, unless another program's has it by now."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        return
    except OSError:  # not every file system knows links
        if not path.exists():
            new.rename(path)


def refuse_lost(path: Path) -> None:
    """Raises WrongDatabase for a file that was emptied or cut short, before SQLite opens it: it takes an empty one for
    new, and deletes the write-ahead log beside it, from which something might still be had. Raises StateError where it
    can't be looked at."""
    with _plain_errors(path), suppress(FileNotFoundError):
        size = path.stat().st_size
        if size == 0:
            raise WrongDatabase(f"{path} is empty (0 bytes): {_WHAT_TO_DO}")
        if size < _whole_size(path) and not _has_content(Path(f"{path}-wal")):
            raise WrongDatabase(f"{path} was cut short ({size} bytes are left of it): {_WHAT_TO_DO}")


def without_tables(place: str) -> WrongDatabase:
    """Returns the error for a database that is there but holds nothing at all."""
    return WrongDatabase(f"{place} holds no tables: {_WHAT_TO_DO}")


def _whole_size(path: Path) -> int:
    """Returns how many bytes the file must have, as its header says; 0 where that can't be told.
    https://sqlite.org/fileformat2.html, 1.3."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError:
        return 0  # SQLite says why
    if not header.startswith(_MAGIC[: len(header)]):
        return 0
    if len(header) < _HEADER:
        return _HEADER
    (page_size,) = struct.unpack_from(">H", header, 16)
    changed, pages = struct.unpack_from(">II", header, 24)
    (valid_for,) = struct.unpack_from(">I", header, 92)
    return pages * (65_536 if page_size == 1 else page_size) if changed == valid_for else 0


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """Turns the error of a folder that can't be written into a StateError."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, path.parent, error) from error
