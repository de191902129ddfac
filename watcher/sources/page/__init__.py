"""The kind `page`: any other web page. The part that `select:` picks is compared by paragraph; where it picks links,
each link is an article of its own, as in a feed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from watcher.errors import NotUnderstood
from watcher.model import Page, Reading, Source, Visit
from watcher.sources.markup import soup, text
from watcher.sources.page.links import listed
from watcher.sources.page.paragraphs import Ignored, written

MAIN = ("main", "[role=main]", "article", "#content", "body")
"""Where the words of a page stand; the first that is there is watched if nothing is selected."""
MOST_TAGS = 100_000
"""More would keep the parser busy for minutes."""
_AROUND = "nav, header, footer, aside, [role=navigation], [role=banner], [role=contentinfo], [role=dialog]"
_NEVER_SEEN = "script, style, noscript, template, svg, iframe"
_NOT_FOUND = re.compile(
    r"(error )?404\b|(sorry, )?(page|file|this page \w+) not (be )?found\b|not found$", re.IGNORECASE
)


def collect(visit: Visit) -> Iterator[Reading]:
    """One reading: the text as one document, or each link as one. Raises NotUnderstood with a plain reason."""
    source = visit.source
    page = visit.get(source.url)
    if page.unchanged:
        yield Reading(source.url, unchanged=True)
        return
    tree, ignored = _readable(page), _ignored(source)
    parts = _selected(tree, page, source)
    if all(part.name == "a" for part in parts):
        yield from listed(parts, page, visit, ignored)
    else:
        yield written(parts, text(tree.h1) or text(tree.title), page, visit, ignored)


def _readable(page: Page) -> BeautifulSoup:
    """The page without what nobody reads. Raises NotUnderstood where it is no page, or says that there is none."""
    start = page.body[:2_000].lstrip()
    if re.match(rb"(<\?xml[^>]*>\s*)?(<!--.{0,500}?-->\s*)*<(rss|feed|rdf:RDF)\b", start, re.IGNORECASE | re.DOTALL):
        raise NotUnderstood(f"{page.url} is a feed: give this source `kind: feed`")
    if start.startswith(b"%PDF") or b"\0" in start:
        raise NotUnderstood(f"{page.url} is a file, not a web page; watch the page that links to it")
    if page.body.count(b"<") > MOST_TAGS:
        raise NotUnderstood(f"{page.url} has more than {MOST_TAGS:,} tags; no page that people read needs so many")
    tree = soup(page)
    for title in (text(tree.h1), text(tree.title)):
        if _NOT_FOUND.match(title):
            raise NotUnderstood(f"{page.url} says “{title[:80]}”; look for the new address in a browser")
    for unseen in tree.select(_NEVER_SEEN):
        unseen.decompose()
    return tree


def _ignored(source: Source) -> Ignored:
    """The `ignore:` patterns. Raises NotUnderstood for one that is no regular expression."""
    wanted = source.options.get("ignore") or []
    patterns = []
    for pattern in wanted if isinstance(wanted, list) else [wanted]:
        try:
            patterns.append(re.compile(str(pattern), re.IGNORECASE))
        except re.error as error:
            raise NotUnderstood(f"ignore: “{pattern}” is no regular expression: {error}") from error
    return tuple(patterns)


def _selected(tree: BeautifulSoup, page: Page, source: Source) -> list[Tag]:
    """The parts to watch, none inside another. Raises NotUnderstood where there are none."""
    select = str(source.options.get("select") or "")
    if not select:
        for around in tree.select(_AROUND):
            around.decompose()
        return next(found for part in MAIN if (found := tree.select(part, limit=1)) or part == MAIN[-1])
    try:
        found = tree.select(select)
    except Exception as error:  # whatever the selector's own parser raises
        raise NotUnderstood(f"select: “{select}” is no CSS selector: {str(error).splitlines()[0]}") from error
    if not found:
        raise NotUnderstood(f"nothing on {page.url} matches select: “{select}”; has the page changed its shape?")
    chosen = set(map(id, found))
    return [part for part in found if not any(id(parent) in chosen for parent in part.parents)]
