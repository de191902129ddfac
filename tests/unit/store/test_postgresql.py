"""What is of PostgreSQL alone: reaching a server, its words, two at once, migrations. Run by `make test-postgres`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

from tests.tools.older_database import older_database
from tests.tools.postgres import Server
from tests.unit.store.coworkers import LONG
from watcher.core.alerts import Message
from watcher.core.errors import StateError, WrongDatabase
from watcher.core.visits import Health
from watcher.store import Store, chats, outbox, schema, sources, subscriptions, timestamps
from watcher.store.all_tables import metadata
from watcher.store.engines import postgresql

pytestmark = pytest.mark.postgres_only
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
T = TypeVar("T")


@pytest.fixture
def empty(server: Server, worker_id: str) -> Iterator[str]:
    """A database that holds nothing yet."""
    with server.fresh(f"new_{worker_id}") as url:
        yield url


def at_once(number: int, call: Callable[[int], T]) -> list[T]:
    """By so many threads, none before all are there."""
    ready = Barrier(number)

    def do(which: int) -> T:
        ready.wait()
        return call(which)

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(do, range(number)))


def test_the_migrations_make_the_tables_of_tables_py(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(name: str | None, kind: str, parents: object) -> bool:
        return kind != "table" or name != "documents_search"

    with store.read() as db:
        assert list(compare_metadata(MigrationContext.configure(db, opts={"include_name": ours}), metadata)) == []


def test_a_database_of_an_older_version_is_migrated_and_its_documents_are_found(empty: str) -> None:
    older_database(empty, "0013")
    with Store(empty) as opened, opened.read() as db:
        assert schema.version(db) == schema.HEAD


def test_two_starts_at_once_migrate_once(empty: str) -> None:
    def start(_: int) -> str:
        with Store(empty) as opened, opened.read() as db:
            return schema.version(db)

    assert at_once(2, start) == [schema.HEAD] * 2


def test_who_waits_for_another_ones_migration_says_so(empty: str, caplog: pytest.LogCaptureFixture) -> None:
    engine = postgresql.open_engine(make_url(empty))
    with ThreadPoolExecutor(1) as other:
        with postgresql.migrating(engine):
            assert caplog.messages == []
            waiting = other.submit(Store, empty)
            ends = time.monotonic() + LONG
            while not caplog.messages:
                assert time.monotonic() < ends
        waiting.result().close()
    engine.dispose()
    (said,) = caplog.messages
    assert "is just being migrated by another start" in said


def test_a_database_that_has_not_all_letters_is_refused(server: Server, worker_id: str) -> None:
    name = f"latin_{worker_id}"
    server.ask(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    try:
        with pytest.raises(StateError, match=r"is in LATIN1.*createdb --encoding=UTF8"):
            Store(server.url(name))
    finally:
        server.ask(f"DROP DATABASE {name} WITH (FORCE)")


def test_another_programs_database_is_refused(server: Server, empty: str) -> None:
    server.ask("CREATE TABLE recipes (name text)", database=make_url(empty).database or "")
    with pytest.raises(WrongDatabase, match="another program's tables"):
        Store(empty)


def test_a_reader_sees_one_moment_whatever_is_written_meanwhile_and_can_write_nothing(store: Store) -> None:
    with store.read() as reader:
        assert timestamps.last(reader, "x") is None
        with store.write() as db:
            timestamps.done(db, "x", NOW)
        assert timestamps.last(reader, "x") is None
    with pytest.raises(StateError, match="can only be read"), store.read() as reader:
        timestamps.done(reader, "x", NOW)


def test_what_two_add_at_once_is_there_once(store: Store) -> None:
    def add(which: int) -> None:
        with store.write() as db:
            chats.ensure(db, 42, NOW)
            timestamps.done(db, "report", NOW)
            sources.save_health(db, Health("news", "feed", "https://a.example/"))
            chats.tell_administrators(db, [7], f"site {which} fails", NOW)

    at_once(4, add)
    with store.read() as db:
        assert db.execute(text("SELECT count(*) FROM chats")).scalar() == 2
        assert outbox.queue_counts(db)["waiting"] == 4


def test_two_workers_take_no_message_twice_and_none_out_of_its_turn(store: Store) -> None:
    with store.write() as db:
        for number in range(60):
            chats.ensure(db, number % 12, NOW)
            outbox.queue(db, Message(number % 12, f"{number}"), (), NOW)
    taken: list[tuple[int, str]] = []

    def work(_: int) -> None:
        for _ in range(400):
            with store.write() as db:
                message = outbox.claim(db, NOW)
            if message is None:
                with store.read() as db:
                    if not outbox.queue_counts(db)["waiting"]:
                        return
                continue
            taken.append((message.chat_id, message.html))
            with store.write() as db:
                outbox.sent(db, message.id, 1, NOW)

    at_once(3, work)
    assert len(taken) == len(set(taken)) == 60
    for chat_id in range(12):
        of_chat = [int(html) for chat, html in taken if chat == chat_id]
        assert of_chat == sorted(of_chat)


def test_a_message_whose_chat_another_worker_is_just_taking_is_passed_over(store: Store) -> None:
    with store.write() as db:
        for chat_id, html in ((1, "a"), (1, "b"), (2, "c")):
            chats.ensure(db, chat_id, NOW)
            outbox.queue(db, Message(chat_id, html), (), NOW)
    with store.write() as first, store.write() as second:
        claimed = [outbox.claim(db, NOW) for db in (first, second, second)]
    assert [one and one.html for one in claimed] == ["a", "c", None]


def test_a_connection_that_was_cut_while_nobody_used_it_is_not_noticed(server: Server, store: Store) -> None:
    with store.read() as db:
        timestamps.last(db, "x")
    cut(server, store)
    with store.read() as db:
        assert timestamps.last(db, "x") is None


def test_a_connection_that_is_cut_in_the_middle_is_told_plainly_and_the_next_is_whole(
    server: Server, store: Store
) -> None:
    def write() -> None:
        with store.write() as db:
            timestamps.done(db, "x", NOW)
            cut(server, store)
            timestamps.done(db, "y", NOW)

    with pytest.raises(StateError, match="the connection was cut"):
        write()
    with store.read() as db:
        assert timestamps.last(db, "x") is None


def cut(server: Server, store: Store) -> None:
    name = store.engine.url.database
    ours = f"datname = '{name}' AND application_name = 'havering-watcher'"
    server.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")


def test_a_server_that_comes_back_within_seconds_is_waited_for(server: Server, worker_id: str) -> None:
    role, pauses = f"limited_{worker_id}", list[float]()
    server.ask(f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 0", role="postgres")

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            server.ask(f"ALTER ROLE {role} CONNECTION LIMIT -1", role="postgres")

    engine = postgresql.open_engine(make_url(server.url("postgres", role)))
    try:
        with postgresql.connected(engine, sleep) as db:
            assert db.execute(text("SELECT 1")).scalar() == 1
    finally:
        engine.dispose()
        server.ask(f"DROP ROLE {role}", role="postgres")
    assert pauses == [0.1, 0.2, 0.4]


def test_that_no_connection_is_free_is_told_plainly(store: Store) -> None:
    """As where the server hangs, and each thread of a worker waits for it."""
    pool = store.engine.pool
    assert isinstance(pool, QueuePool)
    pool._max_overflow, pool._timeout = 0, 0.01
    with ExitStack() as stack:
        for _ in range(pool.size()):
            stack.enter_context(store.read())
        with pytest.raises(StateError, match="all connections were in use"), store.write():
            pass
    with store.write():
        pass


@pytest.mark.parametrize("said", ["in recovery mode", "not yet accepting connections"])
def test_a_server_that_repairs_itself_is_waited_for(server: Server, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, pauses = postgresql.open_engine(make_url(server.url("postgres"))), list[float]()
    connect = engine.dialect.connect

    def repairs(*args: str, **named: object) -> object:
        if len(pauses) < 2:
            raise engine.dialect.loaded_dbapi.OperationalError(f"FATAL:  the database system is {said}")
        return connect(*args, **named)

    monkeypatch.setattr(engine.dialect, "connect", repairs)
    postgresql.connected(engine, pauses.append).close()
    engine.dispose()
    assert pauses == [0.1, 0.2]


WRONG = {
    "postgresql://watcher@127.0.0.1:9/x": "^postgresql://watcher@127.0.0.1:9/x: it can't be reached",
    "postgresql://watcher:secret@no-such-host.invalid/x": r"^postgresql://watcher:\*\*\*@no.*no host of that name",
    "postgresql://watcher@/nowhere?host=FOLDER": r"there is no such database \(.*createdb",
    "postgresql://stranger@/postgres?host=FOLDER": r"there is no such user \(.*createuser",
    "postgresql://locked@/postgres?host=FOLDER": "it wants a password",
    "postgresql://locked@/postgres?host=FOLDER&password=secret": "the password is wrong",
    "postgresql://barred@/postgres?host=FOLDER": "pg_hba.conf on the server says who may come",
}


@pytest.mark.parametrize("url", WRONG)
def test_a_server_that_can_not_be_used_says_what_to_do_and_no_password(
    server: Server, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "PAUSES", ())
    with pytest.raises(StateError, match=WRONG[url]) as told:
        Store(url.replace("FOLDER", str(server.folder)))
    assert "secret" not in str(told.value)
    assert len(str(told.value).splitlines()) == 1


def test_a_user_without_rights_is_told_which(server: Server, empty: str, worker_id: str) -> None:
    role = f"guest_{worker_id}"
    server.ask(f"CREATE ROLE {role} LOGIN", role="postgres")
    try:
        with pytest.raises(StateError, match=r"its user may not do that \(.*permission denied.*OWNER TO"):
            Store(empty.replace("watcher@", f"{role}@"))
    finally:
        server.ask(f"DROP ROLE {role}", role="postgres")


def test_subscriptions_said_twice_at_once_are_one(store: Store) -> None:
    from watcher.core.chats import Request, Subscribe

    def say(which: int) -> None:
        with store.write() as db:
            wish = Subscribe("send", frequency=("now", "daily")[which % 2])
            subscriptions.carry_out(db, Request(42, "private"), [wish], NOW)

    at_once(4, say)
    with store.read() as db:
        assert [one.what for one in chats.subscriptions(db, 42)] == ["send"]
