"""public_page.py: where "Source" leads when the config does not say."""

from __future__ import annotations

from tests.tools.examples import every_example
from tests.unit.sources.feeds import Polls, article, rss
from watcher.sources.public_page import public_page

GOVUK, PORTAL = "https://www.gov.uk", "https://democracy.example.gov.uk"


@every_example(
    ("kind", "url", "page"),
    [
        ("govuk", f"{GOVUK}/search/all.atom?keywords=havering&order=updated-newest",
         f"{GOVUK}/search/all?keywords=havering&order=updated-newest"),
        ("govuk", f"{GOVUK}/government/organisations/ofsted.atom", f"{GOVUK}/government/organisations/ofsted"),
        ("govuk", f"{GOVUK}/api/content/government/collections/x", f"{GOVUK}/government/collections/x"),
        ("govuk", f"{GOVUK}/api/search.json?q=havering&filter_organisations=ofsted&count=50",
         f"{GOVUK}/search/all?keywords=havering&organisations[]=ofsted"),
        ("govuk", f"{GOVUK}/government/collections/x", ""),
        ("ofsted", "https://reports.ofsted.gov.uk/search?q=&location=Romford&rows=100",
         ""),
        ("moderngov", f"{PORTAL}/mgRss.aspx?XXR=0", f"{PORTAL}/mgWhatsNew.aspx?bcr=1"),
        ("moderngov", f"{PORTAL}/mgWebService.asmx/GetMeetings?lCommitteeId=1", f"{PORTAL}/"),
        ("moderngov", f"{PORTAL}/ieListMeetings.aspx?CId=153&Year=0", ""),
        ("page", "https://example.org/feed", ""),
        ("feed", "https://example.org/feed", ""),
    ],
)  # fmt: skip
def test_page_for_people_is_known_by_an_address_that_leads_to_none(kind: str, url: str, page: str) -> None:
    assert public_page(kind, url) == page


@every_example(
    ("named", "home"),
    [
        ("https://news.example/", "https://news.example/"),
        ("/local/", "https://news.example/local/"),
        ("https://news.example/feed/", ""),
        ("https://feeds.example/all.xml", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_feed_names_its_page_for_people_unless_that_is_a_feed(named: str, home: str) -> None:
    polls = Polls()
    polls.poll(rss(article("One", "https://news.example/1")).replace(b"https://news.example/<", f"{named}<".encode()))
    assert polls.notes["home"] == home
