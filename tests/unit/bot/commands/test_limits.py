"""No answer, to whatever is typed, tapped or stored, goes beyond what Telegram takes."""

from __future__ import annotations

from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from tests.tools.soaks import a_third
from tests.unit.bot.commands.talk import CHAT, answered, judged, says, taps
from watcher.bot.commands.command_list import commands_for
from watcher.core.alerts import Subscription
from watcher.core.chats import Catalogue, ChatSettings, Request
from watcher.core.queries import WatcherStatus
from watcher.core.sources import Source
from watcher.core.topics import Topic
from watcher.core.visits import Health

anything = st.text(max_size=300)
names = st.one_of(anything, st.sampled_from(["<b>", "&amp;", "\u202e", "\x00", " ", "a" * 5_000, "👩‍👩‍👧 school"]))
ids = st.from_regex(r"[a-z][a-z0-9-]{0,80}", fullmatch=True)
catalogues = st.builds(
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
statuses = st.builds(
    WatcherStatus,
    st.lists(st.tuples(watched, healths), max_size=20),
    st.integers(),
    st.lists(st.tuples(names, st.integers())),
)


@given(said, catalogues, stored, statuses)
@a_third()
def test_answer_to_anything_typed_is_within_every_limit(
    text: str, catalogue: Catalogue, stored: ChatSettings, status: WatcherStatus
) -> None:
    judged(answered(Request(CHAT, "private", text, is_admin=True), catalogue, stored, status))


@given(st.data(), catalogues, held)
@a_third()
def test_answer_to_any_button_is_within_every_limit(
    draw: st.DataObject, catalogue: Catalogue, mine: list[Subscription]
) -> None:
    for text in ("/topics", "/sources", "/mine"):
        buttons = [button.data for row in says(text, *mine, catalogue=catalogue).buttons for button in row]
        if buttons:
            taps(draw.draw(st.sampled_from(buttons)), *mine, catalogue=catalogue)
    taps(draw.draw(st.text(min_size=1, max_size=64)), *mine, catalogue=catalogue)
