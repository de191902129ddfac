"""A Fetcher that may read the given loopback sites, and a clock that only its pauses move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, Protocol

import pytest

from tests.tools.web import Site
from watcher.core.errors import SourceError
from watcher.fetch import Fetcher


class Clock:
    """Stands still but for the pauses, which are noted in `slept`."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def monotonic(self) -> float:
        return self.now


class FetcherOf(Protocol):
    def __call__(self, *sites: Site, **options: Any) -> Fetcher: ...


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetcher_of(clock: Clock) -> Iterator[FetcherOf]:
    """Makes a Fetcher whose own hosts are those sites."""
    with ExitStack() as open_ones:

        def make(*sites: Site, **options: Any) -> Fetcher:
            usual: dict[str, Any] = {
                "contact": "https://watcher.example/about",
                "delay": 0,
                "timeout": 60,  # seconds, only ever used up by a test that fails
                "max_bytes": 1_000_000,
                "own_hosts": [site.host for site in sites],
                "sleep": clock.sleep,
                "monotonic": clock.monotonic,
            }
            return open_ones.enter_context(Fetcher(**(usual | options)))

        yield make


def error_of(get: Callable[[], object]) -> SourceError:
    """The error that getting ends with; another than ours, or none, fails the test."""
    with pytest.raises(SourceError) as caught:
        get()
    assert "\n" not in str(caught.value)
    return caught.value
