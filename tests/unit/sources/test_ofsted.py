"""The kind `ofsted` visited again and again: what is new, changed, withdrawn or no change at all."""

from __future__ import annotations

import pytest

from tests.unit.sources.ofstedpages import FILES, HISTORY, OPENED, PROVIDER, error_page, provider_page, row
from tests.unit.sources.visits import Watched
from watcher.cli.demo.paper import pdf
from watcher.core.errors import NotUnderstood, Suspect
from watcher.core.visits import Reading
from watcher.sources import recognise
from watcher.sources.ofsted import collect


@pytest.fixture
def ofsted() -> Watched:
    """A page with the history to 2021, visited once; every file of it can be read."""
    files = {FILES + number: pdf("A report", number) for number in HISTORY}
    watched = Watched(collect, PROVIDER, {PROVIDER: provider_page(*list(HISTORY.values())[:3]), **files})
    watched.visit()
    return watched


def test_a_new_number_is_new(ofsted: Watched) -> None:
    ofsted.web[PROVIDER] = provider_page(*HISTORY.values())
    [change] = ofsted.visit()
    assert (change.kind, change.document.key) == ("new", "50239788")


def test_the_timeline_is_a_whole_listing_under_the_pages_own_address(ofsted: Watched) -> None:
    ofsted.web[PROVIDER] = provider_page(*HISTORY.values())
    [reading] = ofsted.read()
    assert isinstance(reading, Reading)
    assert (reading.scope, reading.complete) == (PROVIDER, True)


def test_the_same_bytes_are_not_read_again(ofsted: Watched) -> None:
    assert ofsted.read() == [Reading(PROVIDER, unchanged=True)]


@pytest.mark.parametrize(
    ("was", "becomes", "field"),
    [
        ("23 July 2018", "24 July 2018", "published"),
        ("11 June 2018", "12 June 2018", "inspection_start"),
        ("services focused visit", "services monitoring visit", "title"),
    ],
)
def test_a_label_or_date_under_the_same_number_is_a_change(ofsted: Watched, was: str, becomes: str, field: str) -> None:
    page = provider_page(*list(HISTORY.values())[:3])
    ofsted.web[PROVIDER] = page.replace(was, becomes)
    [change] = ofsted.visit()
    assert (change.kind, list(change.fields)) == ("changed", [field])


def other_banner(page: str) -> str:
    return page.replace('<div class="banners">', '<div class="banners"><p>Maintenance on Thursday.</p>')


def other_case_and_quotes(page: str) -> str:
    return page.replace(", pdf - ", ",  PDF - ").replace("Children&#x27;s", "Children’s")


def other_file_host(page: str) -> str:
    return page.replace("https://files.ofsted.gov.uk", "https://files.api.ofsted.gov.uk")


def a_status_line_more(page: str) -> str:
    return page.replace("</ol></div>", OPENED + "</ol></div>")


@pytest.mark.parametrize("edit", [other_banner, other_case_and_quotes, other_file_host, a_status_line_more])
def test_what_is_no_change(ofsted: Watched, edit: object) -> None:
    page = provider_page(*list(HISTORY.values())[:3])
    assert callable(edit)
    ofsted.web[PROVIDER] = edit(page)
    assert ofsted.web[PROVIDER] != page
    assert ofsted.visit() == []


def test_a_missing_row_is_withdrawn_at_the_second_good_visit_and_comes_back_as_restored(
    ofsted: Watched,
) -> None:
    rows = list(HISTORY.values())[:3]
    ofsted.web[PROVIDER] = provider_page(*rows[1:])
    assert ofsted.visit() == []
    [gone] = ofsted.visit()
    assert (gone.kind, gone.document.key) == ("withdrawn", "50004354")
    ofsted.web[PROVIDER] = provider_page(*rows)
    [back] = ofsted.visit()
    assert (back.kind, back.document.key) == ("restored", "50004354")


def test_a_failed_visit_withdraws_nothing(ofsted: Watched) -> None:
    for heading in ("Slim Application Error", "Page not found"):
        ofsted.web[PROVIDER] = error_page(heading)
        with pytest.raises(NotUnderstood):
            ofsted.visit()
    ofsted.web[PROVIDER] = provider_page(*HISTORY.values())
    assert [change.kind for change in ofsted.visit()] == ["new"]


def test_the_page_of_another_provider_is_suspect(ofsted: Watched) -> None:
    ofsted.web[PROVIDER] = provider_page(row("1", "Full inspection", "1 May 2024", "2 June 2024"), urn="80501")
    with pytest.raises(Suspect):
        ofsted.visit()


def test_the_kind_is_recognised_by_its_addresses() -> None:
    assert recognise(PROVIDER) == "ofsted"
    assert recognise("http://127.0.0.1:8001/provider/44/80500") == "ofsted"
    assert recognise("https://www.gov.uk/government/organisations/ofsted") != "ofsted"
