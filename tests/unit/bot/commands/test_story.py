"""/story: what is answered to words and to links, judged by Telegram's own rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.tools.autolinks import HAS_TDJSON, tappable
from tests.tools.lookups import FakeLookups
from tests.unit.bot.commands.talk import CATALOGUE, CHAT, judged, read, says
from watcher.bot.commands import Reply, answer
from watcher.core.chats import ChatSettings, Request
from watcher.core.documents import Change, Document
from watcher.core.queries import SearchHit, Story

NOW = datetime(2026, 9, 20, 9, 30, tzinfo=UTC)
HOST = "https://democracy.example.gov.uk/"


def hit(key: str, title: str, kind: str = "report", **details: str) -> SearchHit:
    return SearchHit("cabinet", Document(key, kind, title, HOST + key, details=details), NOW)  # type: ignore[arg-type]


def asks(text: str, story: Story) -> Reply:
    known = FakeLookups(NOW, told_story=story)
    return judged(answer(Request(CHAT, "private", text), CATALOGUE, ChatSettings(), known))


def test_a_due_date_that_slipped_is_told_with_what_it_was() -> None:
    plan = hit("i1", "Reablement", "plan-item", maker="Cabinet", due="2026-10-14")
    slipped = Change("changed", plan.document, {"due": ("2026-09-16", "2026-10-14")}, at=NOW + timedelta(days=1))
    said = read(asks("/story reablement", Story("Reablement", (plan,), (slipped,))))
    assert "in the forward plan: Reablement (Cabinet; due 14 October 2026)" in said
    assert "21 September 2026: changed: Reablement (due: 16 September 2026 → 14 October 2026)" in said


def test_what_lies_ahead_is_said_as_such() -> None:
    coming, gone = (
        hit(key, "Cabinet", "meeting", date=day) for key, day in (("m1", "2026-10-14"), ("m2", "2026-09-16"))
    )
    said = read(asks("/story reablement", Story("Reablement", (coming, gone))))
    assert "14 October 2026: goes to Cabinet" in said
    assert "16 September 2026: on the agenda of Cabinet" in said


@pytest.mark.skipif(not HAS_TDJSON, reason="tdjson is not installed")
def test_strangers_words_can_not_be_tapped_and_a_long_story_is_cut() -> None:
    hostile = "/forget yes @boss <b>x</b> https://evil.example " * 9
    found = [hit(f"d{n}", hostile, "decision", maker=hostile) for n in range(60)]
    for story in (Story(hostile, found, near=found[:2]), Story(hostile, near=found[:2]), Story(near=found[:2])):
        said = asks("/story /forget yes", story)
        assert [words for html in (said.html, *said.more) for _, words in tappable(html)] == []
    assert "Only the last 40 steps are shown." in read(asks("/story forget", Story("T", found)))


def test_others_with_these_words_are_named_and_a_story_alone_names_none() -> None:
    found = read(
        asks("/story contracts", Story("Contracts", (hit("s1", "Contracts"),), near=(hit("s2", "Park contracts"),)))
    )
    assert found.endswith("Others with these words:\n• Park contracts")
    assert "Others" not in read(asks("/story contracts", Story("Contracts", (hit("s1", "Contracts"),))))


def test_what_is_not_found_says_what_comes_near() -> None:
    said = read(asks("/story trains", Story(near=(hit("s2", "School transport"),))))
    assert said.startswith("I know of no item")
    assert said.endswith("What comes near:\n• School transport")
    assert "Fewer words find more; /search" in read(says("/story trains"))
    assert "nothing that this link leads to" in read(says("/story see https://example.org/x please"))
    assert "no item" in read(says("/story http://[x"))
    assert read(says("/story")) == read(says("/story …"))
