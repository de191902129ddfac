"""`watcher once`: what it prints, and with which code it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.standin import BotApi
from tests.tools.web import Site
from tests.unit.cli.conftest import FIRST, Watcher, served, watch_also
from watcher.jobs.lock import held
from watcher.sources import KINDS

TOKEN = "123456789:AAE" + "x" * 32


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_the_first_visit_remembers_and_says_that_nothing_is_new(watcher: Watcher) -> None:
    ended = watcher("once")
    assert ended.out.splitlines() == [
        "gazette: nothing new, 2 documents known",
        "1 source visited, 0 changes. No token is set (TELEGRAM_BOT_TOKEN), so nobody was told.",
    ]
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_without_a_token_the_changes_come_as_a_table(watcher: Watcher, site: Site) -> None:
    watcher("once")
    site.pages["/feed.xml"] = served({**FIRST, "1": "A new bus stop, at last", "3": "EHCP delays &amp; appeals"})
    ended = watcher("once", "--all")

    lines = ended.out.splitlines()
    assert lines[0] == "gazette: 1 new, 1 changed"
    assert lines[1].split() == ["When", "Source", "Change", "Document"]
    assert any(line.endswith("gazette  New      EHCP delays & appeals") for line in lines)
    assert any(line.endswith("gazette  Changed  A new bus stop, at last") for line in lines)
    assert any(line.endswith("title: A new bus stop → A new bus stop, at last") for line in lines)
    assert any(line.endswith("https://news.example.org/3") for line in lines)
    assert lines[-1].startswith("1 source visited, 2 changes. No token is set")
    assert ended.code == 0


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_what_is_not_due_is_not_visited_unless_it_is_named(watcher: Watcher, site: Site) -> None:
    watcher("once")
    assert watcher("once").out.startswith("0 sources visited")
    assert watcher("once", "--source", "gazette").out.startswith("gazette: nothing new")
    assert site.asked == ["/feed.xml", "/feed.xml"]


@pytest.mark.usefixtures("database")
def test_one_failing_source_makes_the_exit_code_1_and_does_not_stop_the_others(watcher: Watcher, config: Path) -> None:
    text = (config / "sources.yaml").read_text()
    (config / "sources.yaml").write_text(
        text.replace("sources:\n", "sources:\n  - {id: gone, name: Gone, url: 'http://127.0.0.1:9/rss'}\n")
    )
    ended = watcher("once")
    assert "gone: failing (127.0.0.1 is not reachable (connection refused))" in ended.out
    assert "gazette: nothing new, 2 documents known" in ended.out
    assert "2 sources visited" in ended.out
    assert ended.code == 1


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_with_a_token_people_are_told(watcher: Watcher, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with BotApi() as api:
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", api.token)
        monkeypatch.setenv("TELEGRAM_API_URL", api.url)
        ann = api.private(42)
        ann.says("/subscribe send")
        watcher("once")
        site.pages["/feed.xml"] = served({**FIRST, "3": "EHCP delays"})
        ended = watcher("once", "--all")

    assert ended.out.splitlines()[0] == "gazette: 1 new"
    assert ended.out.splitlines()[-1].startswith("1 source visited, 1 change, ")
    assert "When" not in ended.out
    assert "EHCP delays" in ann.texts[-1]


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_without_telegram_the_sources_are_visited_all_the_same(
    watcher: Watcher, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    ended = watcher("once")
    assert ended.code == 1
    assert ended.out.startswith("gazette: nothing new, 2 documents known\n")
    assert len(ended.err.splitlines()) == 1
    assert TOKEN not in ended.err


def test_a_wrong_config_ends_with_2_before_anything_is_done(watcher: Watcher, config: Path, site: Site) -> None:
    watch_also(config, "id: gazette", "kind: fed", "url: https://www.example.org/feed")
    ended = watcher("once")
    assert ended.err.splitlines() == [
        "config/sources.yaml:6: gazette: id is used twice, first on line 3",
        "config/sources.yaml:6: gazette: name is missing",
        f"config/sources.yaml:7: gazette: kind must be one of {', '.join(sorted(KINDS))}, not 'fed'",
    ]
    assert (ended.code, ended.out, site.requests) == (2, "", [])
    assert not Path("state").exists()


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_a_malformed_token_ends_with_2_before_anything_is_done(
    watcher: Watcher, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", f"'{TOKEN}'")
    ended = watcher("once")
    assert ended.err.startswith("TELEGRAM_BOT_TOKEN holds no bot's token")
    assert TOKEN not in ended.err
    assert (ended.code, ended.out, site.requests) == (2, "", [])


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_a_token_that_telegram_does_not_know_ends_with_2(watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    with BotApi() as api:
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
        monkeypatch.setenv("TELEGRAM_API_URL", api.url)
        ended = watcher("once")
    assert ended.code == 2
    assert TOKEN not in ended.err


@pytest.mark.usefixtures("config", "database")
@pytest.mark.usefixtures("database")
def test_a_source_that_is_not_there_ends_with_2_and_names_the_nearest(watcher: Watcher) -> None:
    ended = watcher("once", "--source", "gazete")
    assert ended.code == 2
    assert ended.err == "there is no source 'gazete'; did you mean 'gazette'?\n"


@pytest.mark.usefixtures("config")
@pytest.mark.usefixtures("database")
def test_a_second_run_ends_with_75(watcher: Watcher) -> None:
    with held(Path("state")):
        ended = watcher("once")
    assert ended.code == 75
    assert ended.err.startswith("another run works on state")


@pytest.mark.usefixtures("config")
def test_folders_are_named_by_options(watcher: Watcher) -> None:
    Path("config").rename("elsewhere")
    assert watcher("once", "--config", "elsewhere", "--state", "memory").code == 0
    assert Path("memory/watcher.sqlite3").exists()
    assert not Path("state").exists()
