"""PURE: tells whether a document carries on an item of a council that was told before: its decision, its minutes, the
next committee that has it, its place in the plan (facts/moderngov.md, "Identity and change").

Numbers decide where the portal gives them: of an issue, of an item of an agenda, of a decision. Else a title decides,
within some months; one that comes back quarter by quarter, only within one meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from watcher.core.dates import format_date
from watcher.core.documents import Change, Document
from watcher.core.meetings import meeting_label, meeting_of
from watcher.core.text import normalise
from watcher.rules.urgency import alters_meeting

APART = timedelta(days=120)
"""Two of one title that lie further apart are two items."""
ITEMS = ("report", "decision", "plan-item", "issue")
"""What is about one item; an agenda, or minutes, are about all of a meeting."""
OF_MEETING = ("minutes", "decisions")
STEPS = (*ITEMS, *OF_MEETING, "meeting")
"""What can carry on an item."""
_ISSUE, _DECISION, _AGENDA_ITEM = re.compile(r"i\d+"), re.compile(r"p?d\d+"), re.compile(r"d?ai\d+")
_BESIDE = re.compile(r"\((?:part(?:ly)? )?(?:exempt|confidential|restricted)\)|\(report to follow\)|\bref: ?\d+")
MOST_NAMED = 2
_SHORTEST_TITLE = 2
"""Words: what is named by fewer may be anything."""
_CALLED_IN = ("call in", "called in", "requisition", "requisitioned")
_SHORTEST_CALLED_IN, _LONGEST_CALLED_IN = 3, 40
"""Words of what a call-in names."""
_STANDING = frozenset((
    "minutes", "draft minutes", "apologies", "announcements", "welcome", "agenda", "petitions", "questions", "actions",
    "matters arising", "urgent business", "any other business", "urgent items", "late items", "membership",
    "substitutes", "work programme", "forward plan", "public questions", "members questions", "public participation",
    "deputations", "motions", "election of chair", "election of vice chair", "appointment of chair",
    "dates of meetings", "dates of future meetings",
))  # fmt: skip
_STANDING_WORDS = (
    "minutes of", "the minutes", "minutes and", "apologies for", "announcements by", "chair s announcements",
    "chairman s announcements", "mayor s announcements", "declarations of interest", "declaration of interest",
    "disclosure of interest", "disclosures of interest", "disclosable pecuniary", "exclusion of press",
    "exclusion of the press", "exclusion of the public", "exclusion of public", "urgent business",
    "any other business", "date of next meeting", "date of the next meeting", "matters arising",
)  # fmt: skip
_PERIODIC = frozenset((
    "monitoring", "monitor", "quarter", "quarterly", "q1", "q2", "q3", "q4", "monthly", "annual", "annually", "yearly",
    "update", "updates", "performance", "outturn", "forecast", "dashboard", "progress", "treasury", "register",
    "tracker",
))  # fmt: skip
"""Words of what comes back: the same title then says little of which it is."""


def carries_on(change: Change, earlier: Change) -> bool:
    """Tells whether a change is of the item that an earlier change told of, and says how that goes on."""
    now, then = change.document, earlier.document
    if change.minor or then.kind not in ITEMS or portal_of(now) != portal_of(then) or not item_title(then):
        return False
    if now.key == then.key:
        return change.kind != "new"  # else the same through another source: no more than was told
    if now.kind in OF_MEETING:
        return same_meeting(now, then)
    if now.kind == "report" and same_meeting(now, then):
        return False  # one more paper of the same meeting
    if now.kind == "meeting":
        return now.part_of in issues_of(then) or (alters_meeting(change) and same_meeting(now, then))
    far = change.at is not None and earlier.at is not None and change.at - earlier.at > APART
    return now.kind in ITEMS and same_item(now, then, far=far)


def names(document: Document) -> frozenset[str]:
    """Returns all that a document is known by here; two that share none are not of one item."""
    own = filter(None, (document.key, document.part_of))
    return frozenset(own) | _numbers(document) | _meetings(document) | _titles(document)


def same_item(first: Document, second: Document, *, far: bool = False) -> bool:
    """Tells whether two documents of one portal are about one item; `far` apart, only a number tells."""
    if portal_of(first) != portal_of(second) or not item_title(first) or not item_title(second):
        return False
    if _numbers(first) & _numbers(second):
        return True
    mine, theirs = issues_of(first), issues_of(second)
    if mine and theirs and not mine & theirs:
        return False
    shared = _titles(first) & _titles(second)
    comes_back = far or all(map(_comes_back, shared))
    return bool(shared) and (same_meeting(first, second) or not comes_back)


def item_title(document: Document) -> str:
    """Returns what the item is called that a document is about; empty where it is about none, or about one that stands
    on every agenda."""
    if document.kind not in ITEMS:
        return ""
    title = _named(document)
    return "" if not folded(title) or is_standing(title) else title


def named_items(document: Document, earlier: Iterable[Document]) -> list[str]:
    """Returns what the items are called that a document carries on, of what was told earlier, oldest first: of one that
    is about a single item, as its own title has it where it can be; of a meeting, at most MOST_NAMED."""
    titles: dict[str, str] = {}
    for told in earlier:
        titles.setdefault(folded(item_title(told)), item_title(told))
    if document.kind not in ITEMS:
        return list(titles.values())[:MOST_NAMED]
    own = f" {folded(item_title(document))} "
    best = max(titles, key=lambda title: len(title) if f" {title} " in own else 0, default="")
    return [titles[best]] if best else []


def is_standing(title: str) -> bool:
    """Tells whether an item of this title stands on every agenda, as apologies and minutes do."""
    words = folded(title)
    return (
        words in _STANDING
        or words.startswith("minutes ")
        or any(f" {phrase}" in f" {words}" for phrase in _STANDING_WORDS)
    )


def issues_of(document: Document) -> frozenset[str]:
    """Returns the keys of the issues that a document says it is, or belongs to."""
    said = (document.key, document.part_of, document.details.get("issue"), *document.aliases)
    return frozenset(key for key in said if isinstance(key, str) and _ISSUE.fullmatch(key))


def folded(title: str) -> str:
    """Returns the words of a title, however it is written, without what a portal writes beside it."""
    words = _BESIDE.sub(" ", normalise(title).casefold().replace("&", " and "))
    return " ".join(re.findall(r"[^\W_]+", words))


def _named(document: Document) -> str:
    """Returns the title of the item that a document is of: of a paper with a name of its own its summary, else the
    document's title."""
    return document.summary if document.kind == "report" and document.summary else document.title


