"""PURE: known documents x found documents -> changes. Decides; reads, writes and asks nothing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from watcher.model import GARBLED, Change, Document, DocumentKind, Json, Known, Reading
from watcher.wording import counted, differs, only_minor, squeeze

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
    "decision": ("title", "status", "documents"),
    "issue": _PLANNED,
    "plan-item": _PLANNED,
    "inspection": ("title", "published", "inspection_start", "latest_report", "report", "text"),
    "article": ("title", "summary"),
    "publication": ("title", "updated", "notice", "section"),
    "page": ("title", "paragraphs", "files"),
}
# Said beside a text that differs; by itself no change: our parser may only now have learned to read it.
_BESIDE_TEXT = ("grades",)
_TOLD_SIZE = "told_size"
MISSING_TWICE = 2
AGREEING_VISITS = 3
LONG, SWOLLEN = 10, 4
"""A listing of so many documents that swells by so many times their number is hardly the same listing: a search that
no longer heeds what is searched for finds the whole of England."""
_PROSE = frozenset({"title", "summary", "venue"})


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one source: its documents by key, and the other names they were seen under."""

    known: Mapping[str, Known]
    aliases: Mapping[str, str]

    def find(self, document: Document) -> Known | None:
        """The remembered document that this one is, by key first, then by any of its names."""
        for name in (document.key, *document.aliases):
            found = self.known.get(name) or self.known.get(self.aliases.get(name, ""))
            if found:
                return found
        return None

    def standing(self, scope: str) -> list[Known]:
        """What is remembered as standing on this page, and not withdrawn."""
        return [known for known in self.known.values() if known.scope == scope and not known.withdrawn]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be told, and what the memory should hold from now on (only what differs from before)."""

    changes: tuple[Change, ...] = ()
    remember: tuple[Known, ...] = ()


def more(remember: Iterable[Known], memory: Memory) -> int:
    """By how many the documents that are not withdrawn become more (below 0: fewer) once these are remembered."""

    def stood(key: str) -> bool:
        before = memory.known.get(key)
        return before is not None and not before.withdrawn

    return sum((not one.withdrawn) - stood(one.document.key) for one in remember)


def compare(reading: Reading, memory: Memory) -> Outcome:
    """What this reading changes. Says nothing of a document for a field that only one side knows."""
    changes: list[Change] = []
    remember: list[Known] = []
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


def _judge(document: Document, before: Known | None, reading: Reading) -> tuple[Change | None, Known]:
    by_itself = document.details.get("withdrawn") is True  # the source says so: nothing to wait for
    if before is None:
        kept = replace(document, details={**document.details, GARBLED: True}) if reading.damaged else document
        return None if by_itself else Change("new", document), Known(kept, reading.scope, withdrawn=by_itself)
    if reading.damaged:  # a broken page may add, never change (facts/news.md, "feedparser")
        return None, before
    after = Known(_merged(document, before.document), reading.scope, withdrawn=by_itself)
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


def _with_told_size(after: Known, before: Document, *, told: bool) -> Known:
    """Remembers of a first label that nobody was told (a paper that had none, its words the same) that it is none to be
    told as the old one of the next change."""
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
    """The found document under its known key, keeping what was learned earlier and is not on the page itself."""
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
    """Which compared fields differ, old and new; a field that only one side knows is left out."""
    fields = _differing(old, new, COMPARED[new.kind])
    if new.details.get("text") and new.details["text"] == old.details.get("text"):
        fields.pop("size", None)  # the same words, saved again
    if "size" in fields and _TOLD_SIZE in old.details:
        fields["size"] = (old.details[_TOLD_SIZE], fields["size"][1])
    return fields | _differing(old, new, _BESIDE_TEXT) if "text" in fields else fields


def _differing(old: Document, new: Document, names: Iterable[str]) -> dict[str, tuple[Json, Json]]:
    fields: dict[str, tuple[Json, Json]] = {}
    for name in names:
        before, after = _value(old, name), _value(new, name)
        if before in (None, "") or after in (None, ""):
            continue
        if _differ(name, before, after):
            fields[name] = (before, after)
    return fields


def _value(document: Document, name: str) -> Json:
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
        return differs(before, after) if name in _PROSE else squeeze(before) != squeeze(after)
    return before != after


def _is_minor(fields: Mapping[str, tuple[Json, Json]]) -> bool:
    return all(name in _PROSE and only_minor(str(before), str(after)) for name, (before, after) in fields.items())


def _missing(reading: Reading, memory: Memory, found: set[str]) -> list[Known]:
    """Those that a whole listing no longer holds, one reading further on the way to withdrawn. A page that is as it
    was says
    again that they are missing; a window or a damaged page says nothing."""
    if reading.damaged or not (reading.complete or reading.unchanged):
        return []
    lost = [known for known in memory.standing(reading.scope) if known.document.key not in found]
    if reading.unchanged:
        lost = [known for known in lost if known.missing]
    return [replace(known, missing=known.missing + 1, withdrawn=known.missing + 1 >= MISSING_TWICE) for known in lost]


def suspicion(reading: Reading, memory: Memory) -> str:
    """Why this reading is too little or too much to be true, in one plain line; empty where it is not.
    A window may be nearly all new after a quiet week; it is never empty where there was something."""
    if reading.unchanged or reading.baseline or reading.suspect:
        return reading.suspect
    standing = memory.standing(reading.scope)
    if standing and not reading.documents:
        return f"empty, where {counted(len(standing), 'document')} stood before"
    if not reading.complete or not standing:
        return ""
    found = {known.document.key for known in map(memory.find, reading.documents) if known}
    gone = [known for known in standing if known.document.key not in found]
    if rekeyed := _rekeyed(reading.documents, gone, memory):
        return f"{counted(rekeyed, 'document')} of {len(standing)} came back under another number"
    if 2 * len(gone) > len(standing):
        return f"{len(gone)} of {counted(len(standing), 'document')} are gone at once"
    new = sum(memory.find(document) is None for document in reading.documents)
    if len(standing) >= LONG and new >= SWOLLEN * len(standing):
        return f"{counted(new, 'document')} are new at once, where {len(standing)} stood before"
    return ""


def _rekeyed(documents: Iterable[Document], gone: Sequence[Known], memory: Memory) -> int:
    """How many lost titles stand there again under keys never seen, where that is most of a listing of three or
    more."""
    lost = {squeeze(known.document.title).casefold() for known in gone}
    back = {squeeze(one.title).casefold() for one in documents if not memory.find(one)} & lost
    return len(back) if len(back) >= 3 and 2 * len(back) > len(gone) else 0


_COUNTED = re.compile(r"(?<!\S)\d+(?: documents?)?(?!\S)")


def kind_of(why: str) -> str:
    """The reason that `suspicion` gives without its numbers: equal for two readings that an administrator would judge
    alike, whatever a counter on the page says by then."""
    return _COUNTED.sub("#", why)


def fingerprint(reading: Reading, why: str) -> str:
    """Equal for two readings that hold the same documents, in all that is compared of them: three held visits in a row
    that agree are believed. A window on articles hardly ever holds the same ones twice: there `why` must agree."""
    window = not reading.complete and all(document.kind == "article" for document in reading.documents)
    said = [why] if window else sorted(map(_print, reading.documents))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _print(document: Document) -> str:
    compared = [_value(document, name) for name in COMPARED[document.kind]]
    return json.dumps([document.key, *compared], sort_keys=True, default=str)
