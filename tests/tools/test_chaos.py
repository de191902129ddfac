"""What the judge of `make chaos` goes by, and its time: it sees each fault, and takes no slow machine for one."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.tools.chaos.evidence import Ended, Flight, let_go, was_unseen
from tests.tools.chaos.times import STORY_BEGINS, StoryTime
from tests.tools.chaos.traps import Moment, Trap, TrappedApi
from tests.tools.examples import every_example
from tests.tools.standin import TEST_TOKEN, Call
from watcher.bot.telegram.rate_limiter import MOST_AT_ONCE

ANN = 42
KILLED, FINISHED = -9, 0


# Whether an answer was seen

MESSAGE = ("42", "New: T1")


def flight(run: int = 1, *, taken: bool = True) -> Flight:
    return Flight(run, Call("sendMessage", {"chat_id": 42, "text": "New: T1"}, 0, 0, delivered=taken))


def ended(code: int, state: str = "", calls: int = 3) -> Ended:
    return Ended(code, calls, {MESSAGE: state} if state else {})


@every_example(
    ("how", "seen", "end"),
    [
        ("killed before the answer left", {}, ended(KILLED, "sending")),
        ("killed before the answer left, again", {}, ended(KILLED, "resending")),
        ("killed before it wrote down what it may have read", {"answered_after": 3}, ended(KILLED, "sending")),
        ("gave the call up itself, and was killed later", {"answered_after": 3}, ended(KILLED, "uncertain")),
        ("gave the call up itself, and sent it again at once", {}, ended(FINISHED)),
        ("gave the call up itself, and doubts it", {"answered_after": 3}, ended(FINISHED, "uncertain")),
        ("closed the connection with the answer unread", {"answered_after": 3, "hung_up": True}, ended(FINISHED)),
    ],
)
def test_answer_was_not_seen(how: str, seen: dict[str, Any], end: Ended) -> None:
    assert was_unseen(replace(flight(), **seen), end), how


@pytest.mark.parametrize(
    ("how", "seen", "end"),
    [
        ("lived, and doubts nothing", {"answered_after": 3}, ended(FINISHED)),
        ("lived, and never settled it", {"answered_after": 3}, ended(FINISHED, "sending")),
        ("was killed, and had settled it", {"answered_after": 3}, ended(KILLED)),
        ("never noted that it left", {"answered_after": 3}, ended(KILLED, "claimed")),
        ("read it, for it went on over that connection", {"answered_after": 3, "read": True}, ended(KILLED, "sending")),
        (
            "went on for long without writing it down",
            {"answered_after": 3},
            ended(KILLED, "sending", calls=3 + MOST_AT_ONCE + 1),
        ),
    ],
)
def test_answer_was_seen(how: str, seen: dict[str, Any], end: Ended) -> None:
    assert not was_unseen(replace(flight(), **seen), end), how


@pytest.mark.parametrize(
    ("code", "said", "killed"),
    [
        (KILLED, "", True),
        (1, "ERROR end by force: something did not end within 15 s; nothing that was saved is lost", True),
        (1, "ERROR end by force: the visit of news hung", False),
        (1, "1 message given up", False),
        (FINISHED, "end on SIGTERM", False),
    ],
)
def test_run_that_took_too_long_to_end_and_killed_itself_counts_as_killed(code: int, said: str, killed: bool) -> None:
    assert Ended(code, said=said).killed == killed


# Whether a message was rightly let go

TWICE = {1: ended(KILLED, "sending"), 2: ended(KILLED, "resending")}
VANISHED = [flight(1, taken=False), flight(2, taken=False)]


def test_message_that_left_twice_and_came_neither_time_was_rightly_let_go() -> None:
    assert let_go([MESSAGE], VANISHED, TWICE, {}) == {MESSAGE}


def test_request_of_which_only_the_head_came_has_left_too() -> None:
    """The run was killed between the two."""
    assert let_go([MESSAGE], VANISHED[:1], TWICE, {2: 1}) == {MESSAGE}


@every_example(
    ("how", "dead", "flights", "ends"),
    [
        ("it is not given up at all", [], VANISHED, TWICE),
        ("Telegram took it", [MESSAGE], [VANISHED[0], flight(2)], TWICE),
        ("it never left the second time", [MESSAGE], VANISHED[:1], TWICE),
        ("it left once", [MESSAGE], VANISHED[:1], {1: TWICE[1]}),
        ("it was only claimed", [MESSAGE], VANISHED, {1: ended(KILLED, "claimed"), 2: ended(KILLED, "reclaimed")}),
        ("the second run was not killed", [MESSAGE], VANISHED, {1: TWICE[1], 2: ended(FINISHED, "resending")}),
        ("it left three times", [MESSAGE], VANISHED, TWICE | {3: ended(KILLED, "resending")}),
    ],
)
def test_message_was_not_rightly_let_go(
    how: str, dead: list[tuple[str, str]], flights: list[Flight], ends: dict[int, Ended]
) -> None:
    assert let_go(dead, flights, ends, {}) == set(), how


# What the stand-in sees of a run


@pytest.fixture
def api() -> Iterator[TrappedApi]:
    with TrappedApi(Trap(), STORY_BEGINS.timestamp, hurry=50) as opened:
        opened.private(ANN)
        yield opened


class Run:
    """A run's connection to the stand-in."""

    def __init__(self, api: TrappedApi, number: int) -> None:
        self._api, self._prefix = api, urlsplit(api.address(number)).path
        self._connection = HTTPConnection("127.0.0.1", api.server.port)
        self._number, self._seen = number, self._arrived(number)

    def _arrived(self, number: int) -> int:
        return self._api.trapped.calls(number) + self._api.trapped.cut_short[number]

    def asks(self, text: str = "New: T1", length: int = 0) -> None:
        body = json.dumps({"chat_id": ANN, "text": text})
        headers = {"Content-Type": "application/json", "Content-Length": str(length or len(body))}
        self._connection.request("POST", f"{self._prefix}/bot{TEST_TOKEN}/sendMessage", body, headers)

    def reads(self) -> None:
        self._connection.getresponse().read()

    def ends(self) -> None:
        """It closes its connection, and the stand-in has noticed."""
        self._connection.close()
        while self._arrived(self._number) == self._seen or self._api.server._listener.connections:
            time.sleep(0.001)


