"""What may stand as `url:` and `site:` of a source, and which two say the same: refused by file and line."""

from __future__ import annotations

import pytest

from tests.tools.configs import loaded, problems, source
from tests.tools.examples import every_example
from watcher.core.errors import SourceError
from watcher.fetch.addresses import web_address

FEED = "url: https://www.example.org/feed.xml"


@pytest.mark.parametrize(
    "url", ["https://me:secret@example.org/feed", "https://-..example/feed", f"https://{'a' * 64}.org/feed"]
)
def test_an_address_that_no_visit_could_ask_for_is_refused_without_its_password(url: str) -> None:
    [found] = problems(sources=source("name: One", f"url: {url}", "kind: feed"))
    assert found.startswith("config/sources.yaml:4: one: url ")
    assert "secret" not in found


@pytest.mark.parametrize("url", ["example.org/news", "https://me:secret@example.org/", "https://-..example/", "a b"])
def test_site_is_checked_like_the_url_it_stands_beside(url: str) -> None:
    [found] = problems(sources=source("name: One", FEED, f"site: {url}"))
    assert found.startswith("config/sources.yaml:5: one: site ")
    assert "secret" not in found


def test_site_is_where_the_source_leads() -> None:
    told = loaded(sources=source("name: One", FEED, "site: https://www.example.org/news")).sources[0]
    assert told.site == "https://www.example.org/news"


def test_site_that_is_left_out_is_known_of_a_search() -> None:
    atom = "https://www.gov.uk/search/all.atom?keywords=x"
    assert loaded(sources=source("name: One", f"url: {atom}")).sources[0].site == atom.replace(".atom", "")


@pytest.mark.parametrize("url", ["https://bücher.example/feed", "http://[::1]:8000/feed", "http://a_b.example/feed"])
def test_an_address_that_a_visit_can_ask_for_is_not_refused(url: str) -> None:
    assert loaded(sources=source("name: One", f'url: "{url}"', "kind: feed")).sources[0].url == url
    try:
        web_address(url)
    except SourceError as error:
        pytest.fail(str(error))


def two(first: str, second: str, *more: str) -> str:
    lines = "".join(f"    {line}\n" for line in more)
    both = (("one", first), ("two", second))
    entries = (f"  - id: {name}\n    name: X\n    url: {url}\n    kind: page\n" for name, url in both)
    return "sources:\n" + "".join(entries) + lines


@pytest.mark.parametrize(
    "again",
    [
        "http://example.org/news/",
        "https://EXAMPLE.org/news",
        "https://www.example.org/news?utm_source=x",
        "https://example.org:443/news#top",
    ],
)
def test_one_address_in_two_spellings_is_refused(again: str) -> None:
    assert problems(sources=two("https://example.org/news", again)) == [
        "config/sources.yaml:8: two: url is the one that one watches already; keep one of the two sources"
    ]


PORTAL = "https://democracy.example.gov.uk/"


def pasted(first: str, again: str, kind: str = "moderngov") -> str:
    return two(first, again).replace("kind: page", f"kind: {kind}")


@every_example(
    ("kind", "first", "again"),
    [
        ("moderngov", f"{PORTAL}ieListMeetings.aspx?CId=153&Year=0", f"{PORTAL}ielistmeetings.aspx?cid=153"),
        ("moderngov", f"{PORTAL}ieListMeetings.aspx?CId=153&Year=0", f"{PORTAL}mgCommitteeDetails.aspx?ID=153"),
        ("moderngov", f"{PORTAL}ieListDocuments.aspx?CId=1&MId=8&Ver=4", f"{PORTAL}ieListDocuments.aspx?MeetingId=8"),
        ("moderngov", f"{PORTAL}mgIssueHistoryHome.aspx?IId=4", f"{PORTAL}ieIssueDetails.aspx?IId=4&Opt=3"),
        ("moderngov", f"{PORTAL}mgDelegatedDecisions.aspx?bcr=1", f"{PORTAL}MgDelegatedDecisions.aspx"),
        ("moderngov", PORTAL, f"{PORTAL}mgWhatsNew.aspx?bcr=1"),
        (
            "ofsted",
            "https://reports.ofsted.gov.uk/provider/44/80500",
            "https://reports.ofsted.gov.uk/provider/21/80500/",
        ),
        (
            "ofsted",
            "https://reports.ofsted.gov.uk/provider/44/80500",
            "https://www.ofsted.gov.uk/inspection-reports/find-inspection-report/provider/ELS/80500",
        ),
        (
            "govuk",
            "https://www.gov.uk/government/publications/x",
            "https://www.gov.uk/api/content/government/publications/x",
        ),
    ],
)
def test_one_thing_under_two_of_its_addresses_is_refused(kind: str, first: str, again: str) -> None:
    assert problems(sources=pasted(first, again, kind)) == [
        "config/sources.yaml:8: two: url is the one that one watches already; keep one of the two sources"
    ]


