"""Every command and every way of being told, as a town's people live through them, answered by runs of `once` and by
the worker alike; and what an administrator decides, run by run."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from tests.features.end_to_end import inprocess
from tests.features.end_to_end.conversations import BOSS, ROUNDS, Hears, Round, Says, feed, peopled
from tests.features.end_to_end.town import HOUR, Town
from tests.tools.soaks import some_rows
from tests.tools.standin import Chat
from tests.unit.sources.feeds import article
from watcher.bot.commands.command_list import commands_for

OLD = article("Parking in the market place", "http://news.example.org/1", "g1")
NEW = article("Parents wait for EHC plans", "http://news.example.org/2", "g2")
Until = Callable[[Callable[[], list[str]]], None]
"""Goes on until nothing is missing any more."""


def by_runs(town: Town, story: Callable[[Until], None]) -> None:
    """Somebody's cron starts `once`."""

    def until(missing: Callable[[], list[str]]) -> None:
        town.once(later=timedelta())
        assert missing() == []

    story(until)


def by_worker(town: Town, story: Callable[[Until], None]) -> None:
    """`run`, at the pace of the story."""
    limiter = town.clock.limiter(town.settings().telegram.rate)
    with inprocess.logging_as_before():
        inprocess.work(town, lambda: story(_until), clock=town.clock, limiter=limiter)


def _until(missing: Callable[[], list[str]]) -> None:
    with suppress(AssertionError):
        inprocess.until(lambda: not missing())
    assert missing() == []


def shown(chat: Chat) -> str:
    return "\n".join(line for message in chat.messages for line in (message.text, *message.button_texts))


def missing(people: dict[str, Chat], one: Round) -> list[str]:
    """What should be shown and is not."""
    return [f"{who}: {step.shows}" for who, step in one.steps.items() if step.shows not in shown(people[who])]


def live(town: Town, people: dict[str, Chat], one: Round, until: Until) -> None:
    town.clock.forward(one.later)
    one.happens(town)
    if "supergroup" in one.steps:
        people.setdefault("supergroup", town.api.chat(-1001234567890))
    for who, step in one.steps.items():
        step.do(people[who])
    until(lambda: missing(people, one))
    for who, step in one.steps.items():
        assert not isinstance(step, Hears) or step.nothing not in shown(people[who])


@pytest.mark.parametrize(
    ("answered", "rounds"), some_rows([(by_runs, 7), (by_runs, len(ROUNDS)), (by_worker, len(ROUNDS))], every=3)
)
def test_whatever_people_say_and_tap_is_answered_and_told(
    town: Town, answered: Callable[[Town, Callable[[Until], None]], None], rounds: int
) -> None:
    """Each command alone is in telegram/."""
    people = peopled(town)

    def story(until: Until) -> None:
        for one in ROUNDS[:rounds]:
            live(town, people, one, until)

    answered(town, story)
    said = ("sendMessage", "editMessageText", "editMessageReplyMarkup")
    assert {call.status for method in said for call in town.api.calls_to(method)} == {200}
    assert town.queue() == {"waiting": 0, "failed": 0}


def test_every_command_is_said_in_it() -> None:
    steps = [step for one in ROUNDS for step in one.steps.values()]
    said = {step.text.split()[0].partition("@")[0] for step in steps if isinstance(step, Says)}
    unsaid = {f"/{name}" for name in commands_for(is_admin=True)} - said
    assert not unsaid, f"give them a step in conversations.py: {unsaid}"


@pytest.fixture
def watched(town: Town) -> Town:
    town.watches("news", "/feed.xml")
    town.watcher["telegram"] = {"admins": [BOSS]}
    feed(OLD)(town)
    return town


def test_administrator_lets_through_what_was_held_back(watched: Town) -> None:
    boss = watched.subscriber(BOSS, "news")
    feed()(watched)
    watched.once()
    assert boss.texts[-1].startswith("Is this true of The News?")
    boss.taps("Approve The News")
    result = watched.once(later=0 * HOUR)
    assert [(one.source.id, one.state) for one in result.visits] == [("news", "ok")]
    assert boss.texts[-2].startswith("The News: approved.")
    assert boss.texts[-1].startswith("The News is read again")


def test_what_an_administrator_rejected_stays_held_until_it_is_whole_again(watched: Town) -> None:
    boss = watched.subscriber(BOSS, "news")
    feed()(watched)
    watched.once()
    boss.taps("Reject The News")
    assert [watched.once().visits[0].state for _ in range(3)] == ["suspect"] * 3
    feed(NEW, OLD)(watched)
    assert watched.once().visits[0].state == "ok"
    assert "New: Parents wait for EHC plans" in "".join(boss.texts)
