"""The database: made, migrated after a copy is kept, refused in plain words; and never half written."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.tools.older_database import older_database
from watcher.core.errors import StateError, WrongDatabase
from watcher.store import Store, schema, sources
from watcher.store.all_tables import metadata


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "watcher.sqlite3"


@pytest.fixture
def store(path: Path, database: Path) -> Iterator[Store]:
    """A copy of one that was made for all tests."""
    with Store(f"sqlite:///{path}") as opened:
        yield opened


def differences(db: Connection) -> list[object]:
    """Between the tables there are and those of tables.py; the index of searches is the migrations' own."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(name: str | None, kind: str, parents: object) -> bool:
        return kind != "table" or not str(name).startswith("documents_search")

    context = MigrationContext.configure(db, opts={"include_name": ours})
    return list(compare_metadata(context, metadata))


def left_at(path: Path, version: str) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE alembic_version SET version_num = ?", (version,))


def test_the_migrations_make_exactly_the_tables_of_tables_py(store: Store) -> None:
    with store.read() as db:
        assert differences(db) == []


def test_a_new_database_can_be_read_only_by_its_owner(path: Path) -> None:
    Store(f"sqlite:///{path}").close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_committed_survives_a_power_cut(store: Store) -> None:
    with store.read() as db:
        assert db.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert db.execute(text("PRAGMA synchronous")).scalar() == 2
        assert db.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_only_what_is_written_at_once_does_not_wait_for_the_disk(store: Store) -> None:
    synced = []
    for at_once in (False, True, False):
        with store.write(at_once=at_once) as db:
            synced.append(db.execute(text("PRAGMA synchronous")).scalar() == 2)
    assert synced == [True, False, True]


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError):
        half_a_transaction(store)
    with store.read() as db:
        assert db.execute(text("SELECT count(*) FROM chats")).scalar() == 0


def half_a_transaction(store: Store) -> None:
    with store.write() as db:
        db.execute(text("INSERT INTO chats (chat_id, kind, since) VALUES (1, 'private', '2026-01-01')"))
        raise RuntimeError


def test_a_reader_does_not_wait_for_a_writer(store: Store) -> None:
    with store.write() as db:
        db.execute(text("INSERT INTO chats (chat_id, kind, since) VALUES (1, 'private', '2026-01-01')"))
        with store.read() as reader:
            assert reader.execute(text("SELECT count(*) FROM chats")).scalar() == 0


def test_a_database_of_an_older_version_is_migrated_after_a_copy_is_kept(path: Path) -> None:
    first_database(path)
    with Store(f"sqlite:///{path}") as opened, opened.read() as db:
        assert schema.version(db) == schema.HEAD
        assert db.execute(text("SELECT chat_id FROM chats")).scalars().all() == [42]
        assert differences(db) == []
    (copy,) = path.parent.glob("*.before-*")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert kept.execute("SELECT chat_id FROM chats").fetchone() == (42,)


def first_database(path: Path) -> None:
    """As the first version left it, with one subscriber."""
    older_database(f"sqlite:///{path}", "0001")
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO chats (chat_id, kind, since) VALUES (42, 'private', '2026-01-01')")


@pytest.mark.soak
def test_alerts_and_mutes_of_the_version_before_forum_topics_are_kept(path: Path) -> None:
    older_database(f"sqlite:///{path}", "0013")
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO chats (chat_id, kind, since) VALUES (-5, 'supergroup', '2026-01-01')")
        db.execute(
            "INSERT INTO changes (id, source_id, at, kind, key, document) VALUES (1, 's', '2026', 'new', 'k', '{}')"
        )
        for thread, what in ((11, "send"), (0, "all")):
            row = (thread, what)
            db.execute("INSERT INTO subscriptions (chat_id, thread_id, what, since) VALUES (-5, ?, ?, '2026')", row)
        columns = "id, change_id, chat_id, thread_id, reasons, wishes, due_at"
        waits = (9, 1, -5, 11, "[]", '[["send", ""]]', "2026-01-01")
        db.execute(f"INSERT INTO alerts ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", waits)
        db.execute("INSERT INTO mutes (chat_id, what, until) VALUES (-5, 'cabinet', '2027-01-01')")
    with Store(f"sqlite:///{path}") as opened, opened.read() as db:
        assert differences(db) == []
        kept = db.execute(text("SELECT id, change_id, chat_id, thread_id, wishes FROM alerts")).one()
        assert tuple(kept) == (9, 1, -5, 11, '[["send", ""]]')
        muted = db.execute(text("SELECT thread_id, what, until FROM mutes ORDER BY thread_id")).all()
        assert [tuple(row) for row in muted] == [(0, "cabinet", "2027-01-01"), (11, "cabinet", "2027-01-01")]


@pytest.mark.usefixtures("database")
def test_a_database_of_this_version_is_not_copied(path: Path) -> None:
    for _ in range(2):
        Store(f"sqlite:///{path}").close()
    assert list(path.parent.glob("*.before-*")) == []