@every_example(
    ("first", "other"),
    [
        (f"{PORTAL}ieListMeetings.aspx?CId=153", f"{PORTAL}mgCommitteeDetails.aspx?ID=154"),
        (f"{PORTAL}ieListDocuments.aspx?CId=1&MId=8", f"{PORTAL}ieListDocuments.aspx?CId=1&MId=9"),
        (f"{PORTAL}mgDelegatedDecisions.aspx?DS=1", f"{PORTAL}mgDelegatedDecisions.aspx?DS=2"),
        (f"{PORTAL}ieListMeetings.aspx?CId=8", f"{PORTAL}ieListDocuments.aspx?MId=8"),
        (f"{PORTAL}ieListMeetings.aspx?CId=8", "https://other.example.gov.uk/ieListMeetings.aspx?CId=8"),
        (PORTAL, f"{PORTAL}mgPlansHome.aspx"),
    ],
)
def test_another_thing_of_a_portal_is_not_refused(first: str, other: str) -> None:
    assert len(loaded(sources=pasted(first, other)).sources) == 2


def test_one_number_at_two_sites_that_are_not_ofsteds_is_not_refused() -> None:
    made_up = ("http://127.0.0.1:8001/a/provider/44/80500", "http://127.0.0.1:8001/b/provider/44/80500")
    assert len(loaded(sources=pasted(*made_up, kind="ofsted")).sources) == 2


@every_example("url", ["https://reports.ofsted.gov.uk/", "https://files.ofsted.gov.uk/v1/file/50239788"])
def test_an_address_of_ofsted_at_which_nothing_is_read_is_refused(url: str) -> None:
    (problem,) = problems(sources=f"sources:\n  - id: one\n    name: X\n    url: {url}\n    kind: ofsted\n")
    assert problem.startswith("config/sources.yaml:4: one: url leads to nothing that ofsted reads")


def test_an_unread_page_of_a_portal_without_a_kind_is_told_what_is_read() -> None:
    (problem,) = problems(sources=f"sources:\n  - id: one\n    name: X\n    url: {PORTAL}mgUserInfo.aspx?UID=3\n")
    assert "one: kind is missing, and this url leads to nothing that moderngov reads" in problem


@pytest.mark.parametrize("more", ["select: '#events'", "enabled: false"])
def test_two_parts_of_a_page_and_a_source_that_is_not_visited_are_not_refused(more: str) -> None:
    assert len(loaded(sources=two("https://example.org/news", "https://example.org/news/", more)).sources) == 2


UNREAD = [
    "mgAi.aspx?ID=1",
    "mgConsultationDisplay.aspx?ID=2",
    "ieDocHome.aspx?bcr=1",
    "mgUserInfo.aspx?UID=3",
    "ieListMeetings.aspx",
    "ieListDocuments.aspx?Year=0",
    "mgCommitteeDetails.aspx",
    "ieIssueDetails.aspx?Opt=3",
]


@every_example("page", UNREAD)
def test_an_address_of_a_portal_that_nothing_is_read_at_is_refused_with_what_is(page: str) -> None:
    [found] = problems(sources=source("name: One", f"url: https://democracy.example.gov.uk/{page}", "kind: moderngov"))
    assert found.startswith(
        "config/sources.yaml:4: one: url leads to nothing that moderngov reads, which is a portal's"
    )
    for named in ("ieListMeetings.aspx?CId=", "ieListDocuments.aspx?MId=", "mgPlansHome.aspx"):
        assert named in found


READ = [
    "",
    "?LLL=0",
    "moderngov/",
    "mgov",
    "ieListMeetings.aspx?CId=153&Year=0",
    "ieListMeetings.aspx?Year=0&committeeid=153",
    "mgCommitteeDetails.aspx?ID=153",
    "ieListDocuments.aspx?CId=1&MId=5",
    "ieIssueDetails.aspx?IId=4&Opt=3",
    "mgIssueHistoryHome.aspx?IId=45592",
    "mgDelegatedDecisions.aspx?bcr=1",
    "mgPlansHome.aspx",
    "mgListPlans.aspx?RPId=1",
    "mgListPlanItems.aspx?PlanId=9",
    "ieDecisionDetails.aspx?ID=7",
    "MGWHATSNEW.ASPX",
]


@every_example("page", READ)
def test_an_address_of_a_portal_that_is_read_is_not_refused(page: str) -> None:
    url = f"https://democracy.example.gov.uk/{page}"
    assert loaded(sources=source("name: One", f"url: {url}", "kind: moderngov")).sources[0].url == url
