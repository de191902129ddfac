"""Which sites the worker visits, and what it asks the database for that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.tools.configs import loaded
from tests.tools.web import Answer, Site
from watcher.core.errors import Unreachable
from watcher.core.sources import Source
from watcher.core.visits import Health
from watcher.jobs.worker.shutdown import Shutdown
from watcher.jobs.worker.visitor import SiteVisitor
from watcher.jobs.worker.watchdog import Watchdog
from watcher.rules.source_health import after_failure
from watcher.store import Store
from watcher.store import sources as remembered

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Scene:
    store: Store
    state: Path
    ending: Shutdown = field(default_factory=Shutdown)
    asked: list[str] = field(default_factory=list)

    def visitor(self, *sources: Source, timeout: float = 60) -> SiteVisitor:
        config = loaded()
        settings = replace(config, sources=sources, fetch=replace(config.fetch, timeout=timeout, delay=0))
        heard = lambda source, result: None  # noqa: E731
        made = SiteVisitor(settings, self.state, self.store, lambda: NOW, heard, self.ending, Watchdog())
        self.asked.clear()
        return made

    def remember(self, *known: Health) -> None:
        with self.store.write() as db:
            for health in known:
                remembered.save_health(db, health)

    def health(self) -> dict[str, Health]:
        with self.store.read() as db:
            return remembered.health(db)


@pytest.fixture
def scene(database_url: str, tmp_path: Path) -> Iterator[Scene]:
    with Store(database_url) as store:
        scene = Scene(store, tmp_path / "state")
        hear = ("before_cursor_execute", lambda db, cursor, statement, *more: scene.asked.append(statement))
        event.listen(store.engine, *hear)
        yield scene


def feeds(count: int, hosts: int) -> list[Source]:
    return [
        Source(f"feed-{number}", "News", f"https://h{number % hosts}.example/{number}", "feed", every=HOUR)
        for number in range(count)
    ]


def visited(source: Source, ago: timedelta = timedelta(), **more: object) -> Health:
    known = replace(Health.unvisited(source), state="ok", last_visit=NOW - ago, next_visit=NOW - ago + source.every)
    return replace(known, **more)  # type: ignore[arg-type]  # fields of Health


@pytest.mark.parametrize("hosts", [1, 60])
def test_to_see_which_of_many_sites_are_due_is_one_question_and_touches_no_site(scene: Scene, hosts: int) -> None:
    sources = feeds(60, hosts)
    scene.remember(*map(visited, sources))
    visitor = scene.visitor(*sources)
    assert visitor.due_sites() == {}
    assert len(scene.asked) == 1


def test_sites_with_something_due_are_named_once_what_was_visited_longest_ago_first(scene: Scene) -> None:
    recent, old, never, again = feeds(4, 3)  # the first and the last on one host
    scene.remember(visited(recent, 2 * HOUR), visited(old, 3 * HOUR), visited(again, 4 * HOUR))
    assert scene.visitor(recent, old, never, again).due_sites() == {
        "h2.example": False,
        "h0.example": False,
        "h1.example": False,
    }


def test_what_is_due_is_seen_by_the_config_and_by_a_clock_that_ran_ahead(scene: Scene) -> None:
    moved, sooner, ahead, waits, off = feeds(5, 5)
    scene.remember(
        visited(moved, url="https://h0.example/old"),
        visited(sooner, HOUR, next_visit=NOW + HOUR),
        visited(ahead, -HOUR),
        visited(waits),
        visited(off, 2 * HOUR),
    )
    visitor = scene.visitor(moved, sooner, ahead, waits, replace(off, enabled=False))
    assert visitor.due_sites().keys() == {"h0.example", "h1.example", "h2.example"}


def test_a_site_looks_at_its_own_sources_alone(scene: Scene) -> None:
    sources = feeds(30, 10)
    scene.remember(*map(visited, sources))
    scene.visitor(*sources).visit_due("h3.example")
    [statement] = scene.asked
    assert "sources.id IN" in statement


def test_behind_a_source_that_timed_out_the_others_of_its_site_wait_for_the_next_look(scene: Scene) -> None:
    with Site({f"/{name}": Answer(b"x", stall=30) for name in "abc"}) as site:
        a, b, c = (Source(name, name, f"{site.url}/{name}", "feed") for name in "abc")
        visitor = scene.visitor(a, b, c, timeout=0.1)
        assert visitor.due_sites() == {site.host: False}
        visitor.visit_due(site.host)
        assert {name: known.state for name, known in scene.health().items()} == {"a": "failing"}
        assert visitor.due_sites() == {site.host: True}
        visitor.visit_due(site.host)
        assert scene.health().keys() == {"a", "b"}
        assert not {"/b", "/c"} <= set(site.asked)
        visitor.close()


def test_a_site_that_wants_to_be_left_alone_is_asked_nothing_whichever_worker_heard_that(scene: Scene) -> None:
    with Site({"/b": Answer(status=404)}) as site:
        a, b = (Source(name, name, f"{site.url}/{name}", "feed") for name in "ab")
        heard = after_failure(a, Health.unvisited(a), Unreachable("it answered 429", 900), NOW - timedelta(minutes=5))
        scene.remember(heard)
        visitor = scene.visitor(a, b)
        visitor.visit_due(site.host)
        assert site.asked == []
        assert scene.health()["b"].reason == "it answered 429"
        assert scene.health()["b"].next_visit == NOW + b.every
        visitor.close()


def test_what_one_site_wants_holds_for_no_other_and_not_for_ever(scene: Scene) -> None:
    with Site({"/b": Answer(status=404)}) as site:
        b, over = Source("b", "b", f"{site.url}/b", "feed"), Source("c", "c", f"{site.url}/c", "feed")
        moved = Source("a", "a", f"{site.url}/a", "feed")
        said = Unreachable("it answered 429", 900)
        scene.remember(
            after_failure(over, Health.unvisited(over), said, NOW - timedelta(minutes=15)),
            replace(after_failure(moved, Health.unvisited(moved), said, NOW), url="https://old.example/a"),
        )
        visitor = scene.visitor(b, over, moved)
        visitor.visit_due(site.host)
        assert "/b" in site.asked
        visitor.close()


def test_behind_one_that_is_broken_in_another_way_nothing_waits(scene: Scene) -> None:
    with Site({"/a": Answer(status=404), "/b": Answer(status=404)}) as site:
        a, b = (Source(name, name, f"{site.url}/{name}", "feed") for name in "ab")
        visitor = scene.visitor(a, b)
        visitor.visit_due(site.host)
        assert scene.health().keys() == {"a", "b"}
        assert visitor.due_sites() == {}
        visitor.close()


def test_an_edit_in_force_is_visited_by_only_once_old_ids_are_carried_over(scene: Scene) -> None:
    with Site({}) as site:
        before, after = (Source(name, name, f"{site.url}/{name}", "feed") for name in ("before", "after"))
        visitor = scene.visitor(before)
        visitor.follow(replace(visitor.settings, sources=(after,)))
        visitor.visit_due(site.host)
        assert (visitor.due_sites(), site.asked) == ({}, [])
        visitor.resume()
        assert visitor.due_sites() == {site.host: False}
        visitor.visit_due(site.host)
        assert "/after" in site.asked
        visitor.close()
