"""The newspaper that the tests of crashes and troubles are about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.standin import BotApi, StillClock
from tests.tools.web import Site
from tests.unit.store.newspaper import Paper
from watcher.cli.demo.clock import HURRY


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
