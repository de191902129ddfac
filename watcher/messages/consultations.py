"""PURE: a consultation in words: until when, and who is asked."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.core.dates import day, read_day
from watcher.core.documents import Change, Document
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain
from watcher.messages.texts import consultations as texts
from watcher.messages.texts.format import fill

MOST_LISTED = 10


def about(change: Change) -> TelegramHtml:
    """Returns until when a consultation can be answered, unless that is the news, and by whom, or what was said and
    what follows; empty for any other document."""
    details = change.document.details
    results = [details.get(name) for name in ("you_said", "we_did")]
    if any(results):
        pairs = zip((texts.YOU_SAID, texts.WE_DID), results, strict=True)
        return join([plain(line.format(words=one_line(said, 300))) for line, said in pairs if isinstance(said, str)])
    closes, asked = read_day(details.get("closes")), details.get("asked")
    said = [texts.CLOSES.format(day=day(closes))] if closes and not news(change) else []
    said += [texts.ASKED.format(who=one_line(asked, 160))] if isinstance(asked, str) and closes else []
    return plain(" ".join(said))


def news(change: Change) -> str:
    """Returns what is said behind the title of a consultation that closes soon, or on another day, or whose results are
    out; else empty."""
    closes = read_day(change.document.details.get("closes"))
    if change.kind == "changed" and _has_results(change):
        return texts.NEWS_RESULTS
    if change.kind != "changed" or not closes:
        return ""
    if "closes" in change.fields:
        return texts.NEWS_MOVED.format(day=day(closes))
    return texts.NEWS_SOON.format(day=day(closes)) if "status" in change.fields else ""


def extra_lines(document: Document) -> list[str]:
    """Returns until when a consultation can be answered; nothing for any other document."""
    closes = read_day(document.details.get("closes"))
    return [texts.CLOSES.format(day=day(closes))] if closes else []


def field_lines(change: Change) -> dict[str, str]:
    """Returns the fields that need no line, each with an empty one: that it closes soon, or has results, is the
    news."""
    return {"status": ""} if "closes" in change.document.details else {}


def _has_results(change: Change) -> bool:
    return "status" in change.fields and bool(change.document.details.get("results"))


def listed(found: Sequence[Document]) -> TelegramHtml:
    """Returns the consultations found, a line each under a heading, at most MOST_LISTED; empty where there are none."""
    if not found:
        return TelegramHtml()
    lines = [_line(document) for document in found[:MOST_LISTED]]
    more = [plain(texts.MORE.format(count=len(found) - MOST_LISTED))] if len(found) > MOST_LISTED else []
    return join([bold(texts.HEADING), *lines, *more])


def _line(document: Document) -> TelegramHtml:
    closes = read_day(document.details.get("closes"))
    title = link(one_line(document.title, 120), document.url)
    return plain("• ") + (
        fill(texts.LINE, title=title, day=plain(day(closes))) if closes else fill(texts.LINE_OPEN, title=title)
    )
