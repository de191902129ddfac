"""Lets one run at a time work on a state folder: two would steal each other's Telegram updates (facts/telegram.md,
"Updates")."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from watcher.core.errors import LockHeld, cannot_write
from watcher.jobs import heartbeat


@contextmanager
def held(state: Path) -> Iterator[None]:
    """Holds the lock of this state folder, made if need be, as long as the block lasts. Raises LockHeld at once where
    another run holds it, and StateError where it can't be written."""
    path = state / "watcher.lock"
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(path, timeout=0, mode=0o600)
        lock.acquire()
    except Timeout as error:
        raise LockHeld(f"another run works on {state} (it holds {path}); this one did nothing") from error
    except OSError as error:
        raise cannot_write(path, state, error) from error
    try:
        heartbeat.delete(state)  # of a worker that was killed
        yield
    finally:
        lock.release()
