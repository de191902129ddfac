"""What a visit asks of the memory first: its own source's rows, and of the others only what they noted of its site."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, insert, update

from watcher.core.promises import KeptPromise, Promise, PromiseState
from watcher.core.visits import OF_SITE, Health, PageMemory, PageState
from watcher.store import Store, promises, sources, tables

WAY = f"{OF_SITE}way"


def noted(store: Store, source_id: str, url: str, kind: str = "moderngov", **notes: str) -> None:
    with store.write() as db:
        sources.save_health(db, Health(source_id, kind, url, notes=notes))


def of_site(store: Store) -> dict[str, str]:
    with store.read() as db:
        return sources.noted_of_site(db, "moderngov", "https://council.example/a")


def test_what_one_source_noted_of_its_site_is_known_to_the_others_there(store: Store) -> None:
    noted(store, "cabinet", "https://council.example/b", **{WAY: "pages", "own": "x"})
    assert of_site(store) == {WAY: "pages"}


def test_of_two_notes_of_a_site_the_later_counts(store: Store) -> None:
    noted(store, "cabinet", "https://council.example/b", **{WAY: "2026-02"})
    noted(store, "planning", "https://council.example/c", **{WAY: "2026-01"})
    assert of_site(store) == {WAY: "2026-02"}


def test_what_was_noted_of_another_site_or_by_another_kind_is_not_known(store: Store) -> None:
    noted(store, "elsewhere", "https://other.example/b", **{WAY: "pages"})
    noted(store, "news", "https://council.example/b", "feed", **{WAY: "pages"})
    assert of_site(store) == {}


def test_a_source_that_was_never_visited_is_recalled_as_nothing(store: Store) -> None:
    noted(store, "planning", "https://council.example/c")
    with store.read() as db:
        assert sources.recalled(db, "cabinet", "https://council.example/c") == (None, None, None, False, False)


def test_the_page_at_a_sources_url_is_recalled_with_it_and_no_other(store: Store) -> None:
    url, at = "https://council.example/c", datetime(2026, 9, 1, tzinfo=UTC)
    noted(store, "planning", url)
    page, scope = PageMemory(url, '"1"', "", "print", "0.1", at, at), PageState(url, at)
    with store.write() as db:
        sources.save_pages(db, "planning", [page, replace(page, url=f"{url}/2")])
        sources.save_scopes(db, "planning", [scope, replace(scope, scope=f"{url}/2")])
    with store.read() as db:
        assert sources.recalled(db, "planning", url)[1:] == (page, scope, False, False)
        assert sources.recalled(db, "planning", "https://council.example/d")[1:] == (None, None, False, False)


def is_dated(store: Store, source_id: str) -> bool:
    with store.read() as db:
        return sources.recalled(db, source_id, "https://council.example/c").some_dated


def promised(store: Store, source_id: str, state: PromiseState) -> None:
    made = KeptPromise(0, source_id, "m", "https://council.example/m", "", "", None, Promise("It will come.", 1), state)
    with store.write() as db:
        promises.replace_of(db, source_id, "m", [made], datetime(2026, 9, 1, tzinfo=UTC))
        db.execute(update(tables.promises).values(state=state))


@pytest.mark.parametrize(("state", "dated"), [("open", True), ("kept", False)])
def test_of_a_source_with_an_open_promise_a_day_may_be_over(store: Store, state: PromiseState, *, dated: bool) -> None:
    noted(store, "minutes", "https://council.example/c")
    noted(store, "cabinet", "https://council.example/b")
    promised(store, "minutes", state)
    assert is_dated(store, "minutes") is dated
    assert not is_dated(store, "cabinet")


def test_of_a_source_with_a_plan_a_day_may_be_over(store: Store) -> None:
    noted(store, "portal", "https://council.example/c")
    noted(store, "cabinet", "https://council.example/b")
    plan = {"source_id": "portal", "key": "r", "title": "Plan", "url": "https://council.example/r", "as_of": date.min}
    with store.write() as db:
        db.execute(insert(tables.plans), plan)
    assert is_dated(store, "portal")
    assert not is_dated(store, "cabinet")


@pytest.mark.sqlite_only("SQLite's plan")
def test_what_a_visit_asks_of_its_own_source_grows_with_no_other(store: Store) -> None:
    asked: list[str] = []
    with store.read() as db:
        driver = db.connection.driver_connection
        assert driver
        driver.set_trace_callback(asked.append)
        sources.recalled(db, "cabinet", "https://council.example/b")
        sources.remembered_page(db, "cabinet", "https://council.example/b")
        driver.set_trace_callback(None)
        plan = [step for sql in asked for *_, step in driver.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert len(asked) == 2
    assert [step for step in plan if step.startswith("SCAN")] == []


def test_a_question_is_asked_by_name_alone(store: Store) -> None:
    """A value that is always the same stands in the statement: SQLite would plan for it each time."""
    statements = [sources._ITSELF, sources._PAGE_OF]
    assert {name for each in statements for name in each.compile().params} == {"source", "asked"}


def test_to_save_how_a_source_fares_looks_at_nothing_that_belongs_to_it(store: Store) -> None:
    noted(store, "cabinet", "https://council.example/b")
    statements: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    noted(store, "cabinet", "https://council.example/b", own="y")
    (changed,) = [sql for sql in statements if sql.startswith("INSERT INTO sources")]
    assert " id =" not in changed.partition("DO UPDATE SET")[2], "its key would be looked for in every document"
