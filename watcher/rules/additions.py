"""PURE: tells what a collection of GOV.UK says it has gained (facts/ofsted.md, 10): "Added 'Notice to Havering' to the
open notices section." tells nothing that the notice itself does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watcher.core.documents import Change, Document
from watcher.core.text import normalise

_ADDED = re.compile(r"(?:added|published|new):? ", re.IGNORECASE)
_ADDED_WHAT = re.compile(
    r"(?:added|published) (?:(?:a|an|the) )?(?:new )?[a-z]{4,20}(?: [a-z]{4,20})?: |new [a-z]{4,20}(?: [a-z]{4,20})?: ",
    re.IGNORECASE,
)
"""As in "Added new guidance: …"."""
_ADDED_BEHIND = re.compile(r" (?:was |has been |is )?(?:added|published)(?: (?:to|in|under) .{1,300})?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_LONGEST_NOTE = 500
_SAYS = {"note", "updated", "words"}
"""Fields of a collection that change when it gains a document, and say no more."""


def title_key(title: str) -> str:
    """Returns the words of a title, equal however it is written: small letters, no signs, no leading "the"."""
    return " ".join(_WORD.findall(normalise(title[:_LONGEST_NOTE]).casefold())).removeprefix("the ")


def titles_added(change: Change) -> frozenset[str]:
    """Returns what the one document may be called that a changed page says it has added, as title_keys: a note does not
    say where its title ends. Empty where the page changed in anything else, or says more."""
    note = change.document.details.get("note")
    if change.kind != "changed" or change.document.kind != "publication" or not change.fields.keys() <= _SAYS:
        return frozenset()
    if not isinstance(note, str) or len(note) > _LONGEST_NOTE:
        return frozenset()
    return frozenset(_titles(normalise(note)))


def _titles(note: str) -> Iterator[str]:
    """Yields what the document may be called that this note says was added; nothing where it says no such thing."""
    if behind := _ADDED_BEHIND.search(note.rstrip(".")):
        yield title_key(note[: behind.start()])
    for start in _starts(note):
        said = title_key(note[start:])
        yield said
        yield from (said[: at.start()] for at in re.finditer(r" to | in | under ", said))


def _starts(note: str) -> set[int]:
    """Returns where the title may begin: behind the verb, or behind what it calls the document."""
    return {found.end() for added in (_ADDED, _ADDED_WHAT) if (found := added.match(note))}


def adds(change: Change, document: Document) -> bool:
    """Tells whether the change says nothing but that a page now holds this document."""
    return document.key != change.document.key and title_key(document.title) in titles_added(change)
