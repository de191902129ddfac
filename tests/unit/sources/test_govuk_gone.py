"""Pages that GOV.UK itself withdraws, takes away or moves; and the real pages of each sort."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.unit.sources.govukpages import API, PATH, SITE, collection, noted, served
from tests.unit.sources.visits import Watched
from watcher.core.documents import Json
from watcher.core.errors import Gone, NotUnderstood
from watcher.core.visits import Reading
from watcher.sources.govuk import collect


@pytest.fixture
def govuk() -> Watched:
    """The collection, visited once."""
    watched = Watched(collect, SITE + PATH, {API: served(collection())}, kind="govuk")
    watched.visit()
    return watched


def known(govuk: Watched) -> Mapping[str, Json]:
    [reading] = govuk.read()
    assert isinstance(reading, Reading)
    return reading.documents[0].details


def test_a_withdrawn_page_says_so_and_why(govuk: Watched) -> None:
    notice = {"explanation": "<p>This is out of date.</p>", "withdrawn_at": "2024-06-01T00:00:00Z"}
    govuk.web[API] = served(collection(withdrawn_notice=notice))
    details = known(govuk)
    assert (details["withdrawn"], details["notice"]) == (True, "This is out of date.")


def test_a_page_in_force_has_an_empty_notice_or_none(govuk: Watched) -> None:
    assert govuk.documents()[PATH].details["withdrawn"] is False
    content = collection()
    del content["withdrawn_notice"]
    govuk.web[API] = served(content)
    assert known(govuk)["withdrawn"] is False


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"document_type": "gone", "title": None, "details": {"explanation": "<p>Wrong title</p>"}}, "Wrong title"),
        ({"document_type": "gone", "title": None, "details": {}}, "GOV.UK has taken this page away"),
        (Gone("www.gov.uk says that this page is gone for good (410)"), "gone for good"),
        (
            {
                "document_type": "redirect",
                "redirects": [{"path": PATH, "type": "exact", "destination": "https://a.example/b"}],
            },
            "moved to https://a.example/b",
        ),
    ],
)
def test_a_page_that_is_gone_is_withdrawn_with_what_was_known_of_it(
    govuk: Watched, answer: dict[str, Any] | Gone, why: str
) -> None:
    govuk.web[API] = answer if isinstance(answer, Gone) else served(answer)
    [reading] = govuk.read()
    assert isinstance(reading, Reading)
    [document] = reading.documents
    assert (document.key, document.title) == (PATH, "Notices of Anytown")
    assert document.details["withdrawn"] is True
    assert why in str(document.details["notice"])


def test_a_page_that_was_gone_before_we_came_is_an_error() -> None:
    gone = {"document_type": "gone", "title": None, "details": {"explanation": "<p>Wrong title</p>"}}
    with pytest.raises(Gone, match="Wrong title"):
        Watched(collect, SITE + PATH, {API: served(gone)}).read()


NEW_PATH = "/government/collections/notices-of-newtown"
MOVED = {
    "document_type": "redirect",
    "content_id": None,
    "title": None,
    "redirects": [
        {"path": PATH + "/old", "type": "prefix", "destination": "/elsewhere"},
        {"path": PATH, "type": "exact", "destination": NEW_PATH + "?page=1#top"},
    ],
}


def test_a_moved_page_is_followed_and_is_the_same_document(govuk: Watched) -> None:
    there = collection(base_path=NEW_PATH)
    govuk.web |= {API: served(MOVED), f"{SITE}/api/content{NEW_PATH}": served(there)}
    assert govuk.visit() == []
    assert govuk.documents()[PATH].url == SITE + NEW_PATH
    assert govuk.visit() == []  # now both are as they were
    govuk.web[f"{SITE}/api/content{NEW_PATH}"] = served(noted(there, ("2024-04-01T09:00:00Z", "All is new.")))
    [change] = govuk.visit()
    assert (change.document.key, change.document.details["note"]) == (PATH, "All is new.")


def test_a_page_moved_in_a_circle_is_not_understood(govuk: Watched) -> None:
    back = MOVED | {"redirects": [{"path": PATH, "type": "exact", "destination": PATH}]}
    govuk.web[API] = served(back)
    with pytest.raises(NotUnderstood, match="moved more than"):
        govuk.read()


def real_page(real: Path, name: str) -> Watched:
    content = (real / "govuk" / f"{name}.json").read_bytes()
    path = json.loads(content)["base_path"]
    return Watched(collect, SITE + path, {f"{SITE}/api/content{path}": content})


def test_a_real_collection_is_read_with_all_it_holds(real: Path) -> None:
    watched = real_page(real, "document_collection")
    page, *held_there = [change.document for change in watched.visit()]
    assert (page.title, page.published) == ("National standards for driving and riding", date(2016, 2, 29))
    assert page.details["updated"] == "2016-02-29T09:24:10Z"
    assert page.details["withdrawn"] is False
    assert len(held_there) == 9
    sections = [str(one.details["section"]) for one in held_there]
    assert sorted(set(sections)) == [
        "Bus and coach", "Car and light van", "Developed driving competence",
        "Driver and rider trainer", "Lorry", "Moped and motorcycle",
    ]  # fmt: skip
    assert all(one.published and one.part_of == page.key for one in held_there)


def test_a_real_publication_is_read_with_its_words(real: Path) -> None:
    [change] = real_page(real, "publication").visit()
    assert change.document.title == "D17 9LY, Veolia ES (UK) Limited: environmental permit issued"
    assert change.document.published == date(2016, 5, 3)
    assert "Leeming Biogas Facility" in change.document.words


def test_a_real_page_that_is_gone_says_why(real: Path) -> None:
    with pytest.raises(Gone, match="Incorrect title"):
        real_page(real, "gone").visit()


def test_a_real_redirect_is_followed_by_its_exact_path(real: Path) -> None:
    watched = real_page(real, "redirect")
    there = "/maritime-safety-weather-and-navigation/register-406-mhz-beacons"
    watched.web[f"{SITE}/api/content{there}"] = served(collection(base_path=there, links={}))
    [change] = watched.visit()
    assert (change.document.key, change.document.url) == ("/406beacon", SITE + there)
