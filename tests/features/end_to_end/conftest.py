"""A town for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.features.end_to_end.doubts import Doubt, Scene
from tests.features.end_to_end.newspaper import ONE, feed
from tests.features.end_to_end.town import Town, founded


@pytest.fixture
def town(tmp_path: Path, database: Path) -> Iterator[Town]:
    with founded(tmp_path) as one:
        yield one


@pytest.fixture
def yesterday(tmp_path: Path, database: Path) -> Iterator[Town]:
    """A town of a day ago, for programs of their own that know no other time than the real one: all is due for them."""
    with founded(tmp_path, datetime.now(UTC) - timedelta(days=1), stands_still=False) as one:
        yield one


@pytest.fixture
def with_news(yesterday: Town) -> Town:
    """That town with its newspaper, which has one story."""
    yesterday.watches("news", "/feed.xml")
    yesterday.serves({"/feed.xml": feed(ONE)})
    yesterday.settings()
    return yesterday


@pytest.fixture
def scene(town: Town, doubt: Doubt) -> Scene:
    """After the baseline, and a second visit at which all is as it was."""
    town.watcher["telegram"] = {"admins": [7]}
    town.watches("source", doubt.address, kind=doubt.kind)
    town.serves({doubt.served_at or doubt.address: doubt.usual})
    one = Scene(town, doubt, town.subscriber(42, "source"), town.api.private(7))
    assert one.visits() == "ok"
    assert town.told(one.ann, one.chief) == []
    return one
