"""Forum topics of a group: each hears what it follows, as if it were a chat of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.features.telegram.archive import document, logs
from tests.features.telegram.conftest import CABINET, DAILY, Runner
from tests.tools.standin import BotApi, Chat, Message
from watcher.core.chats import Mute, Request
from watcher.rules.merging import EDITS_APART
from watcher.store import changes, chats, mutes, subscriptions

FORUM, GROUP, BOSS, MEMBER = -1001234567890, -5, 7, 8
LETTER = document("r1", "SEND letter of the council")


@pytest.fixture
def forum(api: BotApi) -> Chat:
    return api.group(FORUM, admins=[BOSS], forum=True, topics=[11, 12])


def says(runner: Runner, forum: Chat, thread: int | None, *said: str) -> list[Message]:
    """What is answered in the group once an administrator has said this in one of its topics."""
    before = len(forum.messages)
    for words in said:
        forum.says(words, user=BOSS, thread=thread)
        runner.answer()
    return list(forum.messages[before:])


def told(runner: Runner, forum: Chat, *found: str) -> list[tuple[int | None, bool]]:
    """Where letters of these names are told, and whether each is the letter."""
    before = len(forum.messages)
    for key in found:
        logs(runner, CABINET, document(key, "SEND letter of the council"))
        runner.deliver()
    return [(message.thread, "SEND letter" in message.text) for message in forum.messages[before:]]


def follows(runner: Runner) -> Sequence[tuple[int, str, str]]:
    with runner.store.read() as db:
        return [(one.thread_id, one.what or one.words, one.frequency) for one in chats.subscriptions(db, FORUM)]


def test_letter_that_two_topics_follow_is_told_in_both(runner: Runner, forum: Chat) -> None:
    says(runner, forum, 11, "/subscribe send")
    says(runner, forum, 12, "/subscribe cabinet")
    assert told(runner, forum, "r1") == [(11, True), (12, True)]


@pytest.mark.soak  # quicker: the letter that two follow, above; unit/jobs/test_visit.py
def test_letter_that_two_topics_and_the_group_itself_follow_alike_is_told_in_all_three(
    runner: Runner, forum: Chat
) -> None:
    for thread in (None, 11, 12):
        says(runner, forum, thread, "/subscribe send")
    assert sorted(told(runner, forum, "r1"), key=str) == [(11, True), (12, True), (None, True)]


@pytest.mark.soak  # quicker: unit/jobs/test_visit.py
def test_topic_that_follows_it_twice_is_told_once(runner: Runner, forum: Chat) -> None:
    says(runner, forum, 11, "/subscribe send", "/subscribe cabinet", "/keyword letter")
    assert told(runner, forum, "r1") == [(11, True)]


@pytest.mark.soak  # quicker: unit/jobs/test_visit.py
def test_plain_group_is_told_once(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    says(runner, group, None, "/subscribe send", "/subscribe cabinet")
    assert told(runner, group, "r1") == [(None, True)]


def test_topic_has_its_own_frequency(runner: Runner, forum: Chat) -> None:
    says(runner, forum, 11, "/subscribe send daily")
    says(runner, forum, 12, "/subscribe send")
    assert follows(runner) == [(11, "send", "daily"), (12, "send", "now")]


def test_mine_shows_what_this_topic_follows_and_says_that_others_follow_something(runner: Runner, forum: Chat) -> None:
    says(runner, forum, 11, "/subscribe send")
    says(runner, forum, 12, "/subscribe cabinet")
    (mine,) = says(runner, forum, 11, "/mine")
    assert ("SEND –" in mine.text, "Cabinet –" in mine.text) == (True, False)
    assert "One other topic of this group follows something too: say /mine there." in mine.text
    (nothing,) = says(runner, forum, None, "/mine")
    assert "Nothing is followed here yet.\n2 other topics of this group follow something too" in nothing.text


@pytest.mark.soak  # quicker: what this topic follows, above
def test_plain_group_hears_of_no_other_topics(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    says(runner, group, None, "/subscribe send")
    (mine,) = says(runner, group, None, "/mine")
    assert "other topic" not in mine.text


@pytest.mark.soak  # quicker: unit/jobs/test_remind.py and the next
@pytest.mark.parametrize("said", ["/stop", "/stop send", "/unsubscribe send"])
def test_what_is_ended_in_one_topic_goes_on_in_the_other(runner: Runner, forum: Chat, said: str) -> None:
    says(runner, forum, 11, "/subscribe send")
    says(runner, forum, 12, "/subscribe send")
    logs(runner, CABINET, LETTER)
    says(runner, forum, 11, said)
    assert [(thread, what) for thread, what, _ in follows(runner)] == [(12, "send")]
    before = len(forum.messages)
    runner.deliver()
    assert [message.thread for message in forum.messages[before:]] == [12]


def test_undo_brings_back_what_its_own_topic_followed(runner: Runner, forum: Chat) -> None:
    says(runner, forum, 11, "/subscribe send weekly")
    says(runner, forum, 12, "/subscribe send")
    for thread in (11, 12):  # in one batch: in the same moment
        forum.says("/stop", user=BOSS, thread=thread)
    runner.answer()
    assert follows(runner) == []
    stop = next(message for message in forum.messages if message.thread == 11 and "Stopped" in message.text)
    forum.taps("Undo", stop, user=BOSS)
    runner.answer()
    assert follows(runner) == [(11, "send", "weekly")]


@pytest.mark.soak  # quicker: unit/store/test_item_threads.py
def test_mute_is_of_the_topic_in_which_it_was_tapped(runner: Runner, forum: Chat) -> None:
    says(runner, forum, 11, "/subscribe cabinet")
    says(runner, forum, 12, "/subscribe cabinet")
    logs(runner, CABINET, LETTER)
    with runner.store.write() as db:
        asked = Request(FORUM, "supergroup", thread_id=11)
        subscriptions.carry_out(db, asked, [Mute("cabinet")], runner.clock())
    assert told(runner, forum, "r2") == [(12, True), (12, True)]  # what waited there goes, and nothing comes after it
    (mine,) = says(runner, forum, 12, "/mine")
    assert "Muted" not in mine.text


@pytest.mark.soak  # quicker: what only the closed topic was to hear, below
def test_closed_topic_whose_group_hears_the_same_is_told_there_once(runner: Runner, forum: Chat) -> None:
    says(runner, forum, None, "/subscribe send")
    says(runner, forum, 11, "/subscribe send daily", "/subscribe the-daily", "/subscribe cabinet")
    forum.topics[11] = "closed"
    assert [is_letter for _, is_letter in told(runner, forum, "r1", "r2")].count(True) == 2
    assert [(thread, what) for thread, what, _ in follows(runner)] == [
        (0, "send"),
        (0, "the-daily"),
        (0, "cabinet"),
    ]


def test_what_only_the_closed_topic_was_to_hear_is_told_in_the_group(runner: Runner, forum: Chat) -> None:
    says(runner, forum, None, "/subscribe send")
    says(runner, forum, 11, "/subscribe the-daily")
    forum.topics[11] = "closed"
    before = len(forum.messages)
    logs(runner, DAILY, document("s1", "A story", "article"))
    runner.deliver()
    assert [(message.thread, "A story" in message.text) for message in forum.messages[before:]] == [
        (None, True),
        (None, False),
    ]


NEWS = document("s1", "Parents wait for SEND plans", "article")


def told_in_general(runner: Runner, forum: Chat, *, same_event: bool, papers_first: bool) -> list[str]:
    """What General is told, that follows the committee, once the topic that follows the newspaper is closed."""
    says(runner, forum, None, "/subscribe cabinet")
    says(runner, forum, 11, "/subscribe the-daily")
    forum.topics[11] = "closed"
    before = len(forum.messages)
    found = [(CABINET, LETTER), (DAILY, NEWS)]
    for source, what in found if papers_first else found[::-1]:
        with runner.store.read() as db:
            first = next(changes.since(db), None)
        logs(runner, source, what, same_as=first.id if first and same_event else 0)
        if papers_first:
            runner.deliver()
    runner.deliver()
    said = [message.text for message in forum.messages[before:]]
    return [text for text in said if LETTER.title in text or NEWS.title in text]


def test_closed_topics_news_of_what_general_has_heard_elsewhere_is_a_mere_reply_there(
    runner: Runner, forum: Chat
) -> None:
    paper, news = told_in_general(runner, forum, same_event=True, papers_first=True)
    assert LETTER.title in paper
    assert news.startswith("Also reported by the-daily")


def test_closed_topics_news_of_what_general_is_still_to_hear_elsewhere_is_told_with_it(
    runner: Runner, forum: Chat
) -> None:
    (both,) = told_in_general(runner, forum, same_event=True, papers_first=False)
    assert LETTER.title in both
    assert "Also reported by the-daily" in both


def test_closed_topics_news_of_something_else_is_told_in_general_in_full(runner: Runner, forum: Chat) -> None:
    told = told_in_general(runner, forum, same_event=False, papers_first=False)
    assert sorted(text.partition("\n")[0] for text in told) == [f"New: {NEWS.title}", f"New: {LETTER.title}"]
    assert not any("Also reported by" in text for text in told)


@pytest.mark.soak  # quicker: what this topic follows, above
def test_latest_in_a_topic_shows_what_that_topic_follows(runner: Runner, forum: Chat) -> None:
    says(runner, forum, 11, "/subscribe cabinet")
    says(runner, forum, 12, "/subscribe the-daily")
    told(runner, forum, "r1")
    logs(runner, DAILY, document("s1", "A story", "article"), ago=timedelta(hours=1))
    (latest,) = says(runner, forum, 12, "/latest")
    assert ("A story" in latest.text, "SEND letter" in latest.text) == (True, False)


@pytest.mark.soak  # quicker: what this topic follows, above
def test_mydata_shows_what_every_topic_follows(runner: Runner, forum: Chat) -> None:
    says(runner, forum, 11, "/subscribe send")
    says(runner, forum, 12, "/subscribe send weekly")
    (stored,) = says(runner, forum, None, "/mydata")
    assert "in topic number 11, since 22 November 2026" in stored.text
    assert "in topic number 12, since 22 November 2026" in stored.text


def test_group_that_moves_twice_keeps_what_each_topic_follows(runner: Runner, forum: Chat) -> None:
    says(runner, forum, 11, "/subscribe send")
    says(runner, forum, 12, "/subscribe send")
    new = -1009
    with runner.store.write() as db:
        chats.arrived(db, new, "supergroup", runner.clock())
        chats.move(db, FORUM, new)
        assert [(one.thread_id, one.what) for one in chats.subscriptions(db, new)] == [(11, "send"), (12, "send")]


@pytest.mark.soak  # quicker: unit/rules/test_merging.py
def test_edits_that_wait_are_counted_for_each_topic(runner: Runner, forum: Chat) -> None:
    says(runner, forum, 11, "/subscribe the-daily")
    logs(runner, DAILY, document("s1", "A story", "article"), kind="changed", fields={"title": ("a", "b")})
    runner.deliver()
    says(runner, forum, 12, "/subscribe the-daily")
    logs(runner, DAILY, document("s1", "A story", "article"), kind="changed", fields={"title": ("b", "c")})
    with runner.store.read() as db:
        told = changes.edits_due(db, "the-daily", "s1", runner.clock() - EDITS_APART)
        waiting = changes.edits_due(db, "the-daily", "s1")
    assert set(told) == {(FORUM, 11)}
    assert set(waiting) == {(FORUM, 11), (FORUM, 12)}


def mutes_there(runner: Runner, *threads: int) -> None:
    with runner.store.write() as db:
        for thread in threads:
            mutes.mute(db, FORUM, "cabinet", "", runner.clock(), thread)


@pytest.mark.soak  # quicker: mutes that move, below
@pytest.mark.parametrize(("in_general", "muted"), [("", ["cabinet"]), ("/subscribe all", [])])
def test_mute_of_a_closed_topic_silences_nothing_that_its_group_follows(
    runner: Runner, forum: Chat, in_general: str, muted: list[str]
) -> None:
    says(runner, forum, 11, "/subscribe all")
    says(runner, forum, None, *filter(None, [in_general]))
    mutes_there(runner, 11)
    with runner.store.write() as db:
        assert chats.leave_topic(db, FORUM, 11)
        assert [mute.what for mute in mutes.of(db, FORUM, runner.clock())] == muted
        assert mutes.of(db, FORUM, runner.clock(), 11) == []


def test_mutes_of_each_topic_move_with_the_group(runner: Runner, forum: Chat) -> None:
    says(runner, forum, 11, "/subscribe send")
    mutes_there(runner, 11, 12)
    new = -1009
    with runner.store.write() as db:
        chats.arrived(db, new, "supergroup", runner.clock())
        mutes.mute(db, new, "cabinet", "", runner.clock(), 12)
        chats.move(db, FORUM, new)
        assert [len(mutes.of(db, new, runner.clock(), thread)) for thread in (0, 11, 12)] == [0, 1, 1]
