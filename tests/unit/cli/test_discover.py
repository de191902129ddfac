"""`watcher add` and `preview` look at the page: what stands behind an address that does not tell it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.web import Answer, Site
from tests.unit.cli.conftest import Watcher, rss, served
from watcher.config import load_settings
from watcher.core.sources import Source


def html(title: str, head: str = "", body: str = "") -> Answer:
    return Answer(
        f"<!doctype html><html><head><title>{title} | A site</title>{head}</head><body>{body}</body></html>".encode()
    )


def feed_link(href: str, title: str = "") -> str:
    return f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'


def added(config: Path) -> Source:
    return load_settings(config).sources[-1]


def test_a_home_page_is_watched_by_the_feed_that_it_names(watcher: Watcher, config: Path, site: Site) -> None:
    site.pages["/"] = html("The Other", feed_link("/other"))
    site.pages["/other"] = Answer(rss({"9": "News"}).replace("Gazette", "The Other").encode())
    ended = watcher("add", f"{site.url}/")
    assert (ended.code, ended.err) == (0, "")
    source = added(config)
    assert (source.id, source.name, source.url, source.kind) == ("the-other", "The Other", f"{site.url}/other", "feed")
    assert f"{site.url}/ leads to {site.url}/other (feed)." in ended.out


def test_of_several_feeds_one_is_chosen_by_its_number(watcher: Watcher, config: Path, site: Site) -> None:
    site.pages["/"] = html(
        "Two", feed_link("/one", "All") + feed_link("/one?utm_source=x") + feed_link("/two", "Sport")
    )
    site.pages["/two"] = served({"9": "News"})
    asked = watcher("add", f"{site.url}/")
    assert asked.code == 2
    assert asked.err.splitlines() == [
        f"{site.url}/ names 2 feeds; choose one with --feed N:",
        f"  1  {site.url}/one  (All)",
        f"  2  {site.url}/two  (Sport)",
    ]
    assert watcher("add", f"{site.url}/", "--feed", "3").code == 2
    assert watcher("add", f"{site.url}/", "--feed", "2").code == 0
    assert added(config).url == f"{site.url}/two"


def test_a_feed_that_is_watched_already_is_found_behind_its_home_page(
    watcher: Watcher, config: Path, site: Site
) -> None:
    site.pages["/"] = html("Gazette", feed_link("/feed.xml?utm_medium=page"))
    ended = watcher("add", f"{site.url}/")
    assert ended.code == 2
    assert ended.err.endswith("is watched already, as gazette\n")
    assert len(load_settings(config).sources) == 1


@pytest.mark.usefixtures("config")
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            html("Log in", body='<h1>Sign in</h1><form><input type="password"></form>'),
            "is a page to log in at (“Sign in”)",
        ),
        (Answer(b"%PDF-1.7 ...", content_type="application/pdf"), "is a PDF, one document and no list of them"),
        (html("About us", body="<h1>About</h1>"), "names no feed; its own text can be watched: say --kind page"),
        (Answer(status=404), "has no such page (404): has it moved?"),
    ],
)
@pytest.mark.parametrize("verb", ["add", "preview"])
def test_what_can_not_be_watched_gets_its_own_sentence(
    watcher: Watcher, site: Site, answer: Answer, words: str, verb: str
) -> None:
    site.pages["/x"] = answer
    ended = watcher(verb, f"{site.url}/x")
    assert ended.code in (1, 2)
    assert words in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.usefixtures("config")
def test_a_login_page_in_place_of_a_portals_page_is_said_to_be_one(watcher: Watcher, site: Site) -> None:
    site.pages["/ieListDocuments.aspx?CId=1&MId=2"] = html("Sign in", body='<input type="password">')
    assert "is a page to log in at" in watcher("add", f"{site.url}/ieListDocuments.aspx?CId=1&MId=2").err


def test_the_kind_that_is_given_overrules_what_the_page_is(watcher: Watcher, config: Path, site: Site) -> None:
    site.pages["/about"] = html(
        "About us",
        feed_link("/feed.xml"),
        "<h1>About us</h1><main><p>We are a paper of the borough and print twice a week.</p></main>",
    )
    ended = watcher("add", f"{site.url}/about", "--kind", "page")
    assert (ended.code, ended.err) == (0, "")
    assert (added(config).kind, added(config).id) == ("page", "about-us")
    assert "--kind must be one of " in watcher("preview", f"{site.url}/about", "--kind", "rss").err


def test_a_feed_that_is_empty_today_can_be_added(watcher: Watcher, config: Path, site: Site) -> None:
    site.pages["/quiet"] = served({})
    ended = watcher("add", f"{site.url}/quiet", "--id", "quiet")
    assert (ended.code, ended.err) == (0, "")
    assert "Understood, and empty: 0 documents on 1 page." in ended.out
    assert added(config).id == "quiet"


def test_the_new_address_of_what_has_moved_for_good_is_remembered(watcher: Watcher, config: Path, site: Site) -> None:
    site.pages["/old"] = Answer(status=301, headers={"Location": "/new"})
    site.pages["/new"] = served({"9": "News"})
    watcher("add", f"{site.url}/old")
    assert added(config).url == f"{site.url}/new"


def test_a_passing_detour_is_not_remembered(watcher: Watcher, config: Path, site: Site) -> None:
    site.pages["/news"] = Answer(status=302, headers={"Location": "/cache/7"})
    site.pages["/cache/7"] = served({"9": "News"})
    watcher("add", f"{site.url}/news")
    assert added(config).url == f"{site.url}/news"


@pytest.mark.usefixtures("config")
def test_a_page_leads_to_no_private_address_that_nobody_typed(watcher: Watcher, site: Site) -> None:
    with Site({"/secret": served({"1": "Inside"})}) as inner:
        site.pages["/"] = html("Lure", feed_link(f"{inner.url}/secret"))
        ended = watcher("preview", f"{site.url}/")
        assert (ended.code, "private" in ended.err or "own machine" in ended.err, inner.requests) == (1, True, [])
