"""What a feed is understood to say: every format, clean words, days in London, and what is no feed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.tools.examples import every_example
from tests.tools.soaks import some
from tests.unit.sources.feeds import FIXTURES, MORNING, URL, Polls, article, documents, rss
from watcher.core.documents import Json
from watcher.core.errors import NotUnderstood
from watcher.core.sources import Source
from watcher.core.visits import Page, Reading, Visit
from watcher.sources import load, recognise
from watcher.sources.feed import collect


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def test_wordpress_article_is_told_in_plain_words() -> None:
    first, second = documents(fixture("wordpress.xml"))
    assert first.kind == "article"
    assert first.title == "Parents’ group asks for more short breaks"
    assert first.summary == "Forty families met at the library. They want “a fair offer”"
    assert first.words == "Families & schools; Havering"
    assert first.url == "https://voice.example/2026/03/02/parents-group-asks-for-more-short-breaks/"
    assert (second.title, second.summary) == ("Café opens & closes", "It was open for a day.")


def test_date_is_the_day_in_london() -> None:
    winter, summer = documents(fixture("wordpress.xml"))
    assert winter.published == date(2026, 3, 2)  # 23:30 in London too
    assert summer.published == date(2026, 7, 2)  # 23:30 UTC is half past midnight


def test_rss_091_without_guid_or_date() -> None:
    first, second = documents(fixture("rss091.xml"))
    assert (first.title, first.summary, first.url) == ("First of two", "One.", "http://old.example/first")
    assert second.url == "http://old.example/second", "what the channel names, not where the feed lies"
    assert first.published == second.published == MORNING.date()


def test_rdf() -> None:
    reply, question = documents(fixture("rdf.xml"))
    assert (reply.title, question.title) == ("Reply", "Question")
    assert question.published == date(2026, 3, 1)


def test_atom_with_content_only() -> None:
    (response,) = documents(fixture("atom.xml"), url="https://requests.example/feed/body/a_council")
    assert response.key == "tag:requests.example,2026:InfoRequestEvent/77"
    assert response.url == "https://requests.example/request/tribunals_lost#incoming-5"
    assert (response.summary, response.words) == ("Twelve in 2025.", "education")


def test_json_feed() -> None:
    twelve, untitled, ten = documents(fixture("feed.json"), "application/feed+json")
    assert (twelve.key, twelve.title, twelve.summary) == ("12", "Twelve", "Short.")
    assert (twelve.published, twelve.words) == (date(2026, 3, 3), "SEND; schools")
    assert (untitled.title, untitled.url) == ("No title here.", "https://other.example/x?utm_source=n")
    assert ten.url == "https://notes.example/", "a script is no address"


def test_documents_come_oldest_first() -> None:
    source = Source("news", "News", URL, "feed")
    body = rss(article("Newest", guid="2"), article("Oldest", guid="1"))
    (reading,) = collect(Visit(source, MORNING, lambda url: Page(url, body)))
    assert isinstance(reading, Reading)
    assert [document.title for document in reading.documents] == ["Oldest", "Newest"]
    assert (reading.scope, reading.complete) == (URL, False)


def test_unchanged_page_is_not_read() -> None:
    visit = Visit(Source("news", "News", URL, "feed"), MORNING, lambda url: Page(url, b"", unchanged=True))
    assert list(collect(visit)) == [Reading(URL, unchanged=True)]


def test_summary_that_repeats_the_title_is_left_out() -> None:
    (document,) = documents(rss(article("It’s news", guid="1", description="It's news")))
    assert document.summary == ""


def test_missing_title_is_the_start_of_the_summary_or_the_link() -> None:
    told, silent = documents(rss(article(guid="1", description="A " * 100), article(link="https://e.example/x")))
    assert told.title == ("A " * 40).strip()
    assert silent.title == "https://e.example/x"


def test_summary_is_the_description_not_the_content_that_churns() -> None:
    item = "<item><title>t</title><guid>1</guid><c:encoded>Most Read</c:encoded><description>Said</description></item>"
    body = f'<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>{item}</channel></rss>'
    assert [one.summary for one in documents(body.encode())] == ["Said"]


@every_example(
    ("description", "summary"),
    [
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("<b>H</b>avering", "Havering"),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("a<script>alert('x')</script>b<style>p {}</style>", "ab"),
        ("Line<br/>break", "Line break"),
        ("Cut here [&#8230;]", "Cut here"),
        ("It is over. Read more", "It is over."),
        ("It is over. READ THE FULL ſTORY", "It is over."),
        ("It is over. contınue readıng", "It is over."),
        ("Children read more books, Ofsted says", "Children read more books, Ofsted says"),
        ("We asked. Read more books, they said.", "We asked. Read more books, they said."),
    ],
)
def test_summary_in_clean_words(description: str, summary: str) -> None:
    (document,) = documents(rss(article("Title", guid="1", description=description)))
    assert document.summary == summary


@every_example(
    ("stated", "published"),
    [
        ("Wed, 30 Apr 2025 00:00:00 +0100", date(2025, 4, 30)),
        ("27/08/2026 10:00", date(2026, 8, 27)),
        ("1756288800", MORNING.date()),
        ("Thu, 01 Jan 1970 00:00:00 GMT", MORNING.date()),
        ("Thu, 01 Jan 2037 00:00:00 GMT", MORNING.date()),
        ("soon", MORNING.date()),
        ("", MORNING.date()),
    ],
)
def test_date_that_can_not_be_is_the_day_it_was_first_seen(stated: str, published: date) -> None:
    (document,) = documents(rss(article("Title", guid="1", date=stated)))
    assert document.published == published


def test_undated_article_keeps_the_day_it_was_first_seen() -> None:
    polls = Polls()
    polls.poll(rss(article("Title", guid="1")))
    first_seen = polls.known["1"].document.published
    for _ in range(48):
        polls.poll(rss(article("Title", guid="1")))
    assert polls.known["1"].document.published == first_seen


def test_relative_links_are_made_whole_and_relative_guids_are_not() -> None:
    """Or a feed that moves would lose its keys."""
    entry = b'<entry xml:base="/2026/"><id>story-7</id><title>Seven</title><link href="seven"/></entry>'
    feed = b'<feed xmlns="http://www.w3.org/2005/Atom">%b</feed>' % entry
    for url in ("https://news.example/feeds/all", "https://news.example/moved"):
        (seven,) = documents(feed, url=url)
        assert (seven.key, seven.url) == ("story-7", "https://news.example/2026/seven")


@every_example("scheme", ["javascript:alert(1)", "data:text/html,x", "ftp://e.example/x", "http://[x"])
def test_link_that_is_no_web_address_is_replaced_by_the_site(scheme: str) -> None:
    (document,) = documents(rss(article("Title", link=scheme, guid="1")))
    assert document.url == "https://news.example/"


@every_example(
    ("body", "reason"),
    [
        (b"", "answered with nothing at all"),
        (b" \n", "answered with nothing at all"),
        (b"not a feed", "is no feed (neither RSS, RDF, Atom nor JSON Feed)"),
        (b"{", "is broken JSON"),
        (b'{"a": 1}', "no list of items"),
        (b"{" * 100_000, "is broken JSON"),
        (b'{"items": ' + b"[" * 100_000, "is broken JSON"),
        (b"\x1f\x8b\x08\x00\x00", "is no feed"),
        (b"<rss version='2.0'><channel><title>&#1114112;</title><item><title>a</title>", "the number of a sign"),
        (b'<!DOCTYPE r [<!ENTITY a "\\1">]><rss version="2.0"><channel>&a;<item>', "feed"),
        (b"<rss version='2.0'><channel><item>" + b"<a>" * 200_000, "has more than 100,000 tags"),
        (b"<rss version='2.0'><channel><item><title>cut in the fir", "broken before the end of its first article"),
    ],
)
def test_what_can_not_be_read_is_named_with_its_address(body: bytes, reason: str) -> None:
    with pytest.raises(NotUnderstood, match=r"^https://news\.example/feed/ ") as error:
        documents(body)
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_web_page_names_the_feeds_it_links_to() -> None:
    html = b"""<!doctype html><html><head><title>Latest news</title>
        <link rel="stylesheet" href="/a.css"><link rel="alternate" hreflang="cy" href="/cy">
        <link rel="alternate" type="application/rss+xml" href="/rss/news"></head><body><p>Hello</body></html>"""
    assert Polls().failed(html) == (
        "https://news.example/feed/ is a web page (“Latest news”), not a feed; "
        "it names this feed: https://news.example/rss/news"
    )


def test_web_page_without_a_feed_points_to_the_kind_page() -> None:
    assert "`kind: page`" in Polls().failed(b"<html><body><h1>404</h1></body></html>")


def test_feed_is_recognised_by_its_address_and_loaded_by_its_name() -> None:
    assert recognise("https://thehaveringdaily.co.uk/feed/") == "feed"
    assert load("feed").collect is collect


FOLDERS = ("captures", "ugly", "reconstructed", "html")
"""Of the real files; the series are read by the replays."""


@pytest.mark.soak
@pytest.mark.parametrize(("every", "expected"), [(4, None), pytest.param(1, (39, 11), marks=pytest.mark.soak)])
def test_every_real_file_is_read_or_refused_in_plain_words(
    real: Path, every: int, expected: tuple[int, int] | None
) -> None:
    read, refused = 0, []
    files = [file for folder in FOLDERS for file in sorted((real / "news" / folder).iterdir())]
    for file in files[::every]:
        try:
            found = documents(file.read_bytes(), "", "https://e.example/a/feed")
        except NotUnderstood as error:
            refused.append(str(error))
            continue
        read += 1
        assert all(one.title and one.key and one.published and one.url.startswith("http") for one in found), file
    assert all(reason.startswith("https://e.example/a/feed ") for reason in refused)
    assert (read, len(refused)) == (expected or (read, len(files[::every]) - read))


NOTICE = "https://www.gov.uk/government/publications/notice"


def atom(title: str, updated: str, link: str = NOTICE) -> bytes:
    entry = f'<entry><id>tag:x,2005:/notice</id><title>{title}</title><link href="{link}"/><updated>{updated}</updated>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{entry}</entry></feed>'.encode()


@pytest.mark.parametrize("options", [{}, {"updated": True}])
def test_on_govuk_and_where_the_config_says_so_a_later_update_is_a_change(options: dict[str, Json]) -> None:
    polls = Polls(options=options)
    link = "https://other.example/notice" if options else NOTICE
    assert polls.poll(atom("Notice", "2026-03-01T10:00:00+00:00", link)) == []
    [change] = polls.poll(atom("Notice", "2026-03-02T11:00:00+01:00", link))
    assert (change.kind, change.document.kind) == ("changed", "publication")
    assert change.fields == {"updated": ("2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z")}
    assert polls.poll(atom("Notice", "2026-03-01T10:00:00Z", link)) == [], "a date that goes back is no news"
    assert polls.poll(atom("Notice", "2036-03-01T10:00:00Z", link)) == [], "nor is one that can't be"


@pytest.mark.parametrize(("link", "options"), [("https://other.example/1", {}), (NOTICE, {"updated": False})])
def test_elsewhere_a_later_update_is_no_change(link: str, options: dict[str, Json]) -> None:
    polls = Polls(options=options)
    polls.poll(atom("Notice", "2026-03-01T10:00:00Z", link))
    assert polls.poll(atom("Notice", "2026-03-02T10:00:00Z", link)) == []


def test_a_feed_whose_updates_count_from_now_on_tells_nobody_of_those_before() -> None:
    polls = Polls()
    polls.poll(atom("Notice", "2026-03-01T10:00:00Z", "https://other.example/1"))
    polls.options = {"updated": True}
    assert polls.poll(atom("Notice", "2026-03-02T10:00:00Z", "https://other.example/1")) == []
    assert len(polls.poll(atom("Notice", "2026-03-03T10:00:00Z", "https://other.example/1"))) == 1


def test_a_json_feed_says_when_it_was_modified() -> None:
    polls = Polls(options={"updated": True})
    one = {"id": "1", "url": "https://other.example/1", "title": "Notice"}
    body = [json.dumps({"items": [{**one, "date_modified": f"2026-03-0{day}T10:00:00Z"}]}).encode() for day in (1, 2)]
    polls.poll(body[0])
    assert [change.kind for change in polls.poll(body[1])] == ["changed"]


IMPOSSIBLE = [
    "Mon, 01 Jan 0001 00:00:00 GMT", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
    "0000-00-00", "-0001-11-30T00:00:00Z", "1753-01-01", "99999999999999", "1e400", "Sun, 99 Foo 99999 99:99:99",
]  # fmt: skip


@pytest.mark.parametrize("stated", some(IMPOSSIBLE, every=3))
@pytest.mark.parametrize("tag", ["pubDate", "dc:date", "published", "updated"])
def test_impossible_date_costs_nothing_but_itself(stated: str, tag: str) -> None:
    polls, known = Polls(), article("Known", guid="k", date="Mon, 31 Aug 2026 09:00:00 GMT")
    polls.poll(rss(known))
    body = rss(article("Odd", guid="o", **{tag: stated}), article("Plain", guid="p"), known)
    changes = polls.poll(body.replace(b"<rss", b'<rss xmlns:dc="http://purl.org/dc/elements/1.1/"'))
    assert {(one.kind, one.document.title) for one in changes} == {("new", "Odd"), ("new", "Plain")}
    assert {one.document.published for one in changes} == {polls.now.date()}


@every_example("stated", IMPOSSIBLE)
def test_so_it_is_in_atom_and_json(stated: str) -> None:
    entry = f"<entry><id>1</id><title>T</title><published>{stated}</published><updated>{stated}</updated></entry>"
    item = {"id": "1", "title": "T", "date_published": stated, "date_modified": "2026-08-30T10:00:00Z"}
    (one,) = documents(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'.encode())
    (other,) = documents(json.dumps({"items": [item]}).encode())
    assert (one.published, other.published) == (MORNING.date(), date(2026, 8, 30)), "else the day it was changed"
