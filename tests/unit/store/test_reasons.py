"""Reasons, quotes and agendas in the database: as data, and as the words that earlier versions wrote."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from tests.tools.examples import every_example
from tests.tools.older_database import older_database
from watcher.core.alerts import Alert, Reason, ReasonKind
from watcher.core.chats import Action, Request, Subscribe, Unsubscribe
from watcher.core.documents import Quote
from watcher.core.sources import Source
from watcher.messages.context import RenderContext
from watcher.messages.reasons import quote_lines, reason_lines, reasons_by_name
from watcher.messages.render import render
from watcher.store import Store, alerts, changes, renames, subscriptions
from watcher.store.reasons import quote_of, quote_row, reason_of, reason_row

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BEFORE_REASONS_WERE_DATA = "0010"
words = st.text(max_size=30)
reasons = st.builds(Reason, st.sampled_from(get_args(ReasonKind)), words, words)
quotes = st.builds(Quote, st.integers(1, 10**6), words, words, st.booleans())
anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda one: st.lists(one, max_size=3) | st.dictionaries(words, one, max_size=3),
    max_leaves=5,
)
NAMES = ("kind", "name", "phrase", "page", "text", "topic", "only_page", "ward")


@given(reasons)
def test_a_reason_survives_the_database(reason: Reason) -> None:
    assert reason_of(json.loads(json.dumps(reason_row(reason)))) == reason


@given(quotes)
def test_a_quote_survives_the_database(quote: Quote) -> None:
    assert quote_of(json.loads(json.dumps(quote_row(quote)))) == quote


@given(anything | st.dictionaries(st.sampled_from(NAMES), anything))
def test_whatever_a_later_version_wrote_can_be_read_and_said(row: Any) -> None:
    assert all(reason_lines([reason_of(row)]))
    assert all(line.html for line in quote_lines([quote_of(row)], "https://d.example/", 300))


def test_a_kind_that_only_a_later_version_knows_is_said_by_its_name_and_phrase() -> None:
    row = {"kind": "ward", "name": "Emerson Park", "phrase": "Wingletye Lane", "map": [1, 2]}
    assert reason_of(row) == Reason("plain", "Emerson Park", "Wingletye Lane")
    assert quote_of({"text": "It waits.", "weight": 7}) == Quote(1, "It waits.", only_page=True)


def written_before(reason: Reason) -> str:
    """As versions before 0011 wrote a reason."""
    return f"{reason.name}: “{reason.phrase}”" if reason.phrase else reason.name


@given(words.filter(lambda name: ": “" not in name), words)
def test_words_of_an_earlier_version_are_said_to_the_letter(name: str, phrase: str) -> None:
    before = written_before(Reason("topic", name, phrase))
    assert reason_of(before).kind == "plain"
    assert reason_lines([reason_of(before)]) == [before] * bool(before)


@every_example(
    "before",
    ["everything", "your words: “a” b", "your words: “a” b “c”", "SEND: “”", "SEND: “", "“a”", "p. 3", ": “x”"],
)
def test_odd_words_of_an_earlier_version_are_said_to_the_letter(before: str) -> None:
    assert reason_lines([reason_of(before)]) == [before]


def test_phrases_of_a_topic_are_put_together_whichever_version_wrote_them() -> None:
    both = [reason_of("SEND: “EHCP”"), reason_of(reason_row(Reason("topic", "SEND", "autism")))]
    assert reasons_by_name(both) == ["SEND: “EHCP”, “autism”"]


@given(st.integers(1, 10**6), words, st.booleans())
def test_a_quote_of_an_earlier_version_is_said_to_the_letter(page: int, sentence: str, only_page: bool) -> None:
    before = f"“{sentence}”" if only_page else f"p. {page}: “{sentence}”"
    (line,) = quote_lines([quote_of(before)], "https://d.example/s1", 1_000)
    assert only_page or line.html.startswith(f'<a href="https://d.example/s1#page={page}">p. {page}</a>: ')
    assert quote_of(before) == Quote(1 if only_page else page, sentence, only_page=only_page)


PAPER = {
    "key": "s1", "kind": "agenda", "title": "Agenda", "url": "https://a.example/s1", "published": None, "summary": "",
    "details": {"items": ["7. Budget", "8. Transport (report to follow)"], "meeting": "Cabinet"}, "part_of": "m1",
}  # fmt: skip


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A database of before, in which one alert waits."""
    path = tmp_path / "watcher.sqlite3"
    older_database(f"sqlite:///{path}", BEFORE_REASONS_WERE_DATA)
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO chats (chat_id, kind, since) VALUES (42, 'private', '2026-01-01')")
        db.execute(
            "INSERT INTO changes (id, source_id, at, kind, key, document, fields, minor, topics)"
            " VALUES (1, 'cabinet', '2026-11-22 09:00:00', 'new', 's1', ?, '{}', 0, '[\"send\"]')",
            [json.dumps(PAPER)],
        )
        said = (
            ["SEND: “EHCP”", "everything", "your words: transport"],
            ["p. 2: “An EHCP takes a year.”", "p. 9: “The transport waits.”"],
            [["send", ""], ["all", ""], ["", "transport"]],
        )
        db.execute(
            "INSERT INTO alerts (id, change_id, chat_id, reasons, quotes, wishes, due_at)"
            " VALUES (5, 1, 42, ?, ?, ?, '2026-11-22 09:00:00')",
            [json.dumps(one) for one in said],
        )
    return path


def waiting(db: Connection) -> Alert:
    (alert,) = alerts.due(db, NOW)
    return alert


def test_an_alert_that_an_earlier_version_queued_is_told_to_the_letter(older: Path) -> None:
    context = RenderContext(
        {"cabinet": Source("cabinet", "Cabinet", "https://a.example/", "moderngov")}, ZoneInfo("UTC")
    )
    with Store(f"sqlite:///{older}") as store, store.read() as db:
        alert = waiting(db)
        ((message, told),) = render([alert], context)
    assert [reason.kind for reason in alert.reasons] == ["plain"] * 3
    assert told == [5]
    lines = unescape(re.sub("<[^<>]*>", "", message.html)).split("\n")
    assert "On the agenda: 7. Budget; 8. Transport (report to follow)" in lines
    assert lines[lines.index("p. 2: “An EHCP takes a year.”") + 1] == "p. 9: “The transport waits.”"
    assert lines[-1] == "Cabinet · SEND: “EHCP”; everything; your words: transport"


@pytest.mark.soak
def test_a_log_of_an_earlier_version_has_no_quotes_and_is_read(older: Path) -> None:
    with Store(f"sqlite:///{older}") as store, store.read() as db:
        (change,) = changes.since(db)
    assert (change.topics, change.quotes) == (("send",), ())


def test_what_an_earlier_version_queued_loses_the_reason_that_is_followed_no_more(older: Path) -> None:
    with Store(f"sqlite:///{older}") as store:
        with store.write() as db:
            wishes: list[Action] = [Subscribe("all"), Subscribe("send"), Unsubscribe("send")]
            subscriptions.carry_out(db, Request(42, "private"), wishes, NOW)
        with store.read() as db:
            assert reason_lines(waiting(db).reasons) == ["everything", "your words: transport"]


@pytest.mark.soak
def test_what_an_earlier_version_queued_goes_over_to_a_topics_new_id(older: Path) -> None:
    with Store(f"sqlite:///{older}") as store:
        with store.write() as db:
            renames.carry_over(db, {"send": "sen"}, ["sen"], NOW)
        with store.read() as db:
            assert waiting(db).matched_subscriptions[0] == ("sen", "")
            assert len(waiting(db).quotes) == 2
