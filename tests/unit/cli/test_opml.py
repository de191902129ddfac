"""`watcher opml`: feeds out to a feed reader, and in from one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.web import Site
from tests.unit.cli.conftest import Watcher, watch_also
from watcher.config import load_settings
from watcher.core.errors import NotUnderstood
from watcher.core.sources import Source
from watcher.sources.feed.opml import Outline, read_opml, write_opml

LIST = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="London"><outline type="rss" text="Bexley &amp; Bromley" xmlUrl="https://b.example.org/rss"/></outline>
<outline type="rss" text="" xmlUrl="https://c.example.org/feed"/>
<outline type="rss" text="Own" xmlUrl="http://user:word@d.example.org/feed"/>
<outline type="link" text="A page" url="https://e.example.org/"/>
</body></opml>"""


def test_the_feeds_of_a_list_are_added_and_those_that_can_not_be_are_told(
    watcher: Watcher, config: Path, site: Site
) -> None:
    Path("mine.opml").write_text(LIST.replace("https://c.example.org/feed", f"{site.url}/feed.xml?utm_source=x"))
    ended = watcher("opml", "--import", "mine.opml")
    assert ended.out.splitlines()[0] == "Added bexley-bromley: https://b.example.org/rss"
    assert "is watched already, as gazette" in ended.out.splitlines()[1]
    assert ended.out.splitlines()[2].startswith("Not added: the URL must not carry a user name or password")
    assert (ended.code, len(ended.out.splitlines())) == (1, 3)
    assert [source.name for source in load_settings(config).sources] == ["Gazette", "Bexley & Bromley"]
    assert site.requests == []


def test_the_feeds_of_the_config_are_printed_and_nothing_else(watcher: Watcher, config: Path) -> None:
    watch_also(config, "id: cabinet", "name: Cabinet", "url: https://d.example.org/ieListMeetings.aspx?CId=1")
    out = watcher("opml").out
    assert out.count("<outline ") == 1
    assert [outline.name for outline in read_opml(out.encode(), "out")] == ["Gazette"]


def test_what_is_written_is_read_again() -> None:
    source = Source("a", 'A <b> & “c” "d"', "https://a.example.org/rss?x=1&y=2", "feed")
    assert read_opml(write_opml([source]).encode(), "x") == [Outline(source.url, source.name)]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"<rss/>",
        b'<opml version="2.0"><body/></opml>',
        b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body/></opml>',
    ],
)
def test_what_is_no_list_of_feeds_is_refused(body: bytes) -> None:
    with pytest.raises(NotUnderstood):
        read_opml(body, "x.opml")
