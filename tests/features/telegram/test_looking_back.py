"""Looking back: the latest, a search over all that was read, inspections."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.features.telegram.archive import document, finds, knows, logs
from tests.features.telegram.conftest import CABINET, DAILY, Runner
from tests.tools.soaks import some
from tests.tools.standin import BotApi
from watcher.core.documents import Document
from watcher.rules.matching import own_words
from watcher.store import search

PAPER = document(
    "r1",
    "Budget monitoring",
    words="Page one is about roads.\fMore places in special schools are needed. The cost is £2.5 million.",
)
STORY = document("s1", "Library opens late", "article", summary="The new library opened a week late.")


def test_latest_shows_what_is_followed_the_newest_first(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/subscribe cabinet")
    runner.answer()
    logs(runner, CABINET, document("r1", "First report"), ago=timedelta(days=2))
    logs(runner, CABINET, document("r2", "Second report"))
    logs(runner, DAILY, document("s1", "A story", "article"))
    ann.says("/latest")
    runner.answer()
    told = ann.texts[-1]
    assert told.startswith("Latest: what is followed here\n\nNew: Second report – Cabinet, ")
    assert told.index("Second report") < told.index("First report")
    assert "A story" not in told
    assert "https://example.org/r2" in [entity.get("url") for entity in ann.messages[-1].entities]


def of_meeting(key: str, title: str, when: str, **more: Any) -> Document:
    return document(key, title, part_of=f"m{when}", details={"meeting": "Cabinet", "date": when}, **more)


def test_latest_goes_by_meeting_and_publication_and_not_by_when_it_was_found(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    logs(runner, CABINET, of_meeting("r1", "In November", "2026-11-18"), ago=timedelta(days=5))
    logs(runner, DAILY, document("s1", "In between", "article", published=date(2026, 11, 10)), ago=timedelta(days=4))
    logs(
        runner,
        CABINET,
        of_meeting("r2", "Long ago", "2025-02-05", published=date(2025, 1, 28)),
        of_meeting("r3", "In October", "2026-10-07"),
    )
    ann.says("/latest")
    runner.answer()
    told = ann.texts[-1]
    places = [told.index(title) for title in ("In November", "In between", "In October", "Long ago")]
    assert places == sorted(places)
    assert "New: Long ago – Cabinet, meeting of 5 February 2025" in told
    assert "New: In between – The Example Daily, 10 November 2026" in told


def test_latest_puts_papers_of_a_meeting_to_come_no_higher_than_the_day_they_were_found(
    api: BotApi, runner: Runner
) -> None:
    ann = api.private(42)
    logs(runner, CABINET, of_meeting("r1", "Next spring", "2027-03-10"), ago=timedelta(days=3))
    logs(runner, DAILY, document("s1", "Of yesterday", "article", published=date(2026, 11, 21)))
    ann.says("/latest")
    runner.answer()
    told = ann.texts[-1]
    assert told.index("Of yesterday") < told.index("Next spring")
    assert "meeting of 10 March 2027" in told


def test_latest_shows_an_old_paper_that_was_changed_today_first(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    old = of_meeting("r1", "Replaced", "2025-02-05")
    logs(runner, CABINET, old, kind="changed", fields={"size": (1, 2)})
    logs(runner, DAILY, document("s1", "Of yesterday", "article", published=date(2026, 11, 21)))
    ann.says("/latest")
    runner.answer()
    assert ann.texts[-1].index("Replaced") < ann.texts[-1].index("Of yesterday")


def test_latest_of_a_topic_or_source_needs_no_subscription(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    logs(runner, CABINET, document("r1", "SEND strategy"), document("r2", "Roads"))
    for said in ("/latest send", "/latest Cabinet", "/latest"):
        ann.says(said)
    runner.answer()
    assert ("SEND strategy" in ann.texts[0], "Roads" in ann.texts[0]) == (True, False)
    assert "Roads" in ann.texts[1]
    assert ann.texts[2].startswith("Latest: Everything")


@pytest.mark.soak  # quicker: what is followed, above
def test_latest_shows_what_was_told_for_words_of_ones_own(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/keyword potholes")
    runner.answer()
    logs(runner, CABINET, document("r1", "Mending potholes"), document("r2", "Roads"))
    ann.says("/latest")
    runner.answer()
    assert ("Mending potholes" in ann.texts[-1], "Roads" in ann.texts[-1]) == (True, False)


@pytest.mark.soak  # quicker: the search that is turned, below
def test_latest_is_turned_page_by_page(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    logs(runner, CABINET, *(document(f"r{number}", f"Report number {number}.") for number in range(12)))
    ann.says("/latest cabinet")
    runner.answer()
    assert "number 11." in ann.texts[0]
    ann.taps("More ›")
    runner.answer()
    assert "number 3." in ann.texts[0]
    assert "number 11." not in ann.texts[0]
    assert ann.messages[0].button_texts == ["‹ Back"]
    ann.taps("‹ Back")
    runner.answer()
    assert "number 11." in ann.texts[0]


@pytest.mark.parametrize(
    ("said", "answered"), [("/latest", "Nothing new or changed yet"), ("/latest libary", "I know nothing")]
)
def test_latest_of_nothing_says_so(api: BotApi, runner: Runner, said: str, answered: str) -> None:
    ann = api.private(42)
    ann.says(said)
    runner.answer()
    assert ann.texts[0].startswith(answered)


def test_latest_leaves_out_mere_corrections(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    logs(runner, CABINET, document("r1", "A comma"), kind="changed", minor=True)
    ann.says("/latest")
    runner.answer()
    assert "A comma" not in ann.texts[0]


def test_search_finds_words_in_papers_and_shows_the_sentence_with_its_page(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    knows(runner, CABINET, PAPER)
    knows(runner, DAILY, STORY)
    ann.says("/search special school place")
    runner.answer()
    assert ann.texts[0].startswith("Found: special school place\n\nBudget monitoring – Cabinet, ")
    assert "p. 2: “More places in special schools are needed.”" in ann.texts[0]
    assert "Library" not in ann.texts[0]


@pytest.mark.parametrize("words", some(['"special schools"', "library opened", "£2.5", "Budget", "libraries"], every=3))
def test_search_looks_in_titles_summaries_and_papers(api: BotApi, runner: Runner, words: str) -> None:
    ann = api.private(42)
    knows(runner, CABINET, PAPER)
    knows(runner, DAILY, STORY)
    ann.says(f"/search {words}")
    runner.answer()
    assert ann.texts[0].startswith("Found: ")


def test_search_does_not_find_what_is_not_there(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    knows(runner, CABINET, PAPER)
    knows(runner, DAILY, STORY)
    for words in ('"schools special"', "unicorn", "library budget"):
        ann.says(f"/search {words}")
    runner.answer()
    assert [text.startswith("I have read nothing that holds") for text in ann.texts] == [True] * 3


@pytest.mark.parametrize(
    "words", some(["", "?", '"', "* OR NEAR(", "title:budget", '" OR "', "budget*", "a" * 3000, "%", "\x00"], every=3)
)
def test_search_for_anything_is_answered_and_is_never_a_command_to_the_index(
    api: BotApi, runner: Runner, words: str
) -> None:
    ann = api.private(42)
    knows(runner, CABINET, PAPER)
    ann.says(f"/search {words}")
    runner.answer()
    assert len(ann.texts) == 1
    assert "went wrong" not in ann.texts[0]


def test_search_is_turned_page_by_page(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    knows(runner, CABINET, *(document(f"r{number}", f"Potholes part {number}.") for number in range(10)))
    ann.says("/search potholes")
    runner.answer()
    first = ann.texts[0]
    ann.taps("More ›")
    runner.answer()
    shown = [number for number in range(10) if f"part {number}." in first] + [
        number for number in range(10) if f"part {number}." in ann.texts[0]
    ]
    assert sorted(shown) == list(range(10))


def test_search_shows_titles_before_texts_and_the_newest_first(api: BotApi, runner: Runner) -> None:
    inside = [document(f"text{number}", f"Report {number}", words="About potholes.") for number in range(6)]
    titled = [document(f"title{number}", f"Potholes {number}") for number in range(6)]
    knows(runner, CABINET, *(one for pair in zip(titled, inside, strict=True) for one in pair))
    newest = [*(f"title{number}" for number in (5, 4, 3, 2, 1, 0)), *(f"text{number}" for number in (5, 4, 3, 2, 1, 0))]
    with runner.store.read() as db:
        pages = [search.search(db, own_words("potholes"), skip, 4) for skip in (0, 4, 8, 12)]
    assert [[one.document.key for one in page] for page in pages] == [newest[:4], newest[4:8], newest[8:], []]


def test_document_that_reads_differently_is_found_by_its_new_words_alone(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    knows(runner, CABINET, document("r1", "Old name"))
    with runner.store.write() as db:
        db.exec_driver_sql("UPDATE documents SET title = 'Fresh name' WHERE key = 'r1'")
    for said in ("/search old", "/search fresh"):
        ann.says(said)
    runner.answer()
    assert ann.texts[0].startswith("I have read nothing")
    assert ann.texts[1].startswith("Found")


def inspection(key: str, grade: str, year: int) -> Document:
    details = {"framework": "ILACS", "provider": "Example", "grades": {"Overall effectiveness": grade}}
    return document(key, f"Inspection {year}", "inspection", published=date(year, 2, 1), details=details)


def test_ofsted_shows_inspections_beside_each_other(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    ann.says("/ofsted")
    knows(runner, CABINET, inspection("i1", "Good", 2022), inspection("i2", "Inadequate", 2026))
    ann.says("/ofsted cabinet")
    ann.says("/ofsted nobody")
    runner.answer()
    assert "1 Feb 2026: Inspection 2026" in ann.texts[1] or "Inspection 2026" in ann.texts[0]
    assert ann.texts[-1].startswith("I know of no inspections of nobody.")


def test_ofsted_without_inspections_says_so(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    finds(runner, CABINET, PAPER)
    ann.says("/ofsted")
    runner.answer()
    assert ann.texts == ["No inspection is known yet."]


@pytest.mark.soak  # quicker: test_pictures.py
def test_ofsted_of_another_provider_is_a_button_away(api: BotApi, runner: Runner) -> None:
    ann = api.private(42)
    knows(runner, CABINET, inspection("i1", "Good", 2022))
    knows(runner, DAILY, inspection("i2", "Good", 2023))
    ann.says("/ofsted")
    runner.answer()
    assert "Inspection 2022" in ann.texts[0]
    ann.taps("The Example Daily")
    runner.answer()
    assert "Inspection 2022" in ann.texts[0]
    assert "Inspection 2023" in ann.texts[1]
