"""What a page says, read the short way where it is an ordinary one, else the long way.

Why two: fifteen real pages take 0.15 s of CPU by the short way and 0.8 s by the long way; but what an administrator may
write in `select:` is what the selectors of soup understand, and lxml has none without a further library, which knows
fewer. A test holds that both read the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from watcher.core.errors import NotUnderstood
from watcher.core.first_tag import first_tag
from watcher.core.sources import Page, Reading, Visit
from watcher.sources.page.fast_extract import words_of
from watcher.sources.page.ignore import patterns
from watcher.sources.page.paragraphs import written
from watcher.sources.page.rules import files_of, refuse_an_error_page

MOST_TAGS = 100_000
"""More would keep the parser busy for minutes."""


def readings(page: Page, visit: Visit) -> Iterator[Reading]:
    """Read the page: one Reading. Raises NotUnderstood with a plain reason."""
    _refuse_what_is_no_page(page)
    ignored = patterns(visit.source)
    words = words_of(page, str(visit.source.options.get("select") or ""))
    if words:
        refuse_an_error_page(page, words.names)
        yield from written(words.lines, words.heading, page, visit, ignored, files_of(words.links, page))
        return
    from watcher.sources.page.extract import long_way  # soup: few pages need it

    yield from long_way(page, visit, ignored)


def _refuse_what_is_no_page(page: Page) -> None:
    start = page.body[:2_000].lstrip()
    if first_tag(start) in ("rss", "feed", "rdf:rdf"):
        raise NotUnderstood(f"{page.url} is a feed: give this source `kind: feed`")
    if start.startswith(b"%PDF") or b"\0" in start:
        raise NotUnderstood(f"{page.url} is a file, not a web page; watch the page that links to it")
    if page.body.count(b"<") > MOST_TAGS:
        raise NotUnderstood(f"{page.url} has more than {MOST_TAGS:,} tags; no page that people read needs so many")
