"""likeness.py: which pages look like somebody else's, and what is learned once they are believed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from watcher.errors import NotUnderstood
from watcher.likeness import Look, doubted, learned, look
from watcher.model import Document, Page, Reading, Unread

URL = "https://www.example.org/list"
OTHER = "https://www.example.org/other"
READING = Reading(URL, (Document("a", "article", "A", "https://example.org/a"),))
AS_EVER = {"sites": "example.org", "languages": "en"}


def why(one: Look, notes: dict[str, str], *, asked: str = URL) -> str:
    (found,) = doubted([READING], {asked: one}, URL, notes)
    assert isinstance(found, Reading)
    return found.suspect


@pytest.mark.parametrize(
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
    assert look(Page(URL, start)) == Look("example.org", language)


def test_a_page_as_it_was_is_not_doubted() -> None:
    assert why(Look("example.org", "en"), AS_EVER) == ""


def test_another_site_is_doubted_and_with_www_it_is_no_other() -> None:
    assert why(Look("parked.example", "en"), AS_EVER) == "it comes from parked.example now, no longer from example.org"
    assert why(look(Page("https://WWW.example.org/", b"")), AS_EVER) == ""


def test_another_language_is_doubted_and_none_is_not() -> None:
    assert why(Look("example.org", "cy"), AS_EVER) == "it is in another language now (Welsh, not English)"
    assert why(Look("example.org", ""), AS_EVER) == ""


def test_nothing_is_doubted_while_there_is_nothing_to_go_by() -> None:
    assert why(Look("parked.example", "cy"), {}) == ""


def test_what_was_learned_is_not_doubted_again() -> None:
    strange = {URL: Look("parked.example", "cy")}
    notes = learned(strange, URL, AS_EVER)
    assert notes == {"sites": "example.org parked.example", "languages": "cy en"}
    assert why(strange[URL], notes) == ""


def test_a_page_on_another_site_of_its_own_is_not_judged() -> None:
    assert why(Look("cdn.example", "cy"), AS_EVER, asked="https://files.example/1.pdf") == ""


def test_only_the_readings_of_the_strange_page_are_doubted() -> None:
    looks = {URL: Look("example.org", "en"), OTHER: Look("parked.example", "")}
    own, other = doubted([READING, Reading(OTHER)], looks, URL, AS_EVER)
    assert isinstance(own, Reading)
    assert isinstance(other, Reading)
    assert (own.suspect, bool(other.suspect)) == ("", True)


def test_a_strange_page_of_no_reading_makes_all_of_them_doubtful() -> None:
    assert why(Look("parked.example", ""), AS_EVER, asked=OTHER) != ""


@pytest.mark.parametrize("named", [{"url": OTHER}, {"details": {"reasons_at": OTHER}}])
def test_a_strange_page_that_a_document_only_leads_to_makes_nothing_doubtful(named: dict[str, Any]) -> None:
    reading = Reading(URL, (replace(READING.documents[0], **named),))
    looks = {URL: Look("example.org", "en"), OTHER: Look("files.example", "")}
    assert doubted([reading], looks, URL, AS_EVER) == [reading]


def test_a_strange_page_that_was_not_understood_harms_no_other() -> None:
    unread = Unread(OTHER, NotUnderstood("a page to sign in"))
    assert doubted([READING, unread], {OTHER: Look("login.example", "")}, URL, AS_EVER) == [READING, unread]


def test_what_is_unchanged_or_doubted_already_stays_as_it_is() -> None:
    looks = {URL: Look("parked.example", "")}
    same = [Reading(URL, unchanged=True), Reading(URL, suspect="another feed")]
    assert doubted(same, looks, URL, AS_EVER) == same