def test_call_that_comes_late_belongs_to_the_run_that_made_it(api: TrappedApi) -> None:
    for number in (1, 2, 1):  # the first is dead by then
        run = Run(api, number)
        run.asks()
        run.reads()
        run.ends()
    assert [flight.run for flight in api.trapped.flights] == [1, 2, 1]
    assert [api.trapped.calls(number) for number in (1, 2)] == [2, 1]


@pytest.mark.parametrize(("asks", "kills"), [(1, 0), (2, 1)])
def test_trap_is_sprung_by_its_own_run_and_by_none_before_it(api: TrappedApi, asks: int, kills: int) -> None:
    killed = list[bool]()
    api.trapped.trap.order("arrives", 1, lambda: killed.append(True), run=2)
    run = Run(api, asks)
    run.asks()
    run.ends()
    assert len(killed) == kills


@pytest.mark.parametrize(("moment", "taken"), [("arrives", True), ("processed", True), ("vanishes", False)])
def test_what_arrived_is_taken_though_its_run_is_dead_unless_it_was_lost_on_the_way(
    api: TrappedApi, moment: Moment, taken: bool
) -> None:
    run = Run(api, 1)
    api.trapped.trap.order(moment, 1, lambda: None, run=1)
    run.asks()
    run.ends()
    (seen,) = api.trapped.flights
    assert (seen.call.delivered, seen.answered_after, seen.read) == (taken, None, False)


@pytest.mark.parametrize(("text", "taken"), [("New: T1", True), ("New: T2", False)])
def test_no_message_is_lost_on_its_way_twice(api: TrappedApi, text: str, taken: bool) -> None:
    for number, said in enumerate(("New: T1", text), 1):
        api.trapped.trap.order("vanishes", 1, lambda: None, run=number)
        run = Run(api, number)
        run.asks(said)
        run.ends()
    assert [flight.call.delivered for flight in api.trapped.flights] == [False, taken]


def test_who_asks_for_more_on_a_connection_has_read_what_came(api: TrappedApi) -> None:
    run = Run(api, 1)
    for text in ("New: T1", "New: T2"):
        run.asks(text)
        run.reads()
    run.ends()
    assert [(one.answered_after, one.read) for one in api.trapped.flights] == [(1, True), (2, False)]


def test_client_that_has_closed_its_connection_is_answered_no_more(api: TrappedApi) -> None:
    run = Run(api, 1)

    def gives_up(_: Call) -> bool:
        run._connection.close()
        return False

    api.fail("sendMessage", when=gives_up)
    run.asks()
    run.ends()
    (seen,) = api.trapped.flights
    assert (seen.call.delivered, seen.answered_after) == (True, None)


def answered(api: TrappedApi, run: Run) -> Flight:
    """The flight, once its answer waits to be read."""
    run.asks()
    while not (api.trapped.flights and api.trapped.flights[0].answered_after):
        time.sleep(0.001)
    return api.trapped.flights[0]


def test_client_that_closes_its_connection_with_the_answer_unread_has_hung_up(api: TrappedApi) -> None:
    run = Run(api, 1)
    seen = answered(api, run)
    run.ends()
    assert seen.hung_up


def test_client_that_closes_its_connection_with_the_answer_read_has_not_hung_up(api: TrappedApi) -> None:
    run = Run(api, 1)
    seen = answered(api, run)
    run.reads()
    run.ends()
    assert not seen.hung_up


@pytest.mark.parametrize(("more", "calls", "cut"), [(0, 1, 0), (1, 0, 1)])
def test_request_that_ended_half_way_is_no_call(api: TrappedApi, more: int, calls: int, cut: int) -> None:
    run = Run(api, 1)
    whole = len(json.dumps({"chat_id": ANN, "text": "New: T1"}))
    run.asks(length=whole + more)
    run._connection.sock.shutdown(socket.SHUT_WR)
    run.ends()
    assert (len(api.trapped.flights), api.trapped.cut_short[1]) == (calls, cut)


# The time of a story


def test_time_of_a_story_is_one_for_all_its_processes_and_moves_only_when_it_is_moved(tmp_path: Path) -> None:
    ours, theirs = StoryTime(tmp_path / "time"), StoryTime(tmp_path / "time")
    assert ours() == theirs() == STORY_BEGINS
    ours.forward(minutes=31)
    theirs.reach(ours.timestamp() + 5)
    theirs.reach(0)
    assert ours.timestamp() - STORY_BEGINS.timestamp() == 31 * 60 + 5


@pytest.mark.parametrize(("seconds", "moves"), [(60.0, False), (0.04, True)])
def test_no_rest_of_a_story_ends_while_a_call_lasts_but_the_next_call_may_begin(
    tmp_path: Path, seconds: float, moves: bool
) -> None:
    clock = StoryTime(tmp_path / "time")
    limiter = clock.limiter()

    async def both() -> None:
        async with limiter.sending(ANN):
            sleeper = asyncio.ensure_future(limiter.sleep(seconds))
            await asyncio.wait([sleeper], timeout=300 if moves else 0.02)
            assert sleeper.done() == moves
        await sleeper

    asyncio.run(both())
    assert clock.timestamp() == STORY_BEGINS.timestamp() + seconds
