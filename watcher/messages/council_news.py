"""PURE: tells what is said of a council's document behind its title, so that the first line is the news."""

from __future__ import annotations

import re
from datetime import date, timedelta

from watcher.core.dates import format_date, is_working_day
from watcher.core.documents import Change, Document
from watcher.core.meetings import meeting_day
from watcher.core.text import pluralise
from watcher.messages.council import date_in, item_of, said_of
from watcher.messages.readable import decided, is_appendix, meeting_time, outcome_and_how, readable, tells_outcome
from watcher.messages.texts import council as texts
from watcher.rules.meeting_status import AS_PLANNED, is_off

LONGEST_BEFORE = timedelta(days=60)
"""Of a meeting that lies further off nobody counts the working days."""
_NO_PLACE = re.compile(
    r"(?:venue |location )?(?:to be (?:confirmed|advised|announced|arranged|agreed|determined)|tbc|tba)\.?",
    re.IGNORECASE,
)
"""What stands for a meeting's place until there is one."""
_OPEN = ("for determination", "for decision", "to be determined", "awaiting", "pending")
"""How the status begins of what is published among the decisions, and is not decided."""
_OF_FILE = frozenset({"text", "size"})


def news(change: Change, event: str) -> str:
    """Returns what is said behind the title: when a meeting is or is now, who decided what, to when a decision slips,
    which item a report belongs to, how late a paper was replaced."""
    document, today = change.document, change.at.date() if change.at else None
    if document.kind == "meeting":
        return _meeting_news(change, event, today)
    if document.kind in ("plan-item", "issue"):
        return _slip(change) if "due" in change.fields else _planned(change)
    if document.kind == "decision":
        return _decision_news(change)
    item = item_of(document)
    if is_appendix(document):  # it stands behind its item, or its title says what it is
        item = item.partition(". ")[0]
    behind = f" ({item})" if item else ""
    replaced = change.kind == "changed" and not document.details.get("withheld") and change.fields.keys() & _OF_FILE
    return behind + (_replaced(document, today) if replaced else "")


def _meeting_news(change: Change, event: str, today: date | None) -> str:
    """Returns when a meeting is, or when or where it is now, and what was newly published of it; empty where nothing of
    that is known."""
    when = meeting_time(change.document, today)
    dated = f", {when}" if when else ""
    if event == "Moved":
        if change.fields.keys() & {"date", "time"}:
            return texts.NOW.format(to=when) if when else ""
        return dated + _place_news(readable(said_of(change.document, "venue")))
    if event == "Changed" and "status" in change.fields:
        return dated + _status_news(*map(str, change.fields["status"]))
    published = _newly_published(change)
    return dated + (texts.NEWLY.format(what=published) if published else "")


def _place_news(place: str) -> str:
    """Returns where a meeting is now; of words that name no place what they say."""
    if _NO_PLACE.fullmatch(place):
        return texts.PLACE_OPEN
    return texts.NOW_AT.format(to=place) if place else ""


def _status_news(old: str, new: str) -> str:
    """Returns what the portal says of a meeting now: that it goes ahead after all, that it does not, or its own word,
    which may mean either."""
    if new.casefold() in AS_PLANNED:
        return texts.AFTER_ALL if is_off(old) else ""
    return texts.NOW.format(to=new) if is_off(new) else texts.MARKED.format(status=new)


def _newly_published(change: Change) -> str:
    """Returns what stands on a meeting's page now and did not before: `minutes`."""
    before, after = (str(said).casefold() for said in change.fields.get("state", ("", "")))
    return " and ".join(what for what in ("agenda", "decisions", "minutes") if what in after and what not in before)


def _decision_news(change: Change) -> str:
    """Returns the decision and who made it, `: approved by Cabinet`; of a changed one what became of it, `: now called
    in`."""
    became = decided(said_of(change.document, "status"))
    if change.kind == "changed":
        return texts.NOW.format(to=became) if "status" in change.fields and became else ""
    if change.kind != "new":
        return ""
    verb, how = outcome_and_how(became)
    if not verb and tells_outcome(became):
        how = f": {became}"
    verb = verb or (texts.FOR_DECISION if became.startswith(_OPEN) else texts.DECIDED)
    maker = said_of(change.document, "maker")
    return ": " + (texts.BY.format(what=verb, who=maker) if maker else verb) + how


def _planned(change: Change) -> str:
    """Returns who is to decide on what is new, and when: `: for decision by Cabinet, due December 2026`."""
    maker, due = (said_of(change.document, name) for name in ("maker", "due"))
    if change.kind != "new" or not (maker or due):
        return ""
    said = texts.BY.format(what=texts.FOR_DECISION, who=maker) if maker else texts.FOR_DECISION
    return ": " + ", ".join(filter(None, (said, texts.DUE.format(day=due) if due else "")))


def _slip(change: Change) -> str:
    """Returns to when a planned decision moves; empty where it is not known which of the two days is later."""
    told = [format_date(str(said)) for said in change.fields["due"]]
    before, after = map(date_in, told)
    if not before or not after or _is_bounded(told[0]) != _is_bounded(told[1]):
        return ""
    exact = 3 if before[2] and after[2] else 2  # a month alone is neither before nor behind its days
    before, after = before[:exact], after[:exact]
    if before == after:
        return ""
    said = texts.SLIPS if before < after else texts.COMES_EARLIER
    return said.format(to=format_date(str(change.fields["due"][1])))


def _is_bounded(due: str) -> bool:
    """Tells whether a day is only a bound: `not before 10 December 2026`."""
    return due.casefold().startswith(("not before", "before", "after", "by ", "between", "from"))


def _replaced(document: Document, today: date | None) -> str:
    """Returns how long after its publication, and how short before its meeting, a file was replaced."""
    said = list[str]()
    if today and document.published and document.published < today:
        days = (today - document.published).days
        said.append(texts.AFTER_PUBLICATION.format(days=pluralise(days, "day")))
    when = meeting_day(document)
    if today and when and today < when <= today + LONGEST_BEFORE:
        days = sum(is_working_day(today + timedelta(days=ahead)) for ahead in range((when - today).days))
        said.append(texts.BEFORE_THE_MEETING.format(days=pluralise(days, "working day")))
    return texts.REPLACED + (" " + ", ".join(said) if said else "")
