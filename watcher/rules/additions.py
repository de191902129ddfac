"""PURE: tells what a collection of GOV.UK says it has gained (facts/ofsted.md, 10): "Added 'Notice to Havering' to the
open notices section." tells nothing that the notice itself does not."""

from __future__ import annotations

import re

from watcher.core.documents import Change, Document
from watcher.core.text import normalise

_ADDED = re.compile(r"added:? ", re.IGNORECASE)
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
    if not isinstance(note, str) or len(note) > _LONGEST_NOTE or not (added := _ADDED.match(note)):
        return frozenset()
    said = title_key(note[added.end() :])
    ends = [at.start() for at in re.finditer(r" to | in | under ", said)]
    return frozenset((said, *(said[:end] for end in ends)))


def adds(change: Change, document: Document) -> bool:
    """Tells whether the change says nothing but that a page now holds this document."""
    return document.key != change.document.key and title_key(document.title) in titles_added(change)
