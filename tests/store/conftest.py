"""The newspaper that the tests of crashes and troubles are about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from tests.standin import BotApi, StillClock
from tests.store.newspaper import DATABASE, Paper
from tests.web import Site
from watcher.store import Store


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without rows, migrated once for all tests."""
    path = tmp_path_factory.mktemp("state") / "watcher.sqlite3"
    Store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def paper(empty_database: Path) -> Iterator[Paper]:
    """Its feed has been read once."""
    DATABASE.parent.mkdir(mode=0o700)
    copyfile(empty_database, DATABASE)
    clock = StillClock()
    with Site() as site, BotApi(clock=clock, flood=False) as api:
        paper = Paper(site, api, clock)
        paper.run()
        yield paper
