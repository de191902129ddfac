"""`watcher add`: an address becomes a source of the config, or is refused and nothing changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.web import Answer, Site
from tests.unit.cli.conftest import Watcher, served
from watcher.cli.add import free_id
from watcher.config import load_settings


@pytest.fixture
def other(site: Site) -> str:
    """The address of a second paper."""
    site.pages["/other/rss"] = served({"9": "Another paper"})
    return f"{site.url}/other/rss"


def test_the_source_is_shown_and_appended(watcher: Watcher, config: Path, other: str) -> None:
    before = (config / "sources.yaml").read_text()
    ended = watcher("add", other, "--id", "other", "--name", "The Other: news", "--every", "6h")

    added = f'\n  - id: other\n    name: "The Other: news"\n    url: {other}\n    kind: feed\n    every: 6h\n'
    assert (config / "sources.yaml").read_text() == before + added
    assert "Another paper" in ended.out
    assert f"Added to config/sources.yaml:{added}" in ended.out
    assert (ended.code, ended.err) == (0, "")


def test_name_and_id_are_made_of_the_title_where_none_are_given(
    watcher: Watcher, config: Path, site: Site, other: str
) -> None:
    site.pages["/third/rss"] = served({"1": "A third paper"})
    watcher("add", other)
    watcher("add", f"{site.url}/third/rss")
    made = [(source.id, source.name) for source in load_settings(config).sources[1:]]
    assert made == [("gazette-2", "Gazette"), ("gazette-3", "Gazette")]


@pytest.mark.usefixtures("database")
def test_what_was_added_is_visited_by_the_next_run(watcher: Watcher, config: Path, other: str) -> None:
    assert config.exists()
    watcher("add", other, "--id", "other")
    assert "other: nothing new, 1 document known" in watcher("once").out


def test_what_is_watched_already_is_refused_however_it_is_spelled(watcher: Watcher, config: Path, site: Site) -> None:
    before = (config / "sources.yaml").read_text()
    ended = watcher("add", f"{site.url}/feed.xml?utm_source=x#top")
    assert ended.code == 2
    assert ended.err.endswith("/feed.xml?utm_source=x#top is watched already, as gazette\n")
    assert (config / "sources.yaml").read_text() == before
    assert site.requests == []


@pytest.mark.usefixtures("config")
def test_every_wrong_option_is_told_at_once_and_nothing_is_asked_of_the_site(watcher: Watcher, site: Site) -> None:
    ended = watcher("add", "x.org/feed", "--id", "gazette", "--every", "often")
    assert ended.err.splitlines() == [
        "--id gazette is taken, by Gazette",
        "--every must be a duration such as 90s, 30m, 6h or 2d, not 'often'",
        "the URL must begin with https:// or http://, not 'x.org/feed'; did you mean https://x.org/feed ?",
    ]
    assert ended.code == 2
    assert site.requests == []


@pytest.mark.parametrize("answer", [Answer(status=404), Answer(b"<html>no feed</html>")])
def test_what_can_not_be_read_is_not_added(watcher: Watcher, config: Path, site: Site, answer: Answer) -> None:
    before = (config / "sources.yaml").read_text()
    site.pages["/other/rss"] = answer
    ended = watcher("add", f"{site.url}/other/rss")
    assert ended.code == 1
    assert ended.err.startswith("127.0.0.1: failing: ")
    assert (config / "sources.yaml").read_text() == before


@pytest.mark.parametrize(
    ("path", "said", "unsaid"),
    [
        ("/body/feed/", "asks programs not to read this address", "turns programs away"),
        ("/refused/feed/", "The site turns programs away", "asks programs"),
        ("/gone/feed/", "has it moved? Nothing was added.", "programs"),
    ],
)
def test_what_robots_txt_forbids_is_told_as_that_and_not_added(
    watcher: Watcher, config: Path, site: Site, path: str, said: str, unsaid: str
) -> None:
    before = (config / "sources.yaml").read_text()
    site.pages |= {"/robots.txt": "User-agent: *\nDisallow: /body/feed/\n", "/refused/feed/": Answer(status=403)}
    ended = watcher("add", f"{site.url}{path}")
    assert ended.code == 1
    assert said in ended.err
    assert unsaid not in ended.err
    assert (config / "sources.yaml").read_text() == before


@pytest.mark.parametrize(
    ("name", "taken", "wanted"),
    [
        ("Children's Services – Überblick", {"all"}, "childrens-services-uberblick"),
        ("all", {"all"}, "all-2"),
        ("Cabinet", {"cabinet", "cabinet-2"}, "cabinet-3"),
        ("Проверка", set(), "source"),
        ("x" * 60, set(), "x" * 37),
    ],
)
def test_an_id_reads_like_the_name_and_is_nobody_elses(name: str, taken: set[str], wanted: str) -> None:
    assert free_id(name, taken) == wanted


TABLE = "Year,Local authority,Upheld,Uphold rate %\n2025,Havering Council,24,80\n2025,Redbridge,10,50\n"


@pytest.fixture
def figures(site: Site, config: Path) -> str:
    """The address of a file of figures; the config says which place is ours."""
    topics = config / "topics.yaml"
    topics.write_text(topics.read_text() + "\nplaces:\n  ours: [Havering]\n")
    site.pages["/upheld.csv"] = Answer(TABLE.encode(), content_type="text/csv")
    return f"{site.url}/upheld.csv"


def test_a_file_of_figures_is_enough_where_its_column_is_plain(watcher: Watcher, config: Path, figures: str) -> None:
    ended = watcher("add", figures, "--set", "neighbours=Redbridge")
    assert (ended.code, ended.err) == (0, "")
    assert "Havering: 80.0 %, uphold rate, 2025" in ended.out
    assert "Redbridge 50.0 %" in ended.out
    assert "column: “Uphold rate %”" in ended.out
    (_, source) = load_settings(config).sources
    assert (source.id, source.name, source.kind) == ("uphold-rate", "Uphold rate", "figures")
    assert source.options == {"council": ["Havering"], "neighbours": ["Redbridge"]}


def test_another_column_of_a_file_is_another_source_and_the_same_one_is_not(
    watcher: Watcher, config: Path, figures: str
) -> None:
    assert [watcher("add", figures, "--set", f"value={value}").code for value in ("Upheld", "rate", "rate")] == [
        0,
        0,
        2,
    ]
    assert [source.options.get("value") for source in load_settings(config).sources[1:]] == ["Upheld", "rate"]


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ("value=appeals", 1, "`value: appeals` fits no column of the file: “Upheld”, “Uphold rate %”"),
        ("valeu=Upheld", 2, "--set valeu: figures has no such key; did you mean 'value'?"),
        ("better=up", 2, "--set better must be higher or lower, not 'up'"),
        ("where=Upheld", 2, '--set where must be "column = words", such as ["breakdown = Total"], not \'Upheld\''),
        ("Upheld", 2, "--set must be KEY=VALUE, not 'Upheld'"),
    ],
)
def test_what_is_said_wrong_of_figures_is_told_and_nothing_is_added(
    watcher: Watcher, config: Path, figures: str, given: str, code: int, words: str
) -> None:
    before = (config / "sources.yaml").read_text()
    ended = watcher("add", figures, "--set", given)
    assert ended.code == code
    assert words in ended.err
    assert (config / "sources.yaml").read_text() == before


def test_a_page_that_names_files_of_figures_says_how_to_follow_them(watcher: Watcher, figures: str, site: Site) -> None:
    page = f"<!doctype html><html><body><h1>Plans</h1><a href='{figures}'>Table</a></body></html>"
    site.pages["/release"] = Answer(page.encode())
    assert "say --kind figures" in watcher("add", f"{site.url}/release").err
    assert watcher("add", f"{site.url}/release", "--kind", "figures").code == 0
