"""context.py: where the name of a source leads."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from watcher.core.sources import Source
from watcher.messages.context import RenderContext

DAILY = Source("daily", "Daily", "https://feeds.example.org/news/rss.xml", "feed")
CABINET = Source("cabinet", "Cabinet", "https://democracy.example.gov.uk/ieListMeetings.aspx?CId=153", "moderngov")
SITE = "https://example.org/read"
HOMES = {"daily": "https://example.org/news"}


def url(source: Source, homes: dict[str, str] | None = None) -> str:
    return RenderContext({source.id: source}, ZoneInfo("Europe/London"), homes=homes or {}).url(source.id)


def test_site_of_the_config_comes_first() -> None:
    assert url(replace(DAILY, site=SITE), HOMES) == SITE
    assert url(replace(CABINET, site=SITE)) == SITE


def test_feed_leads_to_the_page_it_names_else_to_the_front_page_of_its_host() -> None:
    assert url(DAILY, HOMES) == "https://example.org/news"
    assert url(DAILY) == "https://feeds.example.org/"


def test_page_for_people_leads_to_itself() -> None:
    assert url(CABINET) == CABINET.url


def test_source_that_left_the_config_leads_nowhere() -> None:
    assert RenderContext({}, ZoneInfo("Europe/London")).url("gone") == ""
