"""A consultation in an alert and beside the meetings: until when, and who is asked; nothing of the kind for others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.tools.examples import every_example
from tests.tools.lookups import FakeLookups
from tests.unit.bot.commands.talk import CATALOGUE, CHAT, judged, read
from watcher.bot.commands import answer
from watcher.core.chats import ChatSettings, Request
from watcher.core.documents import Change, Document, Json
from watcher.messages.change import extra_lines, render_change
from watcher.messages.texts import consultations as texts

TRAVEL = Document(
    "education/travel", "article", "Travel policy", "https://c.example/education/travel/", date(2026, 8, 6),
    details={"closes": "2026-09-30", "asked": "Parents, Carers", "status": "open"},
)  # fmt: skip


def test_a_new_one_says_until_when_and_who_is_asked() -> None:
    said = render_change(Change("new", TRAVEL)).html
    assert "closes on 30 September 2026. Who is asked: Parents, Carers." in said
    assert "closes" not in render_change(Change("new", replace(TRAVEL, details={}))).html


@every_example(
    ("fields", "line"),
    [
        ({"closes": ("2026-09-16", "2026-09-30")}, "</a>: now closes on 30 September 2026"),
        ({"status": ("open", "closes within three days")}, "</a>: closes on 30 September 2026"),
        ({"title": ("Travel", "Travel policy")}, "</a>\n"),
    ],
)
def test_the_first_line_is_the_news(fields: dict[str, tuple[Json, Json]], line: str) -> None:
    assert line in render_change(Change("changed", TRAVEL, fields)).html


def test_results_are_told_in_their_own_words_and_until_when_is_no_longer_said() -> None:
    said: dict[str, Json] = {"results": "2026-11-12", "you_said": "Keep the taxis.", "we_did": "We keep them."}
    document = replace(TRAVEL, details={**TRAVEL.details, **said, "status": "results published"})
    told = render_change(Change("changed", document, {"status": ("closed", "results published")})).html
    assert "</a>: its results are published\n" in told
    assert texts.YOU_SAID.format(words="Keep the taxis.") in told
    assert texts.WE_DID.format(words="We keep them.") in told
    assert "It closes on" not in told


def test_a_preview_says_until_when_one_can_be_answered() -> None:
    assert extra_lines(TRAVEL) == [texts.CLOSES.format(day="30 September 2026")]
    assert extra_lines(replace(TRAVEL, details={})) == []


def test_meetings_shows_the_open_ones_beside_the_meetings_and_says_nothing_of_them_where_none_is() -> None:
    now = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)

    def said(*found: Document) -> str:
        asked = Request(CHAT, "private", "/meetings")
        return read(judged(answer(asked, CATALOGUE, ChatSettings(), FakeLookups(now, asked_now=found))))

    assert said(TRAVEL).endswith("Consultations\n• Travel policy, closes on 30 September 2026")
    assert "Consultations" not in said()
