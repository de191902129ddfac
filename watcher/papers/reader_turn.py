"""Lets whoever waits for its turn say that it does, so that nobody takes it for what hangs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

SIGN_EVERY = 60.0
_sign: ContextVar[Callable[[], object]] = ContextVar("sign", default=lambda: None)


class Lock(Protocol):
    """What one holds at a time."""

    def acquire(self, blocking: bool = ..., timeout: float = ...) -> bool:
        """Takes it within so many seconds; returns whether it was taken."""

    def release(self) -> None:
        """Lets the next have it."""


@contextmanager
def signing(sign: Callable[[], object]) -> Iterator[None]:
    """Calls this, in the thread that waits, for as long as the block waits anywhere for its turn."""
    before = _sign.set(sign)
    try:
        yield
    finally:
        _sign.reset(before)


@contextmanager
def in_turn(lock: Lock, seconds: float = SIGN_EVERY) -> Iterator[None]:
    """Holds the lock for the block; until it has it, gives a sign every so many seconds."""
    while not lock.acquire(timeout=seconds):
        _sign.get()()
    try:
        yield
    finally:
        lock.release()
