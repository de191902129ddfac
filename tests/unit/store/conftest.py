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
def paper(database: Path) -> Iterator[Paper]:
    """Its feed has been read once."""
    clock = StillClock()
    with Site() as site, BotApi(clock=clock, flood=False, hurry=HURRY) as api:
        paper = Paper(site, api, clock)
        paper.run()
        yield paper
