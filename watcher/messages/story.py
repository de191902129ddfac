"""PURE: puts the life of an item into words: dated lines, the newest last, each with its link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from watcher.core.dates import day, format_date
from watcher.core.documents import Document
from watcher.core.queries import SearchHit, Story
from watcher.messages.change import title_of
from watcher.messages.readable import decided, readable
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain
from watcher.messages.texts import story as texts
from watcher.messages.texts.changes import NOTHING
from watcher.messages.texts.council import AS_PLANNED as GOES_AHEAD
from watcher.messages.texts.format import fill
from watcher.rules.item_story import Step, lies_ahead, steps_of
from watcher.rules.item_thread import item_title
from watcher.rules.meeting_status import AS_PLANNED

MOST_STEPS = 40
LONGEST_TITLE, LONGEST_NOTE = 160, 120
_TOLD_FIELDS = ("due", "status", "date", "venue")
"""What is said of a change, old and new; of anything else, that it changed."""


def head_of(story: Story) -> TelegramHtml:
    """Names what the story is of."""
    return bold(fill(texts.STORY, title=one_line(story.title, LONGEST_TITLE)))


def lines_of(story: Story, today: date, zone: tzinfo) -> list[TelegramHtml]:
    """Says each step of the story, the newest last; of very many the last, and that there are more."""
    steps = steps_of(story, zone)
    left = [fill(texts.MORE, count=str(MOST_STEPS))] if len(steps) > MOST_STEPS else []
    return [*left, *(_line(step, today) for step in steps[-MOST_STEPS:])]


def titles_of(hits: Sequence[SearchHit], head: str) -> TelegramHtml:
    """Lists the items as links under a heading; nothing where there are none."""
    named = ((readable(item_title(hit.document)) or title_of(hit.document), hit.document.url) for hit in hits)
    lines = [plain("• ") + link(one_line(title, LONGEST_TITLE), url) for title, url in named]
    return join([plain(head), *lines]) if lines else TelegramHtml()


def _line(step: Step, today: date) -> TelegramHtml:
    document, kind = step.document, str(step.kind)
    if kind == "changed" and not step.fields.keys().isdisjoint(("size", "text")):
        kind = "replaced"
    template = texts.AHEAD[kind] if kind in texts.AHEAD and lies_ahead(step, today) else texts.STEPS[kind]
    note = one_line("; ".join(_notes(step)), LONGEST_NOTE)
    said = fill(
        template,
        title=link(one_line(title_of(document), LONGEST_TITLE), document.url),
        note=plain(texts.NOTE.format(note=note) if note else ""),
    )
    return fill(texts.LINE, day=bold(day(step.day)), said=said)


def _notes(step: Step) -> list[str]:
    """Returns what stands behind the title of a step, in a few words."""
    details, kind = step.document.details, step.kind
    if kind == "changed":
        return [_field(name, *step.fields[name], step.document) for name in _TOLD_FIELDS if name in step.fields]
    if kind in ("planned", "issue"):
        due = str(details.get("due") or "")
        return _said(step.document, "maker") + ([texts.DUE.format(day=format_date(due))] if due else [])
    if kind in ("report", "minutes"):
        return _said(step.document, "meeting", "for_meeting") + _item(step.document)
    if kind != "decided":
        return []
    return [*_said(step.document, "maker"), *map(decided, _said(step.document, "status"))]


def _field(name: str, old: object, new: object, document: Document) -> str:
    before, now = (_in_words(name, str(value or ""), document) for value in (old, new))
    return texts.FIELD.format(name=name, old=before or NOTHING, new=now or NOTHING)


def _in_words(name: str, value: str, document: Document) -> str:
    """Returns a value as people say it: `approved` for the portal's `Recommendations Approved`."""
    if name != "status":
        return format_date(value)
    if document.kind == "meeting" and value in AS_PLANNED:
        return GOES_AHEAD
    return decided(value)


def _said(document: Document, *names: str) -> list[str]:
    return [said for name in names if isinstance(said := document.details.get(name), str) and said]


def _item(document: Document) -> list[str]:
    """Returns the number of the item: its title is that of the story."""
    number = str(document.details.get("item") or "").split(" ")[0].rstrip(".")
    return [texts.ITEM.format(number=number)] if number[:1].isdigit() and len(number) < 8 else []
