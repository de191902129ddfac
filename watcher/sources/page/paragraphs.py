"""Reads a page as text: one document whose paragraphs are compared, so that an alert says what was added and
removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from watcher.core.documents import Document, Json
from watcher.core.errors import NotUnderstood
from watcher.core.text import normalise
from watcher.core.visits import Page, Reading, Visit
from watcher.sources.page.ignore import without
from watcher.sources.urls import canon

MOST_PARAGRAPHS = 2_000
"""So many are compared from the first visit on. Of what stands beyond only its print is remembered: what is not known
there is read as well, however long the page."""
LONGEST_PARAGRAPH = 2_000
KEPT_AT_LEAST = 0.2
"""Where less of the known text than this is left, the page may have become another one."""
FEW = 4
"""Fewer paragraphs than this may all change."""


def written(
    words: Iterable[str], title: str, page: Page, visit: Visit, ignored: Sequence[str], files: Mapping[str, str]
) -> Iterator[Reading]:
    """Read the page as one document; `details["paragraphs"]` is its text without what is ignored, `details["files"]`
    which file the words of a link lead to. Raises NotUnderstood where no text is left."""
    key = canon(visit.source.url)
    title, *read = without([title, *words], ignored)
    found = [paragraph[:LONGEST_PARAGRAPH] for paragraph in read if paragraph]
    if not found:
        raise NotUnderstood(f"{page.url} has no text in the part that is watched; check `select:` and `ignore:`")
    before = visit.documents.get_many([key]).get(key)
    remembered = before.document.details.get("paragraphs") if before else None
    known = [str(paragraph) for paragraph in remembered] if isinstance(remembered, list) else []
    found, beyond = within(found, known, before.document.details.get("beyond") if before else None)
    visit.notes |= {"damaged": _left_out(len(beyond), len(found))}
    lines = as_known(found, known)
    document = Document(
        key=key,
        kind="page",
        title=title or visit.source.name,
        url=page.url,
        details=_details(lines, files, beyond if len(found) >= MOST_PARAGRAPHS else None),
        words="; ".join(moved(known, lines)),
    )
    yield Reading(visit.source.url, (document,), suspect=another_page(known, lines))
    if beyond:
        yield Reading(f"{visit.source.url}#left-out", damaged=visit.notes["damaged"])


def _details(lines: Sequence[str], files: Mapping[str, str], beyond: Sequence[str] | None) -> dict[str, Json]:
    details: dict[str, Json] = {"paragraphs": list(lines)}
    if files:
        details["files"] = dict(files)
    return details if beyond is None else details | {"beyond": list(beyond)}


def within(found: Sequence[str], known: Sequence[str], beyond: Json) -> tuple[list[str], list[str]]:
    """Return the paragraphs to compare, and the prints of those that are left out: of a long page what stands after the
    first 2,000 at its first visit."""
    if len(found) <= MOST_PARAGRAPHS and not beyond:
        return list(found), []
    here = set(known)
    if isinstance(beyond, list):
        left_out = set(map(str, beyond))
    elif (
        not known or len(known) >= MOST_PARAGRAPHS
    ):  # at its first visit, or as a version remembers it that left out all
        left_out = {_print(paragraph) for paragraph in found[MOST_PARAGRAPHS:] if paragraph not in here}
    else:
        left_out = set()
    read = [paragraph for paragraph in found if paragraph in here or _print(paragraph) not in left_out]
    return read, sorted(left_out & {_print(paragraph) for paragraph in found})


def _print(paragraph: str) -> str:
    return sha256(normalise(paragraph).encode()).hexdigest()[:8]


def _left_out(count: int, read: int) -> str:
    return f"of {count + read:,} paragraphs {count:,} are left out: only what comes new there is read" if count else ""


def as_known(found: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return what was found, in the spelling and (where only that differs) in the order in which it is remembered."""
    if list(found) == list(known):
        return list(known)
    plain = {paragraph: normalise(paragraph) for paragraph in {*known, *found}}  # most stand in both
    spelled = {plain[paragraph]: paragraph for paragraph in known}
    lines = [spelled.get(plain[paragraph], paragraph) for paragraph in found]
    return list(known) if sorted(lines) == sorted(known) else lines


def moved(known: Sequence[str], lines: Sequence[str]) -> list[str]:
    """Return what topics are matched on: the paragraphs that came or went, or all where the page is new."""
    before, here = set(known), set(lines)
    return [paragraph for paragraph in lines if paragraph not in before] + [
        paragraph for paragraph in known if paragraph not in here
    ]


def another_page(known: Sequence[str], lines: Sequence[str]) -> str:
    """Say why this may be another page in its place; "" where it is not."""
    if len(known) < FEW:
        return ""
    here = set(lines)
    kept = sum(len(paragraph) for paragraph in known if paragraph in here)
    if kept >= KEPT_AT_LEAST * sum(map(len, known)):
        return ""
    gone = sum(paragraph not in here for paragraph in known)
    return f"{gone} of {len(known)} paragraphs are gone at once; this may be another page"
