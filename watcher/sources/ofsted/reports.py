"""What an inspection report or letter says, out of the text of its pages (facts/ofsted.md, 7). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watcher.model import Json
from watcher.papers import text_print
from watcher.quoting import quote
from watcher.sources.ofsted.frameworks import FOCUSED, JTAI, LETTERS, MONITORING, SEND, framework, grades
from watcher.wording import squeeze

_OUTCOMES = (
    ("positive", re.compile(r"typically lead to positive experiences and outcomes", re.IGNORECASE)),
    ("inconsistent", re.compile(r"lead to inconsistent experiences and outcomes", re.IGNORECASE)),
    ("failings", re.compile(r"widespread and/or systemic failings", re.IGNORECASE)),
)
_DATES = re.compile(r"Inspection dates?\s*:?\s*(.*)", re.IGNORECASE)
_VISITED = re.compile(
    r"\b(?:visit to|inspection of|took place|carried out)\b.{0,120}?"
    r" (?:on|from|between) (\d{1,2}\b[^.]{3,60}?\b\d{4})\b",
    re.IGNORECASE,
)
# Headings stand on a line of their own; a sentence that runs on from the line before begins in lower case.
_NEEDS = re.compile(r"What needs to improve\b.{0,60}|Areas? for improvement:?")
_PRIORITY = re.compile(r"(?:Responsible bod(?:y|ies) )?Areas? for priority action(?: in this area.*)?[\s:\d]*")
_PRIORITY_TOLD = re.compile(r"areas? for priority action", re.IGNORECASE)
_NOT_NOW = re.compile(r"\b(?:no|not identify any|without|previous|earlier|last)\b[^.]{0,60}$", re.IGNORECASE)

_BULLET = re.compile(r"[•◼■▪●◾\uf06e\uf0a7\uf0b7]\s*")
# Headings that end a list, and what a page carries at its head and foot.
_AFTER_A_LIST = re.compile(
    r"The (?:experiences and progress|impact of leaders)\b|(?:Main |Headline )?findings\b|Areas? for "
    r"|What (?:needs|is)\b|Local area partnership details|Information about|Next steps|Piccadilly Gate"
    r"|Progress since|Context$|\d{1,3}\. ",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"\d{1,3}|Inspection of .{0,200}services(?: \d+)?|\d.{0,200} \d{2,4} \d{1,3}|Area SEND inspection report:.*",
    re.IGNORECASE,
)
MOST_POINTS = 30
LONGEST_POINT = 600
MOST_LINES = 150


def read_report(pages: Sequence[str], label: str) -> dict[str, Json]:
    """The details a report gives: `framework`, `inspected` (the dates as printed), `grades`, `outcome`,
    `priority_action` and `needs_to_improve` (points as printed), `text` (a print of all its words).

    What it doesn't say is left out; `unread` says in a few words that neither grades nor an outcome were found where
    it is no letter.
    """
    flat = [squeeze(page) for page in pages]
    name = framework(flat, label)
    lines = [line for page in pages for line in page.splitlines()]
    found: dict[str, Json] = {
        "framework": name,
        "inspected": _inspected(lines[:80]) or _visited(" ".join(flat[:2])),
        "grades": dict(grades(name, flat)),
        "outcome": outcome(" ".join(flat[:2])) if name == SEND else "",
        "priority_action": _priority(lines, " ".join(flat), name),
        "needs_to_improve": [*_points(lines, _NEEDS)],
        "text": text_print(pages),
    }
    if name not in LETTERS and not found["grades"] and not found["outcome"]:
        found["unread"] = "outcome not read" if name == SEND else "grades not read"
    return {field: value for field, value in found.items() if value}


def outcome(text: str) -> str:
    """The class of an area SEND inspection by its key phrase; empty where none stands there, or more than one."""
    told = [name for name, phrase in _OUTCOMES if phrase.search(text)]
    return told[0] if len(told) == 1 else ""


def _inspected(lines: Sequence[str]) -> str:
    """The raw words of the dates line, with its next line where it runs on."""
    for number, line in enumerate(lines):
        if found := _DATES.fullmatch(line):
            dates = found[1]
            runs_on = not re.search(r"\d", dates) or re.search(r"(?:\band|\bto|-|,|&)$", dates)
            if runs_on and number + 1 < len(lines):
                dates = f"{dates} {lines[number + 1]}".strip()
            return dates if re.search(r"\d", dates) else ""
    return ""


def _visited(text: str) -> str:
    """The dates a letter gives in its first sentences."""
    found = _VISITED.search(text)
    return found[1] if found else ""


def _priority(lines: Sequence[str], text: str, name: str) -> list[Json]:
    """The areas for priority action; in a letter without such a heading the sentences that speak of one now."""
    listed = _points(lines, _PRIORITY)
    if listed or name not in (FOCUSED, MONITORING, JTAI, SEND):
        return [*listed]
    told = [match.span() for match in _PRIORITY_TOLD.finditer(text) if not _NOT_NOW.search(_before(text, match))]
    return [*dict.fromkeys(quote(text, *span) for span in told)]


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 120) : match.start()]


def _points(lines: Sequence[str], heading: re.Pattern[str]) -> list[str]:
    """The points of the list under a heading, each on one line; without bullets, a stop at a line's end ends one."""
    start = next((number for number, line in enumerate(lines) if heading.fullmatch(line)), None)
    if start is None:
        return []
    body: list[str] = []
    for line in lines[start + 1 : start + MOST_LINES]:
        if heading.fullmatch(line) or _FURNITURE.fullmatch(line):
            continue
        if _AFTER_A_LIST.match(line):
            break
        body.append(line)
    bulleted = any(_BULLET.match(line) for line in body)
    points: list[str] = []
    for number, line in enumerate(body):
        if _BULLET.match(line) if bulleted else number == 0 or body[number - 1].endswith("."):
            points.append(_BULLET.sub("", line, count=1))
        elif points:
            points[-1] += " " + line
    return [point[:LONGEST_POINT] for point in points[:MOST_POINTS] if point]
