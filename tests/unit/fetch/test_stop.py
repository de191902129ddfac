"""The program ends: what is being read is broken off at once, and nothing more is asked for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.tools.web import Answer, Site
from tests.unit.fetch.conftest import Clock, FetcherOf
from tests.unit.fetch.test_tls import CERTIFICATE
from watcher.core.errors import Stopped
from watcher.fetch import Fetcher

STALLED = Answer(b"late", stall=600)
DRIPPING = Answer(b"x" * 30_000, drip=0.02)


def until(true: Callable[[], object], site: Site) -> None:
    while not true():
        site.closing.wait(0.005)


def broken_off(fetcher: Fetcher, site: Site) -> BaseException | None:
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(fetcher.get, site.url + "/page")
        until(lambda: site.asked, site)
        fetcher.stop()
        return reading.exception(timeout=50)  # before the fetcher itself gives up


@pytest.mark.parametrize("slow", [STALLED, DRIPPING], ids=["silent", "byte by byte"])
def test_an_answer_that_is_being_read_is_broken_off_and_is_no_failure_of_the_site(
    fetcher_of: FetcherOf, slow: Answer
) -> None:
    with Site({"/page": slow}) as site:
        assert isinstance(broken_off(fetcher_of(site), site), Stopped)
        assert site.asked == ["/page"]  # and not tried again


def test_so_is_one_over_tls(fetcher_of: FetcherOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    with Site({"/page": STALLED}, certificate=CERTIFICATE) as site:
        assert isinstance(broken_off(fetcher_of(site), site), Stopped)


def test_nothing_is_asked_for_afterwards(fetcher_of: FetcherOf) -> None:
    with Site({"/page": "here"}) as site:
        fetcher = fetcher_of(site)
        fetcher.get(site.url + "/page")
        fetcher.stop()
        with pytest.raises(Stopped):
            fetcher.get(site.url + "/page")
        assert site.asked == ["/page"]


def test_one_that_takes_the_place_of_another_keeps_its_pauses(fetcher_of: FetcherOf, clock: Clock) -> None:
    with Site({"/page": "here"}) as site:
        first = fetcher_of(site, delay=50)
        first.get(site.url + "/page")
        clock.slept.clear()
        fetcher_of(site, delay=50, pace=first.pace).get(site.url + "/page")
        assert len(clock.slept) == 2  # before robots.txt, which it does not know yet, and before the page
