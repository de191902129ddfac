"""robots.txt is asked once a host and obeyed (RFC 9309)."""

from __future__ import annotations

import pytest

from tests.tools.examples import every_example
from tests.tools.web import Answer, Site, redirect
from tests.unit.fetch.conftest import Clock, FetcherOf, error_of
from watcher.core.errors import Refused, Unreachable

NOT_FOR_US = "User-agent: HaveringWatcher\nDisallow: /private\n"


def robots_asked(site: Site) -> int:
    return sum(request.path == "/robots.txt" for request in site.requests)


@every_example("rules", [NOT_FOR_US, "User-agent: *\nDisallow: /private", "\ufeff" + NOT_FOR_US])
def test_what_it_forbids_is_not_asked(fetcher_of: FetcherOf, rules: str) -> None:
    with Site({"/robots.txt": rules, "/private/x": b"x", "/public": b"x"}) as site:
        fetcher = fetcher_of(site)
        error = error_of(lambda: fetcher.get(f"{site.url}/private/x"))
        assert fetcher.get(f"{site.url}/public").body == b"x"
        assert site.asked == ["/public"]
    assert isinstance(error, Refused)
    assert str(error) == f"robots.txt of {site.host} forbids us /private/x"


def test_what_it_forbids_to_others_is_asked(fetcher_of: FetcherOf) -> None:
    rules = "User-agent: OtherBot\nDisallow: /\n\nUser-agent: *\nDisallow: /\n\nUser-agent: haveringwatcher\nAllow: /"
    with Site({"/robots.txt": rules, "/page": b"x"}) as site:
        assert fetcher_of(site).get(f"{site.url}/page").body == b"x"


def test_it_is_asked_once_a_host_and_again_after_a_day(fetcher_of: FetcherOf, clock: Clock) -> None:
    with Site({"/a": b"x", "/b": b"x"}) as site:
        fetcher = fetcher_of(site)
        fetcher.get(f"{site.url}/a")
        fetcher.get(f"{site.url}/b")
        assert robots_asked(site) == 1
        clock.now += 24 * 3600
        fetcher.get(f"{site.url}/a")
        assert robots_asked(site) == 2


def test_each_hop_of_a_redirect_is_asked_of_its_own_host(fetcher_of: FetcherOf) -> None:
    with Site({"/robots.txt": NOT_FOR_US, "/private": b"x"}) as other, Site() as site:
        site.pages["/"] = redirect(f"{other.url}/private")
        error = error_of(lambda: fetcher_of(site, other).get(f"{site.url}/"))
        assert other.asked == []
    assert isinstance(error, Refused)


@every_example("status", [400, 401, 403, 404, 410])
def test_a_host_without_one_allows_everything(fetcher_of: FetcherOf, status: int) -> None:
    with Site({"/robots.txt": Answer(status=status), "/page": b"x"}) as site:
        assert fetcher_of(site).get(f"{site.url}/page").body == b"x"


@every_example("body", [b"<!doctype html><p>Disallow: everything", b"\xff\xfe\x00garbage\x00", b""])
def test_one_that_says_nothing_allows_everything(fetcher_of: FetcherOf, body: bytes) -> None:
    with Site({"/robots.txt": body, "/page": b"x"}) as site:
        assert fetcher_of(site).get(f"{site.url}/page").body == b"x"


@every_example("status", [429, 500, 503])
def test_a_host_that_cannot_say_is_not_asked_further(fetcher_of: FetcherOf, status: int) -> None:
    with Site({"/robots.txt": Answer(status=status), "/page": b"x"}) as site:
        error = error_of(lambda: fetcher_of(site).get(f"{site.url}/page"))
        assert site.asked == []
    assert isinstance(error, Unreachable)
    assert str(error).startswith(f"{site.host} answered {status}")
    assert "robots.txt" in str(error)


def test_the_wait_it_asks_for_is_handed_on(fetcher_of: FetcherOf) -> None:
    with Site({"/robots.txt": Answer(status=503, headers={"Retry-After": "77"})}) as site:
        error = error_of(lambda: fetcher_of(site).get(f"{site.url}/page"))
    assert isinstance(error, Unreachable)
    assert error.retry_after == 77


def test_a_failure_is_remembered_for_ten_minutes_so_that_a_dead_host_costs_little(
    fetcher_of: FetcherOf, clock: Clock
) -> None:
    with Site({"/robots.txt": Answer(status=500), "/page": b"x"}) as site:
        fetcher = fetcher_of(site)
        first = error_of(lambda: fetcher.get(f"{site.url}/page"))
        again = error_of(lambda: fetcher.get(f"{site.url}/other"))
        assert robots_asked(site) == 1
        site.pages["/robots.txt"] = ""
        clock.now += 600
        assert fetcher.get(f"{site.url}/page").body == b"x"
    assert str(first) == str(again)


def test_its_redirects_are_followed(fetcher_of: FetcherOf) -> None:
    with Site({"/rules": NOT_FOR_US}) as other, Site({"/private": b"x"}) as site:
        site.pages["/robots.txt"] = redirect(f"{other.url}/rules")
        assert isinstance(error_of(lambda: fetcher_of(site, other).get(f"{site.url}/private")), Refused)


def test_endless_redirects_of_it_allow_everything(fetcher_of: FetcherOf) -> None:
    with Site({"/robots.txt": redirect("/robots.txt"), "/page": b"x"}) as site:
        assert fetcher_of(site).get(f"{site.url}/page").body == b"x"


def test_its_first_half_megabyte_counts(fetcher_of: FetcherOf) -> None:
    padding = "# nothing\n" * 60_000
    with Site({"/robots.txt": NOT_FOR_US + padding + "Disallow: /page", "/page": b"x"}) as site:
        fetcher = fetcher_of(site)
        assert fetcher.get(f"{site.url}/page").body == b"x"
        assert isinstance(error_of(lambda: fetcher.get(f"{site.url}/private")), Refused)


@pytest.mark.parametrize(("asked", "pause"), [("10", 10), ("1", 2), ("900", 30), ("nan", 2), ("-5", 2), ("soon", 2)])
def test_a_crawl_delay_is_kept_where_it_is_longer_than_ours_up_to_thirty_seconds(
    fetcher_of: FetcherOf, clock: Clock, asked: str, pause: float
) -> None:
    with Site({"/robots.txt": f"User-agent: *\nCrawl-delay: {asked}\n", "/page": b"x"}) as site:
        fetcher_of(site, delay=2).get(f"{site.url}/page")
    assert len(clock.slept) == 1
    assert clock.slept[0] == pytest.approx(pause, rel=0.11)
