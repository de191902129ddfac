"""PURE: puts a publication of GOV.UK into words: the note of what changed, the collection it stands in, why it is
withdrawn (facts/ofsted.md, 10)."""

from __future__ import annotations

from watcher.core.dates import day
from watcher.core.documents import Change, Document
from watcher.messages.telegram_html import TelegramHtml, one_line, plain
from watcher.messages.texts import inspections as texts

MOST_IN_FIRST_LINE = 140


def about(change: Change) -> list[TelegramHtml]:
    """Returns what is said under the title: of a new publication what it is, of another what became of it, in GOV.UK's
    own words."""
    if change.kind == "new":
        lines = [brief(change.document), _collection(change.document), one_line(change.document.summary, 240)]
    else:
        lines = [_became(change), _longer_note(change)]
    return [plain(line) for line in lines]


def brief(document: Document) -> str:
    """Returns what a publication is and when it was last updated: `document collection, updated 19 March 2024`."""
    kind = _words(document, "document_type").replace("_", " ")
    return ", ".join(
        filter(None, (kind, texts.UPDATED.format(day=day(document.stated_day)) if document.stated_day else ""))
    )


def _words(document: Document, name: str, most: int = 160) -> str:
    value = document.details.get(name)
    return one_line(value, most) if isinstance(value, str) else ""


def _collection(document: Document) -> str:
    collection, section = _words(document, "collection"), _words(document, "section")
    if not collection:
        return ""
    return (texts.IN_SECTION if section else texts.IN_COLLECTION).format(collection=collection, section=section)


def _became(change: Change) -> str:
    """Returns what became of a publication: that GOV.UK withdrew it, with its reason, or only took it out of a
    collection."""
    document, collection = change.document, _words(change.document, "collection")
    if change.kind == "withdrawn":
        if document.details.get("withdrawn") is True:
            return texts.GOVUK_SAYS.format(words=_words(document, "notice", 600) or texts.WITHDRAWN)
        return texts.NO_LONGER_IN_COLLECTION.format(collection=collection) if collection else ""
    return texts.IN_COLLECTION.format(collection=collection) if collection else ""


def news(change: Change) -> str:
    """Returns the note of what changed, behind the title where it is short."""
    note = _note(change)
    return texts.NEWS.format(words=note) if 0 < len(note) <= MOST_IN_FIRST_LINE else ""


def _note(change: Change) -> str:
    """Returns the note of the last update where that is what changed; empty for a page that only moved to another
    section."""
    return _words(change.document, "note", 1_000) if "updated" in change.fields else ""


def _longer_note(change: Change) -> str:
    """Returns the note where it is too long to stand behind the title, or the line that there is none."""
    if "updated" not in change.fields:
        return ""
    silent = texts.NO_NOTE if "note" in change.document.details else ""
    return "" if news(change) else _note(change) or silent
