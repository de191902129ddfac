"""PURE: one change in words: which word it goes under, what is said of a new document, old -> new for a changed one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from watcher import council, inspections, publications
from watcher.model import Change, Document, Json
from watcher.styled import Styled, bold, clean, join, link, plain
from watcher.texts import telling as texts
from watcher.wording import as_day, day

MOST_TOLD = 2_400
MOST_QUOTES = 2
MOST_QUOTED = 260
_MOVES = ("date", "time", "venue")
_BRIEF: Mapping[str, Callable[[Document], str]] = {
    "inspection": inspections.brief,
    "publication": publications.brief,
    **dict.fromkeys(council.KINDS, council.brief),
}
_ABOUT: Mapping[str, Callable[[Change], list[Styled]]] = {
    "inspection": inspections.about,
    "publication": publications.about,
    **dict.fromkeys(council.KINDS, council.about),
}


def word(change: Change) -> str:
    """The word it goes under, as people read it."""
    return texts.WORDS[happening(change)]


def happening(change: Change) -> str:
    """New, Changed, Withdrawn, Restored; of a known meeting also Cancelled, Postponed, Moved (INTERFACE.md,
    "Telegram")."""
    status = str(change.fields.get("status", ("", ""))[1]).casefold()
    if change.document.kind == "meeting" and change.kind == "changed":
        for said, shown in (("cancel", "Cancelled"), ("postpone", "Postponed")):
            if said in status:
                return shown
        if any(name in change.fields for name in _MOVES):
            return "Moved"
    return change.kind.capitalize()


def told(change: Change, quotes: Sequence[str] = ()) -> Styled:
    """One change: the word, the title as a link, what is known of it, for a changed one what changed, and what the
    paper itself says there."""
    document = change.document
    line = bold(word(change)) + plain(": ") + link(title_of(document), document.url)
    about = _ABOUT.get(document.kind, _about)(change)
    worded = council.worded(change)
    fields = [plain(worded[name]) if name in worded else _field(name, *pair) for name, pair in change.fields.items()]
    said = [plain(clean(quote, MOST_QUOTED)) for quote in quotes[:MOST_QUOTES]]
    return _within([line, *about, *fields, *said], MOST_TOLD)


def _about(change: Change) -> list[Styled]:
    document = change.document
    summary = document.summary if document.kind == "article" and change.kind == "new" else ""
    return [plain(happened(document)), plain(clean(summary, 240))]


def _within(lines: list[Styled], most: int) -> Styled:
    """As many of the lines as fit, so that one change always fits into one message."""
    told = Styled()
    for line in lines:
        longer = join([told, line])
        if longer.characters > most:
            return told + plain("\n…")
        told = longer
    return told


def title_of(document: Document) -> str:
    """A title that can be seen and tapped, whatever the page called it."""
    name = unquote(urlsplit(document.url).path.rstrip("/").rsplit("/", 1)[-1])
    return clean(document.title) or clean(name, 100) or texts.NO_TITLE


def happened(document: Document) -> str:
    """When and what it is, in a few words: `1 December 2026, 19:00, Town Hall`, `report, item 7, PDF 388 KB`."""
    if document.kind in _BRIEF:
        return _BRIEF[document.kind](document)
    return texts.PUBLISHED.format(day=day(document.published)) if document.published else ""


def noted(document: Document) -> list[str]:
    """What else is understood of it, line by line, for those who check it against its page."""
    return council.noted(document) if document.kind in council.KINDS else []


def _field(name: str, old: Json, new: Json) -> Styled:
    field = texts.FIELDS.get(name, name)
    if name == "text":
        return plain(texts.TEXT_DIFFERS)
    if name == "report":
        return plain(texts.REPORT_CAN_BE_READ)
    if name == "grades":
        return inspections.regraded(old, new)
    if name == "files":
        return _replaced(old, new)
    if isinstance(old, list) and isinstance(new, list):
        return _listed(field, old, new)
    return plain(texts.FIELD.format(field=field, old=_value(old), new=_value(new)))


def _replaced(old: Json, new: Json) -> Styled:
    """Which links lead to another file than before, by their words."""
    before, after = (each if isinstance(each, dict) else {} for each in (old, new))
    names = [words for words, address in after.items() if before.get(words, address) != address]
    return plain("\n".join(texts.FILE_REPLACED.format(words=clean(words, 120)) for words in names[:5]))


def _listed(field: str, old: list[Json], new: list[Json]) -> Styled:
    added = [str(one) for one in new if one not in old]
    removed = [str(one) for one in old if one not in new]
    said = [
        template.format(field=field, names=clean("; ".join(names), 300))
        for template, names in ((texts.ADDED, added), (texts.REMOVED, removed))
        if names
    ]
    return plain("\n".join(said))


def _value(value: Json) -> str:
    if isinstance(value, str):
        return clean(as_day(value))
    if isinstance(value, Mapping):
        return clean("; ".join(f"{name}: {one}" for name, one in value.items()))
    return "" if value is None else clean(str(value))
