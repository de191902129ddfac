"""Reading HTML: the one place that makes soup, and the small questions every kind asks of it."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup

from watcher.errors import NotUnderstood
from watcher.model import Page
from watcher.wording import squeeze


def soup(page: Page) -> BeautifulSoup:
    """The parsed page, decoded by header, then meta, then cp1252. Raises NotUnderstood for an empty answer."""
    if not page.body.strip():
        raise NotUnderstood(f"{page.url} answered with an empty page")
    charset = re.search(r"charset=[\"']?([\w-]+)", page.content_type, re.IGNORECASE)
    return BeautifulSoup(page.body, "lxml", from_encoding=charset[1] if charset else None)


def xml(page: Page) -> BeautifulSoup:
    """The parsed XML. Raises NotUnderstood for an empty answer, for one that declares entities of its own, and for one
    that refers to half a character."""
    if not page.body.strip() or b"<!ENTITY" in page.body:
        raise NotUnderstood(f"{page.url} answered with an empty page, or with XML that we do not open")
    try:
        return BeautifulSoup(page.body, "lxml-xml")
    except ParserRejectedMarkup as error:
        raise NotUnderstood(f"{page.url} answered with XML that can't be read") from error


def text(tag: Tag | None) -> str:
    """The visible text on one line, blanks collapsed; empty for no tag."""
    return squeeze(tag.get_text(" ")) if tag else ""
