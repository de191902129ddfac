"""The newspaper that the tests of crashes and troubles are about, and the two workers that share a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.tools.standin import BotApi, StillClock
from tests.tools.web import Site
from tests.unit.store.coworkers import Worker
from tests.unit.store.newspaper import Paper
from watcher.cli.demo.clock import HURRY


@pytest.fixture
def workers(database_url: str) -> Iterator[tuple[Worker, Worker]]:
    """Two on one database."""
    with ExitStack() as stack:
        yield Worker(database_url, stack), Worker(database_url, stack)


@pytest.fixture
def new_paper(database: Path) -> Iterator[Paper]:
    """Nobody has read it, and nobody follows it."""
    clock = StillClock()
    with Site() as site, BotApi(clock=clock, flood=False, hurry=HURRY) as api:
        yield Paper(site, api, clock)


@pytest.fixture
def paper(new_paper: Paper) -> Paper:
    """Its feed has been read once, and Ann follows it."""
    return new_paper.read_once()
