"""page_origin.py: which pages look like somebody else's, and what is learned once they are believed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.tools.examples import every_example
from watcher.core.documents import Document
from watcher.core.errors import NotUnderstood
from watcher.core.visits import FailedReading, Page, Reading
from watcher.rules.page_origin import PageOrigin, flag_foreign_pages, known_origins, origin_of

URL = "https://www.example.org/list"
OTHER = "https://www.example.org/other"
READING = Reading(URL, (Document("a", "article", "A", "https://example.org/a"),))
AS_EVER = {"sites": "example.org", "languages": "en"}


def why(one: PageOrigin, notes: dict[str, str], *, asked: str = URL) -> str:
    (found,) = flag_foreign_pages([READING], {asked: one}, URL, notes)
    assert isinstance(found, Reading)
    return found.suspect


@every_example(
    ("start", "language"),
    [
        (b'<!DOCTYPE html><html class="x" lang="cy">', "cy"),
        (b"<html lang=en-GB><head>", "en"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="EN-gb">', "en"),
        (b"<rss><channel><title>x</title><language>cy</language>", "cy"),
        (b'<html><body><p lang="cy">', ""),
        (b"<html hreflang='cy'>", ""),
        (b'{"language": "cy"}', ""),
        (b"", ""),
    ],
)
def test_a_page_says_its_language_at_its_start(start: bytes, language: str) -> None:
    assert origin_of(Page(URL, start)) == PageOrigin("example.org", language)


def test_a_page_as_it_was_is_not_doubted() -> None:
    assert why(PageOrigin("example.org", "en"), AS_EVER) == ""


def test_another_site_is_doubted_and_with_www_it_is_no_other() -> None:
    assert (
        why(PageOrigin("parked.example", "en"), AS_EVER)
        == "it comes from parked.example now, no longer from example.org"
    )
    assert why(origin_of(Page("https://WWW.example.org/", b"")), AS_EVER) == ""


def test_another_language_is_doubted_and_none_is_not() -> None:
    assert why(PageOrigin("example.org", "cy"), AS_EVER) == "it is in another language now (Welsh, not English)"
    assert why(PageOrigin("example.org", ""), AS_EVER) == ""


def test_nothing_is_doubted_while_there_is_nothing_to_go_by() -> None:
    assert why(PageOrigin("parked.example", "cy"), {}) == ""


def test_what_was_learned_is_not_doubted_again() -> None:
    strange = {URL: PageOrigin("parked.example", "cy")}
    notes = known_origins(strange, URL, AS_EVER)
    assert notes == {"sites": "example.org parked.example", "languages": "cy en"}
    assert why(strange[URL], notes) == ""


def test_a_page_on_another_site_of_its_own_is_not_judged() -> None:
    assert why(PageOrigin("cdn.example", "cy"), AS_EVER, asked="https://files.example/1.pdf") == ""


def test_only_the_readings_of_the_strange_page_are_doubted() -> None:
    looks = {URL: PageOrigin("example.org", "en"), OTHER: PageOrigin("parked.example", "")}
    own, other = flag_foreign_pages([READING, Reading(OTHER)], looks, URL, AS_EVER)
    assert isinstance(own, Reading)
    assert isinstance(other, Reading)
    assert (own.suspect, bool(other.suspect)) == ("", True)


def test_a_strange_page_of_no_reading_makes_all_of_them_doubtful() -> None:
    assert why(PageOrigin("parked.example", ""), AS_EVER, asked=OTHER) != ""


@pytest.mark.parametrize("named", [{"url": OTHER}, {"details": {"reasons_at": OTHER}}])
def test_a_strange_page_that_a_document_only_leads_to_makes_nothing_doubtful(named: dict[str, Any]) -> None:
    reading = Reading(URL, (replace(READING.documents[0], **named),))
    looks = {URL: PageOrigin("example.org", "en"), OTHER: PageOrigin("files.example", "")}
    assert flag_foreign_pages([reading], looks, URL, AS_EVER) == [reading]


def test_a_strange_page_that_was_not_understood_harms_no_other() -> None:
    unread = FailedReading(OTHER, NotUnderstood("a page to sign in"))
    assert flag_foreign_pages([READING, unread], {OTHER: PageOrigin("login.example", "")}, URL, AS_EVER) == [
        READING,
        unread,
    ]


def test_what_is_unchanged_or_doubted_already_stays_as_it_is() -> None:
    looks = {URL: PageOrigin("parked.example", "")}
    same = [Reading(URL, unchanged=True), Reading(URL, suspect="another feed")]
    assert flag_foreign_pages(same, looks, URL, AS_EVER) == same
