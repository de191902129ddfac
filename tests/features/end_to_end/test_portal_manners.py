"""How a whole portal is asked: few requests, one at a time, and nothing that its robots.txt forbids."""

from __future__ import annotations

import pytest

from tests.features.end_to_end.test_portal_replay import serve
from tests.features.end_to_end.town import HOUR, Town
from tests.unit.sources.test_moderngov_portal import eight_committees


@pytest.mark.soak  # quicker: unit/sources/test_moderngov_portal.py
def test_eight_committees_at_rest_are_asked_little_one_page_at_a_time_and_never_for_what_robots_txt_forbids(
    town: Town,
) -> None:
    one = eight_committees()
    serve(town, one)
    town.serves({"/robots.txt": "User-agent: *\nDisallow: /documents/\nDisallow: /mgWhatsNew.aspx\n"})
    town.watches("portal", "/", kind="moderngov")
    ann = town.subscriber(42, "portal")
    first = len(town.site.requests)
    for _ in range(4):
        town.once(later=HOUR / 2)
    assert len(town.site.requests) - first <= 2 * 15
    assert town.site.at_once == 1
    assert not [path for path in town.site.asked if path.startswith(("/documents/", "/mgWhatsNew"))]
    assert (town.told(ann), town.log()) == ([], [])
