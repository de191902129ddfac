"""PURE: compares found documents with known ones and returns the changes. Decides; reads, writes and asks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from watcher.core.documents import GARBLED, Change, Document, DocumentKind, Json
from watcher.core.text import collapse_spaces, differs, only_minor
from watcher.core.visits import Reading, StoredDocument
from watcher.core.visits import StoredDocuments as StoredDocuments  # with what it compares

# What counts as a change of a document. A link, a picture, a date of an article never does (facts/news.md, "What counts
# as changed"); a report is told by its title and the size of its file (facts/moderngov.md, "Identity and change").
_PAPER = ("title", "size", "restriction", "text")
_PLANNED = ("title", "status", "due", "restriction", "documents")
COMPARED: Mapping[DocumentKind, tuple[str, ...]] = {
    "meeting": ("title", "date", "time", "venue", "status", "state"),
    "agenda": _PAPER,
    "minutes": _PAPER,
    "decisions": _PAPER,
    "supplement": _PAPER,
    "report": _PAPER,
    "decision": ("title", "status", "documents", "called_in"),
    "issue": _PLANNED,
    "plan-item": _PLANNED,
    "inspection": ("title", "published", "inspection_start", "latest_report", "report", "text"),
    "article": ("title", "summary", "closes", "status"),  # the last two of a consultation alone
    "publication": ("title", "updated", "notice", "section"),
    "page": ("title", "paragraphs", "files"),
}
# Its title says it in words, which an administrator may choose anew.
_OF_A_FIGURE = ("figure",)
# Said beside a text that differs; by itself no change: our parser may only now have learned to read it.
_BESIDE_TEXT = ("grades",)
_TOLD_SIZE = "told_size"
MISSING_TWICE = 2
_PROSE = frozenset({"title", "summary", "venue"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """Holds what is to be told, and what the memory should hold from now on (only what differs from before)."""

    changes: tuple[Change, ...] = ()
    remember: tuple[StoredDocument, ...] = ()


def compare(reading: Reading, memory: StoredDocuments) -> Outcome:
    """Returns the changes that this reading makes, and what to remember of it. Says nothing of a document for a field
    that only one side knows."""
    changes: list[Change] = []
    remember: list[StoredDocument] = []
    found: set[str] = set()
    for document in () if reading.unchanged else reading.documents:
        before = memory.find(document)
        key = before.document.key if before else document.key
        if key in found:
            continue
        found.add(key)
        change, after = _judge(document, before, reading)
        changes += [change] if change else []
        remember += [after] if after != before else []
    gone = _missing(reading, memory, found)
    changes += [Change("withdrawn", known.document) for known in gone if known.withdrawn]
    return Outcome(tuple(changes), tuple(remember) + tuple(gone))


def _judge(document: Document, before: StoredDocument | None, reading: Reading) -> tuple[Change | None, StoredDocument]:
    """Returns what changed in a document (None: nothing to tell), and how it is remembered from now on."""
    by_itself = document.details.get("withdrawn") is True  # the source says so: nothing to wait for
    if before is None:
        kept = replace(document, details={**document.details, GARBLED: True}) if reading.damaged else document
        return None if by_itself else Change("new", document), StoredDocument(kept, reading.scope, withdrawn=by_itself)
    if reading.damaged:  # a broken page may add, never change (facts/news.md, "feedparser")
        return None, before
    after = StoredDocument(_merged(document, before.document), reading.scope, withdrawn=by_itself)
    if GARBLED in before.document.details and not by_itself and not before.withdrawn:
        return None, after  # what was told of it came from a broken page: now it is corrected
    fields = changed_fields(before.document, after.document)
    after = _with_told_size(after, before.document, told="size" in fields)
    if by_itself:
        return None if before.withdrawn else Change("withdrawn", after.document, fields), after
    if before.withdrawn:
        return Change("restored", after.document, fields), after
    if not fields:
        return None, after
    return Change("changed", after.document, fields, minor=_is_minor(fields)), after


def _with_told_size(after: StoredDocument, before: Document, *, told: bool) -> StoredDocument:
    """Returns the document with a note that its first size label was told to nobody (its words were the same), so that
    the next change does not tell it as the old one."""
    old, new = before.details.get("size"), after.document.details.get("size")
    details = dict(after.document.details)
    if "size" not in COMPARED[before.kind]:
        return after
    if told:
        details.pop(_TOLD_SIZE, None)
    elif new and not old:
        details[_TOLD_SIZE] = ""
    return replace(after, document=replace(after.document, details=details))


def _merged(found: Document, known: Document) -> Document:
    """Returns the found document under its known key, keeping what was learned earlier and is not on the page
    itself."""
    return replace(
        found,
        key=known.key,
        details={name: value for name, value in {**known.details, **found.details}.items() if name != GARBLED},
        published=found.published or known.published,
        words=found.words or known.words,
        aliases=tuple(
            dict.fromkeys((*known.aliases, *found.aliases, *([found.key] if found.key != known.key else [])))
        ),
    )


def changed_fields(old: Document, new: Document) -> dict[str, tuple[Json, Json]]:
    """Returns the compared fields that differ, by name, old and new; without a field that only one side knows."""
    fields = _differing(old, new, _OF_A_FIGURE if "figure" in new.details else COMPARED[new.kind])
    if new.details.get("text") and new.details["text"] == old.details.get("text"):
        fields.pop("size", None)  # the same words, saved again
    if "size" in fields and _TOLD_SIZE in old.details:
        fields["size"] = (old.details[_TOLD_SIZE], fields["size"][1])
    return fields | _differing(old, new, _BESIDE_TEXT) if "text" in fields else fields


def _differing(old: Document, new: Document, names: Iterable[str]) -> dict[str, tuple[Json, Json]]:
    """Returns those of these fields that differ, old and new; without a field that one side does not know."""
    fields: dict[str, tuple[Json, Json]] = {}
    for name in names:
        before, after = field_value(old, name), field_value(new, name)
        if before in (None, "") or after in (None, ""):
            continue
        if _differ(name, before, after):
            fields[name] = (before, after)
    return fields


def field_value(document: Document, name: str) -> Json:
    """Returns what a document says under this name: its title, its summary, its day of publication as ISO 8601, else a
    detail; None where it says nothing."""
    if name == "title":
        return document.title
    if name == "summary":
        return document.summary
    if name == "published":
        return document.published.isoformat() if document.published else None
    return document.details.get(name)


def _differ(name: str, before: Json, after: Json) -> bool:
    if isinstance(before, dict) and isinstance(after, dict) and name == "files":  # links come and go with their words
        return any(before.get(words, address) != address for words, address in after.items())
    if isinstance(before, str) and isinstance(after, str):
        return differs(before, after) if name in _PROSE else collapse_spaces(before) != collapse_spaces(after)
    return before != after


def _is_minor(fields: Mapping[str, tuple[Json, Json]]) -> bool:
    return all(name in _PROSE and only_minor(str(before), str(after)) for name, (before, after) in fields.items())


def _missing(reading: Reading, memory: StoredDocuments, found: set[str]) -> list[StoredDocument]:
    """Returns what a whole listing no longer holds, each one reading further on the way to withdrawn. A page that is as
    it was says again that these are missing; a window or a damaged page says nothing."""
    if reading.damaged or not (reading.complete or reading.unchanged):
        return []
    lost = [known for known in memory.standing(reading.scope) if known.document.key not in found]
    if reading.unchanged:
        lost = [known for known in lost if known.missing]
    return [replace(known, missing=known.missing + 1, withdrawn=known.missing + 1 >= MISSING_TWICE) for known in lost]


_COUNTED = re.compile(r"(?<!\S)\d+(?: documents?)?(?!\S)")


def kind_of(why: str) -> str:
    """Returns the reason that `implausibility` gives without its numbers: equal for two readings that an administrator
    would judge alike, whatever a counter on the page says by then."""
    return _COUNTED.sub("#", why)
