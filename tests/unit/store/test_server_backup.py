"""Backups of a database on a server: what a restore puts back and leaves out, and what it says where it can't."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from tests.tools.older_database import older_database
from tests.tools.postgres import Server
from watcher.core.documents import Document
from watcher.core.errors import ConfigError, LockHeld, StateError
from watcher.core.visits import Health, StoredDocument
from watcher.rules.compare import StoredDocuments
from watcher.rules.matching import own_words
from watcher.store import Store, chats, documents, schema, search, sources, tables
from watcher.store.backup import Restored, backup, restore
from watcher.store.engines import dumps
from watcher.store.erase import forget
from watcher.store.leases import join

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
STATE, COPY = Path("state"), Path("copy.sql")


@pytest.fixture
def url(database_url: str) -> str:
    """A database in which a school stands, and the chats 1 and 2."""
    with Store(database_url) as store, store.write() as db:
        sources.save_health(db, Health("portal", "feed", "https://a.example/"))
        read = [StoredDocument(Document("s", "report", "New schools", "https://a.example/s"), "", 0, False)]
        documents.save(db, "portal", read, StoredDocuments({}, {}), NOW)
        for chat_id in (1, 2):
            chats.ensure(db, chat_id, NOW)
    return database_url


def known(url: str) -> list[int]:
    with Store(url) as store, store.read() as db:
        return sorted(db.scalars(select(tables.chats.c.chat_id)))


def change(url: str, *, add: int = 0, forgets: int = 0) -> None:
    with Store(url, state=STATE) as store:
        if add:
            with store.write() as db:
                chats.ensure(db, add, NOW)
        if forgets:
            forget(store, forgets)


def put_back(url: str) -> Restored:
    return restore(url, COPY, NOW, STATE)


@pytest.mark.postgres_only
def test_a_backup_is_one_file_for_its_owner_alone_and_overwrites_nothing(url: str) -> None:
    assert str(backup(url, COPY)).startswith("postgresql://watcher@/")
    assert stat.S_IMODE(COPY.stat().st_mode) == 0o600
    with pytest.raises(ConfigError, match="exists, and is not overwritten"):
        backup(url, COPY)
    assert not list(Path().glob(".copy*"))


@pytest.mark.postgres_only
def test_a_restored_database_is_as_it_was_and_what_stood_there_is_kept(url: str) -> None:
    backup(url, COPY)
    change(url, add=3)
    done = put_back(url)
    assert known(url) == [1, 2]
    assert (done.compared, done.left_out) == (True, 0)
    assert done.kept
    assert dumps.chats_in(done.kept) == {1, 2, 3}
    with Store(url) as store, store.read() as db:
        assert [hit.document.key for hit in search.search(db, own_words("school"), 0, 5)] == ["s"]


@pytest.mark.postgres_only
def test_who_was_forgotten_since_stays_forgotten(url: str) -> None:
    backup(url, COPY)
    change(url, forgets=1)
    done = put_back(url)
    assert (known(url), done.compared, done.left_out) == ([2], True, 1)


@pytest.mark.postgres_only
def test_a_restore_can_be_taken_back_without_losing_who_came_meanwhile(url: str) -> None:
    backup(url, COPY)
    change(url, add=3)
    kept = put_back(url).kept
    assert kept
    assert restore(url, kept, NOW.replace(hour=10), STATE).left_out == 0
    assert known(url) == [1, 2, 3]


@pytest.mark.postgres_only
def test_forget_erases_it_in_the_copies_that_lie_in_the_state_too(url: str) -> None:
    STATE.mkdir(exist_ok=True)
    backup(url, STATE / "mine.sql")
    other = STATE / "notes.txt"
    other.write_text("1\tone\n")
    change(url, forgets=1)
    assert dumps.chats_in(STATE / "mine.sql") == {2}
    assert other.read_text() == "1\tone\n"
    dumps.check(STATE / "mine.sql", STATE / "mine.sql")


@pytest.mark.postgres_only
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda whole: b"", "is no dump of PostgreSQL"),
        (lambda whole: b"SQLite format 3\0 and more", "is no dump of PostgreSQL"),
        (lambda whole: whole[: len(whole) // 2], "its end is missing"),
        (lambda whole: whole.replace(b"alembic_version", b"recipes"), "no database of Havering Watcher"),
        (lambda whole: whole.replace(b"CREATE TABLE public.robots", b"CREATE TABEL x"), "can't be put back.*ERROR"),
        (lambda whole: whole.replace(schema.HEAD.encode() + b"\n", b"9999\n"), "newer version.*9999"),
    ],
)
def test_a_backup_that_is_none_changes_nothing(url: str, spoil: object, said: str) -> None:
    backup(url, COPY)
    COPY.write_bytes(spoil(COPY.read_bytes()))  # type: ignore[operator]  # each of them is called
    change(url, add=3)
    with pytest.raises(StateError, match=f"{said}.*") as told:
        put_back(url)
    assert "nothing was changed" in str(told.value)
    assert known(url) == [1, 2, 3]


@pytest.fixture
def older(server: Server, worker_id: str) -> Iterator[str]:
    with server.fresh(f"older_{worker_id}") as url:
        older_database(url, "0001")
        yield url


@pytest.mark.postgres_only
def test_a_copy_is_kept_before_a_migration_and_can_be_put_back(older: str) -> None:
    Store(older, state=STATE).close()
    (copy,) = STATE.glob(f"older_*.before-{schema.HEAD}-was-0001.sql")
    assert restore(older, copy, NOW, STATE).left_out == 0
    Store(older, state=STATE).close()


@pytest.mark.postgres_only
def test_without_the_servers_tools_a_migration_is_done_and_said(
    older: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(dumps, "_installed", lambda tool: None)
    Store(older, state=STATE).close()
    assert "no copy is kept before the database is migrated: pg_dump is not installed" in caplog.text


def test_without_the_servers_tools_a_backup_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "_installed", lambda tool: None)
    with pytest.raises(ConfigError, match=r"pg_dump is not installed.*apt-get install postgresql-client"):
        backup("postgresql://watcher@127.0.0.1:9/x", COPY)
    assert not COPY.exists()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://root@localhost/x", "names mysql; this program knows two databases"),
        ("postgresql+asyncpg://localhost/x", "names the driver 'postgresql.asyncpg'; write postgresql:// alone"),
    ],
)
def test_another_database_or_driver_is_refused_with_what_can_be_named(url: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        Store(url)


def test_a_missing_driver_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(ConfigError, match=r"driver is not installed: pip install 'psycopg"):
        Store("postgresql://watcher@127.0.0.1:9/x")


@pytest.mark.postgres_only
def test_nothing_is_put_back_while_a_worker_of_any_machine_works_there(url: str) -> None:
    backup(url, COPY)
    change(url, add=3)
    with Store(url) as store, join(store), pytest.raises(LockHeld, match=r"^a worker on \S+ works on this database"):
        put_back(url)
    assert known(url) == [1, 2, 3]
    put_back(url)
    assert known(url) == [1, 2]


@pytest.mark.postgres_only
def test_a_database_with_a_schema_of_its_own_is_neither_copied_nor_said_to_be_put_back(
    server: Server, worker_id: str, url: str
) -> None:
    """It was put back beside the tables that are worked with, and a worker of those was not seen."""
    backup(url, COPY)
    with server.fresh(f"apart_{worker_id}") as apart:
        name = make_url(apart).database or ""
        server.ask("CREATE SCHEMA apart", f"ALTER DATABASE {name} SET search_path = apart", database=name)
        Store(apart).close()
        for call in (lambda: backup(apart, Path("apart.sql")), lambda: put_back(apart)):
            with pytest.raises(ConfigError, match=r"in the schema apart, and .* know `public` alone"):
                call()
    assert not Path("apart.sql").exists()


@pytest.mark.postgres_only
def test_of_several_hosts_the_servers_tools_find_the_one_that_is_there(server: Server, url: str) -> None:
    name, there = make_url(url).database, f"host={server.folder}:5432"
    backup(f"postgresql://watcher@/{name}?host=/nowhere:5432&{there}&options=-csearch_path%3Dapart", COPY)
    assert dumps.chats_in(COPY) == {1, 2}
