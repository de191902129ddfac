"""Which site is begun next: those that keep us waiting hold up none that answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from watcher.core.sources import Source
from watcher.core.visits import VisitPlan
from watcher.rules.lanes import MOST_HOSTS, MOST_SLOW, by_host, is_slow, longest_ago_first, next_host

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
A, B, C = (Source(name, name, f"https://council.example/{name}", "feed") for name in "abc")


def plan(hours_ago: float, *, timed_out: bool = False) -> VisitPlan:
    visited = NOW - HOUR * hours_ago
    return VisitPlan("", visited, visited + HOUR, int(timed_out), timed_out, "failing" if timed_out else "ok")


def begin_all(waiting: dict[str, bool], under_way: dict[str, bool]) -> list[str]:
    begun = []
    while (host := next_host(waiting, under_way)) is not None:
        under_way[host] = waiting.pop(host)
        begun.append(host)
    return begun


def named(what: str, count: int, *, slow: bool) -> dict[str, bool]:
    return {f"{what} {number}": slow for number in range(count)}


def test_forty_sites_known_to_hang_leave_ten_healthy_ones_a_place_at_once_though_these_came_last() -> None:
    waiting, under_way = named("hangs", 40, slow=True) | named("feed", 10, slow=False), dict[str, bool]()
    begun = begin_all(waiting, under_way)
    assert [host for host in begun if under_way[host]] == [f"hangs {number}" for number in range(MOST_SLOW)]
    assert [host for host in begun if not under_way[host]] == [f"feed {number}" for number in range(10)]


def test_forty_sites_that_hang_for_the_first_time_delay_ten_healthy_ones_by_one_visit() -> None:
    waiting, under_way = named("hangs", 40, slow=False), dict[str, bool]()
    assert len(begin_all(waiting, under_way)) == MOST_HOSTS
    waiting |= named("feed", 10, slow=False)
    under_way.clear()  # the visits of all that were begun have ended, at one time out
    assert (
        set(begin_all(waiting, under_way))
        == named("hangs", 40, slow=False).keys() - {f"hangs {number}" for number in range(MOST_HOSTS)}
        | named("feed", 10, slow=False).keys()
    )


def test_slow_sites_come_to_their_turn_among_the_others_and_are_none_the_worse_for_an_empty_house() -> None:
    waiting = {"slow": True} | named("feed", 40, slow=False)
    assert next_host(waiting, {}) == "slow"
    assert next_host(waiting, named("slow", MOST_SLOW - 1, slow=True)) == "slow"
    assert next_host(waiting, named("slow", MOST_SLOW, slow=True)) == "feed 0"


def test_no_more_sites_are_read_side_by_side_than_there_is_room_for() -> None:
    assert next_host({"one": False}, named("feed", MOST_HOSTS, slow=False)) is None
    assert next_host({"one": False}, named("feed", MOST_HOSTS - 1, slow=False)) == "one"
    assert next_host({}, {}) is None


def test_a_site_is_slow_by_the_source_that_was_visited_last() -> None:
    assert is_slow([A, B], {"a": plan(1, timed_out=True), "b": plan(2)})
    assert not is_slow([A, B], {"a": plan(2, timed_out=True), "b": plan(1)})
    assert not is_slow([A, B], {})
    assert not is_slow([A, B], {"c": plan(1, timed_out=True)})


def test_what_never_was_visited_comes_first_and_then_what_was_longest_ago() -> None:
    assert longest_ago_first([A, B, C], {"a": plan(1), "c": plan(2)}) == [B, C, A]


def test_a_site_is_its_host_with_its_port() -> None:
    other = Source("d", "d", "https://council.example:8443/d", "feed")
    assert by_host([A, other, B]) == {"council.example": [A, B], "council.example:8443": [other]}
