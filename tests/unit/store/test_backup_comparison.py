"""Who used /forget since a backup was made stays forgotten when it is put back; nobody else is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.unit.store.test_backup import ADD, COPY, DATABASE, NOW, STATE, URL, add, chats, put_back
from watcher.store import Store
from watcher.store.backup import backup, restore
from watcher.store.erase import forget

pytestmark = pytest.mark.sqlite_only("of the file that SQLite keeps")


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A database in use, in which one chat stands."""
    with Store(database_url) as opened:
        add(opened, 1)
        yield opened


def forgets(chat_id: int) -> None:
    with Store(URL) as store:
        forget(store, chat_id)


def finds(*keys: str, at: str = "2026-11-01 00:00:00") -> None:
    """What a run remembered of the sites."""
    with Store(URL) as store, store.write() as db:
        db.exec_driver_sql(
            "INSERT OR IGNORE INTO sources (id, kind, url) VALUES ('one', 'page', 'https://example.org/')"
        )
        for key in keys:
            db.exec_driver_sql(
                "INSERT INTO documents (source_id, key, scope, kind, title, url, first_seen) "
                "VALUES ('one', ?, '', 'page', '', '', ?)", (key, at)
            )  # fmt: skip


def test_who_was_forgotten_since_stays_forgotten(store: Store) -> None:
    add(store, 2)
    store.close()
    finds("a", "b")
    backup(URL, COPY)
    forgets(1)
    finds("c")
    done = put_back()
    assert chats(DATABASE) == [2]
    assert (done.compared, done.left_out) == (True, 1)


def test_nothing_of_who_was_forgotten_lies_in_the_files_that_are_put_back(store: Store) -> None:
    with store.write() as db:
        db.exec_driver_sql(ADD, (4_242_424_242,))
        db.exec_driver_sql(
            "INSERT INTO subscriptions (chat_id, what, words, since) "
            "VALUES (4242424242, '', 'unmistakable', '2026-01-01')"
        )
    store.close()
    backup(URL, COPY)
    forgets(4_242_424_242)
    put_back()
    assert chats(DATABASE) == [1]
    assert not [path for path in STATE.iterdir() if b"unmistakable" in path.read_bytes()]
    assert b"unmistakable" in COPY.read_bytes()  # that file is the operator's to delete


def test_who_stopped_or_paused_is_not_forgotten_and_comes_back(store: Store) -> None:
    backup(URL, COPY)
    with store.write() as db:
        db.exec_driver_sql("UPDATE chats SET paused_until = '9999-01-01'")
    store.close()
    done = put_back()
    assert (chats(DATABASE), done.left_out) == ([1], 0)


def test_after_a_loss_everybody_comes_back_although_a_run_began_anew(store: Store) -> None:
    """Cron made a fresh database before the backup was put back: it knows nobody, and forgot nobody."""
    store.close()
    finds("a", "b")
    backup(URL, COPY)
    for file in STATE.iterdir():
        file.unlink()
    finds("a", "b", "c", at="2026-11-22 00:00:00")
    done = put_back()
    assert chats(DATABASE) == [1]
    assert not done.compared


def test_a_restore_can_be_taken_back_without_losing_who_came_meanwhile(store: Store) -> None:
    store.close()
    finds("a")
    backup(URL, COPY)
    with Store(URL) as newer:
        add(newer, 2)
    kept = put_back().kept
    assert chats(DATABASE) == [1]
    assert kept
    done = restore(URL, kept, NOW + timedelta(hours=1))
    assert (chats(DATABASE), done.left_out) == ([1, 2], 0)


def test_who_forgets_after_a_restore_is_not_brought_back_by_taking_it_back(store: Store) -> None:
    store.close()
    finds("a")
    backup(URL, COPY)
    kept = put_back().kept
    assert kept
    forgets(1)
    restore(URL, kept, NOW + timedelta(hours=1))
    assert chats(DATABASE) == []
    restore(URL, COPY, NOW + timedelta(hours=2))
    assert chats(DATABASE) == []
