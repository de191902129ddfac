"""`watcher explain`: the sentences of a paper that matter, why, and what is said where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.pdfs import pdf
from tests.tools.web import Answer, Site
from tests.unit.cli.conftest import Watcher

pytestmark = pytest.mark.usefixtures("config")

TEXT = "CABINET\nSLT Lead: Jo Hill, SEND\nSUMMARY\nWe value our SEND staff.\nThe SEND unit closes on 1 May 2099.\n"
HTML = (
    "<html><body><nav>SEND menu</nav><main><h1>News</h1><p>The EHCP team will lose 12 posts.</p></main></body></html>"
)


def test_the_best_sentence_comes_first_with_its_signals_and_what_they_count(watcher: Watcher) -> None:
    Path("paper.txt").write_text(TEXT)
    ended = watcher("explain", "paper.txt")
    lines = [line.split("  ") for line in ended.out.splitlines() if line]
    assert [line for line in ended.out.splitlines() if line][1] == "SEND (send): the best of 3"
    first = next(line for line in lines if "The SEND unit closes on 1 May 2099." in line)
    assert [part.strip() for part in first if part.strip()][:3] == ["9", "1", "The SEND unit closes on 1 May 2099."]
    for signal in ("the reader's words +1", "date to come +2", "deciding +3", "under summary +3"):
        assert signal in ended.out
    assert (ended.code, ended.err) == (0, "")


def test_a_pdf_is_read_page_by_page(watcher: Watcher) -> None:
    Path("paper.pdf").write_bytes(pdf("A page about nothing.", "The SEND budget is cut by 40 per cent."))
    lines = watcher("explain", "paper.pdf", "--topic", "send").out.splitlines()
    assert lines[0].startswith("2 pages, ")
    assert lines[4].split("  ")[1:4:2] == ["", "2"] or "   2  The SEND budget is cut" in lines[4]


@pytest.mark.parametrize("name", ["page.html", "page"])
def test_of_a_web_page_the_text_proper_is_read(watcher: Watcher, name: str) -> None:
    Path(name).write_text(HTML)
    out = watcher("explain", name).out
    assert "The EHCP team will lose 12 posts." in out
    assert "menu" not in out


def test_an_address_is_fetched_as_any_other(watcher: Watcher, site: Site) -> None:
    site.pages["/p.pdf"] = Answer(pdf("The SEND unit closes."), content_type="application/pdf")
    assert "The SEND unit closes." in watcher("explain", f"{site.url}/p.pdf").out
    assert not Path("state").exists()


def test_a_paper_without_any_topic_is_judged_for_everybody(watcher: Watcher) -> None:
    Path("paper.txt").write_text("Four libraries will close on 1 May 2099.\n")
    assert "No topic's words stand in it. For everybody: the best of 1" in watcher("explain", "paper.txt").out
    asked_for = watcher("explain", "paper.txt", "--topic", "send").out
    assert "No words of SEND (send) stand in it. For everybody: the best of 1" in asked_for


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gone.pdf",), "gone.pdf: no such file\n"),
        (("config",), "config: is a directory\n"),
        (("config", "--topic", "sned"), "there is no topic 'sned'; did you mean 'send'?\n"),
        (("config", "--topic", "xyz"), "there is no topic 'xyz'; the topics are send\n"),
        (("ftp://x.example.org/a.pdf",), "the URL "),
    ],
)
def test_what_can_not_be_asked_is_said_in_one_line(watcher: Watcher, arguments: tuple[str, ...], said: str) -> None:
    ended = watcher("explain", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(said)


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("empty.txt", b"", "empty.txt: there are no words in it\n"),
        ("numbers.txt", b"1 2 3", "numbers.txt: there are no words in it\n"),
        ("scan.pdf", pdf(""), "scan.pdf: there are no words in it: 1 page of pictures, perhaps a scan\n"),
        (
            "paper.docx",
            b"PK\3\4\0\0",
            "paper.docx: it is neither a PDF nor a text nor a web page; save it as a PDF first\n",
        ),
        ("damaged.pdf", b"%PDF-1.4 nothing", "the PDF can't be opened: it is damaged\n"),
    ],
)
def test_a_file_without_words_is_told_from_one_that_is_none(
    watcher: Watcher, name: str, body: bytes, said: str
) -> None:
    Path(name).write_bytes(body)
    ended = watcher("explain", name)
    assert (ended.code, ended.out, ended.err) == (1, "", said)


def test_an_address_that_is_down_is_said_to_be(watcher: Watcher, site: Site) -> None:
    ended = watcher("explain", f"{site.url}/gone.pdf")
    assert ended.code == 1
    assert "404" in ended.err
