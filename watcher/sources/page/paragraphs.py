"""A page as text: one document whose paragraphs are compared, so that an alert says what was added and removed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TypeAlias

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from watcher.errors import NotUnderstood
from watcher.model import Document, Page, Reading, Visit
from watcher.sources.identity import canon
from watcher.wording import fold, squeeze

Ignored: TypeAlias = tuple[re.Pattern[str], ...]

MOST_PARAGRAPHS = 2_000
LONGEST_PARAGRAPH = 2_000
KEPT_AT_LEAST = 0.2
"""Where less of the known text than this is left, the page may have become another one."""
FEW = 4
"""Fewer paragraphs than this may all change."""
_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|br|caption|d[dltl]|details|div|fieldset|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)


def written(parts: Sequence[Tag], title: str, page: Page, visit: Visit, ignored: Ignored) -> Reading:
    """The page as one document; `details["paragraphs"]` is its text. Raises NotUnderstood where no text is left."""
    key = canon(visit.source.url)
    found = list(islice(paragraphs(parts, ignored), MOST_PARAGRAPHS))
    if not found:
        raise NotUnderstood(f"{page.url} has no text in the part that is watched; check `select:` and `ignore:`")
    before = visit.known.get(key)
    remembered = before.document.details.get("paragraphs") if before else None
    known = [str(one) for one in remembered] if isinstance(remembered, list) else []
    lines = as_known(found, known)
    document = Document(
        key=key,
        kind="page",
        title=without(title, ignored) or visit.source.name,
        url=page.url,
        details={"paragraphs": list(lines)},
        words="; ".join(moved(known, lines)),
    )
    return Reading(visit.source.url, (document,), suspect=another_page(known, lines))


def paragraphs(parts: Iterable[Tag], ignored: Ignored) -> Iterator[str]:
    """The text by paragraph, list item and table row, without what is ignored."""
    for part in parts:
        strings = (one for one in part.descendants if isinstance(one, NavigableString | Tag))
        for _, line in groupby(_in_blocks(strings), key=lambda pair: pair[0]):
            if words := without("".join(words for _, words in line), ignored):
                yield words[:LONGEST_PARAGRAPH]


def _in_blocks(nodes: Iterable[NavigableString | Tag]) -> Iterator[tuple[int, str]]:
    """Every piece of text with a number that is the same only inside one paragraph."""
    number, block = 0, 0
    for node in nodes:
        if isinstance(node, Tag):
            number += bool(_BLOCK.fullmatch(node.name))
            if node.name in ("td", "th"):
                yield number, " "
            continue
        if isinstance(node, PreformattedString):  # a comment, a declaration
            continue
        around = next((id(parent) for parent in node.parents if _BLOCK.fullmatch(parent.name)), 0)
        number += around != block  # text after a block inside this one has ended
        block = around
        yield number, str(node)


def without(words: str, ignored: Ignored) -> str:
    """The words on one line, without what is ignored in them."""
    words = squeeze(words)
    for pattern in ignored:
        words = squeeze(pattern.sub("", words))
    return words


def as_known(found: Sequence[str], known: Sequence[str]) -> list[str]:
    """What was found, in the spelling and (where only that differs) in the order in which it is remembered."""
    spelled = {fold(one): one for one in known}
    lines = [spelled.get(fold(one), one) for one in found]
    return list(known) if sorted(lines) == sorted(known) else lines


def moved(known: Sequence[str], lines: Sequence[str]) -> list[str]:
    """What topics are matched on: the paragraphs that came or went, or all where the page is new."""
    return [one for one in lines if one not in known] + [one for one in known if one not in lines]


def another_page(known: Sequence[str], lines: Sequence[str]) -> str:
    """Why this may be another page in its place; empty where it is not."""
    if len(known) < FEW:
        return ""
    here = set(lines)
    kept = sum(len(one) for one in known if one in here)
    if kept >= KEPT_AT_LEAST * sum(map(len, known)):
        return ""
    gone = sum(one not in here for one in known)
    return f"{gone} of {len(known)} paragraphs are gone at once; this may be another page"
