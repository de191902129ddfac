"""What people do in the stand-in reaches python-telegram-bot as it would from Telegram."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import pytest
import telegram
import telegram.request
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.tools.standin import ANONYMOUS, BotApi, Chat, StillClock

T = TypeVar("T")
YES = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Yes", callback_data="y:1")]])
EVERYTHING = ["message", "edited_message", "callback_query", "my_chat_member", "channel_post"]


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def api(clock: StillClock) -> Iterator[BotApi]:
    assert os.environ["NO_PROXY"].startswith("127.0.0.1")
    with BotApi(clock=clock, flood=False) as api:
        yield api


def run(api: BotApi, job: Callable[[telegram.Bot], Awaitable[T]]) -> T:
    """What the job returns, done with a real bot client against the stand-in."""

    async def with_bot() -> T:
        # Loading the certificates of all the world for plain HTTP would take most of the time of these tests.
        plain = [telegram.request.HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
        client = telegram.Bot(api.token, base_url=f"{api.url}/bot", request=plain[0], get_updates_request=plain[1])
        async with client as bot:
            return await job(bot)

    return asyncio.run(with_bot())


def updates(api: BotApi) -> list[telegram.Update]:
    """What waits for the bot, confirmed."""

    async def fetch(bot: telegram.Bot) -> list[telegram.Update]:
        found = await bot.get_updates(timeout=0, allowed_updates=EVERYTHING)
        await bot.get_updates(offset=found[-1].update_id + 1 if found else 1, timeout=0)
        return list(found)

    return run(api, fetch)


def says_hello(chat: Chat, **arguments: Any) -> Callable[[telegram.Bot], Awaitable[telegram.Message]]:
    return lambda bot: bot.send_message(chat.id, "<b>Hello</b>", parse_mode="HTML", **arguments)


def test_a_bot_introduces_itself(api: BotApi) -> None:
    async def job(bot: telegram.Bot) -> str:
        return bot.username

    assert run(api, job) == "watcher_test_bot"


def test_start_lifts_never_started(api: BotApi) -> None:
    ann = api.private(42, state="never_started")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        run(api, says_hello(ann))
    ann.says("/start send")
    run(api, says_hello(ann))
    assert ann.texts == ["Hello"]
    assert ann.messages[0].html == "<b>Hello</b>"
    (update,) = updates(api)
    assert update.message is not None
    assert list(update.message.parse_entities(["bot_command"]).values()) == ["/start"]


def test_a_tap_on_the_newest_button_with_that_text(api: BotApi) -> None:
    ann = api.private(42)
    for _ in range(2):
        run(api, says_hello(ann, reply_markup=YES))
    tap = ann.taps("Yes")
    (update,) = updates(api)
    query = update.callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.message.message_id, query.from_user.id) == ("y:1", 2, 42)
    assert query.chat_instance
    run(api, lambda bot: bot.answer_callback_query(query.id, "Done", show_alert=True))
    assert (tap.answer, tap.alert) == ("Done", True)


def test_a_tap_can_be_on_an_older_message_or_by_data(api: BotApi) -> None:
    ann = api.private(42)
    run(api, says_hello(ann, reply_markup=YES))
    run(api, says_hello(ann))
    ann.taps("y:1", message=ann.messages[0])
    assert updates(api)[0].callback_query is not None


def test_a_message_shows_how_it_was_sent(api: BotApi) -> None:
    ann = api.private(42)
    quiet = telegram.LinkPreviewOptions(is_disabled=True)
    run(api, says_hello(ann, disable_notification=True, link_preview_options=quiet))
    run(api, says_hello(ann))
    assert [(message.silent, message.link_preview) for message in ann.messages] == [(True, False), (False, True)]


def test_a_button_that_is_not_there_cannot_be_tapped(api: BotApi) -> None:
    ann = api.private(42)
    run(api, says_hello(ann, reply_markup=YES))
    with pytest.raises(ValueError, match=r"there are \['Yes'\]"):
        ann.taps("No")


@pytest.mark.parametrize("trouble", ["twice", "late", "unknown", "long"])
def test_a_tap_is_answered_once_in_time_and_briefly(api: BotApi, clock: StillClock, trouble: str) -> None:
    ann = api.private(42)
    run(api, says_hello(ann, reply_markup=YES))
    tap = ann.taps("Yes")
    if trouble == "twice":
        run(api, lambda bot: bot.answer_callback_query(tap.tap_id))
    clock.advance(31 if trouble == "late" else 29)
    query_id = "7" if trouble == "unknown" else tap.tap_id
    words = "x" * (201 if trouble == "long" else 200)
    with pytest.raises(BadRequest, match="too_long" if trouble == "long" else "Query is too old"):
        run(api, lambda bot: bot.answer_callback_query(query_id, words))


def test_blocking_and_unblocking_tell_the_bot(api: BotApi) -> None:
    ann = api.private(42)
    ann.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        run(api, says_hello(ann))
    ann.unblocks()
    run(api, says_hello(ann))
    moves = [update.my_chat_member for update in updates(api)]
    statuses = [(move.old_chat_member.status, move.new_chat_member.status) for move in moves if move]
    assert statuses == [("member", "kicked"), ("kicked", "member")]


def test_being_thrown_out_of_a_group_and_added_again(api: BotApi) -> None:
    group = api.group(-5, admins={7: "Bea"})
    group.kicks()
    group.adds_bot()
    group.removes_bot()
    group.adds_bot(status="administrator", user=7)
    moves = [update.my_chat_member for update in updates(api)]
    assert [move.new_chat_member.status for move in moves if move] == [
        "kicked",
        "member",
        "left",
        "administrator",
    ]
    assert [move.from_user.first_name for move in moves if move] == ["Bea"] * 4


def test_an_upgraded_group_tells_its_new_id_both_ways(api: BotApi) -> None:
    group = api.group(-5, admins={7})
    bigger = group.migrates_to(-1001234567890)
    with pytest.raises(ChatMigrated) as caught:
        run(api, says_hello(group))
    assert caught.value.new_chat_id == bigger.id == -1001234567890
    old, new = (update.message for update in updates(api))
    assert old is not None
    assert new is not None
    assert (old.chat.id, old.migrate_to_chat_id) == (-5, bigger.id)
    assert (new.chat.id, new.migrate_from_chat_id) == (bigger.id, -5)


def test_in_a_group_the_bot_hears_commands_and_answers_to_itself_only(api: BotApi) -> None:
    group = api.group(-5, admins={7})
    run(api, says_hello(group))
    group.says("hello everybody", user=8)
    group.says("/start@another_bot", user=8)
    group.says("/mine@watcher_test_bot", user=8)
    group.says("/topics", user=8)
    group.says("thanks", user=8, reply_to=group.messages[0])
    heard = [update.message.text for update in updates(api) if update.message]
    assert heard == ["/mine@watcher_test_bot", "/topics", "thanks"]


def test_as_an_administrator_it_hears_everything(api: BotApi) -> None:
    group = api.group(-5)
    group.adds_bot(status="administrator")
    group.says("hello everybody", user=8)
    assert updates(api)[-1].message is not None


def test_in_a_group_somebody_has_to_say_it(api: BotApi) -> None:
    with pytest.raises(ValueError, match="user="):
        api.group(-5).says("/start")


def test_an_anonymous_administrator_speaks_as_the_group(api: BotApi) -> None:
    api.group(-5).says("/start", user=ANONYMOUS)
    message = updates(api)[0].message
    assert message is not None
    assert message.from_user is not None
    assert message.sender_chat is not None
    assert (message.from_user.id, message.sender_chat.id) == (ANONYMOUS, -5)


def test_a_channel_speaks_for_itself(api: BotApi) -> None:
    api.channel(-1001234567890).says("/start")
    post = updates(api)[0].channel_post
    assert post is not None
    assert post.from_user is None
    assert post.sender_chat is not None


def test_a_corrected_message_comes_as_edited(api: BotApi) -> None:
    ann = api.private(42)
    ann.edits(ann.says("/strat"), "/start")
    first, second = updates(api)
    assert first.message is not None
    assert second.edited_message is not None
    assert (first.message.text, second.edited_message.text) == ("/strat", "/start")


def test_a_topic_is_named_in_what_people_say(api: BotApi) -> None:
    api.group(-1001234567890, forum=True, topics=[7]).says("/mine", user=8, thread=7)
    message = updates(api)[0].message
    assert message is not None
    assert (message.message_thread_id, message.is_topic_message, message.chat.is_forum) == (7, True, True)


def test_the_other_refusals_arrive_as_their_exceptions(api: BotApi) -> None:
    ann = api.private(42)
    api.freeze(34)
    with pytest.raises(RetryAfter):
        run(api, says_hello(ann))
    api.lose_answer("sendMessage")
    with pytest.raises(NetworkError, match="without sending a response"):
        run(api, says_hello(ann))
    run(api, lambda bot: bot.set_webhook("https://example.org/hook"))
    with pytest.raises(Conflict):
        run(api, lambda bot: bot.get_updates())
    api.token = "123456:not-the-token-of-this-bot-0123456789"
    with pytest.raises(InvalidToken):
        run(api, says_hello(ann))
