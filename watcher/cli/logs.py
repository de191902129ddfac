"""The lines of the log: which are written, and how. A person's end with the words, a machine's are JSON; no token ever
stands in one."""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from datetime import UTC, datetime
from typing import Literal, NamedTuple, TextIO, TypeAlias

from watcher.cli.terminal import harmless
from watcher.core.text import masked

Form: TypeAlias = Literal["text", "json"]
Level: TypeAlias = Literal["debug", "info", "warning", "error"]
_TIME = "%Y-%m-%dT%H:%M:%SZ"


class Style(NamedTuple):
    """How this process writes its log."""

    form: Form = "text"
    level: int = logging.INFO
    dates_problems: bool = False
    """Also what is said plainly on a terminal is a line of the log: nobody is there."""


_style = Style()


def safe(words: str) -> str:
    """Returns the words without a token, and without what a stranger's could do to a terminal."""
    return harmless(masked(words))


def as_line(level: str, words: str, at: datetime) -> str:
    """Returns a line of the log: `2026-11-22T09:30:00Z INFO visit cabinet: 2 new`, or the same as one JSON object."""
    when, words = f"{at:{_TIME}}", safe(words)
    if _style.form == "json":
        return json.dumps({"time": when, "level": level, "message": words}, ensure_ascii=False)
    return f"{when} {level} " + words.replace("\n", "\n  ")


def say(words: str) -> None:
    """Prints a problem on stderr; of several that stand on a line each, every one has its time."""
    now = datetime.now(UTC)
    lines = [words] if _style.form == "json" else words.split("\n")
    said = [as_line("ERROR", line, now) if _style.dates_problems else safe(line) for line in lines]
    print(*said, sep="\n", file=sys.stderr)


def event(level: str, words: str) -> None:
    """Prints a line of the log on stdout, if its level is one that is wanted."""
    if logging.getLevelName(level) >= _style.level:
        print(as_line(level, words, datetime.now(UTC)), flush=True)


class _Formatter(logging.Formatter):
    """One line an event, and the trace where one is wanted."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        return as_line(record.levelname, super().format(record), datetime.fromtimestamp(record.created, UTC))


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to what is stderr at that moment: a progress bar stands in for it while it is drawn."""

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, _: TextIO) -> None:
        """Nothing is kept."""


def log_to_stderr(form: Form = "text", level: Level | None = None, *, worker: bool = False) -> None:
    """Our own lines from this level on (INFO; DEBUG with WATCHER_DEBUG), others' from WARNING on: httpx would log the
    token (facts/telegram.md). `worker`: off a terminal problems are lines of the log too."""
    global _style  # as the log itself: one for the process
    usual = logging.DEBUG if os.environ.get("WATCHER_DEBUG") else logging.INFO
    wanted = logging.getLevelName(level.upper()) if level else usual
    _style = Style(form, wanted, worker and (form == "json" or not sys.stderr.isatty()))
    handler = _Stderr()
    handler.setFormatter(_Formatter())
    logging.basicConfig(level=max(wanted, logging.WARNING), handlers=[handler], force=True)
    logging.getLogger("watcher").setLevel(wanted)
