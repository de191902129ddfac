"""commands/: what is answered to a text or a tap, judged by Telegram's own parser and its limits."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.standin.markup import parse_html
from watcher.bot.commands import Reply, answer
from watcher.bot.commands.dispatch import commands_for
from watcher.core.alerts import Subscription, Topic
from watcher.core.chats import Catalogue, ChatSettings, Forget, Request, Subscribe, Unsubscribe
from watcher.core.queries import WatcherStatus
from watcher.core.sources import Health, Source

CHAT = 42
OFFER = Catalogue(
    topics=(
        Topic("send", "SEND", "Special educational needs and disabilities", ("SEND", "EHCP")),
        Topic("libraries", "Libraries", "Opening hours & closures", ("library",)),
    ),
    sources=(
        Source("cabinet", "Cabinet", "https://democracy.example.gov.uk/ieListMeetings.aspx?CId=1&Year=0", "moderngov"),
        Source("os-board", "Overview & Scrutiny Board", "https://democracy.example.gov.uk/2", "moderngov"),
        Source("people", "People Overview & Scrutiny", "https://democracy.example.gov.uk/3", "moderngov"),
    ),
    daily=time(8, 15),
    weekly=(6, time(18, 0)),
)


def says(text: str, *mine: Subscription, offer: Catalogue = OFFER, **asked: object) -> Reply:
    found = answer(Request(CHAT, "private", text, bot_name="our_bot", **asked), offer, ChatSettings(mine))  # type: ignore[arg-type]  # a test's shorthand
    return judged(found)


def taps(button: str, *mine: Subscription, offer: Catalogue = OFFER) -> Reply:
    found = answer(Request(CHAT, "private", button=button), offer, ChatSettings(mine))
    return judged(found)


def judged(found: Reply | None) -> Reply:
    """The answer, after Telegram's rules: text that parses, is not blank and not too long; buttons that work."""
    assert found is not None
    for html in (found.html, *found.more):
        text, entities = parse_html(html)
        assert text.strip()
        assert len(text) <= 4_096
        assert len(html.encode()) <= 32 * 1_024
        assert len(entities) <= 100
        assert sum(len(entity.get("url", "")) + 20 for entity in entities) <= 9_500
    buttons = [button for row in found.buttons for button in row]
    assert len(buttons) <= 100
    assert all(button.label.strip() and 1 <= len(button.data.encode()) <= 64 for button in buttons)
    assert len(found.callback_text) <= 200
    return found


def read(found: Reply) -> str:
    return parse_html(found.html).text


def labels(found: Reply) -> list[str]:
    return [button.label for row in found.buttons for button in row]


def data(found: Reply, label: str) -> str:
    return next(button.data for row in found.buttons for button in row if button.label == label)


def follow(what: str, **more: object) -> Subscription:
    return Subscription(CHAT, what, **more)  # type: ignore[arg-type]  # a test's shorthand


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


