"""What a page is by its own marks, on any host."""

from __future__ import annotations

from tests.tools.examples import every_example
from watcher.core.visits import Page
from watcher.sources.identity import identity_of
from watcher.sources.page_marks import PageMarks, marks_of

URL = "https://www.example.org/somewhere/"


def marks(markup: str, url: str = URL) -> PageMarks:
    return marks_of(Page(url, f"<!doctype html><html>{markup}</html>".encode(), "text/html"))


def test_a_portals_page_is_one_by_its_frame_and_its_links() -> None:
    found = marks(
        '<body><div id="modgov"><h1>Committees</h1><a href="ieListMeetings.aspx?CId=1">Cabinet</a></div></body>'
    )
    assert (found.kind, found.url) == ("moderngov", URL)


def test_a_portals_root_is_found_from_another_of_its_pages() -> None:
    links = "".join(f'<a href="/mg/{page}.aspx">x</a>' for page in ("mgListCommittees", "mgWhatsNew", "ieListMeetings"))
    assert marks(f"<body>{links}</body>").url == "https://www.example.org/mg/"


def test_a_home_page_that_links_to_a_portal_elsewhere_is_none() -> None:
    links = "".join(
        f'<a href="https://democracy.example.org/{page}.aspx">x</a>'
        for page in ("mgListCommittees", "mgWhatsNew", "ieListMeetings")
    )
    assert marks(f"<body>{links}</body>").kind == ""


@every_example(
    ("markup", "kind"),
    [
        ('<head><meta name="govuk:content-id" content="1"></head><body><h1>Guidance</h1></body>', "govuk"),
        ('<body><ol class="timeline"><li><a class="publication-link" href="/file/1">R</a></li></ol></body>', "ofsted"),
        ('<head><meta name="description" content="govuk: a guide"></head><body><h1>Blog</h1></body>', ""),
    ],
)
def test_pages_of_gov_uk_and_ofsted_are_known_on_any_host(markup: str, kind: str) -> None:
    assert marks(markup).kind == kind


def test_a_committees_name_is_its_pages_title() -> None:
    body = '<body><div id="modgov"><h1>Browse meetings</h1><h2>Cabinet</h2><a href="mgWhatsNew.aspx">n</a></div></body>'
    assert marks(body, "https://x.example.org/ieListMeetings.aspx?CId=5").title == "Cabinet"


def test_a_channel_of_youtube_has_a_feed_though_its_page_names_none() -> None:
    url = "https://www.youtube.com/channel/UCaaaaaaaaaaaaaaaaaaaaaa"
    assert [feed.url for feed in marks("<body><h1>C</h1></body>", url).feeds] == [
        "https://www.youtube.com/feeds/videos.xml?channel_id=UCaaaaaaaaaaaaaaaaaaaaaa"
    ]


def test_a_channel_known_by_its_handle_is_found_by_its_canonical_address() -> None:
    head = '<head><link rel="canonical" href="https://www.youtube.com/channel/UCaaaaaaaaaaaaaaaaaaaaaa"></head>'
    assert len(marks(head + "<body>x</body>", "https://www.youtube.com/@council").feeds) == 1
    assert marks(head + "<body>x</body>", "https://www.notyoutube.com/@council").feeds == ()


def test_links_to_feeds_count_where_the_head_names_none() -> None:
    assert [
        feed.title for feed in marks('<body><a href="/rss/news.xml">By RSS</a><a href="/a">A</a></body>').feeds
    ] == ["By RSS"]


def test_a_json_feed_is_a_feed() -> None:
    body = b'{"version": "https://jsonfeed.org/version/1.1", "title": "Notices", "items": []}'
    found = marks_of(Page(URL, body, "application/json"))
    assert (found.kind, found.title) == ("feed", "Notices")


def test_a_search_box_with_a_log_in_in_its_corner_is_no_login_page() -> None:
    found = marks('<head><title>News</title></head><body><h1>News</h1><input type="password"></body>')
    assert found.obstacle == ""


@every_example(
    ("one", "other"),
    [
        ("https://d.example.org/ieListMeetings.aspx?CId=5&Year=0", "http://d.example.org/mgCommitteeDetails.aspx?ID=5"),
        ("https://d.example.org/", "https://d.example.org/mgListCommittees.aspx?bcr=1"),
        ("https://reports.ofsted.gov.uk/provider/23/138500", "https://reports.ofsted.gov.uk/provider/21/138500/"),
        ("https://www.gov.uk/government/x", "https://www.gov.uk/api/content/government/x"),
        ("https://www.example.org/feed/?utm_source=a", "http://example.org/feed"),
    ],
)
def test_one_source_under_two_spellings_is_one(one: str, other: str) -> None:
    assert identity_of(one) == identity_of(other)


@every_example(
    ("one", "other"),
    [
        ("https://d.example.org/ieListMeetings.aspx?CId=5", "https://d.example.org/ieListMeetings.aspx?CId=6"),
        ("https://d.example.org/", "https://d.example.org/mgDelegatedDecisions.aspx"),
        ("https://reports.ofsted.gov.uk/provider/23/138500", "https://reports.ofsted.gov.uk/provider/23/138501"),
        ("https://d.example.org/", "https://e.example.org/"),
    ],
)
def test_neighbours_are_two(one: str, other: str) -> None:
    assert identity_of(one) != identity_of(other)
