"""The judge of `make chaos-postgres` (tests/tools/chaos_postgres) sees what it is there to see, and nothing else."""

from __future__ import annotations

import socket
from dataclasses import replace
from math import inf

import pytest

from tests.tools.chaos.evidence import Flight
from tests.tools.chaos.truth import Figures
from tests.tools.chaos_postgres.evidence import Cut, Findings, allowance, spread, taken_over, was_unseen
from tests.tools.chaos_postgres.hosts import Manners, is_there
from tests.tools.examples import every_example
from tests.tools.standin import Call
from tests.tools.web import Request
from watcher.bot.telegram.rate_limiter import MOST_AT_ONCE

MESSAGE = ("42", "New: T1 News")
FLIGHT = Flight(1, Call("sendMessage", {"chat_id": "42", "text": MESSAGE[1]}, 0.0, monotonic=10.0), answered_after=5)
KILLED = Cut(run=1, since=0.0, until=inf, calls=6, being_sent=frozenset({MESSAGE}))
STOPPED = replace(KILLED, until=20.0)
GOOD = Findings(Figures(expected=9), takeovers=[4.0], once=[75], at_once=1, shortest_pause=1.0, sends=28)


@pytest.mark.parametrize("flight", [replace(FLIGHT, answered_after=None), replace(FLIGHT, hung_up=True)])
def test_an_answer_that_never_came_was_unseen(flight: Flight) -> None:
    assert was_unseen(flight, [])


def test_an_answer_that_nobody_was_kept_from_reading_was_seen() -> None:
    assert not was_unseen(FLIGHT, [])


@pytest.mark.parametrize("cut", [KILLED, STOPPED, replace(KILLED, calls=4)])
def test_an_answer_to_a_worker_that_was_cut_off_while_the_message_stood_as_being_sent_was_unseen(cut: Cut) -> None:
    assert was_unseen(FLIGHT, [cut])


@every_example(
    "cut",
    [
        replace(KILLED, run=2),
        replace(KILLED, being_sent=frozenset({("42", "another")})),
        replace(KILLED, being_sent=frozenset()),
        replace(KILLED, since=11.0),
        replace(STOPPED, until=9.0),
        replace(KILLED, calls=5 + MOST_AT_ONCE + 1),
    ],
    ids=["another life", "another message", "noted by then", "after it woke", "had woken before", "it had gone on"],
)
def test_an_answer_is_not_excused_by_a_cut_that_has_nothing_to_do_with_it(cut: Cut) -> None:
    assert not was_unseen(FLIGHT, [cut])


def test_a_takeover_is_the_first_word_of_another_life() -> None:
    spoke = [(1.0, 1), (10.1, 1), (13.0, 2), (14.0, 3)]
    assert taken_over(spoke, 1, at=10.0) == 3.0
    assert taken_over(spoke[:2], 1, at=10.0) is None


def test_a_loaded_machine_is_allowed_more_time_and_an_idle_one_no_less() -> None:
    assert allowance(6.0, 2) == 3.0
    assert allowance(0.1, 2) == 1.0


def test_findings_of_workers_that_kept_every_promise_break_none() -> None:
    assert list(GOOD.broken(1.0, pause=0.9)) == []


@every_example(
    ("found", "words"),
    [
        (replace(GOOD, figures=Figures(lost=1)), "1 lost"),
        (replace(GOOD, figures=Figures(doubled=1)), "1 doubled"),
        (replace(GOOD, figures=Figures(unwanted=1)), "1 not asked for"),
        (replace(GOOD, takeovers=[4.0, 10.1]), "1 of 2 times"),
        (replace(GOOD, takeovers=[inf]), "1 of 1 times"),
        (replace(GOOD, at_once=2), "2 things at once"),
        (replace(GOOD, shortest_pause=0.5), "after 0.50 s"),
        (replace(GOOD, sends=29), "29 messages"),
        (replace(GOOD, sends_in_a_while=109), "109 messages in 3 seconds"),
        (replace(GOOD, once=[75, 0]), "ended with 0, not 75"),
        (replace(GOOD, ends=["worker one ended by itself with 1"]), "by itself"),
        (replace(GOOD, said=["Traceback"]), "Traceback"),
    ],
)
def test_each_broken_promise_is_named(found: Findings, words: str) -> None:
    (line,) = found.broken(1.0, pause=0.9)
    assert words in line


def test_doubles_where_the_answer_was_unseen_break_no_promise() -> None:
    assert list(replace(GOOD, figures=Figures(expected=9, allowed=3)).broken(1.0, pause=0.9)) == []


def test_a_takeover_is_judged_by_what_the_load_allows() -> None:
    late = replace(GOOD, takeovers=[25.0])
    assert list(late.broken(3.0, pause=0.9)) == []
    assert len(list(late.broken(2.0, pause=0.9))) == 1


def test_on_a_loaded_machine_messages_may_arrive_beside_others_but_two_workers_that_send_at_once_are_seen() -> None:
    assert list(replace(GOOD, sends=35, sends_in_a_while=100).broken(2.0, pause=0.9)) == []
    assert len(list(replace(GOOD, sends=56, sends_in_a_while=168).broken(2.0, pause=0.9))) == 1


def test_the_spread_names_shortest_middle_and_longest() -> None:
    assert spread([3.0, 1.0, 8.0]).startswith("1.0 / 3.0 / 8.0 s")
    assert spread([]) == "none"


def test_two_requests_at_once_are_counted_and_one_of_an_asker_that_is_dead_is_not() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        host, first = Manners(), Request("/", {}, 1.0, ours)
        host.asked(first)
        host.asked(Request("/", {}, 1.5))
        assert host.at_once == 2
        theirs.close()
        again = Manners(open={1: first})
        again.asked(Request("/", {}, 2.0))
        assert again.at_once == 1


def test_an_asker_that_has_said_more_already_is_there() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert is_there(ours)
        theirs.send(b"x")
        assert is_there(ours)


def test_the_pause_of_a_host_runs_from_the_answer_to_the_next_request() -> None:
    host = Manners()
    host.asked(Request("/", {}, 1.0))
    assert host.shortest_pause == inf
    host.answered_at = 1.5
    host.asked(Request("/", {}, 2.75))
    assert host.shortest_pause == 1.25
