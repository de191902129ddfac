"""What stands in the file is what SQLAlchemy's own ways would put there, whichever way it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import DateTime, insert, text
from sqlalchemy.dialects.sqlite import dialect

from tests.tools.examples import every_example
from watcher.core.visits import Health, PageMemory, PageState
from watcher.store import Connection, Store, sources, tables
from watcher.store.column_types import Moment

BST = timezone(timedelta(hours=1))
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.sqlite_only("SQLite has no type for a moment")


@pytest.fixture
def db(database_url: str) -> Iterator[Connection]:
    with Store(database_url) as store, store.write() as connection:
        yield connection


def in_and_out() -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """What writes a moment, and what reads one."""
    written, read = Moment().bind_processor(dialect()), Moment().result_processor(dialect(), None)
    assert written
    assert read
    return written, read


@every_example(
    "moment",
    [
        NOON, NOON.astimezone(BST), NOON.replace(microsecond=7),
        datetime(1, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC),
    ],
)  # fmt: skip
def test_a_moment_is_written_as_sqlalchemy_writes_one_and_read_as_it_was(moment: datetime) -> None:
    wanted = DateTime().dialect_impl(dialect()).bind_processor(dialect())
    written, read = in_and_out()
    assert wanted
    text_of = written(moment)
    assert text_of == wanted(moment.astimezone(UTC).replace(tzinfo=None))
    assert (read(text_of), read(text_of).tzinfo) == (moment, UTC)


def test_a_moment_without_its_microseconds_is_read_too_and_none_stays_none() -> None:
    written, read = in_and_out()
    assert read("2026-07-01 12:00:00") == NOON
    assert (written(None), read(None)) == (None, None)


def test_an_upsert_writes_what_an_insert_does(db: Connection) -> None:
    known = Health(
        "a", "page", "https://a.example/", "ok", "é", NOON.astimezone(BST), notes={"said": "“x”"}, documents=3
    )
    row = {name: getattr(known, name) for name in Health.__dataclass_fields__}
    db.execute(insert(tables.sources), {**row, "id": "b"})
    for number in range(2):
        sources.save_health(db, known)
        found = db.execute(text("SELECT * FROM sources ORDER BY id")).all()
        assert [each.id for each in found] == ["a", "b"], number
        assert found[0][1:] == found[1][1:], number


def test_what_is_recalled_is_what_sqlalchemy_reads(database_url: str) -> None:
    known = Health("a", "page", "https://a.example/", "ok", "é", NOON, notes={"said": "“x”"}, broken_since=NOON)
    page = PageMemory(known.url, '"é"', "", "d", "1", NOON, NOON)
    scope = PageState(known.url, NOON, held_count=1, rejected=True)
    with Store(database_url) as store:
        with store.write() as db:
            sources.save_health(db, known)
        assert sources.recalled(store, "a", known.url) == sources.Recalled(known)
        with store.write() as db:
            sources.save_pages(db, "a", [page])
            sources.save_scopes(db, "a", [scope])
        found = sources.recalled(store, "a", known.url)
        assert found == sources.Recalled(known, page, scope)
        assert sources.recalled(store, "b", known.url) == sources.Recalled()
        with store.read() as db:
            assert list(sources.health_of(db, ["a"]).values()) == [found.health]
            assert sources.remembered_page(db, "a", known.url) == page
            assert sources.remembered_scopes(db, "a", [known.url]) == {known.url: scope}
