"""`watcher topics`: which topics a text gets and by which phrase, and what each topic would have sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.tools.commandline import invoke
from tests.tools.postgres import address
from tests.tools.web import Answer, Site
from tests.unit.cli.conftest import Watcher, rss, served, watch_also
from watcher.core.documents import Change, Document, Json
from watcher.core.visits import Health, StoredDocument
from watcher.store import Store, documents
from watcher.store import changes as log
from watcher.store import sources as remembered

TOPICS = """\
places: {ours: [Havering, Romford], others: [Redbridge, Romford Road]}
topics:
  - {id: send, name: SEND, phrases: [SEND, EHCP, EHC plans], not: [SEND HELP]}
  - {id: ofsted, name: Ofsted, phrases: [Ofsted]}
"""
COUNTS = "It names “Romford”, so it counts for a source with `local: false`."
DOES_NOT_COUNT = "It names none of the places under `ours:`, so it does not count for a source with `local: false`."


@pytest.fixture(autouse=True)
def config(config: Path) -> Path:
    (config / "topics.yaml").write_text(TOPICS)
    return config


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Romford parents wait for EHC Plans, says Ofsted", ["send: “EHC Plans”", "ofsted: “Ofsted”", COUNTS]),
        ("Please send help to Havering-atte-Bower", ["No topic.", COUNTS.replace("Romford", "Havering")]),
        ("SEND HELP", ["No topic.", DOES_NOT_COUNT]),
        ("Ofsted visits Romford Road, Redbridge", ["ofsted: “Ofsted”", DOES_NOT_COUNT]),
    ],
)
def test_a_text_is_answered_with_topics_phrases_and_the_place(watcher: Watcher, text: str, lines: list[str]) -> None:
    ended = watcher("topics", text)
    assert (ended.code, ended.out.splitlines(), ended.err) == (0, lines, "")


def test_a_text_is_read_from_standard_input_and_no_phrase_reaches_over_an_empty_line() -> None:
    wrapped = invoke("topics", "-", typed="Families wait\nfor EHC\nplans.\n")
    apart = invoke("topics", "-", typed="The new EHC\n\nplans are out.\n")
    assert (wrapped.stdout.splitlines()[0], apart.stdout.splitlines()[0]) == ("send: “EHC plans”", "No topic.")


def test_bytes_that_are_no_text_are_read_all_the_same() -> None:
    ended = invoke("topics", "-", typed=b"\xff\x00 Ofsted")
    assert ended.stdout.splitlines()[0] == "ofsted: “Ofsted”"


@pytest.mark.parametrize("arguments", [(), ("Ofsted", "--since", "7d")])
def test_neither_or_both_end_with_2(watcher: Watcher, arguments: tuple[str, ...]) -> None:
    ended = watcher("topics", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "say either a text or an address to look for topics in, or --since 90d\n"


def test_no_text_and_no_duration_end_with_2(watcher: Watcher) -> None:
    assert watcher("topics", "  ").err == "there is no text to look for topics in\n"
    assert watcher("topics", "--since", "soon").code == 2


def test_the_documents_of_a_configured_source_are_listed_with_their_topics(watcher: Watcher, site: Site) -> None:
    out = watcher("topics", f"{site.url}/feed.xml").out
    assert out.splitlines() == [
        "SEND pupils wait",
        "  send: “SEND”; names no place of ours",
        "A new bus stop",
        "  no topic; names no place of ours",
        "Understood: 2 documents on 1 page.",
    ]
    assert not Path("state").exists()


def test_a_source_that_covers_other_places_says_what_does_not_count(watcher: Watcher, config: Path, site: Site) -> None:
    stories = {"1": "Ofsted visits Redbridge", "2": "Romford bus stop"}
    site.pages["/wide.xml"] = served(stories)
    watch_also(
        config, "id: wide", "name: Wide", f"url: {site.url}/wide.xml", "kind: feed", "local: false", "topics: [send]"
    )
    assert watcher("topics", f"{site.url}/wide.xml").out.splitlines()[:4] == [
        "Romford bus stop",
        "  send; names “Romford”",
        "Ofsted visits Redbridge",
        "  send, ofsted: “Ofsted”; names no place of ours, so it does not count",
    ]


def test_a_feed_that_is_not_configured_is_recognised(watcher: Watcher, site: Site) -> None:
    site.pages["/other/rss"] = Answer(rss({"7": "Ofsted in Havering"}).encode())
    assert "  ofsted: “Ofsted”; names “Havering”" in watcher("topics", f"{site.url}/other/rss").out


def test_of_any_other_address_the_title_and_the_main_text_count_and_nothing_around_them(
    watcher: Watcher, site: Site
) -> None:
    site.pages["/story"] = "<main><h1>A school</h1><p>Its EHCP work.</p></main><aside>Ofsted in Romford</aside>"
    assert watcher("topics", f"{site.url}/story").out.splitlines() == [
        "A school",
        "  send: “EHCP”; names no place of ours",
        "Understood: 1 document on 1 page.",
    ]


def test_an_address_that_can_not_be_read_ends_with_1_and_a_plain_reason(watcher: Watcher, site: Site) -> None:
    ended = watcher("topics", f"{site.url}/gone")
    assert (ended.code, ended.out) == (1, "")
    assert "has no such page (404)" in ended.err


def logged(*changes: Change, words: str = "") -> None:
    """These changes stand in the log, a day old unless they say otherwise; their documents are remembered with these
    words."""
    with Store(address()) as store, store.write() as db:
        for change in changes:
            at, source = change.at or datetime.now(UTC) - timedelta(days=1), change.source or "gazette"
            log.add(db, replace(change, source=source, at=at))
            remembered.save_health(db, Health(source, "feed", "https://n.example.org/"))
            known = StoredDocument(replace(change.document, words=words))
            documents.save(db, source, [known], documents.memory(db, source), at)


def article(number: int, title: str) -> Document:
    return Document(f"a{number}", "article", title, f"https://n.example.org/{number}")


@pytest.mark.usefixtures("database")
def test_since_tells_what_each_topic_would_have_sent_with_the_newest_examples(watcher: Watcher) -> None:
    logged(
        *(Change("new", article(number, f"SEND story {number}")) for number in range(4)),
        Change("changed", article(5, "Ofsted and SEND"), {"title": ("Bins", "Ofsted and SEND")}, source="left"),
        Change("new", article(6, "Bins")),
        Change("changed", article(7, "Ofsted"), {"title": ("ofsted", "Ofsted")}, minor=True),
        Change("new", article(8, "SEND long ago"), at=datetime.now(UTC) - timedelta(days=100)),
    )
    assert watcher("topics", "--since", "90d").out.splitlines() == [
        "7 changes in the log of the last 90d.",
        "SEND (send): 5",
        "  gazette: 4",
        "    New: SEND story 3 (“SEND”)",
        "    New: SEND story 2 (“SEND”)",
        "    New: SEND story 1 (“SEND”)",
        "  left: 1",
        "    Changed: Ofsted and SEND (“SEND”)",
        "Ofsted (ofsted): 1",
        "  left: 1",
        "    Changed: Ofsted and SEND (“Ofsted”)",
        "No topic: 1. About other places: 0. Corrections: 1.",
    ]


@pytest.mark.usefixtures("database")
def test_since_matches_with_the_topics_as_they_are_now(watcher: Watcher, config: Path) -> None:
    logged(Change("new", article(1, "Short breaks cut"), topics=("send",)), words="respite; Ofsted")
    assert "SEND (send): nothing" in watcher("topics", "--since", "90d").out
    assert "Ofsted (ofsted): 1" in watcher("topics", "--since", "90d").out, "what was read beside the title counts"
    (config / "topics.yaml").write_text("topics:\n  - {id: breaks, name: Breaks, phrases: [short breaks]}\n")
    assert "    New: Short breaks cut (“Short breaks”)" in watcher("topics", "--since", "90d").out


@pytest.mark.usefixtures("database")
def test_since_counts_what_is_about_other_places(watcher: Watcher, config: Path, site: Site) -> None:
    watch_also(config, "id: wide", "name: Wide", f"url: {site.url}/wide.xml", "kind: feed", "local: false")
    logged(Change("new", article(1, "Ofsted in Redbridge"), source="wide"))
    assert watcher("topics", "--since", "90d").out.endswith("No topic: 0. About other places: 1. Corrections: 0.\n")


@pytest.mark.usefixtures("database")
def test_a_page_that_changed_counts_by_the_paragraphs_that_moved(watcher: Watcher) -> None:
    moved: dict[str, tuple[Json, Json]] = {"paragraphs": (["Ofsted", "SEND"], ["Ofsted", "Bins"])}
    logged(
        Change("changed", Document("p", "page", "Local offer", "https://p.example.org/"), moved), words="other words"
    )
    out = watcher("topics", "--since", "90d").out
    assert "SEND (send): 1" in out
    assert "Ofsted (ofsted): nothing" in out


@pytest.mark.usefixtures("database")
def test_since_leaves_the_log_as_it_was(watcher: Watcher) -> None:
    logged(Change("new", article(1, "SEND"), topics=()))
    before = watcher("changes", "--format", "jsonl").out
    watcher("topics", "--since", "90d")
    assert watcher("changes", "--format", "jsonl").out == before
