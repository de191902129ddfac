"""What `make chaos-postgres` has the sites publish can be found by who reads them as a portal is read."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from random import Random

from tests.tools.chaos_postgres.country import PORTALS, Country
from tests.tools.chaos_postgres.hosts import ManyHosts
from tests.tools.standin import BotApi

NOW = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)
MANY = 70  # news: more than any run has


def test_a_portal_never_says_a_line_of_whats_new_that_stands_there_still() -> None:
    with ManyHosts() as site, BotApi() as api:
        country = Country(site, api, Random(1))
        country.opening(NOW, {})
        for _ in range(MANY):
            for name, portal in country.portals.items():
                before = portal.whats_new()
                country.paper(name, portal, NOW)
                assert escape(portal.news[0][2]) not in before
    assert len(country.portals) == PORTALS
