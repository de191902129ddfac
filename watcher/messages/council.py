"""PURE: puts a council's meetings, papers, decisions and plans into words (facts/moderngov.md, 4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from watcher.core.dates import day, format_date
from watcher.core.documents import COUNCIL_KINDS, Change, Document, DocumentKind, Json
from watcher.core.meetings import AgendaItem, agenda_of
from watcher.core.months import MONTH_NUMBERS
from watcher.core.text import pluralise
from watcher.messages.readable import can_be_called_in, decided, tells_outcome
from watcher.messages.telegram_html import TelegramHtml, one_line, plain
from watcher.messages.texts import council as texts
from watcher.messages.texts import papers as paper_texts
from watcher.messages.texts.changes import PUBLISHED
from watcher.rules.meeting_status import AS_PLANNED

MOST_ITEMS, MOST_REASONS = 15, 400
_APART = frozenset({"status", "state", "due", "restriction"})
"""What a line of its own says where it changed."""
_IN_FIRST_LINE = frozenset({"item", "date", "time"})
"""What stands behind the title."""
_WRITTEN = re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(MONTH_NUMBERS)}) (?P<year>\d{{4}})")


def about(change: Change) -> list[TelegramHtml]:
    """Returns what is said under the title: what the document is, and what follows from it."""
    document = change.document
    if "overdue" in change.fields:
        return []  # a date in it is over: the paper itself is no news
    gone = texts.GONE.get(document.kind, texts.PAPER_GONE) if change.kind == "withdrawn" else ""
    agenda = agenda_line(change) if change.kind == "new" else ""  # else told beside the state that changed
    without = _APART & change.fields.keys() | _IN_FIRST_LINE
    if document.kind == "meeting":
        without |= change.fields.keys() & {"venue"} | (set() if change.kind == "new" else {"state"})
    if document.kind in ("plan-item", "issue") and change.kind == "new":
        without |= {"maker", "due"}
    if document.kind == "decision" and change.kind == "new" and tells_outcome(said_of(document, "status")):
        without |= {"status"}
    lines = [brief(document, without=without), _reasons(change), gone or _call_in(change), agenda, scanned(change)]
    return [plain(line) for line in lines]


def brief(document: Document, without: Collection[str] = ()) -> str:
    """Returns what a document is in one line, `report, item 7, 388 KB`, without some of the details."""
    if without:
        said = {name: value for name, value in document.details.items() if name not in without}
        document = replace(document, details=said)
    parts = _BRIEF.get(document.kind, _paper)(document)
    return ", ".join(one_line(part, 160) for part in parts if part)


def scanned(change: Change) -> str:
    """Returns the sentence that pages of a paper are pictures, and whether they could be read, where the paper is new
    or was replaced; empty where no page is."""
    scan = change.document.details.get("scan")
    if not isinstance(scan, dict) or change.kind not in ("new", "changed") or (change.fields and not change.replaced):
        return ""
    pictures, read = (
        len(numbers) if isinstance(numbers, list) else 0 for numbers in (scan["pictures"], scan["recognised"])
    )
    every = pictures == scan["pages"]
    phrase = paper_texts.ONE_PICTURE if pictures == 1 else paper_texts.SOME_PICTURES
    of = paper_texts.ALL_PICTURES if every else phrase
    said = of.format(number=pictures, count=pluralise(pictures, "page"), pages=scan["pages"])
    how = paper_texts.NOT_READ if not read else paper_texts.RECOGNISED if read == pictures else paper_texts.SOME_READ
    return said + how.format(count=read)


def extra_lines(document: Document) -> list[str]:
    """Returns what an alert tells elsewhere or leaves out: the agenda, what is known of the call-in, why it is
    restricted."""
    items = agenda_of(document) if document.kind == "meeting" else []
    agenda = [one_line(texts.NOTED_AGENDA.format(item=_item_words(item)), 160) for item in items]
    said = [
        f"{label}: {one_line(value, 160)}" for name, label in texts.NOTED.items() if (value := said_of(document, name))
    ]
    return agenda + said


def field_lines(change: Change) -> dict[str, str]:
    """Returns the fields that are told in other words than "name: old → new", by name; empty for one that needs no
    line."""
    fields, found = change.fields, dict[str, str]()
    if change.document.kind not in COUNCIL_KINDS:
        return found
    if "status" in fields and change.document.kind == "meeting":
        found["status"] = _status(*map(str, fields["status"]))
    if "status" in fields and change.document.kind == "decision":
        was, now = (decided(str(said or "")) for said in fields["status"])
        found["status"] = texts.STATUS.format(old=was, new=now)
    if "state" in fields:
        old, new = fields["state"]
        before, now = (_published_so_far(str(said or "")) or texts.NOT_YET for said in (old, new))
        told = texts.STATE.format(old=before, new=now)
        found["state"] = "\n".join(filter(None, (told, agenda_line(change))))
    if "due" in fields:
        before, after = (format_date(str(said)) for said in fields["due"])
        found["due"] = one_line(texts.DUE_CHANGED.format(old=before, new=after))
    if "text" in fields:
        found["text"] = texts.TEXT_CHANGED if change.diff else texts.TEXT_REPLACED
    if "overdue" in fields:  # told with the plan that it is of
        found["overdue"] = ""
    if "size" in fields:  # in bytes it tells nobody anything
        found["size"] = "" if "text" in fields else texts.FILE_REPLACED
    return found


def without_repeats(changes: Sequence[Change]) -> list[Change]:
    """Returns the changes of one message, what stands on an agenda told by the first of them that brings it; where the
    papers are told beside it, only what is to follow."""
    listed = {
        change.document.part_of for change in changes if change.kind == "new" and change.document.kind == "report"
    }
    told: set[str] = set()
    found = []
    for change in changes:
        of = change.document.part_of or change.document.key
        if items := _items(change):
            shown = [item for item in items if of not in listed or _is_awaited(item)] if of not in told else []
            told.add(of)
            details = {**change.document.details, "items": list[Json](item.as_detail() for item in shown)}
            change = replace(change, document=replace(change.document, details=details))
        found.append(change)
    return found


def _items(change: Change) -> list[AgendaItem]:
    """Returns the agenda that a change brings; empty where it was there before."""
    document, old = change.document, str(change.fields.get("state", ("agenda", ""))[0])
    brings = change.kind == "new" and document.kind in ("agenda", "meeting")
    published = document.kind == "meeting" and change.kind == "changed" and "agenda" not in old.casefold()
    return agenda_of(document) if brings or published else []


def agenda_line(change: Change) -> str:
    """Returns what stands on an agenda that a change brings, or what of it is to follow; empty where it brings none."""
    items = _items(change)
    following = all(map(_is_awaited, items))
    shown = [one_line(item.label if following else _item_words(item), 120) for item in items[:MOST_ITEMS]]
    listed, more = "; ".join(shown), len(items) - MOST_ITEMS
    listed = texts.AND_MORE.format(items=listed, count=more) if more > 0 else listed
    return (texts.TO_FOLLOW if following else texts.AGENDA).format(items=listed) if items else ""


def _is_awaited(item: AgendaItem) -> bool:
    """Tells whether an item's report is still to come and will be for the public: of another only the restriction is
    said."""
    return item.to_follow and not item.restriction


def _item_words(item: AgendaItem) -> str:
    """Returns an item as a reader would see it, with what is promised or kept back."""
    if item.restriction:
        return texts.ITEM_RESTRICTED.format(item=item.label, restriction=item.restriction)
    return texts.ITEM_TO_FOLLOW.format(item=item.label) if item.to_follow else item.label


def said_of(document: Document, name: str) -> str:
    """Returns what a document says under this name, a date as people write it; empty where it says nothing."""
    value = document.details.get(name)
    return format_date(value) if isinstance(value, str) else ""


def _meeting(document: Document) -> list[str]:
    status, state = said_of(document, "status"), said_of(document, "state")
    published = texts.PUBLISHED_SO_FAR.format(state=_published_so_far(state)) if state else ""
    when = [said_of(document, name) for name in ("date", "time", "venue")]
    return [*when, "" if status in AS_PLANNED else status, published]


def _paper(document: Document) -> list[str]:
    restriction = said_of(document, "restriction")
    if document.details.get("withheld"):
        withheld = texts.NOT_PUBLIC_FOR if restriction else texts.NOT_PUBLIC
        return [item_of(document), withheld.format(restriction=restriction)]
    alone = document.summary and not document.details.get("meeting")
    owner = texts.FOR.format(title=document.summary) if alone else ""
    seen = said_of(document, "first_seen")
    late = texts.LATE if document.details.get("late") else texts.FIRST_SEEN.format(day=seen) if seen else ""
    restricted = texts.RESTRICTION.format(restriction=restriction) if restriction else ""
    meeting = said_of(document, "for_meeting")
    meeting = texts.FOR_MEETING.format(meeting=meeting) if meeting else ""
    return [
        _name(document) if document.kind != "report" else "",
        item_of(document),
        owner,
        meeting,
        restricted,
        late,
        _published(document),
    ]


def _name(document: Document) -> str:
    draft = document.details.get("draft")
    if document.kind == "minutes" and isinstance(draft, bool):
        return texts.DRAFT_MINUTES if draft else texts.FINAL_MINUTES
    return texts.NAMES[document.kind]


def item_of(document: Document) -> str:
    """Returns the agenda item a paper belongs to; only its number where the title says the rest already."""
    item = said_of(document, "item")
    number, _, rest = item.partition(" ")
    if rest and rest.casefold() in document.title.casefold():
        item = number.rstrip(".:")
    return texts.ITEM.format(item=item) if item else ""


def _decision(document: Document) -> list[str]:
    """Returns who decided what, and when: `key decision by Cabinet, made 12 November 2026, published 18 November
    2026`."""
    key = texts.KEY_DECISION if said_of(document, "key").casefold().startswith("yes") else _name(document)
    made = said_of(document, "decided")
    made = texts.MADE.format(day=made) if made else ""
    return [
        _by_maker(document, key),
        item_of(document),
        made,
        _published(document),
        decided(said_of(document, "status")),
    ]


def _by_maker(document: Document, what: str) -> str:
    maker = said_of(document, "maker")
    return texts.BY.format(what=what, who=maker) if maker else what


def _call_in(change: Change) -> str:
    """Returns until when councillors may call a decision in; empty where that is over, or not known."""
    document = change.document
    until, effective = said_of(document, "call_in_until"), said_of(document, "effective")
    if document.kind != "decision" or not until or not can_be_called_in(said_of(document, "status")):
        return ""
    if change.at and str(document.details["call_in_until"]) < change.at.date().isoformat():
        return ""
    if document.details.get("call_in_basis") == "worked out":
        return texts.CALL_IN_WORKED_OUT.format(day=until, effective=effective)
    return (texts.CALL_IN_EFFECTIVE if effective else texts.CALL_IN).format(day=until, effective=effective)


def _reasons(change: Change) -> str:
    """Returns why a document is kept from the public, where it is since this change."""
    said = change.document.details.get("reasons")
    told = change.kind == "new" or "restriction" in change.fields
    return texts.REASONS.format(reasons=one_line(said, MOST_REASONS)) if told and isinstance(said, str) and said else ""


def _planned(document: Document) -> list[str]:
    """Returns who will decide on a planned decision or an issue, and when."""
    due, officer, restriction = (said_of(document, name) for name in ("due", "officer", "restriction"))
    restricted = restriction and restriction.casefold() != "open"
    return [
        _by_maker(document, _name(document)),
        texts.DUE.format(day=due) if due else "",
        texts.OFFICER.format(name=officer) if officer else "",
        said_of(document, "status"),
        texts.RESTRICTION.format(restriction=restriction) if restricted else "",
    ]


def _published(document: Document) -> str:
    return PUBLISHED.format(day=day(document.published)) if document.published else ""


def _status(old: str, new: str) -> str:
    """Returns a meeting's status before and now, `confirmed` in the reader's words."""
    was, now = (texts.AS_PLANNED if said in AS_PLANNED else said for said in (old, new))
    return texts.STATUS.format(old=was, new=now)


def _published_so_far(state: str) -> str:
    """Returns what a portal says is published, in small letters and without the arrow of its link."""
    return one_line(state.strip(" →›»>").lower(), 80)


def date_in(words: str) -> tuple[int, ...]:
    """Returns year, month and day, to be compared; a month alone comes before its days. Empty where there is no
    date."""
    found = _WRITTEN.search(words)
    return (int(found["year"]), MONTH_NUMBERS[found["month"]], int(found["day"] or 0)) if found else ()


_BRIEF: Mapping[DocumentKind, Callable[[Document], list[str]]] = {
    "meeting": _meeting,
    "decision": _decision,
    "issue": _planned,
    "plan-item": _planned,
}
