"""Groups, forum topics and channels: who may change what, where answers go, and what happens when a chat moves."""

from __future__ import annotations

import pytest

from tests.features.telegram.archive import document, logs
from tests.features.telegram.conftest import CABINET, DAILY, Runner
from tests.tools.soaks import some
from tests.tools.standin import ANONYMOUS, BotApi

GROUP, SUPERGROUP, CHANNEL = -5, -1001234567890, -1009876543210
BOSS, MEMBER = 7, 8


def test_administrator_subscribes_a_group(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.says("/subscribe send", user=BOSS)
    runner.answer()
    assert "send" in runner.follows(GROUP)
    assert group.texts[0].startswith("Following SEND")


def test_member_of_a_group_changes_nothing(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.says("/subscribe send", user=MEMBER)
    runner.answer()
    assert runner.follows(GROUP) == {}
    assert group.texts == ["Only administrators can change what is told here."]


def test_member_of_a_group_may_look(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.says("/topics", user=MEMBER)
    runner.answer()
    assert group.texts[0].startswith("Topics")
    assert api.calls_to("getChatMember") == []


def test_anonymous_administrator_is_one(api: BotApi, runner: Runner) -> None:
    group = api.group(SUPERGROUP, admins=[BOSS])
    group.says("/subscribe send", user=ANONYMOUS)
    runner.answer()
    assert "send" in runner.follows(SUPERGROUP)


def test_tap_of_a_member_is_refused_to_them_alone(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.says("/topics", user=MEMBER)
    runner.answer()
    tap = group.taps("SEND", user=MEMBER)
    runner.answer()
    assert tap.answer == "Only administrators can change what is told here."
    assert runner.follows(GROUP) == {}
    assert len(group.messages) == 1
    assert group.messages[0].edits == []


@pytest.mark.soak  # quicker: the one of a member, above
def test_tap_of_an_administrator_counts(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.says("/topics", user=MEMBER)
    runner.answer()
    group.taps("SEND", user=BOSS)
    runner.answer()
    assert "send" in runner.follows(GROUP)


UNKNOWN = "Telegram did not tell me whether you are an administrator here. Please try again in a few minutes."


@pytest.mark.parametrize("code", [429, 500])
def test_administrator_who_cannot_be_looked_up_is_asked_to_try_again(api: BotApi, runner: Runner, code: int) -> None:
    group = api.group(GROUP, admins=[BOSS])
    api.fail("getChatMember", code=code, parameters={"retry_after": 30} if code == 429 else None)
    group.says("/subscribe send", user=BOSS)
    runner.answer()
    assert runner.follows(GROUP) == {}
    assert group.texts == [UNKNOWN]
    group.says("/subscribe send", user=BOSS)
    runner.answer()
    assert "send" in runner.follows(GROUP)


def test_whom_telegram_does_not_know_is_no_administrator(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    api.fail("getChatMember", code=400, description="Bad Request: user not found")
    group.says("/subscribe send", user=BOSS)
    runner.answer()
    assert group.texts == ["Only administrators can change what is told here."]


@pytest.mark.parametrize(
    "text", some(["hello", "has anybody read the report?", "/unknown", "/start@other_bot"], every=2)
)
def test_group_is_not_disturbed_by_answers_to_others(api: BotApi, runner: Runner, text: str) -> None:
    group = api.group(SUPERGROUP, admins=[BOSS])
    group.bot_status = "administrator"  # so that the bot hears everything
    group.says(text, user=BOSS)
    assert runner.answer() == 1
    assert group.texts == []


def test_unknown_command_to_this_bot_by_name_is_answered_in_a_group(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.says("/unknown@watcher_test_bot", user=MEMBER)
    runner.answer()
    assert group.texts[0].startswith("I don't know the command /unknown.")


def test_forum_topic_becomes_the_place_for_a_theme(api: BotApi, runner: Runner) -> None:
    forum = api.group(SUPERGROUP, admins=[BOSS], forum=True, topics=[11, 12])
    forum.says("/subscribe send", user=BOSS, thread=11)
    runner.answer()
    assert runner.follows(SUPERGROUP)["send"].thread_id == 11
    assert forum.messages[0].thread == 11


def test_general_topic_is_no_thread(api: BotApi, runner: Runner) -> None:
    forum = api.group(SUPERGROUP, admins=[BOSS], forum=True, topics=[11])
    forum.says("/subscribe send", user=BOSS)
    runner.answer()
    assert runner.follows(SUPERGROUP)["send"].thread_id == 0
    assert forum.messages[0].thread is None


def test_closed_topic_is_answered_in_general(api: BotApi, runner: Runner) -> None:
    forum = api.group(SUPERGROUP, admins=[BOSS], forum=True, topics=[11])
    forum.says("/help", user=BOSS, thread=11)
    forum.topics[11] = "closed"
    runner.answer()
    assert [message.thread for message in forum.messages] == [None]


def test_channel_is_subscribed_by_a_post_in_it(api: BotApi, runner: Runner) -> None:
    channel = api.channel(CHANNEL, admins=[BOSS])
    channel.says("/subscribe all")
    runner.answer()
    assert "all" in runner.follows(CHANNEL)


def test_reader_of_a_channel_changes_nothing_by_a_tap(api: BotApi, runner: Runner) -> None:
    channel = api.channel(CHANNEL, admins=[BOSS])
    channel.says("/topics")
    runner.answer()
    channel.taps("SEND", user=MEMBER)
    runner.answer()
    assert runner.follows(CHANNEL) == {}
    channel.taps("SEND", user=BOSS)
    runner.answer()
    assert "send" in runner.follows(CHANNEL)


def test_what_a_channel_publishes_is_not_answered(api: BotApi, runner: Runner) -> None:
    channel = api.channel(CHANNEL, admins=[BOSS])
    channel.says("Our meeting is on Friday.")
    runner.answer()
    assert channel.texts == []


def test_new_group_is_greeted_once(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS], state="left")
    group.adds_bot()
    group.adds_bot(status="administrator")
    runner.answer()
    assert len(group.texts) == 1
    assert "/topics" in group.texts[0]


def test_new_channel_is_not_greeted_before_its_readers(api: BotApi, runner: Runner) -> None:
    channel = api.channel(CHANNEL, admins=[BOSS], state="left")
    channel.adds_bot()
    runner.answer()
    assert channel.texts == []


def test_group_that_becomes_a_supergroup_keeps_its_choices_and_its_queue(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.says("/subscribe send weekly", user=BOSS)
    runner.answer()
    runner.queue(GROUP, "New: a report")
    new = group.migrates_to(SUPERGROUP)
    runner.answer()
    assert runner.follows(SUPERGROUP)["send"].frequency == "weekly"
    assert runner.follows(GROUP) == {}
    runner.deliver()
    assert new.texts == ["New: a report"]


@pytest.mark.soak  # quicker: the group that becomes one, above
def test_command_after_the_move_finds_the_old_choices(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.says("/subscribe send", user=BOSS)
    runner.answer()
    new = group.migrates_to(SUPERGROUP)
    new.says("/subscribe cabinet", user=BOSS)
    runner.answer()
    assert set(runner.follows(SUPERGROUP)) == {"send", "cabinet"}


@pytest.mark.soak  # quicker: test_sender.py, a group that moved
def test_answer_to_a_group_that_has_just_moved_reaches_the_new_one(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.says("/subscribe send", user=BOSS)
    new = group.migrates_to(SUPERGROUP)
    runner.answer()
    assert set(runner.follows(SUPERGROUP)) == {"send"}
    assert [text for text in new.texts if text.startswith("Following SEND")]


@pytest.mark.soak  # quicker: test_forum_topics.py
def test_topic_that_was_closed_is_told_in_general_once_and_left(api: BotApi, runner: Runner) -> None:
    forum = api.group(SUPERGROUP, admins=[BOSS], forum=True, topics=[11])
    forum.says("/subscribe all", user=BOSS, thread=11)
    runner.answer()
    forum.topics[11] = "closed"
    said = len(forum.messages)
    for title in ("First report", "Second report"):
        logs(runner, CABINET, document(title, title))
        runner.deliver()
    told = forum.messages[said:]
    assert [message.thread for message in told] == [None, None, None]
    assert [message.text.startswith("The topic in which this was told is closed or gone") for message in told] == [
        False,
        True,
        False,
    ]
    assert runner.follows(SUPERGROUP)["all"].thread_id == 0


@pytest.mark.soak  # quicker: test_forum_topics.py
def test_theme_has_its_place_in_a_forum_topic_and_another_theme_another(api: BotApi, runner: Runner) -> None:
    forum = api.group(SUPERGROUP, admins=[BOSS], forum=True, topics=[11, 12])
    forum.says("/subscribe send", user=BOSS, thread=11)
    forum.says("/subscribe childrens-services", user=BOSS, thread=12)
    runner.answer()
    logs(runner, CABINET, document("r1", "SEND strategy"))
    logs(runner, CABINET, document("r2", "More fostering", part_of="m2"))
    runner.deliver()
    told = {("fostering" in message.text): message.thread for message in forum.messages[2:]}
    assert told == {False: 11, True: 12}


def test_public_channel_carries_everything_without_buttons_or_settings(api: BotApi, runner: Runner) -> None:
    channel = api.channel(CHANNEL, admins=[BOSS])
    channel.says("/subscribe all")
    runner.answer()
    said = len(channel.messages)
    logs(runner, CABINET, document("r1", "SEND strategy"))
    logs(runner, DAILY, document("s1", "A story", "article"))
    runner.deliver()
    told = channel.messages[said:]
    assert ["New: SEND strategy" in told[0].text, "New: A story" in told[1].text] == [True, True]
    assert all(message.button_texts == [] for message in told)
