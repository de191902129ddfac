"""How sites are asked, and what administrators hear of it: validators, moves, pauses, what is gone for good."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.end_to_end.town import HOUR, Town
from tests.tools.soaks import some
from tests.tools.standin import Chat
from tests.tools.web import Answer, redirect
from tests.unit.sources.feeds import article, rss
from watcher.core.visits import Health
from watcher.store import Store
from watcher.store import sources as remembered

OLD = article("Old story", "http://news.example.org/1", "g1")
FRESH = article("Fresh story", "http://news.example.org/2", "g2")
ADMIN = 7
MINUTE = timedelta(minutes=1)


@pytest.fixture
def admin(town: Town) -> Chat:
    """A newspaper is watched, its baseline taken, and an administrator listens."""
    town.watcher["telegram"] = {"admins": [ADMIN]}
    town.watches("news", "/feed.xml")
    town.serves({"/feed.xml": Answer(rss(OLD), etag='"1"', last_modified="yesterday, by our clock")})
    admin = town.api.private(ADMIN)
    admin.says("/start")
    town.once()
    town.told(admin)
    return admin


def health(town: Town) -> Health:
    with Store(town.environment.database_url) as store, store.read() as db:
        return remembered.health(db)["news"]


def conditions(town: Town) -> list[tuple[str | None, str | None]]:
    """The validators of each request for the feed since this was last asked."""
    asked = [one.headers for one in town.site.requests if one.path == "/feed.xml"]
    town.site.requests.clear()
    return [(one.get("if-none-match"), one.get("if-modified-since")) for one in asked]


@pytest.mark.soak  # quicker: unit/jobs/test_visit.py
def test_validators_are_sent_back_verbatim_and_once_a_day_none(town: Town, admin: Chat) -> None:
    assert conditions(town) == [(None, None)]
    for _ in range(6):
        town.once(later=4 * HOUR)
    both = ('"1"', "yesterday, by our clock")
    assert conditions(town) == [*[both] * 5, (None, None)]


@pytest.mark.soak  # quicker: unit/jobs/test_visit.py
def test_a_feed_that_says_unchanged_for_ever_is_read_once_a_day_all_the_same(town: Town, admin: Chat) -> None:
    town.serves({"/feed.xml": Answer(rss(FRESH, OLD), etag='"1"')})  # a new article under the old validator
    town.once(later=2 * HOUR)
    assert town.log() == []
    town.once(later=22 * HOUR)
    assert [change.document.title for change in town.log()] == ["Fresh story"]


def test_a_permanent_move_is_followed_and_suggested_once_after_three_visits(town: Town, admin: Chat) -> None:
    town.serves({"/feed.xml": redirect("/new.xml", 301), "/new.xml": Answer(rss(FRESH, OLD))})
    told = [town.told(admin) for _ in range(4) if town.once().visits]
    assert [len(messages) for messages in told] == [0, 0, 1, 0]
    assert told[2][0].startswith("The News has moved for good\n")
    assert [change.document.title for change in town.log()] == ["Fresh story"]
    assert health(town).state == "ok"
    assert health(town).reason == (
        f"its address has moved for good: change `url:` in sources.yaml to {town.site.url}/new.xml"
    )
    town.sources["news"]["url"] = town.site.url + "/new.xml"
    town.once()
    assert (health(town).reason, town.told(admin)) == (None, [])


@pytest.mark.soak  # quicker: unit/rules/test_source_health.py
@pytest.mark.parametrize("status", some([302, 307], every=2))
def test_a_move_for_the_time_being_is_followed_and_not_suggested(town: Town, admin: Chat, status: int) -> None:
    town.serves({"/feed.xml": redirect("/new.xml", status), "/new.xml": Answer(rss(FRESH, OLD))})
    for _ in range(4):
        town.once()
    assert (health(town).reason, town.told(admin)) == (None, [])
    assert len(town.log()) == 1


def test_what_is_gone_for_good_is_told_once_and_asked_no_more_until_its_address_is_edited(
    town: Town, admin: Chat
) -> None:
    town.serves({"/feed.xml": Answer(status=410)})
    town.once()
    (message,) = town.told(admin)
    assert "it is not asked again until its address in sources.yaml is edited" in message
    town.site.requests.clear()
    town.once(later=400 * 24 * HOUR)
    assert town.site.asked == []
    assert [one.partition("\n")[0] for one in town.told(admin)] == ["Not all is well"]  # the weekly line, alone
    town.watches("news", "/elsewhere.xml")
    town.serves({"/elsewhere.xml": Answer(rss(FRESH, OLD))})
    town.once()
    assert [change.document.title for change in town.log()] == ["Fresh story"], "its memory was kept"


@pytest.mark.soak  # quicker: unit/rules/test_source_health.py
def test_what_was_failing_and_is_then_gone_for_good_is_told_too(town: Town, admin: Chat) -> None:
    town.serves({"/feed.xml": Answer(status=404)})
    town.once()
    assert "it will be tried again" in town.told(admin)[0]
    town.serves({"/feed.xml": Answer(status=410)})
    town.once()
    assert "gone for good (410)" in town.told(admin)[0]


@pytest.mark.soak  # quicker: unit/rules/test_source_health.py
def test_the_site_says_how_long_to_wait(town: Town, admin: Chat) -> None:
    town.serves({"/feed.xml": Answer(status=429, headers={"Retry-After": "7200"})})
    town.once()
    town.site.requests.clear()
    town.once(later=119 * MINUTE - 3 * MINUTE)
    assert town.site.asked == []
    town.once(later=4 * MINUTE)
    assert town.site.asked == ["/feed.xml"]


IN_ITS_PLACE = {
    "soft 404": (Answer(b"<html><title>Page not found</title>"), "failing", "is a web page (“Page not found”), not a"),
    "challenge": (Answer(b"<html><title>Just a moment...</title>"), "blocked", "its guard (“Just a moment...”)"),
    "challenge with 403": (Answer(b"no", 403, {"cf-mitigated": "challenge"}), "blocked", "its guard (Cloudflare)"),
    "nothing": (Answer(b""), "failing", "answered with nothing at all"),
    "no articles": (Answer(rss()), "suspect", "empty, where 1 document stood before"),
    "cut in its first article": (Answer(rss(FRESH)[:-60]), "failing", "broken before the end of its first article"),
}


@pytest.mark.parametrize("what", some(IN_ITS_PLACE, every=6))
def test_what_is_no_feed_is_told_to_administrators_and_touches_nothing(town: Town, admin: Chat, what: str) -> None:
    served, state, reason = IN_ITS_PLACE[what]
    town.serves({"/feed.xml": served})
    assert town.once().failed
    (message,) = town.told(admin)
    assert health(town).state == state
    assert reason in (health(town).reason or "")
    assert reason in message
    town.serves({"/feed.xml": Answer(rss(FRESH, OLD))})
    town.once(later=3 * HOUR)
    assert [change.document.title for change in town.log()] == ["Fresh story"]
    assert town.told(admin)[0].startswith("The News is read again after ")