@pytest.mark.parametrize(
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
    offer = Catalogue((Topic("a", "News", "", ()),), (Source("b", "News", "https://example.org", "feed"),))
    assert says("/subscribe news", offer=offer).actions == (Subscribe("a"),)


def test_id_comes_before_a_name() -> None:
    offer = Catalogue((Topic("a", "b", "", ()),), (Source("b", "News", "https://example.org", "feed"),))
    assert says("/subscribe b", offer=offer).actions == (Subscribe("b"),)


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
    assert "Everything" in labels(says("/topics", offer=Catalogue(sources=OFFER.sources)))
    assert "/sources" in read(says("/topics", offer=Catalogue()))


def test_long_list_is_shown_a_page_at_a_time() -> None:
    sources = tuple(Source(f"s{n}", f"Source {n}", f"https://example.org/{n}", "feed") for n in range(25))
    first = says("/sources", offer=Catalogue(sources=sources))
    assert read(first).startswith("Sources, page 1 of 3")
    assert "Source 9" in labels(first)
    assert "Source 10" not in labels(first)
    last = taps(
        data(taps(data(first, "More ›"), offer=Catalogue(sources=sources)), "More ›"), offer=Catalogue(sources=sources)
    )
    assert read(last).startswith("Sources, page 3 of 3")
    assert "More ›" not in labels(last)
    assert last.edit


def test_tap_keeps_the_page_it_was_on() -> None:
    sources = tuple(Source(f"s{n}", f"Source {n}", f"https://example.org/{n}", "feed") for n in range(25))
    offer = Catalogue(sources=sources)
    second = taps("sources:1:show:", offer=offer)
    found = taps(data(second, "Source 12"), offer=offer)
    assert found.actions == (Subscribe("s12"),)
    assert read(found).startswith("Sources, page 2 of 3")


def test_button_says_what_it_does_not_the_opposite() -> None:
    following = data(says("/topics"), "SEND")
    assert taps(following).actions == (Subscribe("send"),)
    assert taps(following, follow("send")).actions == ()


def test_button_for_a_frequency_keeps_the_forum_topic() -> None:
    one = follow("send", thread_id=11)
    found = answer(Request(CHAT, "supergroup", button="one:0:daily:send", thread_id=12), OFFER, ChatSettings([one]))
    assert found is not None
    assert found.actions == (Subscribe("send", frequency="daily", thread_id=11),)


def test_long_ids_and_own_words_fit_behind_a_button() -> None:
    long = "x" * 200
    offer = Catalogue((Topic(long, "Long", "", ()),))
    found = says("/topics", offer=offer)
    assert taps(data(found, "Long"), offer=offer).actions == (Subscribe(long),)
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


@pytest.mark.parametrize(
    "text", ["/keyword remove", "/keyword Delete", "/keyword drop ", "/keyword remove “”", '/keyword remove ""']
)
def test_keyword_remove_alone_follows_nothing_and_asks_which(text: str) -> None:
    found = says(text, follow("", words="school places"))
    assert found.actions == ()
    assert read(found).startswith("Say which words are no longer to be followed, as in /keyword remove school places,")
    assert "“school places”" in read(found)


@pytest.mark.parametrize(
    "text", ["/keyword removal", "/keyword remove-ment van", '/keyword "remove"', "/keyword drop-in"]
)
def test_words_that_only_look_like_it_are_followed(text: str) -> None:
    assert says(text).actions == (Subscribe("", text.removeprefix("/keyword ")),)


@pytest.mark.parametrize("text", ["/forget yes", "/forget YES", "/forget  yes."])
def test_forget_yes_asks_for_nothing_but_to_erase(text: str) -> None:
    found = answer(Request(CHAT, "private", text), OFFER, ChatSettings(since=datetime(2026, 1, 1, tzinfo=UTC)))
    assert found is not None
    assert found.actions == (Forget(),)


@pytest.mark.parametrize("text", ["/forget", "/forget it", "/forget no", "/forget yesterday"])
def test_forget_asks_once_more(text: str) -> None:
    found = answer(Request(CHAT, "private", text), OFFER, ChatSettings(since=datetime(2026, 1, 1, tzinfo=UTC)))
    assert found is not None
    assert found.actions == ()
    assert [row[0].label for row in judged(found).buttons] == ["Erase all of it", "Keep it"]


def test_who_may_not_change_is_told_so_and_nothing_is_stored() -> None:
    asked = Request(CHAT, "group", "/subscribe send", may_change=False)
    found = answer(asked, OFFER, ChatSettings())
    assert found is not None
    assert found.actions == ()
    assert "administrators" in found.html


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
@pytest.mark.parametrize("text", ["hello", "", "/nonsense", "/start@other_bot", "see /help"])
def test_what_is_not_for_us_gets_no_answer(kind: str, text: str) -> None:
    assert answer(Request(CHAT, kind, text, bot_name="our_bot"), OFFER, ChatSettings()) is None  # type: ignore[arg-type]  # a test's kind


def test_own_commands_by_name_are_answered_in_any_case() -> None:
    assert answer(Request(CHAT, "group", "/HELP@Our_Bot", bot_name="our_bot"), OFFER, ChatSettings()) is not None


anything = st.text(max_size=300)
names = st.one_of(anything, st.sampled_from(["<b>", "&amp;", "\u202e", "\x00", " ", "a" * 5_000, "👩‍👩‍👧 school"]))
ids = st.from_regex(r"[a-z][a-z0-9-]{0,80}", fullmatch=True)
offers = st.builds(
    Catalogue,
    st.lists(st.builds(Topic, ids, names, names, st.lists(names, max_size=3).map(tuple)), max_size=12),
    st.lists(st.builds(Source, ids, names, names.map("https://example.org/{}".format), st.just("feed")), max_size=12),
)
verbs = st.sampled_from([*commands_for(is_admin=True), "x"])
said = st.one_of(anything, st.builds("/{} {}".format, verbs, names))
held = st.lists(st.builds(Subscription, st.just(CHAT), ids, names), max_size=15)


moments = st.none() | st.datetimes(timezones=st.just(UTC))
stored = st.builds(
    ChatSettings,
    st.lists(st.builds(Subscription, st.just(CHAT), ids, names), max_size=60),
    moments,
    moments,
    st.none() | st.tuples(st.times(), st.times()),
)
healths = st.builds(Health, ids, ids, ids, st.sampled_from(["ok", "failing"]), st.none() | names, moments, moments)
watched = st.builds(Source, ids, names, st.just("https://example.org"), st.just("feed"))
standings = st.builds(
    WatcherStatus,
    st.lists(st.tuples(watched, healths), max_size=20),
    st.integers(),
    st.lists(st.tuples(names, st.integers())),
)


@given(said, offers, stored, standings)
def test_answer_to_anything_typed_is_within_every_limit(
    text: str, offer: Catalogue, stored: ChatSettings, standing: WatcherStatus
) -> None:
    judged(answer(Request(CHAT, "private", text, is_admin=True), offer, stored, standing))


@given(st.data(), offers, held)
def test_answer_to_any_button_is_within_every_limit(
    draw: st.DataObject, offer: Catalogue, mine: list[Subscription]
) -> None:
    for text in ("/topics", "/sources", "/mine"):
        buttons = [button.data for row in says(text, *mine, offer=offer).buttons for button in row]
        if buttons:
            taps(draw.draw(st.sampled_from(buttons)), *mine, offer=offer)
    taps(draw.draw(st.text(min_size=1, max_size=64)), *mine, offer=offer)
