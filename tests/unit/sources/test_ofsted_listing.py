"""A search listing: every provider of every page, counted against what the site says it found."""

from __future__ import annotations

import pytest

from tests.tools.examples import every_example
from tests.unit.sources.ofstedpages import error_page, found, search_page
from tests.unit.sources.visits import Watched
from watcher.core.documents import Change
from watcher.core.errors import NotUnderstood
from watcher.core.sources import Source
from watcher.core.topics import Places, Topic
from watcher.core.visits import Page, Reading
from watcher.messages.inspections import about
from watcher.messages.telegram_html import join
from watcher.rules.matching import Matcher
from watcher.sources import recognise
from watcher.sources.ofsted import collect
from watcher.sources.ofsted.provider_page import canonical
from watcher.sources.ofsted.search_listing import read_page

SITE = "https://reports.ofsted.gov.uk"
FIRST = SITE + "/search?q=&location=Romford&level_1_types=3&start=0&rows=2"
SECOND = SITE + "/search?q=&location=Romford&level_1_types=3&start=2&rows=2"
OAK = found("SC1", "Oak House", "3 May 2026", "Good")
ELM = found("SC2", "Elm House", "1 June 2025")
ASH = found("SC3", "Ash House")


def two_pages(*, oak: str = OAK, ash: str = ASH, total: str = "3") -> dict[str, str]:
    next_url = SECOND.removeprefix(SITE).replace("&", "&amp;")
    return {FIRST: search_page(oak, ELM, total=total, next_url=next_url), SECOND: search_page(ash, total=total)}


@pytest.fixture
def listing() -> Watched:
    """Three homes on two pages, visited once."""
    watched = Watched(collect, FIRST, {**two_pages()})
    watched.visit()
    watched.asked.clear()
    return watched


def test_every_provider_of_every_page_is_a_document_keyed_by_its_urn(listing: Watched) -> None:
    documents = listing.documents()
    assert list(documents) == ["SC1", "SC2", "SC3"]
    assert documents["SC1"].title == "Oak House"
    assert documents["SC1"].url == SITE + "/provider/2/SC1"
    assert documents["SC1"].details == {
        "urn": "SC1",
        "provider": "Oak House",
        "category": "Children's home",
        "rating": "Good",
        "address": "1 High Street, Anytown",
        "latest_report": "2026-05-03",
    }


def test_a_later_report_is_a_change_of_its_provider(listing: Watched) -> None:
    listing.web |= two_pages(oak=found("SC1", "Oak House", "9 July 2026", "Inadequate"))
    [change] = listing.visit()
    assert (change.kind, change.document.key) == ("changed", "SC1")
    assert change.fields == {"latest_report": ("2026-05-03", "2026-07-09")}
    assert change.document.details["rating"] == "Inadequate"


def fallen(listing: Watched, latest: str, rating: str) -> Change:
    """The change of a provider rated Good whose listing now says this."""
    listing.web |= two_pages(oak=found("SC1", "Oak House", latest, rating))
    [change] = listing.visit()
    return change


def test_a_new_report_with_another_grade_is_told_as_a_fall(listing: Watched) -> None:
    change = fallen(listing, "9 July 2026", "Requires improvement to be good")
    assert change.document.details["previous"] == {"Rating": "Good"}
    assert "rating: Good → Requires improvement to be good" in join(about(change)).html


def test_a_grade_as_before_or_on_another_scale_is_no_fall(listing: Watched) -> None:
    assert "→" not in join(about(fallen(listing, "9 July 2026", "Good"))).html
    another = fallen(listing, "9 August 2026", "Needs attention")
    assert not another.document.details["previous"]
    assert "→" not in join(about(another)).html


def test_a_report_without_a_rating_does_not_wear_the_one_before(listing: Watched) -> None:
    change = fallen(listing, "9 July 2026", "")
    assert not change.document.details["rating"]
    assert "Good" not in join(about(change)).html


def test_the_grade_before_is_remembered_until_the_next_report(listing: Watched) -> None:
    fallen(listing, "9 July 2026", "Inadequate")
    renamed = found("SC1", "Oak Hall", "9 July 2026", "Inadequate")
    listing.web |= two_pages(oak=renamed)
    [change] = listing.visit()
    assert change.document.details["previous"] == {"Rating": "Good"}
    assert "→" not in join(about(change)).html  # it was told
    assert fallen(listing, "1 August 2026", "Good").document.details["previous"] == {"Rating": "Inadequate"}


def test_a_listing_that_goes_back_to_an_earlier_report_tells_no_fall(listing: Watched) -> None:
    change = fallen(listing, "1 May 2020", "Inadequate")
    assert "previous" not in change.document.details


def test_a_first_report_is_a_change_too(listing: Watched) -> None:
    listing.web |= two_pages(ash=found("SC3", "Ash House", "9 July 2026"))
    [change] = listing.visit()
    assert change.fields == {"latest_report": ("none", "2026-07-09")}


def test_a_new_provider_is_new(listing: Watched) -> None:
    listing.web |= two_pages(ash=ASH + found("SC4", "Yew House"), total="4")
    assert [(change.kind, change.document.key) for change in listing.visit()] == [("new", "SC4")]


def another_order(row: str) -> str:
    return row.replace("<li>URN", "<li>Places: 4</li><li>URN").replace("0.4 miles", "0.5 miles")


def test_another_distance_order_or_field_is_no_change(listing: Watched) -> None:
    listing.web |= two_pages(oak=another_order(OAK))
    assert listing.visit() == []


