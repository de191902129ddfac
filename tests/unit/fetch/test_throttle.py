"""One request at a time for each host, a pause between two, and another try where the trouble may be over."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.tools.examples import every_example
from tests.tools.web import Answer, Request, Served, Site, redirect
from tests.unit.fetch.conftest import Clock, FetcherOf, error_of
from watcher.core.errors import Unreachable


def one_after_another(*answers: Served) -> Callable[[Request], Answer]:
    """Answers in that order, the last one for ever after."""
    left = list(answers)

    def answer(request: Request) -> Answer:
        served = left.pop(0) if len(left) > 1 else left[0]
        assert isinstance(served, Answer)
        return served

    return answer


def test_there_is_a_pause_between_two_requests_to_one_host(fetcher_of: FetcherOf, clock: Clock) -> None:
    with Site({"/a": b"x", "/b": b"x"}) as site:
        fetcher = fetcher_of(site, delay=2)
        fetcher.get(f"{site.url}/a")
        fetcher.get(f"{site.url}/b")
    assert len(clock.slept) == 2
    assert all(1.8 <= pause <= 2.2 for pause in clock.slept)
    assert clock.slept[0] != clock.slept[1]


def test_the_first_request_waits_for_nothing(fetcher_of: FetcherOf, clock: Clock) -> None:
    with Site({"/robots.txt": Answer(status=500)}) as site:
        error_of(lambda: fetcher_of(site, delay=2).get(f"{site.url}/a"))
    assert clock.slept == []


def test_time_that_has_passed_counts_for_the_pause(fetcher_of: FetcherOf, clock: Clock) -> None:
    with Site({"/a": b"x"}) as site:
        fetcher = fetcher_of(site, delay=2)
        fetcher.get(f"{site.url}/a")
        clock.now += 60
        fetcher.get(f"{site.url}/a")
    assert len(clock.slept) == 1


def test_a_redirect_to_the_same_host_waits_too(fetcher_of: FetcherOf, clock: Clock) -> None:
    with Site({"/a": redirect("/b"), "/b": b"x"}) as site:
        fetcher_of(site, delay=2).get(f"{site.url}/a")
    assert len(clock.slept) == 2


def test_another_host_does_not_wait(fetcher_of: FetcherOf, clock: Clock) -> None:
    with Site({"/a": b"x"}) as site, Site({"/a": b"x"}) as other:
        fetcher = fetcher_of(site, other, delay=2)
        fetcher.get(f"{site.url}/a")
        fetcher.get(f"{other.url}/a")
    assert len(clock.slept) == 2  # one for each, after its own robots.txt


def get_all(fetcher_get: Callable[[str], object], urls: Iterable[str]) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(fetcher_get, urls))


def test_one_host_is_asked_one_thing_at_a_time(fetcher_of: FetcherOf) -> None:
    with Site({f"/{n}": Answer(b"x", stall=0.01) for n in range(8)}) as site:
        get_all(fetcher_of(site).get, [f"{site.url}/{n}" for n in range(8)])
        assert site.at_once == 1
        assert len(site.requests) == 9
        assert sorted(site.asked) == [f"/{n}" for n in range(8)]


def test_several_hosts_are_asked_at_once(fetcher_of: FetcherOf) -> None:
    together = threading.Barrier(3, timeout=60)

    def meet(request: Request) -> Answer:
        together.wait()
        return Answer(b"x")

    with Site({"/a": meet}) as one, Site({"/a": meet}) as two, Site({"/a": meet}) as three:
        sites = (one, two, three)
        get_all(fetcher_of(*sites).get, [f"{site.url}/a" for site in sites])
        assert [site.asked for site in sites] == [["/a"]] * 3


def test_hosts_that_redirect_to_each_other_do_not_lock_up(fetcher_of: FetcherOf) -> None:
    with Site({"/end": b"x"}) as one, Site({"/end": b"x"}) as two:
        for here, there in ((one, two), (two, one)):
            here.pages["/start"] = redirect(f"{there.url}/end")
        get_all(fetcher_of(one, two).get, [f"{site.url}/start" for site in (one, two) * 4])
        assert one.asked.count("/end") == two.asked.count("/end") == 4


@pytest.mark.parametrize(
    "trouble",
    [
        Answer(status=502), Answer(status=503), Answer(status=504), Answer(raw=b""), Answer(b"x" * 99, cut=5),
        Answer(status=503, headers={"Retry-After": "0"}),
    ],
    ids=["502", "503", "504", "hung up", "cut", "retry at once"],
)  # fmt: skip
def test_what_may_pass_is_tried_again_after_longer_pauses(fetcher_of: FetcherOf, clock: Clock, trouble: Answer) -> None:
    with Site({"/a": one_after_another(trouble, trouble, Answer(b"x"))}) as site:
        assert fetcher_of(site, delay=2).get(f"{site.url}/a").body == b"x"
        assert site.asked == ["/a"] * 3
    assert clock.slept == [pytest.approx(pause, rel=0.11) for pause in (2, 4, 8)]


def test_it_is_not_tried_for_ever(fetcher_of: FetcherOf) -> None:
    with Site({"/a": Answer(status=503), "/b": Answer(raw=b"")}) as site:
        fetcher = fetcher_of(site)
        assert "503" in str(error_of(lambda: fetcher.get(f"{site.url}/a")))
        assert "broke off" in str(error_of(lambda: fetcher.get(f"{site.url}/b")))
        assert site.asked == ["/a"] * 3 + ["/b"] * 3


@every_example("status", [400, 401, 403, 404, 410, 429, 451, 500, 501])
def test_what_will_not_pass_is_not_tried_again(fetcher_of: FetcherOf, status: int) -> None:
    with Site({"/a": Answer(status=status)}) as site:
        error_of(lambda: fetcher_of(site).get(f"{site.url}/a"))
        assert site.asked == ["/a"]


def test_a_site_that_asks_for_time_is_not_tried_again(fetcher_of: FetcherOf) -> None:
    with Site({"/a": Answer(status=503, headers={"Retry-After": "5"})}) as site:
        error = error_of(lambda: fetcher_of(site).get(f"{site.url}/a"))
        assert site.asked == ["/a"]
    assert isinstance(error, Unreachable)
    assert error.retry_after == 5


def test_a_name_that_is_found_the_second_time_is_read(fetcher_of: FetcherOf) -> None:
    answers: list[list[str]] = [[], ["127.0.0.1"]]
    with Site({"/a": b"x"}) as site:
        fetcher = fetcher_of(own_hosts=[f"news.example:{site.port}"], resolve=lambda host, port: answers.pop(0))
        assert fetcher.get(f"http://news.example:{site.port}/a").body == b"x"
