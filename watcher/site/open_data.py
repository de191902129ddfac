"""Writes the open data: all changes as lines of JSON and as a table, the meetings, what each field means, and under
which licence."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from io import StringIO

from watcher.core.deadlines import Deadline, written
from watcher.core.documents import Change, Json
from watcher.core.meetings import meeting_day
from watcher.core.site_paths import document_path
from watcher.core.unsafe_signs import ANY_UNSAFE
from watcher.messages.change_json import as_json, change_line, moment
from watcher.messages.telegram_html import one_line, web_address
from watcher.site import data_dictionary, texts
from watcher.site.all_meetings import (
    SiteMeeting,
    meetings_stamp,
    read_agendas,
    said_once,
    site_meetings,
    with_deadlines,
)
from watcher.site.calendars import committee_calendar
from watcher.site.context import SiteContext
from watcher.site.files import FileGroup, SiteFile, ready
from watcher.store.site_data import stamp_of

_AT_A_TIME = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would run."""
_MOST_TITLE = 300


def open_data(context: SiteContext) -> Iterator[SiteFile | FileGroup]:
    """Yields the files below `data/`."""
    ids = [change.id for change in context.data.log.changes]
    log = stamp_of("log", len(ids), ids[-1:])
    said = cache(partial(_said, context, ids))  # both files come of one reading of the log
    yield _log_file("data/changes.jsonl", log, "", lambda held: said(held)[0], ids)
    yield _log_file("data/changes.csv", log, _as_rows([_head()]), lambda held: said(held)[1], ids)
    yield FileGroup("meetings", meetings_stamp(context), partial(_meetings_file, context))
    yield ready("data/datapackage.json", data_dictionary.datapackage(context.title, context.url))
    yield ready("data/LICENCE.txt", texts.LICENCE_NOTE.format(title=context.title, url=context.url).encode())


def _meetings_file(context: SiteContext) -> Iterator[SiteFile]:
    meetings = said_once(site_meetings(context, date(context.today.year - 1, 1, 1)))
    rules = [source.options.get("questions") for source in context.sources.values()]
    stamp = stamp_of("meetings", rules, [meeting.stamp for meeting in meetings])
    yield SiteFile("data/meetings.json", stamp, partial(_meetings, context, meetings))


def _log_file(path: str, stamp: str, head: str, lines: Callable[[int], str], ids: Sequence[int]) -> SiteFile:
    """Returns a file of one line for each change below its head. It grows by the lines of new changes where those that
    stand there are as many as they should be. `lines`: returns those of all changes but the first so many."""

    def make() -> bytes:
        return f"{head}{lines(0)}".encode()

    def grow(before: bytes) -> bytes:
        held = before.count(b"\n") - head.count("\n")
        whole = before.startswith(head.encode()) and before.endswith(b"\n") and 0 < held <= len(ids)
        if not whole or _last_number(before) != ids[held - 1]:
            return make()
        return before + lines(held).encode()

    return SiteFile(path, stamp, make, grow)


def _last_number(lines: bytes) -> int:
    """Returns the number of the last change that stands there, in JSON or as a row; 0 where there is none."""
    found = re.match(rb'(?:\{"id": )?([0-9]{1,18}),', lines[lines.rfind(b"\n", 0, -1) + 1 :][:40])
    return int(found[1]) if found else 0


def _log(context: SiteContext, ids: Sequence[int]) -> Iterator[Change]:
    for at in range(0, len(ids), _AT_A_TIME):
        yield from context.data.whole(ids[at : at + _AT_A_TIME])


def _said(context: SiteContext, ids: Sequence[int], held: int) -> tuple[str, str]:
    """Returns the changes but the first so many, as lines of JSON and as rows."""
    lines, rows, name = StringIO(), StringIO(), cache(context.render.name)
    table = csv.writer(rows)
    for change in _log(context, ids[held:]):
        lines.write(f"{change_line(change)}\n")
        table.writerow(map(cell, _row(change, name, context.url)))
    return lines.getvalue(), rows.getvalue()


def _head() -> list[str]:
    (_, table, _) = data_dictionary.FILES
    return [each.name for each in table.fields]


def _as_rows(rows: Iterable[Sequence[str]]) -> str:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _row(change: Change, name: Callable[[str], str], site: str) -> Iterable[str]:
    document = change.document
    return (
        str(change.id), moment(change.at) or "", change.source, name(change.source), change.kind,
        document.kind, one_line(document.title, _MOST_TITLE),
        document.stated_day.isoformat() if document.stated_day else "",
        " ".join(change.topics), " ".join(change.fields),
        web_address(document.url), site and f"{site}{document_path(change.source, document.key)}",
    )  # fmt: skip


def cell(words: str) -> str:
    """Returns words as a cell that no spreadsheet takes for a formula, and that stays in its row."""
    plain = words if words.isprintable() else ANY_UNSAFE.sub("", words).replace("\n", " ")
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
