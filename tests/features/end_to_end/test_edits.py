"""What is told of articles that are edited: text alone, never too often, small corrections only to who asks."""

from __future__ import annotations

import pytest

from tests.features.end_to_end.town import HOUR, Town
from tests.tools.says import says
from tests.tools.standin import Chat
from tests.tools.web import Answer
from tests.unit.sources.feeds import article, rss
from watcher.messages.texts.alerts import AFTER_SILENCE

STORY = article("School places: live", "http://news.example.org/1", "g1", description="It begins.")
OTHER = article("Council meets", "http://news.example.org/2", "g2")


@pytest.fixture
def ann(town: Town) -> Chat:
    town.watches("news", "/feed.xml")
    edited(town, STORY, OTHER)
    return town.subscriber(42, "news")


def edited(town: Town, *articles: str) -> None:
    town.serves({"/feed.xml": Answer(rss(*articles))})


def told_after(town: Town, chat: Chat, *articles: str, hours: int = 1) -> list[str]:
    edited(town, *articles)
    town.once(later=hours * HOUR)
    return town.told(chat)


@pytest.mark.soak  # quicker: the edit that waits, below; unit/rules/test_merging.py
def test_a_live_page_edited_for_more_than_a_day_is_told_once_in_six_hours_thrice_a_day(town: Town, ann: Chat) -> None:
    told = {}
    for hour in range(0, 33, 3):
        edited(town, STORY.replace("It begins", f"Hour {hour}"), OTHER)
        town.once(later=3 * HOUR)
        told[hour] = town.told(ann)
    assert [hour for hour, messages in told.items() if messages] == [0, 6, 12, 24, 30]
    assert all(len(messages) <= 1 for messages in told.values())
    assert "summary: Hour 0. → Hour 6." in told[6][0], "old as it was last told, new as it is now"
    assert len(town.log()) == 11, "all of them are recorded"


def test_an_edit_that_waits_is_told_though_nothing_more_happens(town: Town, ann: Chat) -> None:
    assert told_after(town, ann, STORY.replace("begins", "goes on"), OTHER)
    last = STORY.replace("begins", "ends")
    assert told_after(town, ann, last, OTHER) == []
    assert [len(told_after(town, ann, last, OTHER, hours=hours)) for hours in (4, 1, 1)] == [0, 1, 0]


@pytest.mark.soak  # quicker: unit/rules/test_merging.py
def test_an_edit_taken_back_while_it_waits_is_told_to_nobody(town: Town, ann: Chat) -> None:
    once = STORY.replace("begins", "goes on")
    assert told_after(town, ann, once, OTHER)
    assert told_after(town, ann, STORY.replace("begins", "ends"), OTHER) == []
    assert [told_after(town, ann, once, OTHER, hours=hours) for hours in (1, 4, 2)] == [[]] * 3
    assert [change.kind for change in town.log()].count("changed") == 3, "all of it is recorded"
    (message,) = told_after(town, ann, STORY.replace("begins", "is over"), OTHER)
    assert "goes on. → It is over." in message


