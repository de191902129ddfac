"""`watcher diff`: what an edited config would change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.web import Site
from tests.unit.cli.conftest import TOPICS, Watcher, served, watch_also


@pytest.mark.sqlite_only("of a server nobody is counted without a run: who follows is read from the file")
@pytest.mark.usefixtures("database")
def test_an_edit_is_told_before_it_is_in_force(watcher: Watcher, config: Path, site: Site) -> None:
    watcher("once")
    site.pages["/feed.xml"] = served({"3": "EHCP delays", "4": "Tribunal told of delays", "5": "Bins"})
    watcher("once", "--all")
    assert watcher("diff").out == "Nothing changes: the files say what is in force.\n"
    wider = TOPICS.replace("phrases: [SEND, EHCP]", "phrases: [SEND, EHCP, tribunal]")
    (config / "topics.yaml").write_text(wider + "  - {id: bins, name: Bins, phrases: [bins]}\n")
    text = (config / "sources.yaml").read_text().replace("id: gazette", "id: paper\n    was: [gazette]")
    (config / "sources.yaml").write_text(text)
    watch_also(config, "id: other", f"url: {site.url}/other/rss", "name: Other")
    assert watcher("diff").out.splitlines() == [
        "source gazette becomes paper; 0 chats follow it, and all comes along",
        "source other comes: Other",
        "topic send changes (phrases); 0 chats follow it",
        "topic bins comes: Bins",
        "topic send would have sent 2 in the last 30 days, 1 as it was",
        "topic bins would have sent 1 in the last 30 days",
    ]
    (config / "sources.yaml").write_text("sources: []\n")
    assert "source gazette goes: Gazette; 0 chats follow it, and the next run says so there" in watcher("diff").out


@pytest.mark.usefixtures("config")
def test_before_the_first_run_there_is_nothing_to_compare_with(watcher: Watcher) -> None:
    ended = watcher("diff")
    assert ended.code == 2
    assert "no run has left what is in force" in ended.err
    assert not Path("state").exists()
