"""The button of an earlier version: what it answers where the file can't be sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.tools.lookups import FakeLookups
from tests.unit.bot.commands.talk import CATALOGUE, CHAT
from watcher.bot.commands import Reply, answer
from watcher.core.alerts import Alert
from watcher.core.chats import ChatSettings, Request
from watcher.core.documents import Change, Document
from watcher.core.papers import LARGEST_SENT, PaperVersion
from watcher.messages.buttons import VIEW, callback_data
from watcher.messages.paper_buttons import VERSION, paper_rows

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OLD, NEW = "a" * 64, "b" * 64
PAPER = Document("s1", "report", "Travel policy", "https://e.example/s1.pdf")
CHANGE = Change("changed", PAPER, {"text": ("a", "b")}, source="cabinet", at=NOW, versions=(OLD, NEW))
ALERT = Alert(CHANGE, CHAT, (), id=7)
KEPT = PaperVersion("cabinet", "s1", OLD, PAPER.url, LARGEST_SENT, 300, NOW, NOW)


def tapped(version: PaperVersion) -> Reply | None:
    button = callback_data(VIEW, 0, VERSION, "7")
    known = FakeLookups(NOW, alerts=(ALERT,), versions=(version,))
    return answer(Request(CHAT, "private", button=button), CATALOGUE, ChatSettings(), known)


@pytest.mark.parametrize(("size", "said"), [(57_400_000, "has 57 MB"), (LARGEST_SENT + 1, "has 51 MB")])
def test_a_version_too_large_for_telegram_keeps_its_button_which_says_so(size: int, said: str) -> None:
    large = replace(KEPT, size=size)
    (row,) = paper_rows([ALERT], {7: large}, UTC, NOW)
    assert [button.label for button in row] == ["The version of 22 November"]
    reply = tapped(large)
    assert reply
    assert (said in reply.callback_text, "no more than 50" in reply.callback_text, reply.file) == (True, True, None)


def test_one_of_fifty_megabytes_is_sent_and_one_that_is_not_kept_has_no_button() -> None:
    reply = tapped(KEPT)
    assert reply
    assert reply.file
    assert reply.file.sha256 == OLD
    gone = replace(KEPT, is_kept=False)
    assert paper_rows([ALERT], {7: gone}, UTC, NOW) == ()
    reply = tapped(gone)
    assert reply
    assert "no longer kept here" in reply.callback_text
