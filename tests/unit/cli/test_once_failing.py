"""`watcher once` while sources fail: which, until when, and whether it is this machine that has no network."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.tools.web import Answer, Site
from tests.unit.cli.conftest import Watcher, watch_also

pytestmark = pytest.mark.usefixtures("database")
NO_NETWORK = "Nothing could be reached: this machine seems to have no network"
DEAD = "127.0.0.1:9"


@pytest.fixture
def only_dead(config: Path) -> None:
    """Two sites, and nobody is there."""
    places = (("one", "http://127.0.0.1:9/rss"), ("two", "http://nowhere.example.org/rss"))
    sources = "".join(f"  - {{id: {name}, name: {name}, url: '{url}'}}\n" for name, url in places)
    (config / "sources.yaml").write_text(f"sources:\n{sources}")


def next_try(line: str, source: str) -> datetime:
    """When the line says that it is tried next, by the clocks of London."""
    words = line.partition(f"{source} ")[2].split(",")[0]
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.usefixtures("only_dead")
def test_a_run_after_one_in_which_all_failed_says_how_many_fail_and_when_they_are_tried_and_ends_with_1(
    watcher: Watcher,
) -> None:
    first, second, third = watcher("once"), watcher("once"), watcher("once")
    for ended in (first, second, third):
        (line,) = [line for line in ended.out.splitlines() if "tried next" in line]
        assert line.startswith("2 sources failing, tried next: one 20")
        assert next_try(line, "one") > datetime.now(ZoneInfo("Europe/London"))
        assert next_try(line, "two") > datetime.now(ZoneInfo("Europe/London"))
        assert ended.code == 1
        assert NO_NETWORK in ended.err
        assert "is down" not in ended.err
    assert second.out.startswith("0 sources visited, 0 changes.")


def test_one_that_fails_beside_one_that_is_well_is_named_and_the_run_after_it_is_well(
    watcher: Watcher, config: Path
) -> None:
    watch_also(config, "id: gone", "name: Gone", f"url: http://{DEAD}/rss")
    first, second = watcher("once"), watcher("once")
    assert (first.code, second.code) == (1, 0)
    for ended in (first, second):
        assert "1 source failing, tried next: gone 20" in ended.out
        assert NO_NETWORK not in ended.err
    assert second.out.startswith("0 sources visited")


@pytest.mark.usefixtures("config")
def test_nothing_is_said_where_all_is_well(watcher: Watcher) -> None:
    for ended in (watcher("once"), watcher("once")):
        assert "failing" not in ended.out
        assert (ended.code, ended.err) == (0, "")


def test_sites_that_answer_with_errors_are_no_want_of_a_network(watcher: Watcher, config: Path, site: Site) -> None:
    watch_also(config, "id: other", "name: Other", f"url: http://localhost:{site.port}/rss")
    site.pages["/feed.xml"] = site.pages["/rss"] = Answer(status=404)
    for ended in (watcher("once"), watcher("once")):
        assert ended.code == 1
        assert "2 sources failing" in ended.out
        assert NO_NETWORK not in ended.err


def test_of_a_single_site_it_is_said_that_it_may_be_the_site(watcher: Watcher, config: Path) -> None:
    sources = "".join(f"  - {{id: {name}, name: X, url: 'http://{DEAD}/{name}/rss'}}\n" for name in ("one", "two"))
    (config / "sources.yaml").write_text(f"sources:\n{sources}")
    assert f"{NO_NETWORK}, or {DEAD} is down." in watcher("once").err


def test_a_single_source_that_is_down_is_only_that(watcher: Watcher, config: Path) -> None:
    (config / "sources.yaml").write_text(f"sources:\n  - {{id: one, name: X, url: 'http://{DEAD}/rss'}}\n")
    ended = watcher("once")
    assert "1 source failing, tried next: one 20" in ended.out
    assert (ended.code, ended.err) == (1, "")


def test_a_page_that_is_gone_for_good_is_not_promised_a_time(watcher: Watcher, config: Path, site: Site) -> None:
    site.pages["/feed.xml"] = Answer(status=410)
    assert "1 source failing, tried next: gazette not before its address is edited" in watcher("once").out


@pytest.mark.usefixtures("only_dead")
def test_what_can_be_reached_again_is_forgotten(watcher: Watcher, config: Path, site: Site) -> None:
    watcher("once")
    text = (config / "sources.yaml").read_text()
    (config / "sources.yaml").write_text(
        text.replace("http://127.0.0.1:9/rss", f"{site.url}/feed.xml").replace("nowhere.example.org", site.host)
    )
    site.pages["/rss"] = Answer(status=500)
    ended = watcher("once", "--all")
    assert "1 source failing, tried next: two 20" in ended.out
    assert NO_NETWORK not in ended.err
