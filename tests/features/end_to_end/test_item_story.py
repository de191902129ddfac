"""The story of an item, as /story tells it: its dated lines, by its words or by a link; and what comes near."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.end_to_end.boroughs import Borough, Item
from tests.features.end_to_end.test_item_threads import TITLE, borough, decides, goes_on, publishes_agenda, town
from tests.features.end_to_end.town import Town
from tests.tools.standin import Chat
from watcher.messages.texts.story import AHEAD

__all__ = ["borough", "town"]  # fixtures of the threads of items, used here too


def asks(town: Town, chat: Chat, words: str) -> str:
    chat.says(words)
    town.once(later=timedelta(minutes=5))
    (said,) = town.told(chat)
    return said


def lives_to_the_end(town: Town, borough: Borough) -> None:
    """A report, a second version of it, its decision, its minutes, and the next committee that is to have it."""
    publishes_agenda(town, borough)
    pages = ("Contracts for vehicles.", "Taxis for all of the children end on 1 December.")
    borough.meetings[0].items[0] = Item("7", TITLE, 910, pages, size=90)
    decides(town, borough)
    borough.meetings[0].minutes = ("Cabinet met on 16 September.", "Item 7 was agreed by all.")
    borough.meetings[1].items = [Item("4", TITLE, 990, ("The contracts come to this committee before the winter.",))]
    goes_on(town, borough)


def test_the_story_of_an_item_is_told_in_dated_lines_the_newest_last(town: Town, borough: Borough) -> None:
    ann = town.subscriber(42, "roads")
    lives_to_the_end(town, borough)
    title = f"{TITLE} </documents/s910/Report.pdf>"
    printed = "Printed minutes </documents/g8092/Printed%20minutes.pdf>"
    decided = f"{TITLE} </ieDecisionDetails.aspx?ID=7700>"
    assert list(filter(None, asks(town, ann, "/story school transport").splitlines())) == [
        f"The story of {TITLE}",
        f"7 September 2026: report: {title} (Cabinet, 16 September 2026; item 7)",
        f"14 September 2026: replaced: {title}",
        "16 September 2026: on the agenda of Cabinet </ieListDocuments.aspx?CId=153&MId=8092>",
        f"18 September 2026: decided: {decided} (Cabinet; approved)",
        f"21 September 2026: report: {TITLE} </documents/s990/Report.pdf> (People Committee, 6 October 2026; item 4)",
        f"21 September 2026: minutes: {printed} (Cabinet, 16 September 2026)",
        "25 September 2026: " + AHEAD["call-in"].format(title=decided, note=""),
        "6 October 2026: goes to People Committee </ieListDocuments.aspx?CId=656&MId=9001>",
    ]


@pytest.mark.soak  # quicker: unit/bot/commands/test_story.py, and the story above
def test_the_story_of_a_link_is_that_of_its_item(town: Town, borough: Borough) -> None:
    ann = town.subscriber(42, "roads")
    lives_to_the_end(town, borough)
    whole = asks(town, ann, "/story school transport")
    for link in ("ieDecisionDetails.aspx?XXR=0&ID=7700&LLL=0", "documents/s910/Report.pdf#page=2"):
        assert asks(town, ann, f"/story {town.site.url}/{link}").casefold() == whole.casefold()
    assert TITLE in asks(town, ann, f"/story {town.site.url}/ieListDocuments.aspx?MId=8092&Ver=4")


@pytest.mark.soak  # quicker: unit/bot/commands/test_story.py
def test_a_story_that_is_not_found_is_answered_with_what_comes_near(town: Town, borough: Borough) -> None:
    ann = town.subscriber(42, "roads")
    lives_to_the_end(town, borough)
    said = asks(town, ann, "/story school trains")
    assert said.startswith("I know of no item")
    assert f"• {TITLE} <" in said
    assert "• Home to school" in asks(town, ann, "/story hoem to schol transprot contracts")
    assert "Fewer words find more" in asks(town, ann, "/story zebra")
    assert asks(town, ann, "/story").startswith("Say whose story")
    assert "nothing that this link leads to" in asks(
        town, ann, "/story https://example.org/ieDecisionDetails.aspx?ID=7700"
    )
