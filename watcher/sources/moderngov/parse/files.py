"""PURE: links to files on any page of a portal: title without furniture, size, and which kind of paper it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from watcher.core.documents import DocumentKind
from watcher.core.text import collapse_spaces
from watcher.sources.html import is_inside, text
from watcher.sources.moderngov.parse.links import File, Portal, link
from watcher.sources.moderngov.parse.page import links

if TYPE_CHECKING:
    from bs4 import Tag

_HIDDEN = {"mgHide", "mgFileSize"}
_SIZE = re.compile(
    r"(?<![\s(,])[\s(,]*(?:(?:PDF|DOCX?|XLSX?|PPTX?|HTML?|RTF|TXT|CSV|ODT|ZIP)[\s,]*\(?)?"
    r"(?P<size>\d[\d.,]{0,12})\s?(?P<unit>[KMG]?B)\b\s*(?:\)\s*)?$",
)
_SIZE_AFTER = re.compile(r"^\s*\((?:[A-Z]{3,4})[\s,]+(?P<size>\d[\d.,]{0,12})\s?(?P<unit>[KMG]?B)\)")
_PACKS: tuple[tuple[str, DocumentKind], ...] = (
    ("supplement", "supplement"),
    ("minutes", "minutes"),
    ("decision", "decisions"),
    ("", "agenda"),
)
# What `?T=` says of a pack whose name says nothing.
_BY_T: dict[str, DocumentKind] = {"1": "minutes", "2": "decisions", "9": "supplement"}


@dataclass(frozen=True, slots=True)
class Paper:
    """One file that a page links. `size` reads "388 KB", or is empty where the page does not say."""

    key: str
    kind: DocumentKind
    title: str
    url: str
    size: str = ""
    published: date | None = None


def papers_in(tag: Tag, portal: Portal) -> list[Paper]:
    """Return every file once, in the order of the page; a second rendering of one ("View as HTML") is left out."""
    found: dict[str, Paper] = {}
    for anchor, href in links(tag):
        file = portal.file(href)
        if file and file.key not in found:
            title, size = title_and_size(anchor)
            if not title.lower().startswith("view as html"):
                found[file.key] = Paper(file.key, kind_of(file, href), title or _named(file), file.url, size)
    return list(found.values())


def title_and_size(anchor: Tag) -> tuple[str, str]:
    """Return a link's own words, and the size that stands in or right after them."""
    from bs4.element import NavigableString, Tag  # loaded with the page

    hidden = [
        tag for tag in anchor.descendants if isinstance(tag, Tag) and _HIDDEN & set(tag.get_attribute_list("class"))
    ]
    label = text(next((tag for tag in hidden if "mgFileSize" in tag.get_attribute_list("class")), None))
    unseen = set(map(id, hidden))
    bits = [bit for bit in anchor.descendants if type(bit) is NavigableString]
    words = collapse_spaces("".join(bit for bit in bits if not is_inside(bit, unseen)))
    size = _SIZE.search(label) or _SIZE.search(words)
    if size and not label:
        words = words[: size.start()]
    if not size and isinstance(anchor.next_sibling, NavigableString):
        size = _SIZE_AFTER.match(collapse_spaces(str(anchor.next_sibling)))
    return words.strip(), f"{size['size']} {size['unit']}" if size else ""


def kind_of(file: File, href: str) -> DocumentKind:
    """Return the kind of paper: of a pack by its name, else by what its address says of it; anything else is a
    report."""
    if file.letter == "b":
        return "supplement"
    if file.letter != "g":
        return "report"
    named = next(kind for word, kind in _PACKS if word in file.name.lower())
    return _BY_T.get(link(href).ids.get("t", ""), named) if named == "agenda" else named


def is_draft(title: str) -> bool:
    """Tell whether minutes are a draft: this word alone tells them apart from final ones."""
    return "draft" in title.lower()


def _named(file: File) -> str:
    return re.sub(r"\.\w{3,4}$", "", file.name) or "Document"
