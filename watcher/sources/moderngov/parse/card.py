"""What the page of a meeting says above its items for whoever wants to come, watch or ask. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from watcher.core.text import collapse_spaces
from watcher.sources.html import is_inside, text
from watcher.sources.moderngov.parse.links import Portal, link
from watcher.sources.moderngov.parse.page import label_of, links, tags
from watcher.sources.urls import LONGEST_ADDRESS

if TYPE_CHECKING:
    from bs4 import Tag

_LINES, _SCRIPT, _LINK = frozenset({"p", "li", "dt", "div"}), frozenset({"script"}), frozenset({"a"})
_PROSE, _INNER = frozenset({"p", "li", "dd", "h2", "h3", "h4", "td"}), frozenset({"p", "li", "table"})
_CONTACTS = ("contact", "contact officer", "contacts", "for further information contact")
_PLAYER = re.compile(r"\bmgMediaPlayer\b")
_PLAYED = re.compile(r"[\"']Url[\"']\s{0,9}:\s{0,9}(\"[^\"\n]{1,2000}\")", re.IGNORECASE)
_WATCH = re.compile(r"\b(?:webcasts?|live ?stream|watch|view (?:the )?(?:recording|broadcast))\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"\badd (?:this )?(?:meeting )?to (?:my |your )?(?:\w+ )?calendar\b|\bi-?cal(?:endar)?\b", re.IGNORECASE
)
_LONGEST_CONTACT = 200


@dataclass(frozen=True, slots=True)
class Card:
    """What a page does not say is empty. `contact` is as the page has it, name, telephone and e-mail in one line;
    `webcast` and `calendar` (the portal's own file of this meeting) are links; `words` are all its sentences, one a
    paragraph."""

    contact: str = ""
    webcast: str = ""
    calendar: str = ""
    words: str = ""


def read_card(body: Tag, rows: Sequence[Tag], portal: Portal) -> Card:
    """Return the card of the meeting whose page this is; `rows` are its items, of which only the words are the
    meeting's."""
    inside = set(map(id, rows))
    return Card(
        contact=_contact(body, inside),
        webcast=_played(body) or _watched(body, inside, portal),
        calendar=_calendar(body, portal),
        words="\n\n".join(_prose(body)),
    )


def _contact(body: Tag, inside: Set[int]) -> str:
    for line in _above(body, _LINES, inside):
        label, value = label_of(line)
        if label in _CONTACTS and value:
            mails = [href[7:].partition("?")[0] for _, href in links(line) if href.lower().startswith("mailto:")]
            unsaid = [mail for mail in mails if mail.casefold() not in value.casefold()]
            return collapse_spaces(" ".join([value, *unsaid]))[:_LONGEST_CONTACT]
    return ""


def _above(body: Tag, names: frozenset[str], inside: Set[int]) -> Iterator[Tag]:
    """Yield the lines of a page before its first item."""
    for tag in tags(body, names):
        if id(tag) in inside or is_inside(tag, inside):
            return
        if tag.name != "div" or not any(tags(tag, _LINES)):
            yield tag


def _played(body: Tag) -> str:
    """Return the recording that the page's player is given: its address stands in a script (facts/moderngov.md, 2)."""
    for script in tags(body, _SCRIPT):
        said = script.get_text()
        if _PLAYER.search(said) and (found := _PLAYED.search(said)):
            try:
                address = json.loads(found[1])
            except ValueError:  # signs that no JSON has
                continue
            if _is_web(address):
                return str(address)
    return ""


def _watched(body: Tag, inside: Set[int], portal: Portal) -> str:
    """Return a link above the items whose words say that it leads to the webcast."""
    for anchor in _above(body, _LINK, inside):
        href = str(anchor.get("href", ""))
        line = anchor.find_parent(list(_LINES))
        said = f"{text(anchor)} {anchor.get('title', '')}"
        if _WATCH.search(said) or (line is not None and label_of(line)[0] in ("media", "webcast")):
            address = portal.absolute(href) if href and len(href) <= LONGEST_ADDRESS else ""
            if _is_web(address):
                return address
    return ""


def _calendar(body: Tag, portal: Portal) -> str:
    """Return the portal's own calendar file; a link to another site is none."""
    for anchor, href in links(body):
        said = f"{text(anchor)} {anchor.get('title', '')}"
        path = href.partition("?")[0].lower()
        if link(href).page == "mgvcalendar" or path.endswith(".ics") or _CALENDAR.search(said):
            address = portal.absolute(href)
            if _is_web(address) and urlsplit(address).netloc == urlsplit(portal.base).netloc:
                return address
    return ""


def _is_web(address: object) -> bool:
    if not isinstance(address, str) or len(address) > LONGEST_ADDRESS:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _prose(body: Tag) -> Iterator[str]:
    """Yield the paragraphs of a page, each once."""
    for tag in tags(body, _PROSE):
        if not any(tags(tag, _INNER)) and (said := text(tag)):
            yield said
