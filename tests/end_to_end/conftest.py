"""A town for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.end_to_end.town import Town, founded
from watcher.store import Store


@pytest.fixture(scope="session")
def empty_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder whose database holds nothing but its tables: making them takes a tenth of a second."""
    folder = tmp_path_factory.mktemp("empty") / "state"
    with Store(f"sqlite:///{folder / 'watcher.sqlite3'}"):
        return folder


@pytest.fixture
def town(tmp_path: Path, empty_state: Path) -> Iterator[Town]:
    shutil.copytree(empty_state, tmp_path / "state")
    with founded(tmp_path) as one:
        yield one


@pytest.fixture
def yesterday(tmp_path: Path, empty_state: Path) -> Iterator[Town]:
    """A town of a day ago, for programs of their own that know no other time than the real one: all is due for them."""
    shutil.copytree(empty_state, tmp_path / "state")
    with founded(tmp_path, datetime.now(UTC) - timedelta(days=1)) as one:
        yield one