@pytest.mark.soak  # quicker: unit/rules/test_merging.py
def test_what_is_updated_again_and_again_waits_as_well(town: Town) -> None:
    town.watches("notices", "/notices.atom", kind="feed", updated=True)
    notice = (
        '<id>n1</id><title>Notice</title><link href="http://e.example/n1"/><updated>2026-03-0{}T10:00:00Z</updated>'
    )
    entries = [f"<entry>{notice.format(day)}</entry>" for day in (1, 2, 3, 4)]
    feeds = [f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>' for entry in entries]
    town.serves({"/notices.atom": Answer(feeds[0].encode())})
    ann, told = town.subscriber(42, "notices"), []
    for feed in feeds[1:]:
        town.serves({"/notices.atom": Answer(feed.encode())})
        town.once()
        told.append(len(town.told(ann)))
    assert told == [1, 0, 0]
    town.once(later=6 * HOUR)
    assert "updated: 2 March 2026 → 4 March 2026" in town.told(ann)[0]


@pytest.mark.soak  # quicker: unit/rules/test_merging.py
def test_another_article_does_not_wait_for_it(town: Town, ann: Chat) -> None:
    told_after(town, ann, STORY.replace("begins", "goes on"), OTHER)
    (message,) = told_after(town, ann, STORY.replace("begins", "ends"), OTHER.replace("meets", "met"))
    assert "Council met" in message
    assert "School places" not in message


@pytest.mark.soak  # quicker: unit/rules/test_merging.py
def test_a_small_correction_makes_nobody_wait_who_did_not_hear_of_it(town: Town, ann: Chat) -> None:
    assert told_after(town, ann, STORY.replace("It begins.", "It begins!"), OTHER) == []
    assert len(told_after(town, ann, STORY.replace("It begins.", "It is over."), OTHER)) == 1


@pytest.mark.soak  # quicker: telegram/test_settings.py and unit/rules/test_merging.py
def test_a_small_correction_is_told_only_to_who_asks_for_corrections(town: Town, ann: Chat) -> None:
    bob = town.api.private(43)
    bob.says("/subscribe news")
    town.once()
    bob.taps("Small corrections too")
    town.once()
    town.told(bob)
    edited(town, STORY.replace("It begins.", "It begins!"), OTHER)
    town.once()
    assert town.told(ann) == []
    (message,) = town.told(bob)
    assert "summary: It begins. → It begins!" in message


@pytest.mark.soak  # quicker: unit/sources/test_feed_damage.py
def test_a_damaged_poll_changes_nothing_and_its_edit_is_told_once_it_is_whole(town: Town, ann: Chat) -> None:
    new = STORY.replace("begins", "is over")
    town.serves({"/feed.xml": Answer(rss(new, OTHER) + b"<script/>")})
    town.once()
    assert town.told(ann) == []
    assert len(told_after(town, ann, new, OTHER)) == 1


@pytest.mark.soak  # quicker: the flood in test_news.py
def test_many_edits_of_their_own_are_one_message_that_says_so(town: Town, ann: Chat) -> None:
    many = [article(f"Story {n}", f"http://news.example.org/n{n}", f"n{n}", description="Old.") for n in range(15)]
    told_after(town, ann, *many)
    (message,) = told_after(town, ann, *(one.replace("Old.", "New.") for one in many))
    assert says(message, "The News", "15", "\n", "Old. → New.")


def test_many_after_a_long_silence_are_one_message_that_says_how_long_it_was(town: Town, ann: Chat) -> None:
    assert told_after(town, ann, STORY.replace("begins", "ends"), OTHER)
    many = [article(f"Story {n}", f"http://news.example.org/n{n}", f"n{n}") for n in range(25)]
    edited(town, *many)
    town.once(later=9 * 24 * HOUR)
    (message,) = town.told(ann)
    first, second, *_ = message.split("\n")
    assert (first, second) == ("25 new articles, all at once: The News", AFTER_SILENCE.format(long="9 days"))
    assert "and 5 more: /latest" in message


@pytest.mark.soak  # quicker: the flood after a long silence, above
def test_of_the_first_flood_ever_it_says_how_long_it_was_waited_for(town: Town, ann: Chat) -> None:
    edited(town, *(article(f"Story {n}", f"http://news.example.org/n{n}", f"n{n}") for n in range(12)))
    town.once(later=30 * HOUR)
    assert "for 30 h" in town.told(ann)[0]


@pytest.mark.soak  # quicker: test_once.py
def test_one_story_in_two_papers_is_one_alert_and_another_story_is_not(town: Town) -> None:
    town.watches("news", "/feed.xml")
    town.watches("gazette", "/gazette.xml")
    town.serves({"/feed.xml": Answer(rss(OTHER)), "/gazette.xml": Answer(rss(OTHER))})
    ann = town.subscriber(42, "all")
    here = article("Parents win fight for school transport", "http://news.example.org/9", "g9")
    there = article("Parents win fight for school transport!", "http://gazette.example.org/4", "p4")
    more = article("Library to open on Sundays again", "http://gazette.example.org/5", "p5")
    town.serves({"/feed.xml": Answer(rss(here, OTHER)), "/gazette.xml": Answer(rss(there, more, OTHER))})
    town.once()
    told = sorted(town.told(ann), key=len, reverse=True)
    assert [message.count("New: ") for message in told] == [2, 1]
    assert "http://news.example.org/9" in told[0]
    assert "http://gazette.example.org/4" in told[0]
    assert "The News" in told[0]
