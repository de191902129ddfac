"""The process that apart.py starts: limits itself, then answers each PDF on stdin with a line of JSON on stdout."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
import time

from watcher.errors import NotUnderstood
from watcher.papers.pdf import read


def serve(most_memory: int, most_seconds: float) -> None:
    """Ends with the program that started it, or when that wants no more."""
    for told_to_end in (signal.SIGINT, signal.SIGTERM):  # meant for that program, which may want this file read still
        signal.signal(told_to_end, signal.SIG_IGN)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, most_memory)
    with os.fdopen(0, "rb") as questions, os.fdopen(1, "wb") as answers:
        while size := questions.readline():
            body = questions.read(int(size))
            _limit(resource.RLIMIT_CPU, int(time.process_time() + most_seconds) + 1)
            answers.write(json.dumps(_answer(body)).encode() + b"\n")
            answers.flush()


def _answer(body: bytes) -> dict[str, object]:
    try:
        return {"pages": read(body)}
    except NotUnderstood as error:
        return {"reason": str(error)}


def _limit(what: int, most: int) -> None:
    """Only the soft limit, which may be raised for the next file; never above what the system allows."""
    hard = resource.getrlimit(what)[1]
    with contextlib.suppress(ValueError):  # macOS knows no limit of the address space; the time is limited there too
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    serve(int(sys.argv[1]), float(sys.argv[2]))
