"""A log for runs that nobody watches: all that is printed goes into a file, each line with date, time and level."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import TextIOBase, TextIOWrapper
from pathlib import Path
from typing import TextIO

from watcher.core.errors import ConfigError

_DATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ")


def log_into(path: Path) -> None:
    """Appends to the file whatever this process prints from here on. Raises ConfigError where it can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Nothing waits in a buffer: what a full disk does not take would be tried again when the program ends.
        raw = path.open("ab", buffering=0)
    except OSError as error:
        raise ConfigError([f"--log {path} can't be written: {error.strerror}"]) from error
    file = TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", write_through=True)
    sys.stdout, sys.stderr = (
        Dated(file, level, instead_of=stream) for level, stream in (("INFO", sys.stdout), ("ERROR", sys.stderr))
    )


class Dated(TextIOBase):
    """What is written here stands in the file line by line, each behind the moment in which it was whole and the level
    of its stream; a line of the log has its own."""

    def __init__(
        self,
        file: TextIO,
        level: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        instead_of: object = None,
    ) -> None:
        """`instead_of`: what stays open for whoever began with it."""
        self._file, self._level, self._now, self._instead_of = file, level, now, instead_of
        self._line = ""
        self._lost = False

    def writable(self) -> bool:
        """Tell that it can be written to, as files do."""
        return True

    def write(self, text: str) -> int:
        """Write the lines that are whole, each with its moment and level; returns the length of the text. What the disk
        does not take is lost, which is said once on the stderr that the program began with: the run itself goes on."""
        *lines, self._line = (self._line + text).split("\n")
        try:
            for line in lines:
                self._file.write(
                    f"{line if _DATED.match(line) else f'{self._now():%Y-%m-%dT%H:%M:%SZ} {self._level} {line}'}\n"
                )
            self._file.flush()
        except OSError as error:
            if not self._lost and sys.__stderr__:
                print(f"--log can't be written: {error.strerror}; make room. Lines are lost", file=sys.__stderr__)
            self._lost = True
        return len(text)

    def flush(self) -> None:
        """Does nothing: a line that is not whole yet waits for its end."""
        self._file.flush()
