"""Telegram refuses, moves, holds back, loses: what reaches people all the same, and what the run says of it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.features.end_to_end.town import HOUR, Town
from tests.tools.soaks import some
from tests.tools.standin import Call, Chat
from tests.tools.web import Answer
from tests.unit.sources.feeds import article, rss
from watcher.jobs.run_result import RunResult

OLD = article("Old", "http://news.example.org/0", "g0")
MINUTE = HOUR / 60


def feed(*titles: str) -> Answer:
    articles = [article(title, f"http://news.example.org/{title}", f"g-{title}") for title in titles]
    return Answer(rss(*articles, OLD), content_type="application/rss+xml")


@pytest.fixture
def town(town: Town) -> Town:
    town.watches("news", "/feed.xml")
    town.serves({"/feed.xml": feed()})
    return town


def run_with(town: Town, *titles: str) -> RunResult:
    """A run that finds these articles in the feed."""
    town.serves({"/feed.xml": feed(*titles)})
    return town.once()


def titles(town: Town, chat: Chat) -> list[str]:
    """The articles told in this chat since it was last looked at."""
    return re.findall(r"New: (\w+)", "\n".join(town.told(chat)))


def is_alert(call: Call) -> bool:
    return "<b>New</b>" in str(call.arguments.get("text"))


def test_who_blocked_the_bot_is_asked_once_and_costs_nobody_else_anything(town: Town) -> None:
    ann, bob, cat = town.subscribers({41: ["news"], 42: ["news"], 43: ["news"]})
    bob.state = "blocked"
    result = run_with(town, "one")
    assert (result.failed, result.delivered) == (False, 2)
    result = run_with(town, "two", "one")
    assert (titles(town, ann), titles(town, bob), titles(town, cat)) == (["one", "two"], [], ["one", "two"])
    assert len([call for call in town.api.calls_to("sendMessage") if call.status == 403]) == 1
    assert town.api.calls_after_403() == []
    assert town.queue()["waiting"] == 0


@pytest.mark.soak  # quicker: telegram/test_presence.py
def test_who_comes_back_gets_what_is_new_from_then_on(town: Town) -> None:
    bob = town.subscriber(42, "news")
    bob.blocks()
    run_with(town, "missed")
    bob.unblocks()
    run_with(town, "later", "missed")
    assert titles(town, bob) == ["later"]


@pytest.mark.soak  # quicker: telegram/test_sender.py, a group that moved
@pytest.mark.parametrize("told", some(["only when sending", "by Telegram's message"], every=2))
def test_a_group_that_became_a_supergroup_is_told_there(town: Town, told: str) -> None:
    group = town.api.group(-5, admins=[7])
    group.says("/subscribe news", user=7)
    town.once()
    new = group.migrates_to(-1001234567890)
    if told == "only when sending":
        town.api.world.updates.clear()
    result = run_with(town, "one")
    assert (result.failed, titles(town, new), titles(town, group)) == (False, ["one"], [])
    run_with(town, "two", "one")
    assert titles(town, new) == ["two"]
    assert town.api.doubles() == {}


@pytest.mark.soak  # quicker: unit/jobs/test_visit.py, and telegram/test_groups.py
def test_a_group_is_told_once_whoever_of_it_asked(town: Town) -> None:
    group = town.api.group(-5, admins=[7])
    group.says("/subscribe news", user=7)
    group.says("/subscribe all", user=7)
    group.says("/subscribe roads", user=8)
    town.once()
    assert town.told(group)[-1] == "Only administrators can change what is told here."
    run_with(town, "one")
    assert titles(town, group) == ["one"]


@pytest.mark.soak  # quicker: telegram/test_sender.py
def test_nothing_is_sent_while_telegram_asks_to_wait_and_all_is_told_after_it(town: Town) -> None:
    town.watches("gazette", "/gazette.xml")
    town.serves({"/gazette.xml": feed()})
    ann = town.subscriber(42, "all")
    town.clock.forward(HOUR)
    town.serves({"/feed.xml": feed("one"), "/gazette.xml": feed("two")})
    town.api.freeze(15)
    result = town.once(later=0 * HOUR)
    assert (result.failed, result.delivered, titles(town, ann)) == (False, 2, ["one", "two"])
    assert town.api.calls_during_freeze() == []


@pytest.mark.soak  # quicker: telegram/test_sender.py
def test_a_wait_too_long_for_this_run_is_left_to_a_later_one(town: Town) -> None:
    ann = town.subscriber(42, "news")
    town.clock.forward(HOUR)
    town.serves({"/feed.xml": feed("one")})
    town.api.freeze(1800)
    town.once(later=0 * HOUR)
    assert (titles(town, ann), town.queue()) == ([], {"waiting": 1, "failed": 0})
    assert not town.once().failed
    assert (titles(town, ann), town.api.calls_during_freeze()) == (["one"], [])


def test_an_answer_that_was_lost_brings_the_message_once_more_after_a_minute(town: Town) -> None:
    ann = town.subscriber(42, "news")
    town.api.lose_answer("sendMessage", when=is_alert)
    assert run_with(town, "one").failed
    assert titles(town, ann) == ["one"]
    assert town.once(later=MINUTE / 2).delivered == 1
    first, second = (call.at for call in town.api.calls_to("sendMessage") if is_alert(call))
    assert second - first >= 60
    assert not town.once().failed
    assert (titles(town, ann), list(town.api.doubles().values())) == (["one"], [2])


@pytest.mark.soak  # quicker: telegram/test_retries.py
def test_a_message_whose_answers_are_all_lost_comes_twice_at_most(town: Town) -> None:
    ann = town.subscriber(42, "news")
    town.api.lose_answer("sendMessage", when=is_alert, times=None)
    for _ in range(4):
        run_with(town, "one")
    assert titles(town, ann) == ["one", "one"]
    assert town.queue() == {"waiting": 0, "failed": 1}


@pytest.mark.parametrize("trouble", some(["502 with a page", "500", "the connection cut before it was read"], every=3))
def test_a_message_that_never_arrived_arrives_later_once(town: Town, trouble: str) -> None:
    ann = town.subscriber(42, "news")
    orders = {"500": town.api.fail, "502 with a page": town.api.bad_gateway}
    orders.get(trouble, town.api.drop)("sendMessage", when=is_alert)
    result = run_with(town, "one")
    assert (result.failed, titles(town, ann)) == (True, [])
    assert all(town.api.token not in problem for problem in result.problems)
    assert not town.once().failed
    assert (titles(town, ann), town.api.doubles()) == (["one"], {})


@pytest.mark.soak  # quicker: telegram/test_sender.py
def test_a_text_that_telegram_refuses_is_sent_again_in_plain_words(town: Town) -> None:
    ann = town.subscriber(42, "news")
    said = "Bad Request: can't parse entities: Unexpected end tag at byte offset 4"
    town.api.fail("sendMessage", code=400, description=said, when=is_alert)
    assert run_with(town, "one").failed  # it is our fault, and must be heard of
    assert titles(town, ann) == ["one"]
    assert ann.messages[-1].entities == ()
    assert town.queue() == {"waiting": 0, "failed": 0}


def test_telegram_out_of_reach_stops_no_visit_and_what_waits_comes_with_the_next_run(town: Town) -> None:
    ann = town.subscriber(42, "news")
    town.api.refuse_connections()
    result = run_with(town, "one")
    assert (result.failed, result.delivered, len(result.visits[0].changes)) == (True, 0, 1)
    assert town.queue() == {"waiting": 1, "failed": 0}
    result = run_with(town, "two", "one")
    assert (len(result.visits[0].changes), town.queue()["waiting"]) == (1, 2)
    town.api.accept_connections()
    assert not town.once().failed
    assert sorted(titles(town, ann)) == ["one", "two"]
    assert (titles(town, ann), town.api.doubles(), town.queue()) == ([], {}, {"waiting": 0, "failed": 0})


@pytest.mark.soak  # quicker: Telegram out of reach, above
def test_telegram_lost_between_the_answers_and_the_alerts_loses_nothing(town: Town) -> None:
    ann = town.subscriber(42, "news")
    found = feed("one")

    def cut_off(_: object) -> Answer:
        town.api.refuse_connections()
        return found

    town.serves({"/feed.xml": cut_off})
    assert town.once().failed
    town.api.accept_connections()
    town.serves({"/feed.xml": found})
    assert not town.once().failed
    assert (titles(town, ann), town.api.doubles()) == (["one"], {})


@pytest.mark.soak  # quicker: telegram/test_rate_limiter.py
def test_messages_of_one_chat_go_at_the_pace_telegram_allows(town: Town) -> None:
    town.watches("gazette", "/gazette.xml")
    town.watches("herald", "/herald.xml")
    for path in ("/gazette.xml", "/herald.xml"):
        town.serves({path: feed()})
    ann = town.subscriber(42, "all")
    town.serves({"/gazette.xml": feed("two"), "/herald.xml": feed("three")})
    assert run_with(town, "one").delivered == 3
    assert sorted(titles(town, ann)) == ["one", "three", "two"]
    sent = [call.at for call in town.api.calls_to("sendMessage") if is_alert(call)]
    latency = 0.5  # of the story: a hundredth of a real second, by which one message may come later than the next
    assert all(later - earlier >= 1 - latency for earlier, later in pairwise(sent))
    assert sent[-1] - sent[0] >= len(sent) - 1 - latency
