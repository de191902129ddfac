"""Reads and writes lists of feeds as OPML 2.0, as feed readers exchange them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from watcher.core.errors import NotUnderstood
from watcher.core.sources import Source
from watcher.core.text import collapse_spaces
from watcher.core.visits import Page
from watcher.sources.html import xml


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list; `name` is empty where the list gives it none."""

    url: str
    name: str


def write_opml(sources: Iterable[Source]) -> str:
    """Return the list of those sources that are feeds."""
    lines = [
        f'    <outline type="rss" text={quoteattr(source.name)} title={quoteattr(source.name)} '
        f"xmlUrl={quoteattr(source.url)} htmlUrl={quoteattr(source.public_url)}/>"
        for source in sources
        if source.kind == "feed"
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>Feeds</title></head>\n  <body>'
    return "\n".join([head, *lines, "  </body>", "</opml>", ""])


def read_opml(body: bytes, name: str) -> list[Outline]:
    """Return every feed of a list, in whatever folders they lie. Raises NotUnderstood, with the file's `name`, where
    this is no OPML or names no feed."""
    tree = xml(Page(name, body))
    if not tree.find("opml"):
        raise NotUnderstood(f"{name} is no OPML, the list of feeds that feed readers export")
    found = [
        Outline(str(tag["xmlUrl"]).strip(), collapse_spaces(str(tag.get("title") or tag.get("text") or "")))
        for tag in tree.find_all("outline", attrs={"xmlUrl": True})
    ]
    if not found:
        raise NotUnderstood(f"{name} names no feed")
    return found
