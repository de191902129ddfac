"""The threads of visits: several sites side by side, one call at a time for each."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import wait
from threading import Barrier, Event, current_thread

import pytest

from watcher.jobs.host_pool import HostPool
from watcher.rules.lanes import MOST_HOSTS

LONG = 60.0  # seconds, only ever used up by a test that fails


@pytest.fixture
def go() -> Iterator[Event]:
    """What hangs goes on when this is set."""
    event = Event()
    yield event
    event.set()


@pytest.fixture
def pool(go: Event) -> Iterator[HostPool[str]]:
    pool = HostPool[str]()
    yield pool
    go.set()
    pool.close()


def hangs(go: Event) -> str:
    return "hung" if go.wait(LONG) else "stuck"


def test_feeds_are_read_while_forty_sites_hang(pool: HostPool[str], go: Event) -> None:
    hanging = [pool.hand(f"hangs {number}", lambda: hangs(go), is_slow=True) for number in range(40)]
    feeds = [pool.hand(f"feed {number}", lambda: "read") for number in range(50)]
    assert {feed.result(LONG) for feed in feeds if feed} == {"read"}
    assert not any(call.done() for call in hanging if call)
    go.set()
    assert [call.result(LONG) for call in hanging if call] == ["hung"] * 40


def test_a_site_is_called_once_at_a_time(pool: HostPool[str], go: Event) -> None:
    begun = Event()

    def begins() -> str:
        begun.set()
        return hangs(go)

    first = pool.hand("a", begins)
    assert begun.wait(LONG)
    assert pool.hand("a", lambda: "again") is None  # under way
    assert pool.hand("b", lambda: "other") is not None
    go.set()
    assert first
    assert first.result(LONG) == "hung"
    again = pool.hand("a", lambda: "again")
    assert again
    assert again.result(LONG) == "again"


def test_what_a_call_raises_is_told_to_whoever_wants_its_result_and_the_next_goes_on(pool: HostPool[str]) -> None:
    def breaks() -> str:
        raise ValueError("broken")

    broken = pool.hand("a", breaks)
    assert broken
    with pytest.raises(ValueError, match="broken"):
        broken.result(LONG)
    whole = pool.hand("a", lambda: "whole")
    assert whole
    assert whole.result(LONG) == "whole"


def test_what_waits_is_dropped_at_the_end_and_what_is_under_way_ends(pool: HostPool[str], go: Event) -> None:
    all_there = Barrier(MOST_HOSTS + 1)

    def waits() -> str:
        all_there.wait(LONG)
        return hangs(go)

    calls = [pool.hand(str(number), waits) for number in range(MOST_HOSTS + 100)]
    all_there.wait(LONG)
    pool.drop()
    go.set()
    assert not wait([call for call in calls if call], LONG).not_done
    pool.close()
    assert [bool(call and call.cancelled()) for call in calls] == [False] * MOST_HOSTS + [True] * 100
    assert pool.hand("late", lambda: "never") is None


def test_threads_are_made_only_as_they_are_needed(pool: HostPool[str]) -> None:
    names = set()
    for number in range(20):
        call = pool.hand(str(number), lambda: current_thread().name)
        assert call
        names.add(call.result(LONG))
    assert len(names) <= 2  # one may not be back yet when the next is wanted
