"""Writes the open data: all changes as lines of JSON and as a table, the meetings, what each field means, and under
which licence."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from io import StringIO

from watcher.core.deadlines import Deadline, written
from watcher.core.documents import Change, Json
from watcher.core.meetings import meeting_day
from watcher.core.site_paths import document_path
from watcher.core.unsafe_signs import ANY_UNSAFE
from watcher.messages.change_json import as_json, change_line, moment
from watcher.messages.telegram_html import one_line, web_address
from watcher.site import data_dictionary, texts
from watcher.site.all_meetings import SiteMeeting, read_agendas, said_once, site_meetings, with_deadlines
from watcher.site.calendars import committee_calendar
from watcher.site.context import SiteContext
from watcher.site.files import SiteFile, ready
from watcher.store.site_data import stamp_of

_AT_A_TIME = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would run."""
_MOST_TITLE = 300


def open_data(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the files below `data/`."""
    ids = [change.id for change in context.data.changes]
    log = stamp_of("log", len(ids), ids[-1:])
    yield SiteFile("data/changes.jsonl", log, partial(_lines, context))
    yield SiteFile("data/changes.csv", log, partial(_table, context))
    meetings = said_once(site_meetings(context))
    rules = [source.options.get("questions") for source in context.sources.values()]
    stamp = stamp_of("meetings", rules, [meeting.stamp for meeting in meetings])
    yield SiteFile("data/meetings.json", stamp, partial(_meetings, context, meetings))
    yield ready("data/datapackage.json", data_dictionary.datapackage(context.title, context.url))
    yield ready("data/LICENCE.txt", texts.LICENCE_NOTE.format(title=context.title, url=context.url).encode())


def _log(context: SiteContext) -> Iterator[Change]:
    ids = [change.id for change in context.data.changes]
    for at in range(0, len(ids), _AT_A_TIME):
        yield from context.data.whole(ids[at : at + _AT_A_TIME])


def _lines(context: SiteContext) -> bytes:
    return "".join(f"{change_line(change)}\n" for change in _log(context)).encode()


def _table(context: SiteContext) -> bytes:
    (_, table, _) = data_dictionary.FILES
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([each.name for each in table.fields])
    writer.writerows([cell(value) for value in _row(context, change)] for change in _log(context))
    return text.getvalue().encode()


def _row(context: SiteContext, change: Change) -> Iterable[str]:
    document = change.document
    return (
        str(change.id), moment(change.at) or "", change.source, context.render.name(change.source), change.kind,
        document.kind, one_line(document.title, _MOST_TITLE),
        document.published.isoformat() if document.published else "", " ".join(change.topics), " ".join(change.fields),
        web_address(document.url), context.absolute(document_path(change.source, document.key)),
    )  # fmt: skip


def cell(words: str) -> str:
    """Returns words as a cell that no spreadsheet takes for a formula, and that stays in its row."""
    plain = ANY_UNSAFE.sub("", words).replace("\n", " ")
    return f"'{plain}" if plain.lstrip(" ").startswith(_FORMULA) else plain


def _meetings(context: SiteContext, meetings: Iterable[SiteMeeting]) -> bytes:
    rows = (
        as_json(_meeting(context, meeting, deadlines))
        for meeting, deadlines in with_deadlines(context, meetings, read_agendas(context))
    )
    return f"[\n{f',{chr(10)}'.join(rows)}\n]\n".encode()


def _meeting(context: SiteContext, meeting: SiteMeeting, deadlines: Iterable[Deadline]) -> Mapping[str, Json]:
    document, when = meeting.document, meeting_day(meeting.document)
    asked = next((deadline for deadline in deadlines if deadline.kind == "question"), None)
    said = {name: one_line(str(document.details.get(name) or "")) or None for name in ("time", "venue", "status")}
    return {
        "id": meeting.uid,
        "source": meeting.source,
        "committee": one_line(meeting.name),
        "title": one_line(document.title),
        "date": when.isoformat() if when else None,
        **said,
        "takes_place": not meeting.is_off,
        "questions_until": written(asked.day, asked.clock) if asked else None,
        "questions_basis": asked.basis if asked else None,
        "url": web_address(document.url) or None,
        "page": context.absolute(document_path(meeting.source, document.key)) or None,
        "calendar": context.absolute(committee_calendar(meeting.source, document)) or None,
    }
