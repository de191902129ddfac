"""What a run asks of the database that finds nothing new: cron starts it every ten minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.features.end_to_end.newspaper import ONE, TWO, feed
from tests.features.end_to_end.town import Town
from tests.tools.web import Answer

pytestmark = pytest.mark.sqlite_only("on PostgreSQL each transaction has a fence of its own")
MINUTE = timedelta(minutes=1)


@contextmanager
def asked() -> Iterator[Counter[str]]:
    """Yields how often each statement is asked, by any database of this process; transactions under `BEGIN`."""
    said: Counter[str] = Counter()

    def statement(_db: Any, _cursor: Any, text: str, *_more: Any) -> None:
        said[" ".join(text.split())] += 1

    def begun(_db: Any) -> None:
        said["BEGIN"] += 1

    listeners: dict[str, Callable[..., None]] = {"before_cursor_execute": statement, "begin": begun}
    for name, listener in listeners.items():
        event.listen(Engine, name, listener)
    try:
        yield said
    finally:
        for name, listener in listeners.items():
            event.remove(Engine, name, listener)


@pytest.fixture
def town(town: Town) -> Town:
    town.watches("news", "/feed.xml")
    town.serves({"/feed.xml": feed(ONE)})
    return town


def test_run_with_nothing_to_do_asks_little_and_looks_for_nothing_that_can_not_be_there(town: Town) -> None:
    town.subscriber(42, "send")
    with asked() as said:
        assert town.once(later=MINUTE).visits == []
    transactions = said.pop("BEGIN")
    assert (transactions, said.total()) <= (11, 24), said
    assert [text for text in said if text.startswith("UPDATE")] == [text for text in said if "UPDATE runs" in text]
    assert not [text for text in said if "FROM reminders JOIN" in text or "min(" in text]


def test_run_in_which_something_waits_repairs_it_and_asks_when_it_is_due(town: Town) -> None:
    town.subscriber(42, "news daily")
    town.serves({"/feed.xml": feed(TWO, ONE)})
    town.once()
    with asked() as said:
        town.once(later=MINUTE)
    assert {text.split()[1] for text in said if text.startswith("UPDATE")} == {"alerts", "messages", "runs"}
    assert any("min(alerts.due_at)" in text for text in said)


def test_source_that_fails_is_said_by_a_run_in_which_it_is_not_due(town: Town) -> None:
    town.once()
    town.serves({"/feed.xml": Answer(status=404)})
    town.once()
    result = town.once(later=MINUTE)
    assert (result.visits, [(source.id, fares.state) for source, fares in result.failing]) == (
        [],
        [("news", "failing")],
    )
