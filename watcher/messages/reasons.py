"""PURE: tells why somebody is told, and what the paper says there, in words."""

from __future__ import annotations

from collections.abc import Iterable

from watcher.core.alerts import Reason
from watcher.core.documents import Quote
from watcher.messages.telegram_html import TelegramHtml, link, one_line, plain
from watcher.messages.texts import changes as texts


def reason_lines(reasons: Iterable[Reason]) -> list[str]:
    """Returns each reason in words, once: `SEND: “EHC plan”`, `everything`, `your words: short breaks`."""
    lines = (_line(_label(reason), [reason.phrase] if reason.phrase else []) for reason in reasons)
    return list(dict.fromkeys(filter(None, lines)))


def reasons_by_name(reasons: Iterable[Reason]) -> list[str]:
    """Returns what is followed, each once with all the phrases it was found by: `SEND: “EHC plan”, “school
    transport”`."""
    found: dict[str, dict[str, None]] = {}
    for reason in reasons:
        found.setdefault(_label(reason), {}).update({reason.phrase: None} if reason.phrase else {})
    return list(filter(None, (_line(label, phrases) for label, phrases in found.items())))


def quote_lines(quotes: Iterable[Quote], url: str, most: int) -> list[TelegramHtml]:
    """Returns each sentence once, whatever it matters for, with its page as a link into the paper at `url`: `‹p. 12›:
    “…”`, without the page where the paper has only one. `most`: characters of a sentence."""
    said = {(quote.page, quote.text): quote for quote in quotes}
    return [_quote_line(quote, url, most) for quote in said.values()]


def _quote_line(quote: Quote, url: str, most: int) -> TelegramHtml:
    quoted = plain(texts.QUOTED.format(words=one_line(quote.text, most)))
    if quote.only_page:
        return quoted
    page = link(texts.PAGE.format(page=quote.page), f"{url.partition('#')[0]}#page={quote.page}")
    return page + plain(": ") + quoted


def _label(reason: Reason) -> str:
    """Returns what is followed, as people call it; empty for a reason of a later version that has no name."""
    if reason.kind == "everything":
        return texts.EVERYTHING
    if reason.kind == "item":
        return texts.TOLD_ITEM.format(title=reason.name)
    return texts.OWN_WORDS.format(words=reason.name) if reason.kind == "words" else reason.name


def _line(label: str, phrases: Iterable[str]) -> str:
    quoted = ", ".join(texts.QUOTED.format(words=phrase) for phrase in phrases)
    return texts.FOUND_BY.format(name=label, phrases=quoted) if quoted and label else label or quoted
