"""A feed is edited, and this is what a subscriber reads."""

from __future__ import annotations

import pytest

from tests.features.end_to_end.newspaper import feed
from tests.features.end_to_end.town import HOUR, Town
from tests.tools.says import says
from tests.tools.standin import Chat
from tests.unit.sources.feeds import article

PARKING = article("Parking charges to rise", "http://news.example.org/1", "g1", date="Fri, 20 Nov 2026 09:00:00 +0000")
BINS = article("Bins & bags", "http://news.example.org/2", "g2", description="Collected on Mondays.")
WAIT = article("Parents wait for EHC plans", "http://news.example.org/3", "g3", description="Months go by.")


@pytest.fixture
def town(town: Town) -> Town:
    town.watches("news", "/feed.xml")
    town.serves({"/feed.xml": feed(PARKING, BINS)})
    return town


@pytest.fixture
def ann(town: Town) -> Chat:
    return town.subscriber(42, "news")


def told_after(town: Town, chat: Chat, *articles: str) -> list[str]:
    town.serves({"/feed.xml": feed(*articles)})
    town.once()
    return town.told(chat)


def test_the_first_visit_tells_nobody(town: Town) -> None:
    ann = town.api.private(42)
    ann.says("/subscribe news")
    result = town.once()
    assert [one.split("\n")[0] for one in town.told(ann)] == ["Following The News: as it happens."]
    assert (result.visits[0].documents, town.log()) == (2, [])


def test_a_new_article_is_told_by_its_title_as_a_link_its_source_and_the_reason(town: Town, ann: Chat) -> None:
    (message,) = told_after(town, ann, WAIT, PARKING, BINS)
    assert message.startswith("New: Parents wait for EHC plans <http://news.example.org/3>\n")
    assert says(message, "The News <https://news.example/>", "22 November 2026", "Months go by.", "\n\nThe News")


def test_a_retitled_article_is_told_with_old_and_new(town: Town, ann: Chat) -> None:
    (message,) = told_after(town, ann, PARKING.replace("to rise", "to fall"), BINS)
    assert message.startswith("Changed: Parking charges to fall <http://news.example.org/1>\n")
    assert says(message, "Parking charges to rise → Parking charges to fall")


@pytest.mark.soak  # quicker: the new one and the retitled one, above
def test_what_one_visit_finds_comes_in_one_message(town: Town, ann: Chat) -> None:
    (message,) = told_after(town, ann, WAIT, PARKING, BINS.replace("Mondays", "Fridays"))
    assert "New: Parents wait for EHC plans" in message
    assert "Changed: Bins & bags <http://news.example.org/2>" in message
    assert "summary: Collected on Mondays. → Collected on Fridays." in message


@pytest.mark.soak  # quicker: the noise, below
def test_an_unchanged_feed_is_silent(town: Town, ann: Chat) -> None:
    assert told_after(town, ann, PARKING, BINS) == []


LATER = PARKING.replace("09:00", "11:00").replace("org/1<", "org/1?utm_source=rss<")
NOISE = {
    "another order, a comment, blanks, another date, and tracking added to the link": (
        BINS.replace("Mondays.", "Mondays.\n "), "<!-- made at 10:31 -->  ", LATER,
    ),
    "an article slid off": (PARKING,),
}  # fmt: skip


def test_noise_is_silent(town: Town, ann: Chat) -> None:
    """Each alone in unit/sources/test_feed_identity.py."""
    assert {noise: told_after(town, ann, *NOISE[noise]) for noise in NOISE} == {noise: [] for noise in NOISE}
    assert town.log() == []


def test_a_topic_is_told_only_of_what_bears_on_it_and_says_the_words(town: Town) -> None:
    ann, bob = town.subscribers({42: ["send"], 43: ["roads"]})
    town.serves({"/feed.xml": feed(WAIT, PARKING, BINS)})
    town.once()
    (message,) = town.told(ann)
    assert message.endswith("SEND: “EHC plans”")
    assert town.told(bob) == []


def test_who_follows_the_same_thing_three_ways_gets_it_once(town: Town) -> None:
    ann = town.subscriber(42, "send", "news", "all")
    (message,) = told_after(town, ann, WAIT, PARKING, BINS)
    assert message.endswith("SEND: “EHC plans”; The News; everything")


@pytest.mark.soak  # quicker: telegram/test_conversations.py
def test_who_has_unsubscribed_is_told_nothing(town: Town, ann: Chat) -> None:
    ann.says("/unsubscribe news")
    (answer,) = told_after(town, ann, WAIT, PARKING, BINS)
    assert answer.startswith("No longer following The News.")


@pytest.mark.soak  # quicker: unit/jobs/test_visit.py
def test_one_source_is_not_told_to_who_follows_another(town: Town) -> None:
    town.watches("gazette", "/gazette.xml")
    town.serves({"/gazette.xml": feed(BINS)})
    bob = town.subscriber(43, "gazette")
    assert told_after(town, bob, WAIT, PARKING, BINS) == []


@pytest.mark.soak  # quicker: unit/messages/test_render.py
def test_a_title_made_to_hurt_is_shown_as_it_is(town: Town, ann: Chat) -> None:
    evil = article("<b>5 < 6</b> & ‮reversed", "http://news.example.org/9", "g9", description="</b><a href=x>")
    (message,) = told_after(town, ann, evil, PARKING, BINS)
    assert "<http://news.example.org/9>" in message
    assert all(call.status == 200 for call in town.api.calls_to("sendMessage"))


def test_a_flood_comes_in_one_message_that_says_how_many_are_left_out(town: Town, ann: Chat) -> None:
    many = [article(f"Story {number}", f"http://news.example.org/n{number}", f"n{number}") for number in range(30)]
    (message,) = told_after(town, ann, *many)
    assert message.startswith("30 new articles, all at once: The News\n\n")
    assert message.count("New: Story") == 20
    assert "… and 10 more: /latest" in message
    assert town.queue() == {"waiting": 0, "failed": 0}


def test_a_daily_subscriber_is_told_at_the_hour_of_the_digest_only(town: Town) -> None:
    ann = town.subscriber(42, "news daily")
    assert told_after(town, ann, WAIT, PARKING, BINS) == []
    town.once(later=22 * HOUR)
    (message,) = town.told(ann)
    assert says(message, "Today\n", "\nNew: Parents wait for EHC plans", "\nThe News <")
