"""The stand-in hands out updates as Telegram does (facts/telegram.md, section 4): confirming, polling, 409."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from tests.tools.standin import BotApi, Chat, StillClock
from tests.tools.test_standin import ask, refusal

TWO_POLLERS = (
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)

SOON = 60  # seconds, only ever used up by a test that fails


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def api(clock: StillClock) -> Iterator[BotApi]:
    with BotApi(clock=clock) as api:
        yield api


@pytest.fixture
def ann(api: BotApi) -> Chat:
    return api.private(42)


@pytest.fixture
def elsewhere() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as pool:
        yield pool


def poll(api: BotApi, **arguments: Any) -> list[Any]:
    answer = ask(api, "getUpdates", **arguments)
    assert answer["ok"], answer
    updates = answer["result"]
    assert isinstance(updates, list)
    return updates


def texts(updates: list[Any]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def after(updates: list[Any]) -> int:
    return int(updates[-1]["update_id"]) + 1


def test_updates_come_again_until_they_are_confirmed(api: BotApi, ann: Chat, clock: StillClock) -> None:
    ann.says("one")
    first = poll(api)
    clock.advance(1)
    again = poll(api)
    assert first == again
    ann.says("two")
    assert texts(poll(api, offset=after(again))) == ["two"]


def test_a_message_says_who_where_and_when(api: BotApi, ann: Chat, clock: StillClock) -> None:
    ann.says("see 😀 /start send")
    (update,) = poll(api)
    assert update["message"] == {
        "message_id": 1,
        "from": {"id": 42, "is_bot": False, "first_name": "Ann", "language_code": "en"},
        "chat": {"id": 42, "type": "private", "first_name": "Ann"},
        "date": int(clock()),
        "text": "see 😀 /start send",
        "entities": [{"type": "bot_command", "offset": 7, "length": 6}],
    }


def test_limit_and_negative_offset(api: BotApi, ann: Chat) -> None:
    for text in "abcd":
        ann.says(text)
    first = poll(api, limit=2)
    assert texts(first) == ["a", "b"]
    assert texts(poll(api, offset=-1)) == ["d"]
    assert texts(poll(api, offset=first[0]["update_id"])) == ["d"]  # the earlier ones are forgotten


def test_at_most_a_hundred_at_a_time(api: BotApi, ann: Chat) -> None:
    for number in range(105):
        ann.says(str(number))
    first = poll(api, limit=1000)
    assert len(first) == 100
    assert len(poll(api, offset=after(first))) == 5


def test_an_offset_far_beyond_the_queue_is_ignored(api: BotApi, ann: Chat) -> None:
    ann.says("one")
    last = poll(api)[-1]["update_id"]
    assert texts(poll(api, offset=last + 12)) == ["one"]


def test_an_offset_little_beyond_the_queue_confirms(api: BotApi, ann: Chat) -> None:
    ann.says("one")
    last = poll(api)[-1]["update_id"]
    ann.says("two")
    assert texts(poll(api, offset=last + 1)) == ["two"]
    ask(api, "getUpdates", offset=last + 11)
    assert ask(api, "getWebhookInfo")["result"]["pending_update_count"] == 0


def test_ids_that_restart_lower_are_not_confirmed_by_an_old_offset(api: BotApi, ann: Chat) -> None:
    ann.says("one")
    offset = after(poll(api))
    assert poll(api, offset=offset) == []
    api.restart_update_ids(5)
    ann.says("two")
    updates = poll(api, offset=offset, timeout=1)
    assert [update["update_id"] for update in updates] == [5]


def test_updates_are_kept_for_a_day(api: BotApi, ann: Chat, clock: StillClock) -> None:
    ann.says("/start")
    clock.advance(24 * 3600 - 1)
    assert texts(poll(api)) == ["/start"]
    clock.advance(1)
    assert poll(api, offset=1) == []


def test_only_the_kinds_that_were_asked_for_are_queued_from_then_on(api: BotApi, ann: Chat) -> None:
    poll(api, allowed_updates=["callback_query"])
    ann.says("unheard")
    assert poll(api, offset=1) == []  # asked once, remembered
    assert poll(api, offset=2, allowed_updates=[]) == []  # an empty list: the usual kinds again
    ann.says("heard")
    assert texts(poll(api, offset=3)) == ["heard"]


def test_the_same_offset_within_half_a_second_brings_one_update(api: BotApi, ann: Chat, clock: StillClock) -> None:
    for text in "abc":
        ann.says(text)
    assert len(poll(api)) == 3
    clock.advance(0.4)
    assert len(poll(api)) == 1
    clock.advance(0.6)
    assert len(poll(api)) == 3


def waiting_poll(api: BotApi, elsewhere: ThreadPoolExecutor, **arguments: Any) -> "Future[Any]":
    """Starts a poll and returns when the stand-in holds it."""
    with api.world.lock:
        waiting = api.world.updates.polls_begun
    answer = elsewhere.submit(ask, api, "getUpdates", **arguments)
    with api.world.lock:
        while api.world.updates.polls_begun == waiting:
            api.world.lock.wait(0.01)
    return answer


def test_the_same_offset_within_three_seconds_waits_three(
    api: BotApi, ann: Chat, clock: StillClock, elsewhere: ThreadPoolExecutor
) -> None:
    poll(api)
    clock.advance(2)
    answer = waiting_poll(api, elsewhere, timeout=0)
    assert not answer.done()
    clock.advance(3)
    assert answer.result(SOON)["result"] == []


def test_a_new_offset_does_not_wait(api: BotApi, ann: Chat) -> None:
    assert poll(api) == poll(api, offset=1) == []


def test_a_long_poll_returns_with_the_update_that_comes(api: BotApi, ann: Chat, elsewhere: ThreadPoolExecutor) -> None:
    answer = waiting_poll(api, elsewhere, timeout=25)
    ann.says("now")
    assert texts(answer.result(SOON)["result"]) == ["now"]


def test_a_long_poll_ends_empty(api: BotApi, clock: StillClock, elsewhere: ThreadPoolExecutor) -> None:
    answer = waiting_poll(api, elsewhere, timeout=500)
    clock.advance(51)  # no poll lasts longer than 50 s
    assert answer.result(SOON)["result"] == []


def test_of_two_long_polls_the_older_is_refused(
    api: BotApi, ann: Chat, clock: StillClock, elsewhere: ThreadPoolExecutor
) -> None:
    first = waiting_poll(api, elsewhere, offset=1, timeout=25)
    second = waiting_poll(api, elsewhere, offset=2, timeout=25)
    assert refusal(first.result(SOON)) == TWO_POLLERS
    third = waiting_poll(api, elsewhere, offset=3, timeout=25)
    with pytest.raises(TimeoutError):  # a second refusal within three seconds is held back
        second.result(0.05)
    clock.advance(3)
    assert refusal(second.result(SOON)) == TWO_POLLERS
    ann.says("now")
    assert texts(third.result(SOON)["result"]) == ["now"]


def test_a_short_poll_steals_from_a_long_one_without_a_refusal(
    api: BotApi, ann: Chat, elsewhere: ThreadPoolExecutor
) -> None:
    answer = waiting_poll(api, elsewhere, offset=1, timeout=25)
    with api.world.lock:  # the long poll can't take it before the short one
        ann.says("stolen")
        update_id = api.world.updates.next_id - 1
        assert api.world.updates.poll(update_id + 1, 100, 0, None) == []
    assert not answer.done()
    ann.says("left")
    assert texts(answer.result(SOON)["result"]) == ["left"]


def test_with_a_webhook_there_is_no_polling(api: BotApi, ann: Chat, elsewhere: ThreadPoolExecutor) -> None:
    answer = waiting_poll(api, elsewhere, offset=1, timeout=25)
    assert ask(api, "setWebhook", url="https://example.org/hook")["ok"]
    assert refusal(answer.result(SOON)) == (409, "Conflict: terminated by setWebhook request")
    description = (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    assert refusal(ask(api, "getUpdates")) == (409, description)
    ann.says("kept")
    assert ask(api, "getWebhookInfo")["result"]["pending_update_count"] == 1
    assert ask(api, "deleteWebhook")["ok"]
    assert texts(poll(api, offset=2)) == ["kept"]


def test_a_webhook_can_go_with_all_that_waits(api: BotApi, ann: Chat) -> None:
    ann.says("dropped")
    assert ask(api, "deleteWebhook", drop_pending_updates=True)["ok"]
    assert poll(api) == []


def test_a_webhook_needs_https(api: BotApi) -> None:
    answer = ask(api, "setWebhook", url="http://example.org/hook")
    assert refusal(answer)[1] == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