def test_fewer_rows_than_the_site_counts_is_an_incomplete_reading_and_withdraws_nothing(listing: Watched) -> None:
    listing.web[FIRST] = search_page(OAK, ELM, total="3")
    for _ in range(3):
        with pytest.raises(NotUnderstood, match="counts 3 providers, but only 2"):
            listing.visit()
    listing.web |= two_pages()
    assert listing.visit() == []


def test_a_provider_listed_twice_does_not_make_up_for_one_missing(listing: Watched) -> None:
    listing.web |= two_pages(ash=ELM)
    with pytest.raises(NotUnderstood, match="only 2"):
        listing.visit()


def test_a_provider_gone_from_two_whole_listings_is_withdrawn(listing: Watched) -> None:
    listing.web[FIRST] = search_page(OAK, ELM)
    assert listing.visit() == []
    assert [(change.kind, change.document.key) for change in listing.visit()] == [("withdrawn", "SC3")]


def test_pages_that_are_all_as_they_were_are_not_read_again(listing: Watched) -> None:
    assert listing.read() == [Reading(canonical(FIRST), unchanged=True)]
    assert listing.asked == [FIRST, SECOND]


def test_a_page_that_is_as_it_was_still_counts_beside_one_that_is_not(listing: Watched) -> None:
    listing.web |= two_pages(ash=found("SC3", "Ash House Two"))
    [change] = listing.visit()
    assert change.fields == {"title": ("Ash House", "Ash House Two")}
    assert len(listing.known) == 3


def test_a_next_link_that_leads_back_ends_the_reading(listing: Watched) -> None:
    back = FIRST.removeprefix(SITE).replace("&", "&amp;")
    listing.web[SECOND] = search_page(found("SC3", "Ash Hall"), total="3", next_url=back)
    assert [change.document.title for change in listing.visit()] == ["Ash Hall"]
    assert listing.asked == [FIRST, SECOND]


def test_nothing_found_is_understood_and_empty() -> None:
    assert read_page(Page(FIRST, search_page(total="0").encode())).documents == ()


def test_a_page_without_a_count_is_not_understood() -> None:
    with pytest.raises(NotUnderstood, match="Slim Application Error"):
        read_page(Page(FIRST, error_page("Slim Application Error").encode()))


def test_a_row_has_the_topics_of_its_category_and_the_place_of_its_address() -> None:
    [one] = read_page(Page(FIRST, search_page(found("SC1", "Oak House")).encode())).documents
    topics = [Topic("care", "Care", "", ("children's home",)), Topic("road", "Road", "", ("Road",))]
    away = Source("near", "Near", FIRST, "ofsted", local=False)
    assert Matcher(topics, Places(("Anytown",))).topics(one, away) == {"care": "Children's home"}
    assert Matcher(topics, Places(("Othertown",))).topics(one, away) == {}


def test_the_older_place_of_a_rating_is_read_and_a_count_with_commas() -> None:
    row = """<li class="search-result"><h3><a href="/provider/21/101">Anytown School</a></h3>
      <ul><li>URN: 101</li><li>Type: Primary</li><li>Latest report: 4 May 2019</li></ul>
      <div class="search-result__provider-rating"><p><strong>Good</strong></p></div></li>"""
    listed = read_page(Page(FIRST, search_page(row, total="1,234").encode()))
    assert listed.total == 1234
    assert listed.documents[0].details["rating"] == "Good"
    assert listed.documents[0].details["latest_report"] == "2019-05-04"


def test_the_urn_stands_in_the_link_where_the_row_does_not_name_it() -> None:
    row = '<li class="search-result"><h3><a href="/provider/21/101">Anytown School</a></h3></li>'
    assert [one.key for one in read_page(Page(FIRST, search_page(row).encode())).documents] == ["101"]


def test_a_search_of_ofsted_is_told_from_one_of_gov_uk() -> None:
    assert recognise(FIRST) == "ofsted"
    assert recognise("http://127.0.0.1:8000/search?level_1_types=3&level_2_types%5B%5D=12") == "ofsted"
    assert recognise("https://www.gov.uk/search/all?keywords=havering&order=updated-newest") != "ofsted"
    assert recognise("https://example.org/search?q=anything") != "ofsted"


@every_example(
    "query",
    [
        "q=&location=Romford&radius=5",
        "location=Romford&lat=51.57&lon=0.18",
        "lat=51.57&lon=0.18&radius=3&start=0&rows=100",
        "rows=100&level_1_types=3",
        "level_2_types%5B%5D=12",
        "q=&LOCATION=Romford&Rows=10",
    ],
)
@every_example("where", ["https://reports.ofsted.gov.uk", "http://127.0.0.1:8000", "https://mirror.test/ofsted"])
def test_a_search_listing_is_recognised_on_any_host_by_its_own_parameters(where: str, query: str) -> None:
    assert recognise(f"{where}/search?{query}") == "ofsted"


@every_example(
    "url",
    [
        "https://example.org/search?location=Romford",
        "https://example.org/search?radius=5&radius=6",
        "https://example.org/search?q=location&start=0&rows=10",
        "https://example.org/search?q=a&translation=b&format=rss",
        "https://example.org/jobs?location=Romford&radius=5",
        "https://www.gov.uk/search/all?location=Romford&radius=5",
    ],
)
def test_one_such_parameter_or_another_page_makes_no_search_listing(url: str) -> None:
    assert recognise(url) != "ofsted"