@pytest.mark.usefixtures("database")
def test_a_database_of_a_newer_version_is_refused_and_not_touched(path: Path) -> None:
    Store(f"sqlite:///{path}").close()
    left_at(path, "9999")
    before = path.read_bytes()
    with pytest.raises(StateError, match=r"newer version of Havering Watcher \(its schema is 9999"):
        Store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_another_programs_database_is_refused(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StateError, match="another program's tables"):
        Store(f"sqlite:///{path}")


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("a letter to the council, " * 99)
    with pytest.raises(StateError, match="is no database"):
        Store(f"sqlite:///{path}")


def test_a_folder_that_cannot_be_made_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(StateError, match="state is a file, not a folder; name a folder"):
        Store(f"sqlite:///{tmp_path}/state/watcher.sqlite3")
    with pytest.raises(StateError, match="File name too long; the folder must exist and be writable"):
        Store(f"sqlite:///{tmp_path}/{'x' * 300}/watcher.sqlite3")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("not an address", "is not a database address"),
        ("sqlite://state/watcher.sqlite3", "is not a database address"),
        ("postgresql://me@a:5432,b:5432/x", "a port that is no number; several hosts are written as .*&host="),
        ("postgresql://me@a:port/x", "a port that is no number"),
        ("postgresql://me:sec@ret@a/x", "has an @ in its user or password; it is written as %40"),
    ],
)
def test_an_address_that_is_none_is_told_plainly(url: str, said: str) -> None:
    with pytest.raises(WrongDatabase, match=f"DATABASE_URL .*{said}") as told:
        Store(url)
    assert "ret" not in str(told.value)


@pytest.mark.soak
def test_documents_of_an_older_database_are_counted_as_it_is_migrated(path: Path) -> None:
    first_database(path)
    with sqlite3.connect(path) as db:
        db.executemany("INSERT INTO sources (id, kind, url) VALUES (?, 'feed', '')", [("paper",), ("quiet",)])
        db.executemany(
            "INSERT INTO documents (source_id, key, scope, kind, title, url, first_seen, withdrawn)"
            " VALUES ('paper', ?, '', 'article', '', '', '2026-01-01', ?)",
            [("a", 0), ("b", 0), ("c", 1)],
        )
    with Store(f"sqlite:///{path}") as opened, opened.read() as db_now:
        assert {one.id: one.documents for one in sources.health(db_now).values()} == {"paper": 2, "quiet": 0}


def with_names_without_a_host(path: Path) -> None:
    """An older database that remembers articles by the number alone."""
    first_database(path)
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO sources (id, kind, url) VALUES ('news', 'feed', '')")
        db.executemany(
            "INSERT INTO documents (source_id, key, scope, kind, title, url, first_seen)"
            " VALUES ('news', ?, '', 'article', 'T', ?, '2026-01-01')",
            [
                ("jadu:12", "https://www.a.gov.uk/news/article/12/bins"),
                ("guid", "https://b.example/news/2512345.slug-x/"),
                ("same jadu:7", "https://a.gov.uk/news/article/7/x"),
                ("archant:2025101", "https://c.example/orders/closure-2025101/"),
                ("plain", "https://a.gov.uk/plain"),
            ],
        )
        names = [("guid", "newsquest:2512345"), ("jadu:12", "an-old-guid"), ("guid", "jadu:99")]
        db.executemany("INSERT INTO aliases (source_id, key, alias) VALUES ('news', ?, ?)", names)
        db.execute(
            "INSERT INTO changes (source_id, at, kind, key, document)"
            """ VALUES ('news', '2026-01-01', 'new', 'jadu:12', '{"key": "jadu:12", "title": "T"}')"""
        )


@pytest.mark.soak
def test_articles_that_a_councils_number_alone_named_get_its_host_as_the_database_is_migrated(path: Path) -> None:
    with_names_without_a_host(path)
    Store(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as db:
        keys = {key for (key,) in db.execute("SELECT key FROM documents")}
        assert keys == {"jadu:a.gov.uk:12", "guid", "same jadu:a.gov.uk:7", "c.example/orders/closure-2025101", "plain"}
        assert set(db.execute("SELECT key, alias FROM aliases")) == {
            ("guid", "newsquest:b.example:2512345"),
            ("jadu:a.gov.uk:12", "an-old-guid"),
            ("guid", "jadu:b.example:99"),
        }
        ((key, document),) = db.execute("SELECT key, document FROM changes")
        assert (key, '"jadu:a.gov.uk:12"' in document) == ("jadu:a.gov.uk:12", True)
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'parts'").fetchone() == (0,)


def test_names_that_are_given_now_are_those_that_the_migration_gave() -> None:
    from watcher.sources.urls import canon

    assert canon("https://www.a.gov.uk/news/article/12/bins") == "jadu:a.gov.uk:12"
    assert canon("https://b.example/news/2512345.slug-x/") == "newsquest:b.example:2512345"
    assert canon("https://c.example/orders/closure-2025101/") == "c.example/orders/closure-2025101"
    assert canon("https://www.romfordrecorder.co.uk/news/x-8012345") == "archant:romfordrecorder.co.uk:8012345"
