"""Reads the grades that a school's page itself shows: those of before September 2024, and the report cards since
November 2025 (facts/ofsted.md, 3). They belong to the inspection whose date the page names beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from watcher.core.documents import Document, Json
from watcher.core.text import decoded, normalise
from watcher.core.visits import Page
from watcher.sources.dates import day
from watcher.sources.html import soup, text
from watcher.sources.ofsted.grade_tables import EIF, REPORT_CARD, TABLES

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_CARD_OF = re.compile(r"Inspection report: (\d{1,2} \w+ \d{4})", re.IGNORECASE)
_SAFEGUARDING = re.compile(r"Safeguarding standards? (not met|met)", re.IGNORECASE)
NODES_AHEAD = 5
"""An area's grade stands within so many pieces of text after it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Grades on a page, and the inspection they are of."""

    inspected: date
    framework: str
    grades: dict[str, str]


def with_shown_grades(documents: Sequence[Document], page: Page) -> tuple[Document, ...]:
    """Return the reports of a provider page, with the grades that the page shows for their inspection."""
    shown = {table.inspected.isoformat(): table for table in (_card(page), _judgements(soup(page))) if table}
    return tuple(_graded(document, shown.get(str(document.details.get("inspection_start")))) for document in documents)


def _graded(document: Document, shown: Shown | None) -> Document:
    if not shown:
        return document
    grades: Json = {**shown.grades}
    return replace(document, details={**document.details, "framework": shown.framework, "grades": grades})


def _judgements(tree: BeautifulSoup) -> Shown | None:
    """Read the grades of before September 2024: an overall outcome with its date, and a list of areas; None where there
    are none."""
    overall = tree.select_one("#main .subjudgements__overall")
    inspected = day(text(overall))
    if not overall or not inspected:
        return None
    grades = {"Overall effectiveness": normalise(text(overall.select_one("strong")))}
    for rate in tree.select("#main .subjudgements__rates__item"):
        grade = normalise(text(rate.select_one("strong")))
        area = normalise(text(rate)).removesuffix(grade).rstrip(" :")
        grades[re.sub(r"^The ", "", area, flags=re.IGNORECASE).capitalize()] = grade
    return Shown(inspected, EIF, {area: grade for area, grade in grades.items() if area and grade})


def _card(page: Page) -> Shown | None:
    """Read a report card; None where there is none. Its markup lies escaped inside the page, so it is unescaped before
    it is read."""
    if b"Inspection report:" not in page.body:
        return None
    tree = soup(Page(page.url, decoded(page.body.decode("utf-8", "replace")).encode()))
    strings = [normalise(string) for string in tree.stripped_strings]
    start = next((number for number, string in enumerate(strings) if _CARD_OF.search(string)), None)
    if start is None:
        return None
    strings = strings[start:]
    heading = _CARD_OF.search(strings[0])
    inspected = day(heading[1]) if heading else None
    grades = {area: grade for area, _ in TABLES[REPORT_CARD].areas if (grade := _grade_after(area, strings))}
    if safe := next(filter(None, map(_SAFEGUARDING.search, strings)), None):
        grades["Safeguarding standards"] = safe[1].lower()
    return Shown(inspected, REPORT_CARD, grades) if inspected and grades else None


def _grade_after(area: str, strings: Sequence[str]) -> str:
    """Return the first grade of the scale soon after the area's own name; "" where there is none."""
    grade = re.compile(TABLES[REPORT_CARD].grade, re.IGNORECASE)
    for number, string in enumerate(strings):
        if string.casefold() == area.casefold():
            ahead = strings[number + 1 : number + 1 + NODES_AHEAD]
            return next((words for words in ahead if grade.fullmatch(words)), "")
    return ""
