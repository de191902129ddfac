"""A feed changes all its headlines in the same way: one line for who follows the feed, nothing for who follows
topics."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.features.end_to_end.town import HOUR, Town
from tests.tools.says import says
from tests.tools.web import Answer
from tests.unit.sources.feeds import article, rss

TITLES = [f"Story {number} on EHC plans and SEND" for number in range(25)]


def serve(town: Town, edit: Callable[[str], str], edited: int = 25, more: str = "") -> None:
    titles = [edit(title) if place < edited else title for place, title in enumerate(TITLES)]
    articles = [
        article(title, f"http://daily.example.org/{place}", f"g{place}", description=f"It says {place}.")
        for place, title in enumerate(titles)
    ]
    town.serves({"/feed.xml": Answer(rss(more, *articles), content_type="application/rss+xml")})


@pytest.fixture
def town(town: Town) -> Town:
    town.watches("daily", "/feed.xml")
    serve(town, str)
    return town


def suffixed(title: str) -> str:
    return f"{title} | The Daily"


def test_it_is_one_short_line_to_followers_of_the_feed_and_nothing_to_those_of_topics(town: Town) -> None:
    ann, bob, cat, dan = town.subscribers({42: ["daily"], 43: ["send"], 44: ["daily", "send"], 45: ["all daily"]})
    serve(town, suffixed, 20)
    town.once()
    (message,) = town.told(ann)
    assert says(
        message,
        "The Daily changed 20 headlines",
        "Changed: Story 19 on EHC plans and SEND | The Daily <http://daily.example.org/19>\n",
        "title: Story 19 on EHC plans and SEND → Story 19 on EHC plans and SEND | The Daily\n",
    )
    assert message.count("Changed: ") == 1
    assert town.told(bob) == []
    assert len(town.told(cat)) == 1
    town.once(later=22 * HOUR)
    (digest,) = town.told(dan)
    assert digest.count("Changed: ") == 1
    assert len(town.log()) == 20


@pytest.mark.soak  # quicker: unit/rules/test_mass_edits.py
def test_what_is_new_beside_it_is_told_as_ever(town: Town) -> None:
    ann, bob = town.subscribers({42: ["daily"], 43: ["send"]})
    serve(town, suffixed, more=article("SEND ruling | The Daily", "http://daily.example.org/n", "gn"))
    town.once()
    (message,) = town.told(ann)
    assert "New: SEND ruling | The Daily" in message
    assert "24 more were changed" in message
    (message,) = town.told(bob)
    assert message.count("<http") == 2  # the article and the source


@pytest.mark.soak  # quicker: unit/rules/test_mass_edits.py
def test_a_few_corrections_are_told_each(town: Town) -> None:
    ann, bob = town.subscribers({42: ["daily"], 43: ["send"]})
    serve(town, lambda title: title.replace("Story 1 ", "The first story ").replace("Story 2 ", "Story two "), 3)
    town.once()
    assert [message.count("Changed: ") for message in (*town.told(ann), *town.told(bob))] == [2, 2]


@pytest.mark.soak  # quicker: unit/rules/test_mass_edits.py
def test_a_feed_that_takes_its_suffix_back_is_one_line_again_at_most(town: Town) -> None:
    ann, bob = town.subscribers({42: ["daily"], 43: ["send"]})
    serve(town, suffixed)
    town.once()
    assert len(town.told(ann)) == 1
    serve(town, str)
    town.once()
    town.once(later=8 * HOUR)
    assert len(town.told(ann)) <= 1
    assert town.told(bob) == []
