"""A plain web page is edited, and this is what a subscriber reads."""

from __future__ import annotations

import pytest

from tests.features.end_to_end.town import Town
from tests.tools.says import says
from tests.tools.standin import Chat

PLAN = """<!DOCTYPE html><html><head><title>Improvement plan</title></head><body><nav>Menu</nav>
<main><h1>Improvement plan</h1><p>The plan has three parts.</p><p>The board meets monthly.</p><p>The end.</p></main>
<footer>Made at 12:01</footer></body></html>"""


@pytest.fixture
def town(town: Town) -> Town:
    town.watches("plan", "/plan", kind="page", select="main")
    town.serves({"/plan": PLAN})
    return town


@pytest.fixture
def ann(town: Town) -> Chat:
    return town.subscriber(42, "plan")


def told_after(town: Town, chat: Chat, page: str) -> list[str]:
    town.serves({"/plan": page})
    town.once()
    return town.told(chat)


def test_the_first_visit_and_an_unchanged_page_are_silent(town: Town, ann: Chat) -> None:
    assert town.log() == []
    assert told_after(town, ann, PLAN) == []


def test_what_was_added_and_removed_is_told(town: Town, ann: Chat) -> None:
    (message,) = told_after(town, ann, PLAN.replace("monthly", "weekly"))
    assert message.startswith("Changed: Improvement plan </plan>: “The board meets weekly.”\n")
    assert says(message, "added: The board meets weekly.", "removed: The board meets monthly.", "The Plan </plan>")
    assert told_after(town, ann, PLAN.replace("monthly", "weekly")) == []


@pytest.mark.soak  # quicker: unit/sources/test_page.py
def test_what_stands_beside_the_watched_part_is_silent(town: Town, ann: Chat) -> None:
    assert told_after(town, ann, PLAN.replace("12:01", "12:02").replace("Menu", "Other menu")) == []
    assert told_after(town, ann, PLAN.replace("<p>The", "<p class='x'>\n  The")) == []


@pytest.mark.soak  # quicker: unit/sources/test_page.py
def test_a_page_without_the_watched_part_is_reported_and_told_to_nobody(town: Town, ann: Chat) -> None:
    town.serves({"/plan": PLAN.replace("main>", "div>")})
    result = town.once()
    assert (result.failed, town.told(ann)) == (True, [])
    assert "nothing on /plan matches select: “main”" in (result.visits[0].reason or "").replace(town.site.url, "")
    assert told_after(town, ann, PLAN) == []


@pytest.mark.soak  # quicker: unit/sources/test_page.py
def test_ignored_noise_is_silent_and_what_is_not_ignored_is_told(town: Town) -> None:
    noisy = "<main><h1>Plan</h1><p>Today is {day}. Seen {n} times.</p><p>Part one is {state}.</p></main>"
    town.watches("plan", "/plan", kind="page", ignore=[r"today is \w+\.", r"seen \d+ times\."])
    town.serves({"/plan": noisy.format(day="Sunday", n=1, state="open")})
    ann = town.subscriber(42, "plan")
    assert told_after(town, ann, noisy.format(day="Monday", n=2, state="open")) == []
    (message,) = told_after(town, ann, noisy.format(day="Tuesday", n=3, state="done"))
    assert "text added: Part one is done.\ntext removed: Part one is open." in message


def test_selected_links_are_articles(town: Town) -> None:
    row = '<li><a href="/news/{n}">{title}</a></li>'
    old = row.format(n=1, title="Old story")
    town.watches("plan", "/plan", kind="page", select="main li a")
    town.serves({"/plan": f"<main><ul>{old}</ul></main>"})
    ann = town.subscriber(42, "plan")
    (message,) = told_after(town, ann, f"<main><ul>{row.format(n=2, title='EHC plans late')}</ul></main>")
    assert "New: EHC plans late </news/2>" in message
    assert told_after(town, ann, f"<main><ul>{old}</ul></main>") == [], "a listing is a window"


@pytest.mark.soak  # quicker: unit/rules/test_assess.py
def test_a_page_that_turns_into_something_else_is_suspect_until_three_visits_say_the_same(town: Town) -> None:
    town.watches("plan", "/plan", kind="page")
    town.serves({"/plan": PLAN})
    ann = town.subscriber(42, "plan")
    shop = "<main><h1>Shoes</h1><p>Your basket is empty, {n}.</p></main>"
    for number in range(4):
        assert told_after(town, ann, shop.format(n=number)) == [], "never the same twice"
    assert told_after(town, ann, shop) == []
    assert told_after(town, ann, shop) == []
    (message,) = told_after(town, ann, shop)
    assert "title: Improvement plan → Shoes" in message
