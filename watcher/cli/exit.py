"""How a verb ends: its exit code, and one plain line for what went wrong, in which no token ever stands."""

from __future__ import annotations

import errno
import functools
import os
import sys
import traceback
from collections.abc import Callable
from typing import ParamSpec

import typer

from watcher.cli.logs import log_to_stderr, say
from watcher.core.errors import ConfigError, LockHeld, TokenError, WatcherError, WrongDatabase

__all__ = ["FAILED", "LOCKED", "WRONG", "command", "exit_code", "log_to_stderr", "say", "say_unexpected"]

FAILED, WRONG, LOCKED = 1, 2, 75
"""The run finished but something failed; config, token or command line are wrong; another run holds the lock."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
Arguments = ParamSpec("Arguments")


def command(verb: Callable[Arguments, int | None]) -> Callable[Arguments, None]:
    """Makes a command of a verb: what the verb returns is the exit code, what goes wrong is told in plain lines."""

    @functools.wraps(verb)
    def told(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        log_to_stderr()
        try:
            code = verb(*args, **kwargs) or 0
            sys.stdout.flush()  # else the interpreter finds out at its end that nobody reads, and says so
        except WatcherError as error:
            say(str(error))
            code = exit_code(error)
        except BrokenPipeError:
            raise  # whoever reads our output has seen enough: typer ends quietly
        except OSError as error:
            if error.errno not in _NO_ROOM:
                say_unexpected(error)
            else:
                say(f"{error.filename or 'the output'} can't be written: {error.strerror}; make room and run again")
            code = FAILED
        except Exception as error:
            say_unexpected(error)
            code = FAILED
        raise typer.Exit(code)

    return told


def exit_code(error: WatcherError) -> int:
    """Returns the exit code that INTERFACE.md, "Commands", gives this error."""
    if isinstance(error, LockHeld):
        return LOCKED
    return WRONG if isinstance(error, ConfigError | TokenError | WrongDatabase) else FAILED


def say_unexpected(error: Exception) -> None:
    """Tells of a fault of ours: what it was, and how to see where; the whole trace only where WATCHER_DEBUG asks for
    it."""
    say(f"unexpected error: {type(error).__name__}: {error}")
    if os.environ.get("WATCHER_DEBUG"):
        say("".join(traceback.format_exception(error)))
        say("please report this, with the lines above and what you did")
    else:
        say("please report this, with what you did; with WATCHER_DEBUG=1 in the environment it also says where it was")
