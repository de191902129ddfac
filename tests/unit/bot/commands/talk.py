"""Asks the pure answer function as a private chat would, and judges each answer by Telegram's own rules."""

from __future__ import annotations

from datetime import time

from tests.tools.lookups import NOTHING_KNOWN
from tests.tools.standin.markup import parse_html
from watcher.bot.commands import Reply, answer
from watcher.core.alerts import Subscription
from watcher.core.chats import Catalogue, ChatSettings, Request
from watcher.core.queries import WatcherStatus
from watcher.core.sources import Source
from watcher.core.topics import Topic

CHAT = 42
CATALOGUE = Catalogue(
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


def answered(
    asked: Request,
    catalogue: Catalogue = CATALOGUE,
    settings: ChatSettings | None = None,
    status: WatcherStatus | None = None,
) -> Reply | None:
    """The answer of a watcher that has read nothing yet."""
    return answer(asked, catalogue, settings or ChatSettings(), NOTHING_KNOWN, lambda: status or WatcherStatus())


def says(text: str, *mine: Subscription, catalogue: Catalogue = CATALOGUE, **asked: object) -> Reply:
    request = Request(CHAT, "private", text, bot_name="our_bot", **asked)  # type: ignore[arg-type]  # a test's shorthand
    return judged(answered(request, catalogue, ChatSettings(mine)))


def taps(button: str, *mine: Subscription, catalogue: Catalogue = CATALOGUE) -> Reply:
    return judged(answered(Request(CHAT, "private", button=button), catalogue, ChatSettings(mine)))


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
