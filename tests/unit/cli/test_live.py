"""`watcher check --live`: every source once, one table, nothing remembered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.tools.web import Answer, Site
from tests.unit.cli.conftest import Watcher, served, watch_also
from watcher.cli.live import oddities
from watcher.core.sources import Source


def test_each_source_has_a_row_and_what_is_odd_stands_there(watcher: Watcher, config: Path, site: Site) -> None:
    watch_also(config, "id: gone", f"url: {site.url}/gone.xml", "name: Gone", "kind: feed")
    watch_also(config, "id: moved", f"url: {site.url}/old.xml", "name: Moved", "kind: feed")
    watch_also(config, "id: forbidden", f"url: {site.url}/body/feed/", "name: Forbidden", "kind: feed")
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: */feed/\n"
    site.pages["/old.xml"] = Answer(status=302, headers={"Location": "/new.xml"})
    site.pages["/new.xml"] = served({"3": "News"})
    ended = watcher("check", "--live", "--save", "kept")
    rows = {line.split()[0]: line for line in ended.out.splitlines() if line}
    assert rows["gazette"].split()[1:6] == [f"{site.url}/feed.xml", "same", "feed", "2", "2026-11-20"]
    assert "has no such page (404)" in rows["gone"]
    assert f"{site.url}/new.xml" in rows["moved"]
    assert "robots.txt" in rows["forbidden"]
    assert "/body/feed/" not in [request.path for request in site.requests]
    assert (ended.code, ended.err) == (1, "")
    assert not Path("state").exists()
    assert len((Path("kept") / "index.tsv").read_text().splitlines()) == 3


@pytest.mark.usefixtures("config")
def test_a_check_without_live_asks_no_site(watcher: Watcher, site: Site) -> None:
    assert watcher("check").code == 0
    assert watcher("check", "--save", "kept").err == "--save keeps what --live reads: say both\n"
    assert site.requests == []


@pytest.mark.parametrize(
    ("kind", "documents", "newest", "odd"),
    [
        ("feed", 3, date(2026, 11, 1), []),
        ("feed", 0, None, ["empty: nothing is there, or its address is not the right one"]),
        ("feed", 3, date(2026, 1, 1), ["nothing since 2026-01-01: is its address still the right one?"]),
        ("ofsted", 3, date(2024, 2, 1), []),
        ("moderngov", 3, date(2029, 1, 1), ["a date far ahead, 2029-01-01"]),
        ("feed", 3, None, ["no document has a date"]),
        ("page", 1, None, []),
    ],
)
def test_what_looks_odd(kind: str, documents: int, newest: date | None, odd: list[str]) -> None:
    source = Source("a", "A", "https://a.example.org/", kind)
    assert list(oddities(source, documents, newest, "", date(2026, 11, 22))) == odd
