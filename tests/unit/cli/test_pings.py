"""Each run calls the dead man's switch of the config once, by how it ended, and ends no other way for that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.web import Answer, Site
from tests.unit.cli.conftest import QUICK, Watcher
from watcher.jobs.lock import held

pytestmark = pytest.mark.usefixtures("config", "database")


@pytest.fixture
def switch(site: Site, config: Path) -> Site:
    (config / "watcher.yaml").write_text(f"{QUICK}ping: {site.url}/5f0c7a2e\n")
    site.pages |= {"/5f0c7a2e": Answer(b"OK"), "/5f0c7a2e/fail": Answer(b"OK")}
    return site


def pings(site: Site) -> list[str]:
    return [path for path in site.asked if "5f0c7a2e" in path]


@pytest.mark.sqlite_only("a run rests by the times of its file")
def test_a_good_run_and_one_that_rests_are_called_as_good(watcher: Watcher, switch: Site) -> None:
    assert [watcher("once").code for _ in range(2)] == [0, 0]
    assert pings(switch) == ["/5f0c7a2e", "/5f0c7a2e"]


def test_a_run_that_ends_with_1_is_called_as_failed(watcher: Watcher, switch: Site) -> None:
    switch.pages["/feed.xml"] = Answer(b"", status=403)
    assert watcher("once").code == 1
    assert pings(switch) == ["/5f0c7a2e/fail"]


def test_a_run_that_finds_another_at_work_calls_nobody(watcher: Watcher, switch: Site) -> None:
    with held(Path("state")):
        assert watcher("once").code == 75
    assert pings(switch) == []


def test_a_switch_that_does_not_work_changes_no_exit_code_and_its_address_is_not_shown(
    watcher: Watcher, switch: Site
) -> None:
    switch.pages["/5f0c7a2e"] = Answer(b"", status=404)
    ended = watcher("once")
    assert (ended.code, ended.err) == (0, "ping: 127.0.0.1 answered 404; nothing else depends on it\n")
