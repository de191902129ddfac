"""Says what is in the files of the open data, field by field: for the page that explains them and for programs
(datapackage.json)."""

from __future__ import annotations

import json
from typing import NamedTuple

from watcher.site.texts import LICENCE


class DataField(NamedTuple):
    """One field of a file; `type` is a word of Frictionless Table Schema."""

    name: str
    type: str
    meaning: str


class DataFile(NamedTuple):
    """One file of the open data."""

    name: str
    path: str
    format: str
    media_type: str
    about: str
    fields: tuple[DataField, ...]


def _fields(text: str) -> tuple[DataField, ...]:
    """Returns the fields of lines `name, type: meaning`."""
    found = (line.strip().partition(": ") for line in text.strip().splitlines())
    named = ((*said.split(", "), meaning) for said, _, meaning in found)
    return tuple(DataField(name, kind, meaning) for name, kind, meaning in named)


_CHANGES = DataFile(
    "changes", "data/changes.jsonl", "jsonl", "application/jsonl",
    "Every change that was noticed, the oldest first: one JSON object a line. The first reading of a source is its"
    " baseline and no change.",
    _fields("""
        id, integer: The change's number, for ever
        at, datetime: When it was noticed, in UTC; that is after it happened
        source, string: The id of the source it was noticed in
        kind, string: new, changed, withdrawn or restored
        document, object: It as it stood then: key, kind, title, url, published (the site's own day, or null), details
        fields, object: Of a changed document each field that differs, with the old and the new value
        topics, array: The ids of the topics that it was found to be about
        quotes, array: Sentences of a paper that matter, each with its page and topic
        diff, array: Of a replaced paper the sentences that differ, each with its page, old and new
        versions, array: SHA-256 of the versions of a paper that were read, the oldest first
    """),
)  # fmt: skip
_TABLE = DataFile(
    "changes-table", "data/changes.csv", "csv", "text/csv",
    "The same changes as a table. A cell that a spreadsheet would take for a formula begins with an apostrophe.",
    _fields("""
        id, integer: The change's number, for ever
        at, datetime: When it was noticed, in UTC
        source, string: The id of the source
        source_name, string: The source, as people read it
        change, string: new, changed, withdrawn or restored
        document_kind, string: meeting, agenda, report, decision, inspection, article or another kind of document
        title, string: The document's title
        published, date: The day of publication by the site's own word; empty where it gives none
        topics, string: The ids of its topics, with blanks between them
        fields, string: Which fields changed, with blanks between them
        url, string: Where the document is on its own site
        page, string: Its page here
    """),
)  # fmt: skip
_MEETINGS = DataFile(
    "meetings", "data/meetings.json", "json", "application/json",
    "Meetings since the start of last year and those to come, the earliest first: a list of objects.",
    _fields("""
        id, string: What names the meeting for ever: its portal and its number there
        source, string: The id of the source
        committee, string: The committee, as people read it
        title, string: The meeting's title
        date, date: Its day
        time, string: Its hour in London, HH:MM; null where none is said
        venue, string: Where it is held; null where that is not said
        status, string: The council's own word, as Confirmed or Cancelled; null where there is none
        takes_place, boolean: Whether it is held on that day: not where it was cancelled, postponed or withdrawn
        questions_until, string: Until when the public can send questions, London's time; null where not known
        questions_basis, string: Where that is known from: page, frontsheet (its agenda), config (the council's rule)
        url, string: Its page on the council's site
        page, string: Its page here
        calendar, string: The calendar of its committee
    """),
)  # fmt: skip
FILES = (_CHANGES, _TABLE, _MEETINGS)


def datapackage(title: str, home: str) -> bytes:
    """Returns the description of all files as a Frictionless Data Package."""
    package: dict[str, object] = {
        "name": "havering-watcher",
        "title": title,
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": "Creative Commons Attribution 4.0"}],
        "resources": [_resource(file) for file in FILES],
    }
    package |= {"homepage": home} if home else {}
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(file: DataFile) -> dict[str, object]:
    fields = [{"name": each.name, "type": each.type, "description": each.meaning} for each in file.fields]
    return {
        "name": file.name,
        "path": file.path.removeprefix("data/"),
        "format": file.format,
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "description": file.about,
        "schema": {"fields": fields},
    }
