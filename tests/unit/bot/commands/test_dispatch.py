"""commands/: what is answered to a text or a tap, judged by Telegram's own parser and its limits."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.tools.examples import every_example
from tests.unit.bot.commands.talk import CATALOGUE, CHAT, answered, data, follow, judged, labels, read, says, taps
from watcher.bot.commands.subscribe import split_how
from watcher.core.chats import Catalogue, ChatSettings, Forget, Request, Subscribe, Unsubscribe
from watcher.core.sources import Source
from watcher.core.topics import Topic


def test_subscribe_answers_with_what_will_come_and_when() -> None:
    found = says("/subscribe send weekly")
    assert found.actions == (Subscribe("send", frequency="weekly"),)
    assert read(found).startswith("Following SEND: once a week, on Sunday at 18:00.")
    assert labels(found)[:3] == ["As it happens", "Once a day", "✓ Once a week"]


def test_looking_stores_nothing() -> None:
    for text in ("/start", "/topics", "/sources", "/mine", "/help", "/subscribe", "/unsubscribe", "hello"):
        assert says(text).actions == ()


def test_word_that_is_no_frequency_is_part_of_the_name() -> None:
    found = says("/subscribe send hourly")
    assert found.actions == ()
    assert labels(found) == ["Follow SEND"]


@every_example(
    ("said", "meant"),
    [
        ("sned", ["SEND"]),
        ("Cabnet", ["Cabinet"]),
        ("ehcp", ["SEND"]),
        ("scrutiny", ["Overview & Scrutiny Board", "People Overview & Scrutiny"]),
        ("the cabinet please", ["Cabinet"]),
        ("library", ["Libraries"]),
        ("zzzzzz", []),
        ("x", []),
        ("☃", []),
    ],
)
def test_near_miss_names_the_nearest(said: str, meant: list[str]) -> None:
    found = says(f"/subscribe {said}")
    assert sorted(labels(found)) == sorted(f"Follow {name}" for name in meant)
    assert found.actions == ()


def test_topic_comes_before_a_source_of_the_same_name() -> None:
    catalogue = Catalogue((Topic("a", "News", "", ()),), (Source("b", "News", "https://example.org", "feed"),))
    assert says("/subscribe news", catalogue=catalogue).actions == (Subscribe("a"),)


def test_id_comes_before_a_name() -> None:
    catalogue = Catalogue((Topic("a", "b", "", ()),), (Source("b", "News", "https://example.org", "feed"),))
    assert says("/subscribe b", catalogue=catalogue).actions == (Subscribe("b"),)


def test_what_left_the_config_can_still_be_dropped() -> None:
    found = says("/unsubscribe old-topic", follow("old-topic"))
    assert found.actions == (Unsubscribe("old-topic"),)
    assert "Follow" not in "".join(labels(says("/subscribe old-topic", follow("old-topic"))))


def test_dropping_the_last_one_offers_topics_again() -> None:
    assert "SEND" in labels(says("/unsubscribe cabinet", follow("cabinet")))


def test_unsubscribe_all_leaves_the_others() -> None:
    found = says("/unsubscribe all", follow("all"), follow("send"))
    assert found.actions == (Unsubscribe("all"),)
    assert "SEND" in read(found)


def test_list_without_topics_leads_to_the_sources() -> None:
    assert "Everything" in labels(says("/topics", catalogue=Catalogue(sources=CATALOGUE.sources)))
    assert "/sources" in read(says("/topics", catalogue=Catalogue()))


def test_long_list_is_shown_a_page_at_a_time() -> None:
    sources = tuple(Source(f"s{n}", f"Source {n}", f"https://example.org/{n}", "feed") for n in range(25))
    first = says("/sources", catalogue=Catalogue(sources=sources))
    assert read(first).startswith("Sources, page 1 of 3")
    assert "Source 9" in labels(first)
    assert "Source 10" not in labels(first)
    last = taps(
        data(taps(data(first, "More ›"), catalogue=Catalogue(sources=sources)), "More ›"),
        catalogue=Catalogue(sources=sources),
    )
    assert read(last).startswith("Sources, page 3 of 3")
    assert "More ›" not in labels(last)
    assert last.edit


def test_tap_keeps_the_page_it_was_on() -> None:
    sources = tuple(Source(f"s{n}", f"Source {n}", f"https://example.org/{n}", "feed") for n in range(25))
    catalogue = Catalogue(sources=sources)
    second = taps("sources:1:show:", catalogue=catalogue)
    found = taps(data(second, "Source 12"), catalogue=catalogue)
    assert found.actions == (Subscribe("s12"),)
    assert "Sources, page 2 of 3" in read(found)


def test_button_says_what_it_does_not_the_opposite() -> None:
    following = data(says("/topics"), "SEND")
    assert taps(following).actions == (Subscribe("send"),)
    assert taps(following, follow("send")).actions == ()


def test_button_for_a_frequency_keeps_the_forum_topic() -> None:
    one = follow("send", thread_id=11)
    found = answered(
        Request(CHAT, "supergroup", button="one:0:daily:send", thread_id=12), CATALOGUE, ChatSettings([one])
    )
    assert found is not None
    assert found.actions == (Subscribe("send", frequency="daily", thread_id=11),)


def test_long_ids_and_own_words_fit_behind_a_button() -> None:
    long = "x" * 200
    catalogue = Catalogue((Topic(long, "Long", "", ()),))
    found = says("/topics", catalogue=catalogue)
    assert taps(data(found, "Long"), catalogue=catalogue).actions == (Subscribe(long),)
    words = follow("", words="special school places")
    card = taps(data(says("/mine", words), "“special school places”, as it happens"), words)
    assert taps(data(card, "Stop following"), words).actions == (Unsubscribe("", "special school places"),)


def test_fifty_own_words_are_as_many_as_one_chat_can_follow() -> None:
    held = [follow("", words=f"word{number}") for number in range(50)]
    full = says("/keyword one more", *held)
    assert full.actions == ()
    assert read(full).startswith("One chat can follow 50 words of its own")
    assert says("/keyword word7", *held).actions != ()
    assert says("/keyword one more", *held[:49]).actions != ()


@every_example(
    "text", ["/keyword remove", "/keyword Delete", "/keyword drop ", "/keyword remove “”", '/keyword remove ""']
)
def test_keyword_remove_alone_follows_nothing_and_asks_which(text: str) -> None:
    found = says(text, follow("", words="school places"))
    assert found.actions == ()
    assert read(found).startswith("Say which words are no longer to be followed, as in /keyword remove school places,")
    assert "“school places”" in read(found)


def test_how_often_alone_is_no_keyword_but_a_question_for_the_words() -> None:
    for text in ("/keyword daily", "/keyword Weekly"):
        assert says(text).actions == ()
    assert says('/keyword "daily"').actions == (Subscribe("", '"daily"'),)
    assert says("/keyword daily bread").actions == (Subscribe("", "daily bread"),)


def test_what_is_a_plural_is_not_said_to_have_one() -> None:
    assert "breakses" not in read(says('/keyword "short breaks"'))
    assert "I find tribunals too." in read(says("/keyword tribunal"))
    assert "I find buses too." in read(says("/keyword bus"))


@every_example("text", ["/keyword removal", "/keyword remove-ment van", '/keyword "remove"', "/keyword drop-in"])
def test_words_that_only_look_like_it_are_followed(text: str) -> None:
    assert says(text).actions == (Subscribe("", text.removeprefix("/keyword ")),)


@every_example("text", ["/forget yes", "/forget YES", "/forget  yes."])
def test_forget_yes_asks_for_nothing_but_to_erase(text: str) -> None:
    found = answered(Request(CHAT, "private", text), CATALOGUE, ChatSettings(since=datetime(2026, 1, 1, tzinfo=UTC)))
    assert found is not None
    assert found.actions == (Forget(),)


@every_example("text", ["/forget", "/forget it", "/forget no", "/forget yesterday"])
def test_forget_asks_once_more(text: str) -> None:
    found = answered(Request(CHAT, "private", text), CATALOGUE, ChatSettings(since=datetime(2026, 1, 1, tzinfo=UTC)))
    assert found is not None
    assert found.actions == ()
    assert [row[0].label for row in judged(found).buttons] == ["Erase all of it", "Keep it"]


def test_who_may_not_change_is_told_so_and_nothing_is_stored() -> None:
    asked = Request(CHAT, "group", "/subscribe send", may_change=False)
    found = answered(asked, CATALOGUE, ChatSettings())
    assert found is not None
    assert found.actions == ()
    assert "administrators" in found.html


@every_example("kind", ["group", "supergroup", "channel"])
@every_example("text", ["hello", "", "/nonsense", "/start@other_bot", "see /help"])
def test_what_is_not_for_us_gets_no_answer(kind: str, text: str) -> None:
    assert answered(Request(CHAT, kind, text, bot_name="our_bot"), CATALOGUE, ChatSettings()) is None  # type: ignore[arg-type]  # a test's kind


def test_own_commands_by_name_are_answered_in_any_case() -> None:
    assert answered(Request(CHAT, "group", "/HELP@Our_Bot", bot_name="our_bot"), CATALOGUE) is not None


@every_example(
    ("typed", "words", "often"),
    [
        ("tribunal daily", "tribunal", "daily"),
        ("tribunal once a day", "tribunal", "daily"),
        ("tribunal Every Week", "tribunal", "weekly"),
        ("tribunal as it happens", "tribunal", "now"),
        ("every day", "every day", None),
        ('"open every day"', '"open every day"', None),
        ("today", "today", None),
    ],
)
def test_how_often_is_said_behind_the_words_as_people_say_it(typed: str, words: str, often: str | None) -> None:
    name, how = split_how(typed)
    assert (name, how.frequency) == (words, often)
