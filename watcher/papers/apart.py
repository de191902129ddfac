"""PDFs are read in a process of their own with limits, for PDFium promises none (100 MB of text commands fit into 150
KB): whatever a file does to it, only that process ends. It starts with the first file, serves those that follow, and
ends when there are no more."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from watcher.errors import NotUnderstood

MOST_BYTES = 64_000_000
MOST_MEMORY = 512_000_000
"""Bytes of address space; an agenda pack of 600 pages needs a quarter of it."""
MOST_SECONDS = 60.0
"""Of a processor's time, for one file; by the clock on the wall twice as long."""
_MARK = b"%PDF"
LEADING_BYTES = 1_024
"""Within these PDF readers look for the mark: some servers send a line break, a BOM or a header before it."""
IDLE = 10.0
"""Seconds without a file after which the process ends."""

_SECRETS = ("TELEGRAM_", "WATCHER_", "DATABASE_URL")


def pages(body: bytes) -> list[str]:
    """The text of each page, line by line, with blanks, quotes and dashes made plain. Empty for a page of pictures
    or one that is damaged. What lies beyond MOST_PAGES or MOST_CHARACTERS (pdf.py) is left out.

    Raises NotUnderstood for anything but a PDF, whatever its name or type claimed, for one that can't be opened, and
    for one that takes too much time or memory.
    """
    if _MARK not in body[:LEADING_BYTES]:
        raise NotUnderstood("it is no PDF: the file starts differently")
    if len(body) > MOST_BYTES:
        raise NotUnderstood(f"the PDF is too big to read ({len(body) // 1_000_000} MB)")
    return _reader.pages(body)


class Reader:
    """Reads one file at a time, for all threads; a file that ends the process costs the next one a new process."""

    def __init__(self, most_memory: int = MOST_MEMORY, most_seconds: float = MOST_SECONDS) -> None:
        self._limits = most_memory, most_seconds
        self._child: _Child | None = None
        self._lock = threading.Lock()
        self._rest = _later(IDLE, self.close)

    def pages(self, body: bytes) -> list[str]:
        """Raises NotUnderstood with a plain reason."""
        with self._lock:
            self._rest.cancel()
            answer = json.loads(self._ask(body))
            self._rest = _later(IDLE, self.close)
            self._rest.start()
        if "reason" in answer:
            raise NotUnderstood(answer["reason"])
        return list(answer["pages"])

    def _ask(self, body: bytes) -> bytes:
        """What the process answers. Raises NotUnderstood where the file ended it."""
        child = self._child = self._child or _start(*self._limits)
        patience = _later(2 * self._limits[1], child.process.kill)
        patience.start()
        try:
            with contextlib.suppress(BrokenPipeError):
                child.questions.write(b"%d\n" % len(body))
                child.questions.write(body)
                child.questions.flush()
            if said := child.answers.readline():
                return said
            self._end()
        finally:
            patience.cancel()
        raise NotUnderstood("the PDF can't be read: it takes too much time or memory, or breaks its reader")

    def close(self) -> None:
        """Ends the process; the next file starts another."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._child:
            self._child.end()
        self._child = None


def _later(seconds: float, call: Callable[[], None]) -> threading.Timer:
    """A timer, not yet started, that keeps no program from ending."""
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    return timer


@dataclass(frozen=True, slots=True)
class _Child:
    """The process with its two pipes."""

    process: subprocess.Popen[bytes]
    questions: BinaryIO
    answers: BinaryIO

    def end(self) -> None:
        """Asks for its end and waits for it."""
        with contextlib.suppress(BrokenPipeError):  # of what it never read
            self.questions.close()
        self.answers.close()
        self.process.wait()


def _start(most_memory: int, most_seconds: float) -> _Child:
    """A process that knows none of our secrets, and is no copy of ours with all that it holds."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(_SECRETS)}
    command = [sys.executable, "-m", "watcher.papers.child", str(most_memory), str(most_seconds)]
    questions_out, questions_in = os.pipe()
    answers_out, answers_in = os.pipe()
    with os.fdopen(questions_out, "rb") as stdin, os.fdopen(answers_in, "wb") as stdout:
        process = subprocess.Popen(  # noqa: S603 - our own module, nothing of a file in the command
            command, env=known, stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL
        )
    return _Child(process, os.fdopen(questions_in, "wb"), os.fdopen(answers_out, "rb"))


_reader = Reader()
