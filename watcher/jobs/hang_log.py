"""Remembers hangs in small files of the state folder: what each visit is reading just now, where the program hung when
it was ended from outside, and which sources were found to be the cause, or may be.

Written without a sync: what the program wrote outlives it, and what a power cut takes was no hang.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from watcher.core import files
from watcher.core.errors import Hung, StateError

log = logging.getLogger(__name__)

RECORD, LONGEST = 2_000, 400
"""Bytes of one note, and the signs of an address that find room there."""
_JSON = json.JSONEncoder(ensure_ascii=False)
# The innermost code of a thread that waits, and so holds no lock of the interpreter's.
_WAITING = {"socket.py", "ssl.py", "threading.py", "selectors.py", "subprocess.py", "thread.py"}


class Note(NamedTuple):
    """What one visit is reading: the page that was asked for last, by the thread of this number."""

    source: str
    url: str
    thread: int


class Hang(NamedTuple):
    """What is known of a source that was being read when the program was ended."""

    url: str
    seconds: float
    certain: bool
    """Whether it was this one: the only one that was at work."""

    def __str__(self) -> str:
        return f"{self.url or 'its pages'} could not be read to its end within {_long(self.seconds)}"


class Hangs:
    """Remembers the hangs of one state folder, for who holds its lock. Safe to share between threads once it is
    open."""

    def __init__(self, state: Path) -> None:
        self._notes, self._trace = state / "visiting.txt", state / "hang.txt"
        self._last, self._kept = state / "last-hang.txt", state / "hangs.json"
        self._lock = threading.Lock()
        self._known: dict[str, Hang] = {}

    def open(self, seconds: float) -> IO[bytes]:
        """Finds out what the last run hung on, where it was ended for that after so many seconds, and logs it. Returns
        the file to which the next trace goes. Raises StateError where the folder can't be written."""
        try:
            self._known = self._remembered()
            if self._trace.exists() and self._trace.stat().st_size:
                self._accuse(_accused(self._noted(), self._trace.read_text("utf-8", "replace")), seconds)
                self._trace.replace(self._last)
            self._file = os.open(self._notes, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600)
            return os.fdopen(os.open(self._trace, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb")
        except OSError as error:
            raise StateError(
                f"{error.filename}: {error.strerror}; the user who runs the watcher must be able to write there"
            ) from error

    def close(self) -> None:
        """Deletes the notes and the trace: nothing hung."""
        os.close(self._file)
        for path in (self._notes, self._trace):
            path.unlink(missing_ok=True)

    def write(self, place: int, note: Note | None) -> None:
        """Notes at this place what is being read; None: nothing any more."""
        said = ""
        if note:  # at every page: by hand, for no more of an address than finds room
            said = _JSON.encode({"source": note.source, "url": note.url[:LONGEST], "thread": note.thread})
        os.pwrite(self._file, said.encode("utf-8", "replace").ljust(RECORD - 1) + b"\n", place * RECORD)

    def may_be(self, source: str) -> bool:
        """Tells whether this source may have been the cause of a hang, where that is not certain."""
        known = self._known.get(source)
        return bool(known and not known.certain)

    def refuse(self, source: str) -> None:
        """Raises Hung where this source was certainly the cause."""
        known = self._known.get(source)
        if known and known.certain:
            raise Hung(
                f"{known}, and the whole program had to be ended: it is left alone for a day. "
                f"Please report this, with {self._last.name} of the state folder"
            )

    def forgive(self, source: str) -> None:
        """Forgets what is held against a source: a visit of it has ended well, or its failure is saved."""
        if source in self._known:
            with self._lock:
                del self._known[source]
                self._save()

    def blame(self, note: Note, seconds: float) -> str:
        """Remembers that it was this source that hung for so long; returns what to say of it."""
        with self._lock:
            hang = self._known[note.source] = Hang(note.url, seconds, certain=True)
            self._save()
        return f"{note.source}: {hang}; the next visit leaves it alone for a day"

    def _accuse(self, notes: Sequence[Note], seconds: float) -> None:
        for note in notes:
            self._known[note.source] = Hang(note.url, seconds, certain=len(notes) == 1)
        self._save()
        names = ", ".join(note.source for note in notes)
        blamed = {0: "not while it read a source", 1: f"while it read {names}, which is left alone for a day"}
        each = f"while it read one of {names}: each is visited alone now, to find out which"
        log.error(
            "the last run hung for %s and was ended by force, %s; please report this, with %s",
            _long(seconds), blamed.get(len(notes), each), self._last,
        )  # fmt: skip

    def _noted(self) -> Iterator[Note]:
        for line in self._notes.read_bytes().splitlines() if self._notes.exists() else ():
            with suppress(ValueError, TypeError):  # of one that was cut, nothing is known
                yield Note(**json.loads(line))

    def _remembered(self) -> dict[str, Hang]:
        if not self._kept.exists():
            return {}
        try:
            return {source: Hang(**hang) for source, hang in json.loads(self._kept.read_text("utf-8")).items()}
        except (ValueError, TypeError, AttributeError):  # not by us
            return {}

    def _save(self) -> None:
        if self._known:
            files.write(self._kept, json.dumps({source: hang._asdict() for source, hang in self._known.items()}))
        else:
            self._kept.unlink(missing_ok=True)


def _accused(notes: Iterator[Note], trace: str) -> list[Note]:
    """Returns who may have kept the lock: all who were at work but those who only waited, as the trace shows."""
    at_work = list(notes)
    waiting = set(_waiting(trace))
    return [note for note in at_work if note.thread not in waiting] or at_work


def _waiting(trace: str) -> Iterator[int]:
    """Yields the threads whose innermost code waits for something outside. Of each thread the trace gives its number in
    hex, and then its code, the innermost first."""
    for thread in trace.split("hread 0x")[1:]:
        number, _, code = thread.partition(" ")
        path = code.partition('File "')[2].partition('"')[0]
        if path.rpartition("/")[2] in _WAITING:
            with suppress(ValueError):
                yield int(number, 16)


def _long(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 60 else f"{seconds:g} s"
