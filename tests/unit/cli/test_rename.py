"""`watcher rename` and `watcher remove` say what they changed and who is concerned."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Watcher
from watcher.config import load_settings


@pytest.mark.sqlite_only("of a server nobody is counted without a run: who follows is read from the file")
@pytest.mark.usefixtures("database")
def test_a_source_is_renamed_and_removed_and_it_is_said_who_follows_it(watcher: Watcher, config: Path) -> None:
    ended = watcher("rename", "gazette", "paper")
    assert ended.out.splitlines() == [
        "Renamed gazette to paper in config/sources.yaml; `was:` names the old id.",
        "0 chats follow it: the next run carries over what hangs on the old id.",
    ]
    assert load_settings(config).source("paper").was == ("gazette",)
    ended = watcher("remove", "paper")
    assert ended.out.startswith("Removed paper from config/sources.yaml.\n0 chats follow it: the next run tells them")
    assert "# the paper" in (config / "sources.yaml").read_text()
    assert watcher("remove", "paper").code == 2
