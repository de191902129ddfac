"""A page of GOV.UK and the documents it holds: what is told of it, and what is no change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.govukpages import API, PATH, SITE, collection, held, noted, served
from tests.unit.sources.visits import Watched
from watcher.core.errors import NotUnderstood
from watcher.core.visits import Reading
from watcher.sources.govuk import collect


@pytest.fixture
def govuk() -> Watched:
    """The collection, visited once."""
    watched = Watched(collect, SITE + PATH, {API: served(collection())}, kind="govuk")
    watched.visit()
    return watched


def test_a_page_and_what_it_holds_are_documents_keyed_by_their_paths(govuk: Watched) -> None:
    documents = govuk.documents()
    assert list(documents) == [PATH, *(f"/government/publications/notice-{number}" for number in (1, 2, 3))]
    page = documents[PATH]
    assert (page.kind, page.title, page.url, page.published) == (
        "publication", "Notices of Anytown", SITE + PATH, date(2024, 3, 1),
    )  # fmt: skip
    assert page.details["note"] == "Added notice 3."
    assert page.aliases == ("id-0",)


def test_a_held_document_names_its_collection_and_section(govuk: Watched) -> None:
    two = govuk.documents()["/government/publications/notice-2"]
    assert (two.part_of, two.url) == (PATH, SITE + "/government/publications/notice-2")
    assert (two.details["collection"], two.details["section"]) == ("Notices of Anytown", "Closed")


def test_a_later_public_update_is_a_change_told_with_its_note(govuk: Watched) -> None:
    govuk.web[API] = served(noted(collection(), ("2024-03-19T10:00:00+00:00", "Moved notice 1 to 'Closed'.")))
    [change] = govuk.visit()
    assert change.fields == {"updated": ("2024-03-01T10:00:00Z", "2024-03-19T10:00:00Z")}
    assert change.document.details["note"] == "Moved notice 1 to 'Closed'."
    assert "Moved notice 1" in change.document.words
    assert "Added notice 3" not in change.document.words


def test_all_notes_since_the_last_visit_are_told_newest_first(govuk: Watched) -> None:
    notes = ("2024-03-19T10:00:00+00:00", "Second."), ("2024-03-18T10:00:00+00:00", "First.")
    govuk.web[API] = served(noted(collection(), *notes))
    [change] = govuk.visit()
    assert change.document.details["note"] == "Second. First."


def test_a_note_added_to_the_history_alone_is_a_change(govuk: Watched) -> None:
    later = noted(collection(), ("2024-03-19T10:00:00+00:00", "Moved notice 1 to 'Closed'."))
    govuk.web[API] = served(later | {"public_updated_at": collection()["public_updated_at"]})
    [change] = govuk.visit()
    assert change.fields == {"updated": ("2024-03-01T10:00:00Z", "2024-03-19T10:00:00Z")}
    assert change.document.details["note"] == "Moved notice 1 to 'Closed'."
    assert govuk.visit() == []


def republished(content: dict[str, Any]) -> dict[str, Any]:
    return content | {"updated_at": "2026-01-01T00:00:00.000Z"}


def body_edited(content: dict[str, Any]) -> dict[str, Any]:
    content["details"]["body"] = "<p>These are the notices, spelled right.</p>"
    return content


def update_goes_back(content: dict[str, Any]) -> dict[str, Any]:
    return content | {"public_updated_at": "2019-01-01T00:00:00+00:00"}


def same_instant_in_another_form(content: dict[str, Any]) -> dict[str, Any]:
    return content | {"public_updated_at": "2024-03-01T11:00:00+01:00"}


def typography(content: dict[str, Any]) -> dict[str, Any]:
    return content | {"title": "Notices  of Anytown"}


def order_of_links(content: dict[str, Any]) -> dict[str, Any]:
    content["links"]["documents"].reverse()
    return content


def held_page_moved(content: dict[str, Any]) -> dict[str, Any]:
    content["links"]["documents"][0]["base_path"] = "/government/publications/notice-one-renamed"
    return content


@every_example(
    "edit",
    [
        republished,
        body_edited,
        update_goes_back,
        same_instant_in_another_form,
        typography,
        order_of_links,
        held_page_moved,
    ],
)
def test_what_is_no_change(govuk: Watched, edit: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    govuk.web[API] = served(edit(collection()))
    assert govuk.visit() == []
    assert govuk.visit() == []


def test_a_document_added_to_the_collection_is_new(govuk: Watched) -> None:
    links = {"documents": [*collection()["links"]["documents"], held(9, "Notice nine for Anytown")]}
    govuk.web[API] = served(collection(links=links))
    [change] = govuk.visit()
    assert (change.kind, change.document.title) == ("new", "Notice nine for Anytown")
    assert change.document.details["section"] == "Open"


def test_a_held_document_updated_later_is_a_change(govuk: Watched) -> None:
    links = {
        "documents": [
            held(1, "Notice one"),
            held(2, "Notice two", "2024-05-05T09:00:00+00:00"),
            held(3, "Notice three"),
        ]
    }
    govuk.web[API] = served(collection(links=links))
    [change] = govuk.visit()
    assert (change.kind, change.document.title, list(change.fields)) == ("changed", "Notice two", ["updated"])


def test_a_document_taken_out_of_the_collection_twice_is_withdrawn(govuk: Watched) -> None:
    govuk.web[API] = served(collection(links={"documents": collection()["links"]["documents"][:2]}))
    assert govuk.visit() == []
    assert [(change.kind, change.document.title) for change in govuk.visit()] == [("withdrawn", "Notice three")]


def test_the_same_bytes_are_not_read_again(govuk: Watched) -> None:
    assert govuk.read() == [Reading(SITE + PATH, unchanged=True)]


@every_example("body", ["<html></html>", "[]", "null", '{"document_type": "notice"}', ""])
def test_another_answer_is_not_understood(body: str) -> None:
    with pytest.raises(NotUnderstood):
        Watched(collect, SITE + PATH, {API: body}).read()


@every_example("details", [[], None, {"collection_groups": [{"documents": 5}, "x"], "change_history": [7]}])
def test_odd_values_are_read_past(details: Any) -> None:
    links = {"documents": [None, {"title": 5}, held(1, "Notice one")]}
    watched = Watched(collect, SITE + PATH, {API: served(collection(details=details, links=links, title="Odd"))})
    assert [change.document.title for change in watched.visit()] == ["Odd", "Notice one"]


@every_example("url", [API, SITE + PATH + "/", SITE + PATH + "#contents", SITE + PATH + "?page=2"])
def test_other_spellings_of_the_address_read_the_same_page(url: str) -> None:
    watched = Watched(collect, url, {API: served(collection())})
    watched.visit()
    assert (watched.asked, next(iter(watched.known))) == ([API], PATH)
