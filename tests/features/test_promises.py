"""DESIGN.md, "What must always hold", kept through random lives: sites that publish, retitle, take away and break,
people who come and go, and a process that is killed at any SQL statement of a visit or a delivery."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.tools.promisedtown import (
    ADMIN,
    DOWN,
    GARBAGE,
    NEWS,
    NOTICES,
    SOURCES,
    Outcome,
    Promise,
    Town,
    Truth,
    judge_document,
    named,
    news,
    notices,
    told_in,
)
from watcher.core.alerts import Frequency
from watcher.core.chats import Subscribe, Unsubscribe
from watcher.core.sources import Source

CHATS = (41, 42, 43)
LONG_ENOUGH = timedelta(days=9)
"""Every digest has gone out, and every edit that waited."""
MOST_STATEMENTS = 60

sources = st.sampled_from([NEWS, NOTICES])
chats = st.sampled_from(CHATS)
whats = st.sampled_from(["all", NEWS.id, NOTICES.id])
fuses = st.just(0) | st.integers(1, MOST_STATEMENTS)


class Promises(RuleBasedStateMachine):
    """The watcher beside a model of it that knows no SQL."""

    empty: Path
    """A database that holds nothing but its tables."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.town = Town.founded(self.folder, self.empty)
        self.truth = {source.id: Truth() for source in (NEWS, NOTICES)}
        self.follows: dict[int, dict[str, Frequency]] = {chat_id: {} for chat_id in CHATS}
        self.must: list[Promise] = []
        self.may: list[Promise] = []
        self.log: list[tuple[str, str, int]] = []
        self.asked = Counter[str]()
        self.count = 0

    @initialize(fuse=fuses, frequency=st.sampled_from(get_args(Frequency)))
    def begins(self, fuse: int, frequency: Frequency) -> None:
        """Some documents and people are there before anybody looks."""
        for source in SOURCES.values():
            for _ in range(4):
                self.publishes(source)
        self.follows_something(CHATS[0], "all", "now", 0)
        self.follows_something(CHATS[1], NEWS.id, frequency, 0)
        self.all_are_visited(fuse)

    @rule(source=sources)
    def publishes(self, source: Source) -> None:
        self.count += 1
        self.truth[source.id].stands[f"K{self.count}"] = 1

    @rule(source=sources, number=st.integers(0, 20))
    def retitles(self, source: Source, number: int) -> None:
        stands = self.truth[source.id].stands
        stands[sorted(stands)[number % len(stands)]] += 1

    @rule(source=sources)
    def takes_away(self, source: Source) -> None:
        """The oldest slides off the end; of a list, never so many that nobody would believe it."""
        truth = self.truth[source.id]
        lost = len(truth.known.keys() - truth.stands.keys() - truth.withdrawn) + 1
        if len(truth.stands) > 3 and 2 * lost < len(truth.known.keys() - truth.withdrawn):
            key = next(iter(truth.stands))
            truth.slid[key] = truth.stands.pop(key)

    @rule(source=sources)
    def brings_back(self, source: Source) -> None:
        truth = self.truth[source.id]
        if truth.slid:
            key, version = truth.slid.popitem()
            truth.stands[key] = version

    @rule(source=sources, trouble=st.sampled_from([DOWN, GARBAGE]))
    def breaks(self, source: Source, trouble: bytes | Exception) -> None:
        self.truth[source.id].trouble = trouble

    @rule(source=sources)
    def is_mended(self, source: Source) -> None:
        self.truth[source.id].trouble = None

    @rule(chat_id=chats, what=whats, frequency=st.sampled_from(get_args(Frequency)), fuse=fuses)
    def follows_something(self, chat_id: int, what: str, frequency: Frequency, fuse: int) -> None:
        self.say(chat_id, Subscribe(what, frequency=frequency), fuse)
        self.follows[chat_id][what] = frequency

    @precondition(lambda self: any(self.follows.values()))
    @rule(chat_id=chats, fuse=fuses)
    def follows_nothing_more(self, chat_id: int, fuse: int) -> None:
        for what in self.follows[chat_id]:
            self.say(chat_id, Unsubscribe(what), fuse)
        self.follows[chat_id].clear()
        dropped = [one for one in self.must if one.chat_id == chat_id]
        self.must = [one for one in self.must if one not in dropped]
        self.may += dropped

    def say(self, chat_id: int, intent: Subscribe | Unsubscribe, fuse: int) -> None:
        """Killed over it, it is asked again: Telegram keeps what was not confirmed."""
        self.town.fuse.left = fuse
        if not self.town.lives(lambda: self.town.stores(chat_id, intent)):
            self.town.stores(chat_id, intent)

    @rule(hours=st.sampled_from([1, 5, 23, 49]))
    def time_goes_by(self, hours: int) -> None:
        self.town.later(timedelta(hours=hours))

    @rule(fuse=fuses)
    def all_are_visited(self, fuse: int) -> None:
        """One after another, as a run does; killed over one, none after it is visited."""
        self.town.later(timedelta(minutes=1))
        self.town.served = {"news": self.serves(NEWS, news), "notices": self.serves(NOTICES, notices)}
        self.town.fuse.left = fuse
        self.town.lives(self.visit_all)

    def serves(self, source: Source, page: Callable[[dict[str, int]], bytes]) -> bytes | Exception:
        truth = self.truth[source.id]
        return truth.trouble or page(truth.stands)

    def visit_all(self) -> None:
        for source in SOURCES.values():
            result = self.town.visits(source)
            truth = self.truth[source.id]
            assert result.state == ("failing" if truth.trouble else "ok"), result
            self.asked["broke"] += bool(truth.trouble) and not truth.broken
            self.asked["well"] += truth.broken and not truth.trouble
            truth.broken = bool(truth.trouble)
            if not truth.trouble:
                self.learn(source, truth)

    def learn(self, source: Source, truth: Truth) -> None:
        """What a good visit finds out, and whom it is promised to; the first tells nobody."""
        for key, version in truth.stands.items():
            before = truth.known.get(key)
            kind = "new" if before is None else "restored" if key in truth.withdrawn else "changed"
            if kind != "changed" or before != version:
                self.happens(source, kind, key, version)
            truth.known[key] = version
            truth.withdrawn.discard(key)
            truth.missing.pop(key, None)
        for key in [key for key in truth.known if key not in truth.stands and source is NOTICES]:
            truth.missing[key] += 1
            if truth.missing[key] == 2:
                self.happens(source, "withdrawn", key, truth.known[key])
                truth.withdrawn.add(key)
        truth.begun = True

    def happens(self, source: Source, kind: str, key: str, version: int) -> None:
        if not self.truth[source.id].begun:
            return
        self.log.append((kind, key, version))
        followers = [chat_id for chat_id, wishes in self.follows.items() if wishes.keys() & {"all", source.id}]
        self.must += [Promise(chat_id, kind, key, version) for chat_id in followers]

    @rule(fuse=fuses, outcomes=st.lists(st.sampled_from(get_args(Outcome)), max_size=4))
    def what_is_due_is_delivered(self, fuse: int, outcomes: list[Outcome]) -> None:
        self.town.later(timedelta(minutes=2))
        self.town.fuse.left = fuse
        self.town.lives(lambda: self.town.delivers(list(outcomes)))

    @rule(source=sources, fuse=fuses, outcomes=st.lists(st.sampled_from(get_args(Outcome)), min_size=1, max_size=4))
    def an_ordinary_day(self, source: Source, fuse: int, outcomes: list[Outcome]) -> None:
        """What happens most: something new is found, and told as well as Telegram lets it."""
        self.publishes(source)
        self.retitles(source, self.count)
        self.is_mended(source)
        self.all_are_visited(0)
        self.what_is_due_is_delivered(fuse, outcomes)

    @invariant()
    def the_log_holds_what_happened_and_nothing_else(self) -> None:
        assert Counter(map(named, self.town.log())) == Counter(self.log)

    @invariant()
    def nothing_comes_twice_but_what_was_never_seen_to_arrive(self) -> None:
        times = Counter(message.id for message in self.town.accepted)
        assert max(times.values(), default=0) <= 2
        assert {number for number, count in times.items() if count > 1} <= self.town.unseen_ever

    def teardown(self) -> None:
        for truth in self.truth.values():
            truth.trouble = None
        try:
            self.all_are_visited(0)
            self.town.later(LONG_ENOUGH)
            for _ in range(3):
                self.what_is_due_is_delivered(0, [])
            self.judge()
        finally:
            self.town.store.close()
            shutil.rmtree(self.folder)

    def judge(self) -> None:
        """All that was promised has come, once, and nothing that was not; what was let go may have."""
        messages = {message.id: message for message in [*self.town.let_go(), *self.town.accepted]}.values()
        for chat_id in CHATS:
            told = [one for message in messages if message.chat_id == chat_id for one in told_in(message)]
            must = [one for one in self.must if one.chat_id == chat_id]
            may = [one for one in self.may if one.chat_id == chat_id]
            for key in {one.key for one in (*must, *may)} | {key for _, key, _ in told}:
                judge_document(
                    [(kind, version) for kind, named_key, version in told if named_key == key],
                    [one for one in must if one.key == key],
                    [one for one in may if one.key == key],
                )
        administrators = [message.html for message in messages if message.chat_id == ADMIN]
        assert sum("can't be read" in html for html in administrators) == self.asked["broke"]
        assert sum("is read again" in html for html in administrators) == self.asked["well"]


def lives(empty: Path, examples: int, steps: int) -> None:
    """So many random lives of so many steps; an error, with the shortest life that shows it, where one goes wrong."""
    Promises.empty = empty
    run_state_machine_as_test(
        Promises,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_the_promises_are_kept_whatever_happens_and_whenever_it_is_killed(empty_database: Path) -> None:
    lives(empty_database, examples=3, steps=15)
