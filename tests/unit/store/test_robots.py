"""A robots.txt is asked for once a day, not once a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.tools.soaks import some
from tests.tools.web import Answer, Site
from tests.unit.fetch.conftest import error_of
from watcher.core.errors import Refused, Unreachable
from watcher.fetch import Fetcher
from watcher.store import Store
from watcher.store.robots import StoredRobots

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
FORBIDDEN = "User-agent: *\nDisallow: /private\n"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{database}") as store:
        yield store


@pytest.fixture
def run(store: Store) -> Callable[..., list[str]]:
    """One run after another: asks for a page so many hours later, by a Fetcher of its own; returns what the site was
    asked for in it."""

    def asked(site: Site, path: str = "/page", *, hours: float = 0, asks_anew: bool = False) -> list[str]:
        before = len(site.requests)
        memory = StoredRobots(store, lambda: NOW + timedelta(hours=hours), asks_anew=asks_anew)
        with Fetcher(
            contact="https://watcher.example/about",
            delay=2,
            timeout=60,
            max_bytes=1_000_000,
            own_hosts=[site.host],
            sleep=lambda _: None,
            robots=memory,
        ) as fetcher:
            fetcher.get(f"{site.url}{path}")
        return [request.path for request in site.requests[before:]]

    return asked


@pytest.mark.parametrize("robots", some([FORBIDDEN, "", Answer(status=404), Answer(status=403), b"\0\xff"], every=2))
def test_the_next_run_asks_for_the_page_alone(run: Callable[..., list[str]], robots: Answer | str | bytes) -> None:
    with Site({"/robots.txt": robots, "/page": b"x"}) as site:
        assert run(site) == ["/robots.txt", "/page"]
        assert run(site, hours=23) == ["/page"]
        assert run(site, hours=25) == ["/robots.txt", "/page"]


def test_what_is_forbidden_stays_so_without_a_request(run: Callable[..., list[str]]) -> None:
    with Site({"/robots.txt": FORBIDDEN, "/page": b"x", "/private": b"x"}) as site:
        run(site)
        site.pages["/robots.txt"] = ""
        assert isinstance(error_of(lambda: run(site, "/private", hours=1)), Refused)
        assert run(site, "/private", hours=1, asks_anew=True) == ["/robots.txt", "/private"]
        assert run(site, "/private", hours=2) == ["/private"]


def test_a_trouble_is_not_kept_for_the_next_run(run: Callable[..., list[str]]) -> None:
    with Site({"/robots.txt": Answer(status=503), "/page": b"x"}) as site:
        assert isinstance(error_of(lambda: run(site)), Unreachable)
        site.pages["/robots.txt"] = ""
        assert run(site, hours=1) == ["/robots.txt", "/page"]


def test_rules_of_a_clock_that_was_set_back_are_asked_for_again(run: Callable[..., list[str]]) -> None:
    with Site({"/page": b"x"}) as site:
        run(site, hours=48)
        assert run(site) == ["/robots.txt", "/page"]


def test_hosts_do_not_share_their_rules(run: Callable[..., list[str]]) -> None:
    with Site({"/robots.txt": FORBIDDEN, "/page": b"x"}) as first, Site({"/private": b"x"}) as second:
        run(first)
        assert run(second, "/private") == ["/robots.txt", "/private"]
