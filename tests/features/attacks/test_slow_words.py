"""Words that a pattern would ponder for ever, from sites and from a subscriber, beside a healthy source: a whole run in
a process of its own, which a hang would not end. What each pattern takes is timed in tests/tools/patterns."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

import pytest

from tests.features.attacks.test_hostile_answers import linux, within_limits
from tests.features.end_to_end.conftest import yesterday
from tests.features.end_to_end.town import Town
from tests.tools.web import Answer, Site
from tests.unit.sources.feeds import article, rss
from watcher.sources import KINDS

__all__ = ["yesterday"]  # a fixture of the end-to-end tests, used here too

COMMENTS = "<!---->" * 45 + "<div>hello"
"""325 bytes that the whole program hung on for longer than there are years."""
STARTS = {
    "comments": COMMENTS,
    "many-comments": "<!-- -->\n" * 10_000 + "<div>hello",
    "comments-without-end": "<!--" * 20_000,
    "blanks": " " * 500_000 + "<div>hello",
    "titles": "<html>" + "<title " * 20_000,
    "title-of-blanks": f"<html><title>{' ' * 500_000}",
    "languages": f"<html lang={' ' * 4_000}",
    "declarations": "<?xml ?>" * 10_000 + "<rss>",
}
ADDRESSES = {
    "moderngov": "/{}/ieListDocuments.aspx?MId=5",
    "ofsted": "/{}/provider/44/80500",
    "govuk": "/government/collections/{}",
}
"""Where a kind reads only what has an address of its own shape."""
FEED = Answer(rss(article("Yesterday", "http://news.example.org/1", "1")))


def words() -> str:
    """All that is read out of a heading, a label, a line or a date, each a long run of it."""
    runs = (
        "CANCELLED ",
        "on , ",
        "1 ",
        "(PDF 1",
        "A ? ",
        "published (",
        "meeting - ",
        "& ",
        "name____",
        "2026 ",
        "... ",
    )
    return "".join(run * 1_000 for run in runs)


AGENDA = (
    "<html><body><div id=modgov><h1>Agenda for Cabinet on 1 December 2026</h1><h2 class=mgSubTitleTxt>{0} 1 December "
    "2026 {0}</h2><p>{0}: {0}</p><table><tr><td><a name=AI5></a><p class=mgAiTitleTxt>{0}</p>"
    "<a href=documents/s1/a.pdf>{0}"
    "</a>({0})</td></tr></table></div></body></html>"
)


@pytest.mark.soak  # quicker: unit/sources/test_linear.py, unit/fetch/test_attacks.py, and each pattern
@linux
@pytest.mark.parametrize(
    "starts", [("comments", "titles"), pytest.param(tuple(STARTS), marks=pytest.mark.soak)], ids=["some", "all"]
)
def test_what_begins_like_a_page_and_never_ends_costs_no_time_whatever_kind_reads_it(
    yesterday: Town, starts: Sequence[str]
) -> None:
    town = yesterday
    town.watches("news", "/feed.xml", kind="feed")
    town.serves({"/feed.xml": FEED})
    ann = town.subscriber(42, "news")
    for name, body in ((name, STARTS[name]) for name in starts):
        for kind in KINDS:
            path = ADDRESSES.get(kind, f"/{kind}/{{}}").format(name)
            town.watches(f"{kind}-{name}".replace("_", "-"), path, kind=kind)
            town.serves({f"/api/content{path}" if kind == "govuk" else path.partition("?")[0]: body})
    town.serves({"/feed.xml": Answer(rss(article("Today", "http://news.example.org/2", "2")))})
    town.settings()
    assert within_limits(town).code == 1
    assert [message.count("New: Today") for message in town.told(ann)] == [1]


@linux
@pytest.mark.soak  # quicker: the page above; each pattern is timed in tests/tools/patterns
def test_answer_that_is_no_page_costs_no_time_either(yesterday: Town) -> None:
    """Four sites, one for each answer."""
    town = yesterday
    with ExitStack() as stack:
        answers = {status: Answer(COMMENTS.encode(), status) for status in (200, 403, 404, 503)}
        sites = {
            status: stack.enter_context(Site({"/page": answer, "/robots.txt": answer}))
            for status, answer in answers.items()
        }
        for status, site in sites.items():
            town.watches(f"page-{status}", f"{site.url}/page", kind="page")
        town.settings()
        assert within_limits(town).code in (0, 1)
        assert [status for status, site in sites.items() if not site.requests] == []


@linux
@pytest.mark.soak  # quicker: each pattern is timed in tests/tools/patterns
def test_titles_and_summaries_cost_no_time_where_phrases_are_looked_for_and_told(yesterday: Town) -> None:
    town = yesterday
    town.topics["topics"].append(
        {"id": "and", "name": "And", "description": "x", "phrases": ["name and name and name"]}
    )
    town.watches("news", "/feed.xml", kind="feed")
    town.watches("cabinet", "/ieListDocuments.aspx?MId=5", kind="moderngov")
    town.serves({"/feed.xml": FEED, "/ieListDocuments.aspx": AGENDA.format("Cabinet")})
    ann = town.subscriber(42, "all", "and")
    run = "name & name & name " + "name" + "&" * 2_000 + "name____" * 200
    town.serves(
        {
            "/feed.xml": Answer(rss(article(f"Today {run}", "http://news.example.org/2", "2", description=run))),
            "/ieListDocuments.aspx": AGENDA.format(words()),
        }
    )
    ann.says('/search "name name name name"')
    ann.says("/search " + "name____" * 400)
    ann.says("/subscribe " + "news now " * 450)
    ann.says("/quiet 1" + " " * 4_000)
    assert within_limits(town).code in (0, 1)
    assert any("New: Today name & name & name" in message for message in town.told(ann))
