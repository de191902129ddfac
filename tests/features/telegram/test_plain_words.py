"""Words without a slash: commands, terms, names, kind words and slips, in private chats and in groups."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.features.telegram.archive import document, finds, logs
from tests.features.telegram.conftest import CABINET, DAILY, Runner
from tests.tools.soaks import some, some_rows
from tests.tools.standin import BotApi

GROUP, BOSS, MEMBER = -5, 7, 8


@pytest.fixture(autouse=True)
def ann(api: BotApi) -> None:
    """She talks with the bot in all of these."""
    api.private(42)


def says(api: BotApi, runner: Runner, *said: str) -> str:
    """The last answer to these words, each answered before the next."""
    ann = api.chat(42)
    for words in said:
        ann.says(words)
        runner.answer()
        runner.story.forward(timedelta(minutes=2))
    return ann.texts[-1]


def buttons(api: BotApi) -> list[str]:
    return api.chat(42).messages[-1].button_texts


@pytest.mark.parametrize(
    ("words", "command"),
    some_rows(
        [
            ("help", "/help"),
            ("?", "/help"),
            ("Meetings", "/meetings"),
            ("when is the next meeting?", "/meetings"),
            ("latest", "/latest"),
            ("What’s new?", "/latest"),
            ("what's new in Cabinet", "/latest cabinet"),
            ("search transport", "/search transport"),
            ("search for school transport", "/search school transport"),
            ("topics", "/topics"),
            ("what do I follow?", "/mine"),
            ("is this private?", "/privacy"),
        ],
        every=4,
    ),
)
def test_plain_words_are_answered_as_the_command(api: BotApi, runner: Runner, words: str, command: str) -> None:
    finds(runner, CABINET, document("r1", "School transport contracts"))
    by_words = says(api, runner, words)
    assert by_words == says(api, runner, command)


def test_term_is_explained_in_two_sentences_with_its_topic(api: BotApi, runner: Runner) -> None:
    assert says(api, runner, "what is a call-in?").startswith("Call-in: Councillors can call in a decision")
    assert says(api, runner, "What's an EHCP").startswith("EHCP: An education, health and care plan")
    assert buttons(api) == ["Follow SEND"]
    assert says(api, runner, "EHCP?").startswith("EHCP: An education")
    assert says(api, runner, "what are late papers").startswith("Late paper: ")


@pytest.mark.parametrize("words", some(["ehcp", "EHCP", "Ehcp."], every=3))
def test_word_of_a_topic_offers_it_with_what_it_would_have_found(api: BotApi, runner: Runner, words: str) -> None:
    logs(runner, CABINET, document("r1", "SEND strategy"))
    logs(runner, CABINET, document("r2", "SEND transport", part_of="m2"), ago=timedelta(days=40))
    said = says(api, runner, words)
    assert "belongs to what you can follow here" in said
    assert "In the last 30 days there would have been 1:\n• New: SEND strategy" in said
    assert "Follow SEND" in buttons(api)
    assert runner.follows(42) == {}
    api.chat(42).taps("Follow SEND")
    runner.answer()
    assert set(runner.follows(42)) == {"send"}


@pytest.mark.soak  # quicker: what is called so, below
def test_name_of_a_topic_or_source_offers_it(api: BotApi, runner: Runner) -> None:
    assert says(api, runner, "send").startswith("SEND is something you can follow.")
    assert says(api, runner, "the example daily").startswith("The Example Daily is something you can follow.")
    assert says(api, runner, "/subscribe send", "Send").startswith("SEND is followed here: as it happens.")


@pytest.mark.parametrize(
    ("words", "label", "followed"),
    some_rows(
        [
            ("Corbets Tey School", "Follow “Corbets Tey School”", '"Corbets Tey School"'),
            ("rm3", "Follow “RM3”", "RM3"),
            ("RM3 9AB", "Follow “RM3”", "RM3"),
            ("dyslexia", "Follow “dyslexia”", "dyslexia"),
            ("stop cutting school transport", "Follow “stop cutting school…”", '"stop cutting school transport"'),
        ],
        every=2,
    ),
)
def test_other_words_are_offered_as_a_keyword(
    api: BotApi, runner: Runner, words: str, label: str, followed: str
) -> None:
    finds(runner, DAILY, document("a1", "A day in RM3", "article"))
    said = says(api, runner, words)
    assert "In the last 30 days there would have been" in said
    assert label in buttons(api)
    api.chat(42).taps(label)
    runner.answer()
    assert set(runner.follows(42)) == {followed}


def test_follow_in_plain_words_follows_what_is_called_so(api: BotApi, runner: Runner) -> None:
    assert says(api, runner, "please follow SEND weekly").startswith("Following SEND: once a week")
    assert says(api, runner, "I want to subscribe to the example daily").startswith("Following The Example Daily")
    assert set(runner.follows(42)) == {"send", "the-daily"}


@pytest.mark.soak  # quicker: the other words, above
def test_follow_of_other_words_offers_them(api: BotApi, runner: Runner) -> None:
    assert "can look for it" in says(api, runner, "follow tribunal")
    assert buttons(api) == ["Follow “tribunal”", "Search “tribunal”"]
    assert runner.follows(42) == {}


def test_term_alone_is_explained_and_offered(api: BotApi, runner: Runner) -> None:
    assert says(api, runner, "tribunal").startswith("Tribunal: The SEND tribunal is a court")
    assert buttons(api) == ["Follow “tribunal”"]


def test_words_too_long_for_a_button_are_offered_by_the_command(api: BotApi, runner: Runner) -> None:
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwll Primary School"
    assert f'/keyword "{long}"' in says(api, runner, long)


@pytest.mark.soak  # quicker: test_settings.py, where they are typed at once
def test_fifty_first_keyword_is_not_followed_by_an_old_button(api: BotApi, runner: Runner) -> None:
    says(api, runner, "dyslexia")
    ann = api.chat(42)
    offer = ann.messages[-1]
    for number in range(50):
        ann.says(f"/keyword word{number}")
        runner.answer()
        runner.story.forward(timedelta(minutes=1))
    tap = ann.taps("Follow “dyslexia”", offer)
    runner.answer()
    assert tap.answer is not None
    assert "no more" in tap.answer
    assert len(runner.follows(42)) == 50


def test_keyword_takes_how_often_and_says_what_it_would_have_found(api: BotApi, runner: Runner) -> None:
    finds(runner, DAILY, document("a1", "Tribunal backs mother", "article"))
    said = says(api, runner, "/keyword tribunal daily")
    assert said.startswith("Following “tribunal”: once a day")
    assert "In the last 30 days there would have been 1:\n• New: Tribunal backs mother" in said
    assert {words: one.frequency for words, one in runner.follows(42).items()} == {"tribunal": "daily"}
    says(api, runner, "/keyword Tribunal weekly")
    assert {words: one.frequency for words, one in runner.follows(42).items()} == {"tribunal": "weekly"}


@pytest.mark.soak  # quicker: the keyword with how often, above
@pytest.mark.parametrize("words", some(['"daily"', '"now"', '"The Example Daily"'], every=2))
def test_keyword_that_is_only_such_a_word_in_quotes_is_one(api: BotApi, runner: Runner, words: str) -> None:
    says(api, runner, f"/keyword {words}")
    assert set(runner.follows(42)) == {words}


def test_keyword_in_capitals_finds_its_plural_and_says_so(api: BotApi, runner: Runner) -> None:
    finds(runner, DAILY, document("a1", "Waiting for EHCPs", "article"))
    said = says(api, runner, "/keyword EHCP")
    assert "I find EHCPs too." in said
    assert "Waiting for EHCPs" in said


@pytest.mark.soak  # quicker: unit/rules/test_phrases.py
def test_plural_of_a_name_is_not_said(api: BotApi, runner: Runner) -> None:
    assert "tribunals" in says(api, runner, "/keyword tribunal")
    assert "I find" not in says(api, runner, "/keyword Marks Tey")


@pytest.mark.soak  # quicker: unit/bot/commands/test_intent.py
@pytest.mark.parametrize("words", some(["thanks", "Thank you!", "👍", "❤️", "👍🏽", "ta"], every=3))
def test_kind_word_gets_a_kind_word_and_no_lecture(api: BotApi, runner: Runner, words: str) -> None:
    said = says(api, runner, words)
    assert said == "You're welcome."
    assert buttons(api) == []


def test_plain_words_in_a_group_draw_no_answer(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.bot_status = "administrator"  # so that it hears everything
    for words in ("stop", "help", "thanks", "what is a call-in?", "ehcp", "latest", "https://www.gov.uk/x", "ehpc"):
        group.says(words, user=BOSS)
        runner.answer()
    assert group.texts == []


def test_plain_words_to_the_bot_in_a_group_are_answered(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.bot_status = "administrator"
    group.says("@Watcher_Test_Bot what is a call-in?", user=MEMBER)
    runner.answer()
    assert group.texts[-1].startswith("Call-in: ")
    group.says("thanks", user=MEMBER, reply_to=group.messages[-1])
    runner.answer()
    assert group.texts[-1] == "You're welcome."


TALK = ["I told you so, this will never work out", "Jenny", "good point Anna", "🦄"]


@pytest.mark.parametrize("words", some(TALK, every=3))
def test_talk_of_people_in_reply_to_an_alert_is_left_alone(api: BotApi, runner: Runner, words: str) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.says("/topics", user=BOSS)
    runner.answer()
    group.says(words, user=MEMBER, reply_to=group.messages[0])
    runner.answer()
    assert len(group.texts) == 1


def test_reply_to_somebody_else_is_not_for_the_bot(api: BotApi, runner: Runner) -> None:
    group = api.group(GROUP, admins=[BOSS])
    group.bot_status = "administrator"
    other = group.says("Shall we?", user=BOSS)
    group.says("help", user=MEMBER, reply_to=other)
    runner.answer()
    assert group.texts == []


def test_post_of_a_channel_is_never_taken_for_words_to_the_bot(api: BotApi, runner: Runner) -> None:
    channel = api.channel(-1009, admins=[BOSS])
    channel.says("stop @watcher_test_bot")
    runner.answer()
    assert channel.texts == []
