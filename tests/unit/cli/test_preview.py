"""`watcher preview`: a look at what is understood, which leaves no trace in the state."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.web import Answer, Site
from tests.unit.cli.conftest import Watcher, served
from watcher.cli.preview import Preview, safe_name
from watcher.core.documents import Document
from watcher.core.errors import Unreachable
from watcher.core.visits import FailedReading, Page, Reading

pytestmark = pytest.mark.usefixtures("config")


def test_a_source_is_shown_with_its_documents_and_their_keys(watcher: Watcher) -> None:
    ended = watcher("preview", "gazette")
    lines = ended.out.splitlines()
    assert lines[0].split() == ["Kind", "Date", "Document", "Key"]
    assert lines[1].split("  ") == [
        "article",
        "2026-11-20",
        "SEND pupils wait",
        "",
        "",
        "",
        "",
        "",
        "news.example.org/2",
    ]
    assert lines[-1] == "Understood: 2 documents on 1 page."
    assert (ended.code, ended.err) == (0, "")


def test_nothing_is_written_to_the_state(watcher: Watcher) -> None:
    watcher("preview", "gazette")
    assert not Path("state").exists()


def test_an_address_that_is_not_watched_is_recognised(watcher: Watcher, site: Site) -> None:
    site.pages["/other/rss"] = served({"9": "Another paper"})
    assert "Another paper" in watcher("preview", f"{site.url}/other/rss").out


def test_the_outcome_is_said_in_words() -> None:
    document = Document("k", "article", "Title", "https://x.example.org/")
    assert [*Preview([Reading("https://x.example.org/")], pages=1).lines()] == [
        "Understood, and empty: 0 documents on 1 page."
    ]
    half = Preview(
        [Reading("a", (document,), damaged="cut short")], [FailedReading("b", Unreachable("b is down"))], pages=2
    )
    assert [*half.lines()] == [
        "Understood: 1 document on 2 pages.",
        "Damaged, but readable: a: cut short",
        "Not read: b: b is down",
    ]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(status=404), "gazette: failing: "),
        (Answer(status=403), "gazette: blocked: "),
        (Answer(b"<html><title>Not a feed</title></html>"), "gazette: failing: "),
    ],
)
def test_a_page_that_can_not_be_read_ends_with_1_and_says_why(
    watcher: Watcher, site: Site, answer: Answer, words: str
) -> None:
    site.pages["/feed.xml"] = answer
    ended = watcher("preview", "gazette")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(words)
    assert len(ended.err) > len(words) + 10


def test_raw_pages_are_kept_with_an_index_and_none_is_overwritten(watcher: Watcher, site: Site) -> None:
    watcher("preview", "gazette", "--save", "raw/here")
    site.pages["/feed.xml"] = served({"5": "Later"})
    watcher("preview", "gazette", "--save", "raw/here")

    lines = [line.split("\t") for line in Path("raw/here/index.tsv").read_text().splitlines()]
    assert [line[0] for line in lines] == ["001-127-0-0-1-feed-xml.xml", "002-127-0-0-1-feed-xml.xml"]
    assert [line[1] for line in lines] == [f"{site.url}/feed.xml"] * 2
    assert "SEND pupils wait" in (Path("raw/here") / lines[0][0]).read_text()
    assert "Later" in (Path("raw/here") / lines[1][0]).read_text()


def test_a_folder_that_can_not_be_made_is_told(watcher: Watcher) -> None:
    Path("file").write_text("")
    ended = watcher("preview", "gazette", "--save", "file")
    assert (ended.code, ended.err) == (2, "--save file: File exists\n")


@pytest.mark.parametrize(
    ("url", "content_type", "name"),
    [
        ("https://x.org/../../etc/passwd?a=/b", "text/html; charset=utf-8", "x-org-etc-passwd-a-b.html"),
        ("https://x.org/" + "a" * 300, "application/pdf", "x-org-" + "a" * 74 + ".pdf"),
        ("https://x.org/feed", "application/atom+xml", "x-org-feed.xml"),
        ("https://x.org/\x00\n", "", "x-org.bin"),
    ],
)
def test_a_file_name_can_not_leave_the_folder(url: str, content_type: str, name: str) -> None:
    assert safe_name(Page(url, b"", content_type)) == name


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("gazet", "there is no source 'gazet'; did you mean 'gazette'?"),
        (
            "x.org/feed",
            "the URL must begin with https:// or http://, not 'x.org/feed'; did you mean https://x.org/feed ?",
        ),
    ],
)
def test_what_is_neither_a_source_nor_readable_ends_with_2(watcher: Watcher, asked: str, words: str) -> None:
    ended = watcher("preview", asked)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(words)
