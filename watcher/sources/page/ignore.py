"""Leaves out of a page what `ignore:` names. An administrator's regular expressions are matched in a process of their
own with a limit of time: no check of a pattern tells how long it may take on a page of a stranger's making."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from watcher.core.errors import NotUnderstood
from watcher.core.sources import Source
from watcher.core.text import collapse_spaces

MOST_SECONDS = 10.0
_CHILD = Path(__file__).with_name("ignore_process.py")


def patterns(source: Source) -> tuple[str, ...]:
    """Return the patterns of the config. Raises NotUnderstood for one that is no regular expression."""
    given = source.options.get("ignore") or []
    wanted = tuple(map(str, given)) if isinstance(given, list) else (str(given),)
    for pattern in wanted:
        try:
            re.compile(pattern)
        except re.error as error:
            raise NotUnderstood(f"ignore: “{pattern}” is no regular expression: {error}") from error
    return wanted


def without(lines: Sequence[str], ignored: Sequence[str], seconds: float = MOST_SECONDS) -> list[str]:
    """Return each line without what the patterns match in it, one after another, blanks collapsed; as it stands where
    there are none. Raises NotUnderstood where that takes longer."""
    if not ignored:
        return list(lines)
    asked = json.dumps([[collapse_spaces(line) for line in lines], list(ignored)]).encode()
    answer = _ask(asked, seconds)
    try:
        left = json.loads(answer)
    except ValueError as error:
        raise NotUnderstood("the patterns of ignore: can't be matched on this page; make them simpler") from error
    return [collapse_spaces(line) for line in left]


def _ask(asked: bytes, seconds: float) -> bytes:
    """Have the process work; returns its answer, no longer than what it was asked: it only leaves out. Raises
    NotUnderstood where it takes longer."""
    from watcher.papers.sandbox import hide_from_others, surroundings  # slow to load: only where something is ignored

    hide_from_others()
    command = [sys.executable, "-P", "-s", "-S", str(_CHILD)]
    process = subprocess.Popen(  # noqa: S603 - our own file, nothing of a page in the command
        command, env=surroundings(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with process, _ended_after(seconds, process) as ran_out:
        questions, answers = cast("tuple[IO[bytes], IO[bytes]]", (process.stdin, process.stdout))
        with contextlib.suppress(BrokenPipeError), questions:
            questions.write(asked)
        answer = answers.read(len(asked))
    if ran_out.is_set():
        raise NotUnderstood(
            f"the patterns of ignore: take longer than {seconds:g} s on this page; avoid a `*` or `+` inside another"
        )
    return answer


@contextlib.contextmanager
def _ended_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[threading.Event]:
    """End the process with the block, or after so many seconds: then the event is set."""
    ran_out = threading.Event()

    def end() -> None:
        ran_out.set()
        process.kill()

    patience = threading.Timer(seconds, end)
    patience.start()
    try:
        yield ran_out
    finally:
        patience.cancel()
        process.kill()
