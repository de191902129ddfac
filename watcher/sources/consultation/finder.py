"""Reads the finder of Citizen Space and the page of an activity, where no API is (facts/further.md, 5)."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from watcher.core.documents import Document, Json
from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page
from watcher.sources.consultation.api import activity
from watcher.sources.dates import day
from watcher.sources.feed.entry import absolute
from watcher.sources.html import soup, text

_OPENED = re.compile(r"\b(?:opened|opens|opening date:?|opened on)\W{1,3}(.{6,40})", re.IGNORECASE)
_CLOSES = re.compile(r"\b(?:closes|closed|closing date:?|closes on|closed on)\W{1,3}(.{6,40})", re.IGNORECASE)
_ASKED = re.compile(r"(?:audiences?|who (?:we are|is) asking|who should take part)", re.IGNORECASE)
_CARD = "#consultations > li, li.dss-card"
_DELTA = ".cs-date-delta"


def found_on(page: Page) -> list[Document]:
    """Return what is open on a page of the finder. Raises NotUnderstood where there is no such list."""
    tree = soup(page)
    cards = tree.select(_CARD)
    if not cards and not tree.select_one("#consultations") and "no results" not in text(tree.body).casefold():
        raise NotUnderstood(f"{page.url} has no list of consultations; has it changed its shape?")
    open_now = [card for card in cards if str(card.get("data-consultation-state") or "open") == "open"]
    found = [document for card in open_now if (document := _card(card, page))]
    if open_now and not found:
        raise NotUnderstood(f"{page.url} lists {len(open_now)} consultations, none with a title and an address")
    return found


def with_its_page(document: Document, page: Page) -> Document:
    """Return the activity with what its own page says: opening and closing day, and who is asked."""
    tree = soup(page)
    body = text(tree.select_one("main, #main, #content, body"))
    details: dict[str, Json] = dict(document.details)
    details |= {name: said for name, said in {**_days(body), "asked": _asked(tree)}.items() if said}
    return replace(document, details=details, published=day(str(details.get("opens") or "")) or document.published)


def _card(card: Tag, page: Page) -> Document | None:
    link = card.select_one("h2 a[href], h3 a[href], a[href]")
    url = absolute(page.url, str(link["href"])) if link else ""
    if link is None or not url or not text(link):
        return None
    summary = next((said for part in card.select(".col-md-9 span, p") if (said := text(part))), "")
    return activity(url, text(link), summary, **_days(text(card.select_one(_DELTA))))


def _days(said: str) -> dict[str, str]:
    """Return the days on which it opens and closes, as far as these words say; the first that are said."""
    found = {}
    for name, pattern in (("opens", _OPENED), ("closes", _CLOSES)):
        when = next((when for match in pattern.finditer(said) if (when := day(match[1]))), None)
        if when:
            found[name] = when.isoformat()
    return found


def _asked(tree: BeautifulSoup) -> str:
    """Return whom it is for: the list under "Audiences"."""
    heading = next((element for element in tree.select("h2, h3, h4, dt") if _ASKED.fullmatch(text(element))), None)
    listed = heading.find_next(["ul", "dd"]) if heading else None
    if not isinstance(listed, Tag):
        return ""
    return ", ".join(said for item in (listed.select("li") or [listed])[:20] if (said := text(item)[:80]))
