"""A page as text: one document whose paragraphs are compared, so that an alert says what was added and removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from watcher.errors import NotUnderstood
from watcher.model import Document, Page, Reading, Visit
from watcher.recall import near
from watcher.sources.identity import canon
from watcher.sources.page.ignoring import without
from watcher.wording import fold

MOST_PARAGRAPHS = 2_000
LONGEST_PARAGRAPH = 2_000
KEPT_AT_LEAST = 0.2
"""Where less of the known text than this is left, the page may have become another one."""
FEW = 4
"""Fewer paragraphs than this may all change."""


def written(
    words: Iterable[str], title: str, page: Page, visit: Visit, ignored: Sequence[str], files: Mapping[str, str]
) -> Reading:
    """The page as one document; `details["paragraphs"]` is its text without what is ignored, `details["files"]` which
    file the words of a link lead to. Raises NotUnderstood where no text is left."""
    key = canon(visit.source.url)
    title, *read = without([title, *words], ignored)
    found = list(islice((one[:LONGEST_PARAGRAPH] for one in read if one), MOST_PARAGRAPHS))
    if not found:
        raise NotUnderstood(f"{page.url} has no text in the part that is watched; check `select:` and `ignore:`")
    before = near(visit.known, [key]).get(key)
    remembered = before.document.details.get("paragraphs") if before else None
    known = [str(one) for one in remembered] if isinstance(remembered, list) else []
    lines = as_known(found, known)
    document = Document(
        key=key,
        kind="page",
        title=title or visit.source.name,
        url=page.url,
        details={"paragraphs": list(lines), **({"files": dict(files)} if files else {})},
        words="; ".join(moved(known, lines)),
    )
    return Reading(visit.source.url, (document,), suspect=another_page(known, lines))


def as_known(found: Sequence[str], known: Sequence[str]) -> list[str]:
    """What was found, in the spelling and (where only that differs) in the order in which it is remembered."""
    if list(found) == list(known):
        return list(known)
    spelled = {fold(one): one for one in known}
    lines = [spelled.get(fold(one), one) for one in found]
    return list(known) if sorted(lines) == sorted(known) else lines


def moved(known: Sequence[str], lines: Sequence[str]) -> list[str]:
    """What topics are matched on: the paragraphs that came or went, or all where the page is new."""
    before, here = set(known), set(lines)
    return [one for one in lines if one not in before] + [one for one in known if one not in here]


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
