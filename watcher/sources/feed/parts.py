"""The articles of an XML feed as they stand in its bytes, each with a print: of a feed that has changed only what was
not read before goes through the parser again (docs/adr/0016)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise

from watcher.model import Json, Page
from watcher.sources.feed.drafts import Draft

_MARK = re.compile(rb"<!\[CDATA\[|<!--|<(/?)((?:[\w.-]+:)?(?:item|entry))(?=[\s>])[^<>]*>", re.IGNORECASE)
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_TAG = re.compile(rb"<(?!!--|!\[CDATA)[^<>]*>")
_CHARSET = re.compile(rb"(?:encoding|charset)\s*=\s*[\"']?([\w.-]+)", re.IGNORECASE)
_UTF8 = (b"utf-8", b"utf8", b"us-ascii", b"ascii")


@dataclass(frozen=True, slots=True)
class Parts:
    """A feed and where each of its articles stands in it."""

    body: bytes
    articles: tuple[slice, ...]
    prints: tuple[str, ...]
    """Of each article the digest of its bytes and of all that decides how they are read."""

    def without(self, prints: Container[str]) -> bytes:
        """The feed but for the articles of these prints."""
        cut = [one for one, its in zip(self.articles, self.prints, strict=True) if its in prints]
        edges = [slice(0, 0), *cut, slice(len(self.body), len(self.body))]
        return b"".join(self.body[before.stop : after.start] for before, after in pairwise(edges))


def divided(body: bytes, page: Page, reader: str) -> Parts:
    """The feed in its parts; in none where it can't be told for sure what each would say by itself.

    How an article is read hangs on the address of the feed, its charset, and the tags before the first article (what
    prefixes mean): they are in each print, with the `reader`. In other charsets than UTF-8 a single byte of one
    article may change how all are read.
    """
    articles = tuple(_articles(body)) if _is_utf8(body, page) else ()
    if not articles:
        return Parts(body, (), ())
    tags = _TAG.findall(body, 0, articles[0].start)
    about = "\n".join((reader, page.url, page.content_type)).encode("utf-8", "replace")
    frame = sha256(b"\n".join((about, *tags)))
    return Parts(body, articles, tuple(_print(frame.digest() + body[one]) for one in articles))


def _print(known_by: bytes) -> str:
    return sha256(known_by).hexdigest()[:32]


def _is_utf8(body: bytes, page: Page) -> bool:
    declaration = body[: body.find(b">") + 1]
    named = _CHARSET.findall(declaration) + _CHARSET.findall(page.content_type.encode("utf-8", "replace"))
    if any(one.lower() not in _UTF8 for one in named):
        return False
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _articles(body: bytes) -> Iterator[slice]:
    """Each from its first to its last byte; none where one lies in another or has no end."""
    found: list[slice] = []
    opened, at = None, 0
    while mark := _MARK.search(body, at):
        at = mark.end()
        if mark[2] is None:
            at = body.find(_ENDS[mark[0]], at)
            if at < 0:
                return
        elif not mark[1]:
            if opened:
                return
            opened = mark
        elif not opened or opened[2] != mark[2]:
            return
        else:
            found.append(slice(opened.start(), mark.end()))
            opened = None
    if not opened:
        yield from found


def saved(draft: Draft) -> Json:
    """The draft as what is remembered of a part."""
    published = draft.published.isoformat() if draft.published else ""
    return [draft.guid, draft.link, draft.title, draft.summary, published, draft.words, draft.updated]


def recalled(said: Json) -> Draft:
    """The draft that was saved."""
    guid, link, title, summary, published, *rest = map(str, said if isinstance(said, list) else ())
    return Draft(guid, link, title, summary, date.fromisoformat(published) if published else None, *rest)
