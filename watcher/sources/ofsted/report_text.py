"""PURE: what an inspection report or letter says, out of the text of its pages (facts/ofsted.md, 7)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watcher.core.documents import Json
from watcher.core.text import collapse_spaces
from watcher.papers.fingerprint import text_fingerprint
from watcher.rules.quotes import quote
from watcher.sources.ofsted.grade_tables import FOCUSED, JTAI, LETTERS, MONITORING, SEND, framework, grades
from watcher.sources.ofsted.report_dates import inspected
from watcher.sources.ofsted.report_letters import headline, which_visit
from watcher.sources.ofsted.report_lines import body_lines
from watcher.sources.ofsted.report_points import NEEDS, PRIORITY, points

_OUTCOMES = (
    ("positive", re.compile(r"typically lead to positive experiences and outcomes", re.IGNORECASE)),
    ("inconsistent", re.compile(r"lead to inconsistent experiences and outcomes", re.IGNORECASE)),
    ("failings", re.compile(r"widespread and/or systemic failings", re.IGNORECASE)),
)
_PRIORITY_TOLD = re.compile(r"areas? for priority action", re.IGNORECASE)
_NOT_NOW = re.compile(r"\b(?:no|not identify any|without|previous|earlier|last)\b[^.]{0,60}$", re.IGNORECASE)

OPENING = 12_000
"""Characters in which a report says when inspectors came, and which visit it was."""
LISTS_UNREAD = "lists not read"


def read_report(pages: Sequence[str], label: str) -> dict[str, Json]:
    """Return the details that a report gives: `framework`, `inspected` (the dates as printed), `grades`, `outcome`,
    `priority_action` and `needs_to_improve` (areas as printed, each whole), `responsible_bodies` (beside each area for
    priority action); of a visit `headline` (what was found, quoted), `visit` (which: "second") and `since`; `text` (a
    print of all its words). What it doesn't say is left out; `unread` says in a few words that neither grades nor an
    outcome were found where it is no letter, or a list not whole."""
    flat = [collapse_spaces(page) for page in pages]
    name = framework(flat, label)
    lines = [line for page in pages for line in page.splitlines()]
    start = " ".join(flat[:2])
    verdict = outcome(start) if name == SEND else ""
    found: dict[str, Json] = {
        "framework": name,
        "inspected": inspected(lines[:80], start[:OPENING]),
        "grades": dict(grades(name, flat)),
        "outcome": verdict,
        **_letter(pages, start[:OPENING], name),
        **_lists(pages, " ".join(flat), name, verdict),
        "text": text_fingerprint(pages),
    }
    if name not in LETTERS and not found["grades"] and not found["outcome"]:
        found["unread"] = "outcome not read" if name == SEND else "grades not read"
    return {field: value for field, value in found.items() if value}


def _letter(pages: Sequence[str], start: str, name: str) -> dict[str, Json]:
    """Return what the letter of a visit, or a joint inspection, says in sentences."""
    visit, since = which_visit(start) if name in (FOCUSED, MONITORING) else ("", "")
    found = headline(body_lines(pages)) if name in (FOCUSED, MONITORING, JTAI) else ""
    return {"visit": visit, "since": since, "headline": found}


def _lists(pages: Sequence[str], text: str, name: str, verdict: str) -> dict[str, Json]:
    """Return the areas for priority action, the bodies that answer for them, and what needs to improve. Of an area SEND
    report a list that could not be read whole is not told, and `unread` says so."""
    lines = body_lines(pages)
    alarm, needs = (points(lines, heading, is_send=name == SEND) for heading in (PRIORITY, NEEDS))
    is_lost = bool(verdict) and not alarm.said and (verdict == "failings" or not needs.said)  # each asks for something
    told = alarm.said or (_priority(text) if name in (FOCUSED, MONITORING, JTAI) else ())
    return {
        "priority_action": [*told],
        "responsible_bodies": [*alarm.bodies] if any(alarm.bodies) else [],
        "needs_to_improve": [*needs.said],
        "unread": LISTS_UNREAD if is_lost or not (alarm.is_whole and needs.is_whole) else "",
    }


def outcome(text: str) -> str:
    """Return the class of an area SEND inspection by its key phrase; "" where none stands there, or more than one."""
    told = [name for name, phrase in _OUTCOMES if phrase.search(text)]
    return told[0] if len(told) == 1 else ""


def _priority(text: str) -> tuple[str, ...]:
    """Return, of a letter without a list of them, the sentences that speak of an area for priority action now."""
    told = [match.span() for match in _PRIORITY_TOLD.finditer(text) if not _NOT_NOW.search(_before(text, match))]
    return tuple(dict.fromkeys(quote(text, *span) for span in told))


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 120) : match.start()]
