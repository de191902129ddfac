"""Runs in the process that reader.py starts: it shuts itself in, then answers each PDF on stdin with its text on
stdout."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import time
from collections.abc import Callable

from watcher.core.errors import NotUnderstood
from watcher.papers.extract import read
from watcher.papers.sandbox import confine

END_OF_PAGE = "\0"
"""Stands after each page; no page has it in it."""

_SMALLEST = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>endobj
4 0 obj<</Length 31>>stream
BT /F 9 Tf 9 9 Td (A page) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>"""


def serve(most_memory: int, most_seconds: float, reader: Callable[[bytes], list[str]] = read) -> None:
    """Answers file after file, until the program that started it ends or wants no more."""
    for told_to_end in (signal.SIGINT, signal.SIGTERM):  # meant for that program, which may want this file read still
        signal.signal(told_to_end, signal.SIG_IGN)
    warm_up()
    with os.fdopen(0, "rb") as questions, os.fdopen(1, "wb") as answers:
        confine(most_memory)
        while size := questions.readline():
            body = questions.read(int(size))
            _limit_time(int(time.process_time() + most_seconds) + 1)
            kind, words = _answer(body, reader)
            said = words.encode("utf-8", "surrogatepass")
            answers.write(f"{kind} {len(said)}\n".encode() + said)
            answers.flush()


def warm_up() -> None:
    """Reads a file that is whole and one that is not, so that all libraries are loaded: afterwards nothing can be."""
    for body in (_SMALLEST, b"%PDF-1.4"):
        with contextlib.suppress(NotUnderstood):
            read(body)


def _answer(body: bytes, reader: Callable[[bytes], list[str]]) -> tuple[str, str]:
    """Reads a file; returns `pages` with its text, or `reason` with why there is none."""
    try:
        return "pages", "".join(page + END_OF_PAGE for page in reader(body))
    except NotUnderstood as error:
        return "reason", str(error)


def _limit_time(seconds: int) -> None:
    """Sets the soft limit of processor time, never above what the system allows; it may be raised for the next file."""
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if hard == resource.RLIM_INFINITY else min(seconds, hard), hard))


if __name__ == "__main__":
    serve(int(sys.argv[1]), float(sys.argv[2]))
