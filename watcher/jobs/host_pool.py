"""Makes the calls that wait for a site, several sites side by side, each site one call at a time. Who comes next is
decided in rules/lanes.py; here are the threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from watcher.rules.lanes import MOST_HOSTS, next_host

T = TypeVar("T")


class _Call(NamedTuple, Generic[T]):
    make: Callable[[], T]
    future: Future[T]


class HostPool(Generic[T]):
    """Calls for hosts. May be used from any thread. Threads are made as they are needed."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(MOST_HOSTS, "visits")
        self._lock, self._closed = Lock(), False
        self._calls: dict[str, _Call[T]] = {}
        self._waiting: dict[str, bool] = {}
        self._under_way: dict[str, bool] = {}

    def hand(self, host: str, call: Callable[[], T], *, is_slow: bool = False) -> Future[T] | None:
        """Makes this call when the host's turn has come; None, and it is never made, where one waits already or is
        under way, or the pool is closed. `is_slow`: the host kept us waiting when it was asked last."""
        with self._lock:
            if self._closed or host in self._waiting or host in self._under_way:
                return None
            made = self._calls[host] = _Call(call, Future())
            self._waiting[host] = is_slow
            self._begin()
        return made.future

    def _begin(self) -> None:
        """Begins what may begin, for a caller that holds the lock."""
        while not self._closed and (host := next_host(self._waiting, self._under_way)) is not None:
            self._under_way[host] = self._waiting.pop(host)
            self._threads.submit(self._make, host, self._calls.pop(host))

    def _make(self, host: str, call: _Call[T]) -> None:
        came_to: T | None = None
        error: BaseException | None = None
        try:
            came_to = call.make()
        except BaseException as raised:  # whoever holds the future is told
            error = raised
        with self._lock:
            del self._under_way[host]
            self._begin()
        call.future.set_exception(error) if error else call.future.set_result(came_to)  # type: ignore[arg-type]  # it is what the call returned

    def drop(self) -> None:
        """Begins nothing any more: what waits is never called. Waits for nothing."""
        with self._lock:
            self._closed = True
            dropped = list(self._calls.values())
            self._calls.clear()
            self._waiting.clear()
        for call in dropped:
            call.future.cancel()
            call.future.set_running_or_notify_cancel()  # who waits for it waits no longer

    def close(self) -> None:
        """Drops what waits, and waits until what is under way has ended."""
        self.drop()
        self._threads.shutdown()
