"""How a verb ends: its exit code, and one plain line for what went wrong, in which no token ever stands."""

from __future__ import annotations

import functools
import logging
import os
import sys
import time
import traceback
from collections.abc import Callable
from typing import ParamSpec, TextIO

import typer

from watcher.cli.terminal import harmless
from watcher.core.errors import ConfigError, LockHeld, TokenError, WatcherError, WrongDatabase

FAILED, WRONG, LOCKED = 1, 2, 75
"""The run finished but something failed; config, token or command line are wrong; another run holds the lock."""
Arguments = ParamSpec("Arguments")


def command(verb: Callable[Arguments, int | None]) -> Callable[Arguments, None]:
    """The verb as a command: what it returns is the exit code, what goes wrong is told in plain lines."""

    @functools.wraps(verb)
    def told(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        log_to_stderr()
        try:
            code = verb(*args, **kwargs) or 0
        except WatcherError as error:
            say(str(error))
            code = exit_code(error)
        except BrokenPipeError:
            raise  # whoever reads our output has seen enough: typer ends quietly
        except Exception as error:
            say_unexpected(error)
            code = FAILED
        raise typer.Exit(code)

    return told


def exit_code(error: WatcherError) -> int:
    """The code that INTERFACE.md, "Commands", gives this error."""
    if isinstance(error, LockHeld):
        return LOCKED
    return WRONG if isinstance(error, ConfigError | TokenError | WrongDatabase) else FAILED


def say(words: str) -> None:
    """A problem, on stderr."""
    print(_masked(words), file=sys.stderr)


def _masked(words: str) -> str:
    """Without a token, and without what a stranger's words could do to a terminal."""
    from watcher.config.values import masked  # the config's libraries: not for `--help`

    return harmless(masked(words))


def say_unexpected(error: Exception) -> None:
    """A fault of ours: what it was, and how to see where; the whole trace only where WATCHER_DEBUG asks for it."""
    say(f"unexpected error: {type(error).__name__}: {error}")
    if os.environ.get("WATCHER_DEBUG"):
        say("".join(traceback.format_exception(error)))
        say("please report this, with the lines above and what you did")
    else:
        say("please report this, with what you did; with WATCHER_DEBUG=1 in the environment it also says where it was")


class _Masking(logging.Formatter):
    """One line an event: `2026-11-22T09:30:00Z INFO config taken over: sources added: cabinet`."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        return _masked(super().format(record).replace("\n", "\n  "))


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to what is stderr at that moment: a progress bar stands in for it while it is drawn."""

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, _: TextIO) -> None:
        """Nothing is kept."""


def log_to_stderr() -> None:
    """Our own lines from INFO on, others' from WARNING on: httpx would log the token (facts/telegram.md)."""
    handler = _Stderr()
    handler.setFormatter(_Masking("%(asctime)s %(levelname)s %(message)s", datefmt="%Y-%m-%dT%H:%M:%SZ"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("watcher").setLevel(logging.DEBUG if os.environ.get("WATCHER_DEBUG") else logging.INFO)
