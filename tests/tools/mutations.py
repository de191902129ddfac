"""Answers of every kind of source, ours and (where they lie beside the checkout) real ones, and what may go wrong with
their bytes on the way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.unit.sources.feeds import article, rss
from tests.unit.sources.govukpages import PATH, atom, collection, entry, served
from tests.unit.sources.ofstedpages import HISTORY, found, provider_page, search_page
from tests.unit.sources.test_moderngov_portal import portal as whole_portal
from watcher.core.visits import Page

FIXTURES = ROOT / "tests" / "fixtures"
REAL = ROOT.parent / "shared" / "real"
PORTAL = "https://democracy.example.gov.uk/"
GOVUK = "https://www.gov.uk"


@dataclass(frozen=True)
class Specimen:
    """One answer, and a source that would get it."""

    name: str
    kind: str
    url: str
    body: bytes
    type: str = "text/html; charset=utf-8"
    at: str = ""
    """Where it stands on a portal whose other pages are whole; empty: it is the answer to everything."""

    def get(self, url: str) -> Page:
        if self.at and not url.removeprefix(PORTAL).startswith(self.at):
            return whole_portal().get(url)
        return Page(url, self.body, self.type)


# What a fixture's name begins with -> the address of a portal's page of that sort.
_PORTAL = {
    "decisions": "mgDelegatedDecisions.aspx",
    "forthcoming": "mgDelegatedDecisions.aspx?DS=1",
    "issue": "ieIssueDetails.aspx?IId=45592",
    "meeting_": "ieListDocuments.aspx?CId=153&MId=8101",
    "meetings": "ieListMeetings.aspx?CId=153&Year=0",
}


def ours() -> list[Specimen]:
    files = sorted((FIXTURES / "moderngov").glob("*_?.html"))
    specimens = [_portal_page(file) for file in files if file.name.startswith(tuple(_PORTAL))]
    for at, body in whole_portal().pages.items():
        if isinstance(body, str):
            specimens.append(Specimen(f"root-{at}", "moderngov", PORTAL, body.encode(), at=at))
    for file in sorted((FIXTURES / "feed").iterdir()):
        specimens.append(Specimen(file.name, "feed", "https://news.example/feed/", file.read_bytes(), ""))
    stories = [article(f"Story {number}", f"https://news.example/{number}", str(number)) for number in range(3)]
    page = b"<html lang='en'><h1>Title</h1><main><p>One</p><ul><li><a href='/a'>Two</a></ul><table><tr><td>3</table>"
    rows = [found(str(number), f"Home {number}", "3 May 2026", "Good") for number in range(3)]
    return [
        *specimens,
        Specimen("rss", "feed", "https://news.example/rss", rss(*stories), "application/rss+xml"),
        Specimen("page", "page", "https://example.org/page", page),
        Specimen("provider", "ofsted", "https://reports.ofsted.gov.uk/provider/44/80500", _provider()),
        Specimen("listing", "ofsted", "https://reports.ofsted.gov.uk/search?q=x", search_page(*rows).encode()),
        Specimen("collection", "govuk", GOVUK + PATH, served(collection()).encode(), "application/json"),
        Specimen("results", "govuk", f"{GOVUK}/api/search.json?q=x", _results(), "application/json"),
        Specimen("atom", "govuk", f"{GOVUK}/search/all.atom", atom(entry("/a", "A", "2026-01-02T03:04:05Z")).encode()),
    ]


def _portal_page(file: Path) -> Specimen:
    address = next(address for start, address in _PORTAL.items() if file.name.startswith(start))
    return Specimen(file.name, "moderngov", PORTAL + address, file.read_bytes())


def _provider() -> bytes:
    return provider_page(*HISTORY.values()).encode()


def _results() -> bytes:
    result = {"link": "/a", "title": "A", "description": "B", "public_timestamp": "2026-01-02T03:04:05Z"}
    return json.dumps({"results": [result, {**result, "link": "/b"}]}).encode()


def real() -> list[Specimen]:
    """A few of each sort, the smaller ones; none where they are not beside the checkout."""
    feeds = sorted((REAL / "news").glob("ugly/*.xml"), key=lambda file: file.stat().st_size)[:12]
    pages = [file for file in sorted((REAL / "moderngov").rglob("*.html")) if file.stat().st_size < 60_000]
    providers = [file for file in sorted((REAL / "ofsted").rglob("*.html")) if file.stat().st_size < 60_000][:6]
    content = sorted((REAL / "govuk").glob("*.json"))
    sorts = [
        ("feed", "https://news.example/feed/", feeds),
        ("page", "https://example.org/page", pages),
        ("moderngov", PORTAL + "mgDelegatedDecisions.aspx", pages),
        ("ofsted", "https://reports.ofsted.gov.uk/provider/44/80500", providers),
        ("govuk", GOVUK + PATH, content),
    ]
    return [Specimen(file.name, kind, url, file.read_bytes()) for kind, url, files in sorts for file in files]


NASTY = [
    b"", b"<", b">", b"&", b'"', b"]]>", b"<!--", b"-->", b"<![CDATA[", b"</html>", b"<html>", b"<p>", b"\0",
    b"\xff\xfe", b"\xef\xbb\xbf", b"&#0;", b"&#xD800;", b"&#1114112;", b"\\ud800", b"\\u0000", b"null", b"[]", b"{}",
    b"-1", b"1e999", b"9" * 5_000, b"99999999999999999999", b"0", b"31 February 2026", b"0001-01-01T00:00:00Z",
    b"9999-12-31T23:59:59+00:00", b"http://[", b"javascript:x", b"\xe2\x80\xae", b"\xf0\x9f\x98\x80" * 50, b"\r\n",
    b" " * 3_000, b"<a href=''>x</a>", b"URN: ", b"<?xml version='1.0' encoding='utf-7'?>", b"{", b"[", b"<ol>",
    b"<meta charset='utf-16'>", b"<tr><td>",
]  # fmt: skip
"""What a page may hold where something else was expected."""
TYPES = [
    "",
    "text/html",
    "application/json",
    "text/xml; charset=utf-16",
    "text/html; charset=nonsense",
    "a/b; charset=",
]


@st.composite
def answers(draw: st.DrawFn, specimens: Sequence[Specimen]) -> Specimen:
    """A specimen with up to four things gone wrong: a piece cut out, doubled, moved, or something nasty put in."""
    one = draw(st.sampled_from(specimens))
    body = one.body
    for _ in range(draw(st.integers(1, 4))):
        at, to = sorted(draw(st.tuples(st.integers(0, len(body)), st.integers(0, len(body)))))
        piece = body[at:to]
        put = draw(st.sampled_from([b"", piece + piece, piece[::-1], piece.upper(), *NASTY]) | st.binary(max_size=8))
        body = body[:at] + put + body[min(to, at + draw(st.integers(0, 200))) :]
    kind = draw(st.sampled_from([one.type, one.type, *TYPES]))
    return replace(one, body=body, type=kind)
