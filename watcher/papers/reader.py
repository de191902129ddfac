"""Reads PDFs in a process of their own with limits, for PDFium promises none (100 MB of text commands fit into 150 KB):
whatever a file does to it, only that process ends, and whoever takes it over can do no more than answer. It starts with
the first file, serves those that follow, and ends when there are no more."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces
from watcher.papers.extract import MOST_PAGES, PICTURES
from watcher.papers.reader_turn import in_turn
from watcher.papers.sandbox import MOST_MEMORY, hide_from_others, surroundings

MOST_BYTES = 64_000_000
MOST_ANSWER = 32_000_000
"""Bytes; MOST_CHARACTERS (extract.py) take at most 16 million, but for signs that are made plain by many."""
LONGEST_REASON = 300
MOST_SECONDS = 60.0
"""Of a processor's time, for one file; by the clock on the wall twice as long."""
_MARK = b"%PDF"
LEADING_BYTES = 1_024
"""Within these PDF readers look for the mark: some servers send a line break, a BOM or a header before it."""
IDLE = 10.0
"""Seconds without a file after which the process ends."""


def pages(body: bytes) -> list[str]:
    """Returns the text of each page, line by line, with blanks, quotes and dashes made plain. Empty for a damaged page,
    and mostly for one of pictures. What lies beyond MOST_PAGES or MOST_CHARACTERS (extract.py) is left out.

    Raises NotUnderstood for anything but a PDF, whatever its name or type claimed, for one that can't be opened, and
    for one that takes too much time or memory."""
    return [page.removeprefix(PICTURES) for page in raw_pages(body)]


def raw_pages(body: bytes) -> list[str]:
    """Returns the text of each page as `pages` does, with PICTURES (extract.py) before that of a page that is pictures.
    Raises NotUnderstood as `pages` does."""
    if _MARK not in body[:LEADING_BYTES]:
        raise NotUnderstood("it is no PDF: the file starts differently")
    if len(body) > MOST_BYTES:
        raise NotUnderstood(f"the PDF is too big to read ({len(body) // 1_000_000} MB)")
    return _reader.pages(body)


class Reader:
    """Reads one file at a time, for all threads; a file that ends the process costs the next one a new process."""

    def __init__(
        self,
        most_memory: int = MOST_MEMORY,
        most_seconds: float = MOST_SECONDS,
        program: str = "watcher.papers.reader_process",
        what: str = "PDF",
    ) -> None:
        """Takes the limits of one file, the module that reads it, and what such a file is called."""
        self._limits, self._program, self._what = (most_memory, most_seconds), program, what
        self._child: _Child | None = None
        self._lock = threading.Lock()
        self._rest = _later(IDLE, self.close)

    def pages(self, body: bytes) -> list[str]:
        """Returns the text of each page. Raises NotUnderstood with a plain reason."""
        with in_turn(self._lock):  # behind many visits that may be long
            self._rest.cancel()
            kind, words = self._ask(body)
            self._rest = _later(IDLE, self.close)
            self._rest.start()
        if kind == b"reason":
            raise NotUnderstood(collapse_spaces(words)[:LONGEST_REASON])
        return words.split("\0", MOST_PAGES)[:-1]

    def _ask(self, body: bytes) -> tuple[bytes, str]:
        """Has the process read the file; returns its answer, `pages` or `reason`, and which. Raises NotUnderstood where
        the file ended it, or made it answer what it never would."""
        child = self._child = self._child or _start(self._program, *self._limits)
        patience = _later(2 * self._limits[1], child.process.kill)
        patience.start()
        try:
            with contextlib.suppress(BrokenPipeError):
                child.questions.write(b"%d\n" % len(body))
                child.questions.write(body)
                child.questions.flush()
            with contextlib.suppress(ValueError):
                return _answer(child.answers)
            child.process.kill()
            self._end()
        finally:
            patience.cancel()
        raise NotUnderstood(f"the {self._what} can't be read: it takes too much time or memory, or breaks its reader")

    def close(self) -> None:
        """Ends the process; the next file starts another."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        """Ends the process, for a caller that holds the lock; nothing where none runs."""
        if self._child:
            self._child.end()
        self._child = None


def _answer(answers: BinaryIO) -> tuple[bytes, str]:
    """Reads one answer, of which at most MOST_ANSWER bytes are read. Raises ValueError for what is no answer of
    reader_process.py."""
    kind, _, size = answers.readline(LONGEST_REASON).rstrip(b"\n").partition(b" ")
    if kind not in (b"pages", b"reason") or not size.isdigit() or int(size) > MOST_ANSWER:
        raise ValueError("not an answer")
    said = answers.read(int(size))
    if len(said) < int(size):
        raise ValueError("cut short")
    return kind, said.decode("utf-8", "surrogatepass")


def _later(seconds: float, call: Callable[[], None]) -> threading.Timer:
    """Makes a timer, not yet started, that keeps no program from ending."""
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    return timer


@dataclass(frozen=True, slots=True)
class _Child:
    """Holds the process with its two pipes."""

    process: subprocess.Popen[bytes]
    questions: BinaryIO
    answers: BinaryIO

    def end(self) -> None:
        """Asks the process to end, and waits for it."""
        with contextlib.suppress(BrokenPipeError):  # of what it never read
            self.questions.close()
        self.answers.close()
        self.process.wait()


def _start(program: str, most_memory: int, most_seconds: float) -> _Child:
    """Starts the process. It knows none of our secrets and can't look for them, and is no copy of ours with all that it
    holds."""
    hide_from_others()
    command = [sys.executable, "-P", "-m", program, str(most_memory), str(most_seconds)]
    questions_out, questions_in = os.pipe()
    answers_out, answers_in = os.pipe()
    with os.fdopen(questions_out, "rb") as stdin, os.fdopen(answers_in, "wb") as stdout:
        process = subprocess.Popen(  # noqa: S603 - our own module, nothing of a file in the command
            command, env=surroundings(), stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL
        )
    return _Child(process, os.fdopen(questions_in, "wb"), os.fdopen(answers_out, "rb"))


_reader = Reader()
