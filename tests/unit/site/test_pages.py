"""The pages of the public site: everything leads somewhere, nothing of a stranger becomes markup, and each can be read
by everybody."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any

import pytest
from lxml import html

from tests.unit.site.contexts import HOSTILE, NOW, STORABLE, files_of, opened, remember, standing
from watcher.core.documents import Change, Document, Quote, TextChange
from watcher.core.papers import PaperRead
from watcher.core.promises import KeptPromise, Promise
from watcher.core.site_paths import document_path
from watcher.store import Store, papers, promises

MEETING = Document("m1", "meeting", "Cabinet", "https://p.example/ieListDocuments.aspx?MId=1", details={
    "date": "2026-12-08", "time": "19:00", "venue": "Town Hall, Main Road", "committee": "Cabinet",
    "contact": "democracy@p.example",
})  # fmt: skip
REPORT = Document(
    "s7", "report", "Home to School Transport", "https://p.example/documents/s7/x.pdf", date(2026, 12, 4),
    details={"meeting": "Cabinet, 8 December 2026", "item": "7", "size": "388 KB"}, part_of="m1",
)  # fmt: skip
GONE = Document("s8", "report", "Budget", "https://p.example/documents/s8/y.pdf", part_of="m1",
                details={"meeting": "Cabinet, 8 December 2026"})  # fmt: skip
EVIL = Document("evil", "article", STORABLE, "javascript:alert(1)//é", date(2026, 11, 28), STORABLE)
OFSTED = Document("44/80500", "inspection", "Havering", "https://reports.ofsted.gov.uk/x", date(2024, 2, 16), details={
    "provider": "Havering", "framework": "ILACS", "inspection_start": "2023-12-11",
    "grades": {"Overall effectiveness": "Inadequate", STORABLE: STORABLE},
})  # fmt: skip
LOG = [
    Change("new", REPORT, topics=("send",), quotes=(Quote(6, "Transport for pupils with SEND ends.", "send"),),
           source="portal", at=NOW - timedelta(days=2)),
    Change("changed", REPORT, {"text": ("a", "b")}, versions=("a" * 64, "b" * 64),
           diff=(TextChange(2, "It costs £1m.", "It costs £2m."), TextChange(3, None, STORABLE)),
           source="portal", at=NOW - timedelta(hours=3)),
    Change("withdrawn", GONE, source="portal", at=NOW - timedelta(hours=2)),
    Change("new", EVIL, topics=("send",), quotes=(Quote(1, HOSTILE, "send"),), source="press", at=NOW),
    Change("changed", EVIL, {"title": (HOSTILE, STORABLE)}, source="press", at=NOW),
]  # fmt: skip
PROMISE = KeptPromise(
    0, "portal", "s7", REPORT.url, STORABLE, "m1", date(2026, 11, 20),
    Promise(f"The Director undertook to bring {STORABLE}.", 3, who=STORABLE, due=date(2026, 11, 28)),
)  # fmt: skip


def filled(store: Store) -> None:
    """Remembers a little of everything."""
    remember(store, [*standing(MEETING, REPORT, OFSTED), *standing(EVIL, source="press")], LOG)
    with store.write() as db:
        read = PaperRead("s7", REPORT.url, b"%PDF", ["One.", "Two."])
        papers.add(db, "portal", papers.prepare(read), NOW, NOW)
        promises.replace_of(db, "portal", "s7", [PROMISE], NOW)


@pytest.fixture(scope="module")
def site(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    """Every file of a small site, by its path."""
    path = tmp_path_factory.mktemp("site") / "watcher.sqlite3"
    shutil.copy(empty_database, path)
    with Store(f"sqlite:///{path}") as store:
        filled(store)
        with opened(store) as context:
            yield {file.path: file.make() for file in files_of(context)}


def parsed(content: bytes) -> Any:  # Any: what XPath finds is of no one type
    return html.document_fromstring(content)


def pages(site: dict[str, bytes]) -> dict[str, Any]:
    return {path: parsed(content) for path, content in site.items() if path.endswith(".html")}


def words(site: dict[str, bytes], path: str) -> str:
    return " ".join(" ".join(parsed(site[path]).body.itertext()).split())


def test_every_page_leads_only_to_what_is_there(site: dict[str, bytes]) -> None:
    ids = {path: {named.get("id") for named in page.iter() if named.get("id")} for path, page in pages(site).items()}
    for path, page in pages(site).items():
        for name in ("href", "src", "srcset"):
            for said in page.xpath(f"//@{name}"):
                if said.startswith(("http://", "https://")):
                    continue
                to, _, part = said.partition("#")
                target = normpath(f"{dirname(path)}/{to}".lstrip("/")) if to else path
                assert target in site, f"{path} leads to {said}"
                assert not part or part in ids[target], f"{path} leads to {said}"


def test_no_page_has_a_script_style_or_handler_but_our_files(site: dict[str, bytes]) -> None:
    for path, page in pages(site).items():
        scripts = page.xpath("//script")
        assert [(script.get("src") or "").rpartition("/")[2] for script in scripts] == ["site.js"], path
        assert not scripts[0].text
        assert page.xpath("//style | //iframe | //object | //embed | //base | //form[@action]") == []
        names = {name for element in page.iter() if isinstance(element.tag, str) for name in element.attrib}
        assert not [name for name in names if name.startswith("on") or name == "style"], path


def test_addresses_are_of_the_web_or_of_the_site_itself(site: dict[str, bytes]) -> None:
    for page in pages(site).values():
        for said in page.xpath("//@href | //@src | //@srcset"):
            assert re.match(r"https?://|[a-z0-9./#-]", said)
            assert not said.startswith(("//", "javascript", "data:"))
        own = page.xpath("//link[@rel='stylesheet']/@href | //script/@src | //img/@src | //source/@srcset")
        assert not [said for said in own if ":" in said]


def test_a_policy_forbids_everything_but_what_the_site_itself_has(site: dict[str, bytes]) -> None:
    for page in pages(site).values():
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'")
        assert "unsafe" not in policy


def test_the_title_of_a_stranger_is_words_and_never_markup(site: dict[str, bytes]) -> None:
    path = document_path("press", "evil")
    for content in (site[path], site["index.html"], site["promises/index.html"]):
        assert b"<script>alert" not in content
        assert b"javascript:" not in content
        assert b"{{ 7*7 }}" in content or b"49" not in content
    assert '</title><script>alert("1")</script>' in words(site, path)
    assert "\u202e" not in words(site, path)


def test_every_page_can_be_read_by_everybody(site: dict[str, bytes]) -> None:
    for path, page in pages(site).items():
        assert page.get("lang") == "en-GB"
        assert len(page.xpath("//h1")) == 1, path
        assert page.xpath("//title")[0].text.endswith("– Havering Watcher")
        assert page.xpath("/html/body/a[1]/@href") == ["#main"]
        for landmark in ("header", "nav", "main", "footer"):
            assert page.xpath(f"//{landmark}"), path
        assert all(table.xpath("caption") and table.xpath(".//th[@scope]") for table in page.xpath("//table"))
        assert all(image.get("alt") for image in page.xpath("//img"))
        labelled = set(page.xpath("//label/@for"))
        assert all(field.get("id") in labelled for field in page.xpath("//input | //select"))
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
        assert all(after - before <= 1 for before, after in pairwise(levels)), path
        assert len(page.xpath("//@id")) == len(set(page.xpath("//@id"))), path


def test_the_part_of_the_site_that_is_shown_is_marked(site: dict[str, bytes]) -> None:
    for path in ("index.html", "meetings/index.html", "late-papers/index.html", "about.html"):
        page = parsed(site[path])
        assert page.xpath("//nav[@aria-label='Main']//a[@aria-current='page']/@href") == [
            "../" * path.count("/") + path
        ]


def test_pages_are_small(site: dict[str, bytes]) -> None:
    assert {path: len(content) for path, content in site.items() if len(content) > 60_000} == {}


def test_the_page_of_a_paper_tells_its_life(site: dict[str, bytes]) -> None:
    path = document_path("portal", "s7")
    said = words(site, path)
    assert "Home to School Transport" in said
    assert "Transport for pupils with SEND ends." in said
    assert "Changed 29 November 2026, 09:00" in said
    assert "What reads differently Page Before Now 2 It costs £1m. It costs £2m." in said
    assert "(not there)" in said
    page = parsed(site[path])
    assert page.xpath("//a[text()='Page 6']/@href") == ["https://p.example/documents/s7/x.pdf#page=6"]
    assert page.xpath("//dd/a[text()='Cabinet, 8 December 2026']/@href") == ["../../" + document_path("portal", "m1")]
    assert len(page.xpath("//code")[0].text) == 64
    assert "The Director undertook" in said


def test_the_page_of_a_meeting_lists_its_papers(site: dict[str, bytes]) -> None:
    page = parsed(site[document_path("portal", "m1")])
    assert page.xpath("//h1/text()") == ["Cabinet, 8 December 2026"]
    assert page.xpath("//dt[text()='When']/following-sibling::dd[1]/text()") == ["Tuesday 8 December 2026, 19:00"]
    assert page.xpath("//section[h2='Papers']//a/@href") == ["../../" + document_path("portal", "s7")]


def test_coming_meetings_say_where_and_until_when_to_ask(site: dict[str, bytes]) -> None:
    said = words(site, "meetings/index.html")
    assert "Tuesday 8 December 2026, 19:00 Town Hall, Main Road Papers are out." in said
    assert "Questions from the public: until Thursday 3 December 2026. Contact: democracy@p.example" in said


def test_what_is_new_stands_by_day_topic_and_source(site: dict[str, bytes]) -> None:
    front = parsed(site["index.html"])
    assert front.xpath("//h2[@id]/text()")[1:] == ["Sunday 29 November 2026", "Friday 27 November 2026"]
    assert len(parsed(site["topics/send/index.html"]).xpath("//li[@class='entry']")) == 2
    assert "Withdrawn Budget" in words(site, "sources/portal/index.html")
    assert "Nothing has changed yet" in words(site, "sources/quiet/index.html")


def test_a_document_that_went_before_pages_were_made_has_no_page_and_is_no_link(site: dict[str, bytes]) -> None:
    front = parsed(site["index.html"])
    (heading,) = front.xpath("//h3[contains(., 'Budget')]")
    assert heading.xpath("a") == []


def test_promises_and_inspections_are_shown(site: dict[str, bytes]) -> None:
    assert "the day has passed" in words(site, "promises/index.html")
    assert "Nothing that was promised looks kept" in words(site, "promises/kept/index.html")
    assert "Overall effectiveness Inadequate" in words(site, "ofsted/portal/index.html")
    assert "No plan is known yet." in words(site, "plan/index.html")


def test_nothing_of_those_who_run_this_or_follow_it_is_told(site: dict[str, bytes]) -> None:
    for path, content in site.items():
        assert b"subscribers" not in content.lower().replace(b"what subscribers can follow", b""), path
        assert b"Never says anything" not in content or b"chat" not in content.replace(b"this chat", b"").lower(), path


def test_a_shared_link_shows_the_news(site: dict[str, bytes]) -> None:
    page = parsed(site[document_path("portal", "s7")])
    shown = dict(zip(page.xpath("//meta/@property"), page.xpath("//meta[@property]/@content"), strict=True))
    assert shown["og:url"] == "https://watcher.example.org/" + document_path("portal", "s7")
    assert page.xpath("//link[@rel='canonical']/@href") == [shown["og:url"]]
    assert shown["og:title"].startswith("Changed: Home to School Transport")


def test_parts_of_a_page_that_are_jumped_to_have_names_of_their_own(site: dict[str, bytes]) -> None:
    for path, page in pages(site).items():
        titles = [page.get_element_by_id(said).text_content() for said in page.xpath("//section/@aria-labelledby")]
        names = [*titles, *page.xpath("//*[@role='region']/@aria-label")]
        assert len(names) == len(set(names)), path
