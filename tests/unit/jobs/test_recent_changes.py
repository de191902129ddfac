"""recent_changes.py: what is kept of the changes of some days is what the database has of them, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from sys import setprofile

import pytest
from sqlalchemy import delete, event, update

from tests.tools import soaks
from watcher.core.documents import Change, Document
from watcher.jobs.recent_changes import RecentChanges
from watcher.jobs.repeats import with_events
from watcher.rules.same_event import APART, Told
from watcher.store import Connection, Store, changes, events
from watcher.store.tables import changes as logged

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OUTLETS = {"post": "The Post", "echo": "Havering Echo", "times": "The Times", "moved": "The Post of today"}
TITLES = (
    "Council leader resigns over budget row",
    "Council leader resigns after row over budget",
    "Park reopens after flood in Romford",
    "Romford park reopens after the flood",
    "New school to open in Rainham next year",
)


def article(source: str, title: str, at: datetime = NOW, number: int = 1) -> Change:
    url = f"https://{source}.example/{number}"
    return Change("new", Document(f"{source}-{number}", "article", title, url), source=source, at=at)


def add(store: Store, *found: Change) -> list[int]:
    with store.write() as db:
        return [changes.add(db, change) for change in found]


def some(chance: Random, at: datetime) -> Change:
    source = chance.choice(["post", "echo", "times"])
    return article(source, chance.choice(TITLES), at, chance.randrange(10**6))


def happen(chance: Random, store: Store, at: datetime) -> None:
    """Something becomes of the log: a source gets another id, a change goes and its number is given anew, or others are
    added, some of them by a clock that is behind."""
    with store.write() as db:
        match chance.randrange(6):
            case 0:
                db.execute(update(logged).where(logged.c.source_id == "post").values(source_id="moved"))
            case 1:
                db.execute(delete(logged).where(logged.c.id.in_(chance.sample(range(1, 60), 20))))
            case _:
                for _ in range(chance.randrange(4)):
                    changes.add(db, some(chance, at - timedelta(hours=chance.randrange(60))))


def held(kept: RecentChanges, db: Connection, at: datetime, outlets: Mapping[str, str] = OUTLETS) -> list[Told]:
    with kept.since(db, at - APART, outlets) as index:
        return index.told


def anew(db: Connection, found: list[Change]) -> list[Change]:
    return with_events(db, found, OUTLETS, RecentChanges())


@pytest.mark.parametrize("seed", soaks.some(range(6), every=6))
def test_whatever_happens_to_the_log_events_are_found_as_if_nothing_were_kept(
    store: Store, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "MOST_CHANGES", 25)
    chance, kept, at, repeats = Random(seed), RecentChanges(), NOW, 0  # the same tale every time
    for _ in range(25):
        at += timedelta(hours=chance.randrange(9))
        happen(chance, store, at)
        found = [some(chance, at) for _ in range(chance.randrange(1, 4))]
        with store.write() as db:
            told = with_events(db, found, OUTLETS, kept)
            assert told == anew(db, found)
            assert held(kept, db, at) == held(RecentChanges(), db, at)
            assert [each.change for each in held(kept, db, at)] == list(changes.since(db, at - APART))[-25:]
            repeats += sum(bool(change.same_as) for change in told)
            for change in told:
                changes.add(db, change)
    assert repeats > 5


def test_what_another_worker_has_found_meanwhile_is_known_to_the_next_visit(store: Store) -> None:
    kept = RecentChanges()
    with store.write() as db:
        assert with_events(db, [article("echo", TITLES[0])], OUTLETS, kept)[0].same_as == 0
    (first,) = add(store, article("post", TITLES[1]))
    with store.write() as db:
        assert with_events(db, [article("echo", TITLES[0])], OUTLETS, kept)[0].same_as == first


def test_what_was_read_once_is_not_read_again(store: Store) -> None:
    add(store, article("post", TITLES[0]), article("echo", TITLES[2]))
    kept, asked = RecentChanges(), list[str]()
    with store.read() as db:
        event.listen(db, "before_cursor_execute", lambda *told: asked.append(told[2]))
        first = held(kept, db, NOW)
        again = held(kept, db, NOW)
    assert len([statement for statement in asked if "document" in statement]) == 1
    assert [a is b for a, b in zip(first, again, strict=True)] == [True, True]


def test_a_source_that_is_called_otherwise_now_is_known_by_its_new_name(store: Store) -> None:
    add(store, article("post", TITLES[0]))
    kept = RecentChanges()
    with store.read() as db:
        assert [told.outlet for told in held(kept, db, NOW)] == ["The Post"]
        assert [told.outlet for told in held(kept, db, NOW, {"post": "Post"})] == ["Post"]


def calls(work: Callable[[], object]) -> int:
    """Counts the functions that are called meanwhile."""
    counted = 0

    def count(_frame: object, happened: str, _what: object) -> None:
        nonlocal counted
        counted += happened == "call"

    setprofile(count)
    work()
    setprofile(None)
    return counted


def test_a_visit_makes_nothing_ready_for_the_changes_that_an_earlier_one_knew(store: Store) -> None:
    """Else a run in which every source has changed takes the square of their number."""
    kept, counted = RecentChanges(), list[int]()
    told = [
        article("post", f"The story number {number} of a{number} b{number}", number=number) for number in range(300)
    ]
    for some_of_them in (told[:10], told[10:]):
        add(store, *some_of_them)
        with store.write() as db:
            for _ in range(2):
                found = [article("echo", TITLES[0])]
                counted.append(calls(partial(with_events, db, found, OUTLETS, kept)))
    (_, of_ten, ready, of_many) = counted
    assert of_many < of_ten + 50
    assert ready > 300 * 2


def test_two_threads_that_ask_in_turn_are_each_given_what_their_own_database_has(store: Store) -> None:
    first, second = add(store, article("post", TITLES[0]), article("times", TITLES[2]))
    kept = RecentChanges()
    with store.read() as old, store.write() as db:
        assert [told.change.id for told in held(kept, old, NOW)] == [first, second]
        third = changes.add(db, article("post", TITLES[1], number=2))
        for _ in range(2):
            assert [told.change.id for told in held(kept, db, NOW)] == [first, second, third]
            assert [told.change.id for told in held(kept, old, NOW)] == [first, second]