def _numbers(document: Document) -> frozenset[str]:
    """Returns what the portal numbers a document by: issue, decision, item of an agenda, and what it belongs to of
    these."""
    said = (document.key, document.part_of, *document.aliases)
    found = {key for key in said if _DECISION.fullmatch(key) or _AGENDA_ITEM.fullmatch(key)}
    return frozenset({key.replace("dai", "ai", 1).replace("pd", "d", 1) for key in found} | issues_of(document))


def _titles(document: Document) -> frozenset[str]:
    """Returns the folded title of a document's item; of a call-in also what it may name as called in, which stands at
    either end."""
    title = folded(item_title(document))
    words = title.split()[:_LONGEST_CALLED_IN] if any(f" {phrase} " in f" {title} " for phrase in _CALLED_IN) else []
    ends = range(_SHORTEST_CALLED_IN, len(words))
    parts = {" ".join(words[:n]) for n in ends} | {" ".join(words[-n:]) for n in ends}
    return frozenset(filter(None, {title, *parts}))


def _comes_back(title: str) -> bool:
    words = title.split()
    return len(words) < _SHORTEST_TITLE or not _PERIODIC.isdisjoint(words)


def same_meeting(first: Document, second: Document) -> bool:
    """Tells whether two documents are of one meeting: by its number where both say it, for a committee may meet twice a
    day."""
    mine, theirs = meeting_key(first), meeting_key(second)
    return mine == theirs if mine and theirs else not _meetings(first).isdisjoint(_meetings(second))


def meeting_key(document: Document) -> str:
    """Returns the key of the meeting that a document is of, or was made at; empty where it does not say."""
    return meeting_of(document) or str(document.details.get("made_at") or "")


def _meetings(document: Document) -> frozenset[str]:
    """Returns the meeting that a document is of, or was made at, by every name it has: its key, its committee and
    day."""
    details = document.details
    named = details.get("meeting") or details.get("for_meeting") or meeting_label(document)
    decided = details.get("decided")
    found = {meeting_key(document), str(named or "").casefold()}
    if decided and details.get("maker"):
        found.add(f"{details['maker']}, {format_date(str(decided))}".casefold())
    return frozenset(filter(None, found))


def portal_of(document: Document) -> str:
    """Returns the host of the portal that a document stands on, without `www.`."""
    return (urlsplit(document.url).hostname or "").removeprefix("www.")
