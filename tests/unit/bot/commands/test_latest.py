"""/latest: what was found lately, and which paper an article of it is about."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.tools.lookups import FakeLookups
from tests.unit.bot.commands.talk import CATALOGUE, CHAT, judged
from watcher.bot.commands import answer
from watcher.core.chats import ChatSettings, Request
from watcher.core.documents import Change, Document, RelatedDocument

NOW = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
NEWS = Document("n1", "article", "Parents wait", "https://b.example/1")


def test_an_article_stands_there_with_the_page_of_the_paper_it_is_about() -> None:
    about = (RelatedDocument("SEND performance", "https://a.example/s1.pdf", 3),)
    changes = [Change("new", NEWS, related=about, source="people", at=NOW, id=1)]
    asked = Request(CHAT, "private", "/latest")
    found = judged(answer(asked, CATALOGUE, ChatSettings(), FakeLookups(NOW, changes)))
    assert "https://a.example/s1.pdf#page=3" in found.html
