"""PURE: lays out a provider's inspections as the picture of its grades over the years: time from left to right, an area
a row, grades of one scale in one lane."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from watcher.core.dates import day
from watcher.core.documents import Document
from watcher.core.grade_chart import Cell, GradeChart, Lane, Row, Tone
from watcher.core.grades import SCALES, short_grade
from watcher.messages.inspections import graded_areas, inspected_on, overall_first
from watcher.messages.telegram_html import one_line
from watcher.messages.texts import grade_chart as texts

MOST_COLUMNS = 6
MOST_LANES = 6
MOST_ROWS = 12
# Each scale from its best grade to its worst.
_TONES: tuple[tuple[Tone, ...], ...] = (
    ("best", "good", "weak", "worst"),
    ("best", "best", "good", "weak", "worst"),
    ("good", "worst"),
)
_OUTCOME_TONES: Mapping[str, Tone] = {"positive": "good", "inconsistent": "weak", "failings": "worst"}
_FROM_BEST: tuple[Tone, ...] = ("mark", "best", "good", "weak", "worst")
_AREA_SEND = ("area SEND", "local area SEND")


def chart(documents: Iterable[Document], name: str) -> GradeChart | None:
    """Returns the picture of one provider's inspections; `name` is the source's, for a provider that is named in none.
    None where no inspection has a grade, an outcome and a date."""
    dated = sorted(
        ((when, document) for document in documents if (when := inspected_on(document)) and _shows(document)),
        key=_moment,
    )
    if not any(_judges(document) for _, document in dated):
        return None
    columns = _columns(dated)
    shown = _newest(columns)
    number_of = {id(document): number for number, column in enumerate(shown.values()) for document in column}
    newest = dated[-1][0]
    provider = next((said for _, document in dated[::-1] if (said := document.details.get("provider"))), name)
    title = texts.TITLE.format(provider=one_line(str(provider), 80))
    return GradeChart(
        title,
        texts.SUBTITLE.format(day=day(newest)),
        tuple(shown),
        tuple(_lanes([document for _, document in dated if id(document) in number_of], number_of)),
        texts.FOOT if len(shown) == len(columns) else texts.LEFT_OUT,
        texts.ALT.format(title=title, first=next(iter(shown)), day=day(newest)),
    )


def _moment(dated: tuple[date, Document]) -> tuple[date, str]:
    return dated[0], dated[1].key


def _judges(document: Document) -> bool:
    return bool(graded_areas(document) or document.details.get("outcome"))


def _shows(document: Document) -> bool:
    """Tells whether a document is one inspection, not a provider's row in a listing."""
    return "latest_report" not in document.details and bool(_judges(document) or document.details.get("framework"))


def _columns(dated: Sequence[tuple[date, Document]]) -> dict[str, list[Document]]:
    """Returns the inspections by year; by month in a year in which two of them would stand in one cell, and by day in
    such a month."""
    names = {id(document): f"{when.year}" for when, document in dated}
    for finer in ("%b %Y", "%d %b %Y"):
        crowded = Counter(
            (names[id(document)], cell) for _, document in dated if _judges(document) for cell in _cells_of(document)
        )
        full = {name for (name, _), count in crowded.items() if count > 1}
        names |= {
            id(document): f"{when:{finer}}".lstrip("0") for when, document in dated if names[id(document)] in full
        }
    found: dict[str, list[Document]] = {}
    for _, document in dated:
        found.setdefault(names[id(document)], []).append(document)
    return found


def _newest(columns: Mapping[str, list[Document]]) -> dict[str, list[Document]]:
    """Returns as many columns as fit: those of visits alone go first, then the oldest."""
    left, most = dict(columns), max(0, len(columns) - MOST_COLUMNS)
    visits_first = sorted(columns, key=lambda name: any(_judges(document) for document in columns[name]))
    for name in visits_first[:most]:
        del left[name]
    return left


def _cells_of(document: Document) -> list[tuple[str, str]]:
    """Returns the lane and the area of each cell that an inspection fills."""
    return [(lane, area) for lane, area, _ in _said(document)]


def _said(document: Document) -> list[tuple[str, str, Cell]]:
    """Returns what an inspection says, as lane, area and cell: its grades, its outcome, or only that it was."""
    framework = one_line(str(document.details.get("framework") or ""), 40)
    outcome = str(document.details.get("outcome") or "")
    if grades := graded_areas(document):
        lane = texts.LANES.get(framework, framework or texts.OTHER_GRADES)
        return [(lane, texts.AREAS.get(area, area), Cell(_spelt(grade), _tone(grade))) for area, grade in grades]
    if outcome:
        words = texts.OUTCOMES.get(outcome, one_line(outcome, 40))
        return [(texts.AREA_SEND, texts.OUTCOME, Cell(words, _OUTCOME_TONES.get(outcome, "mark")))]
    if framework in _AREA_SEND:
        return [(texts.AREA_SEND, texts.OUTCOME, Cell(texts.LETTER))]
    if framework in texts.LANES:
        return [(texts.LANES[framework], texts.NO_GRADES_READ, Cell(texts.NOT_READ))]
    return [(texts.VISITS, "", Cell(texts.MARKS.get(framework, framework)))]


def _spelt(grade: str) -> str:
    short = short_grade(grade)
    return short[:1].upper() + short[1:]


def _tone(grade: str) -> Tone:
    for scale, tones in zip(SCALES, _TONES, strict=True):
        if short_grade(grade) in scale:
            return tones[list(scale).index(short_grade(grade))]
    return "mark"


def _lanes(documents: Sequence[Document], number_of: Mapping[int, int]) -> list[Lane]:
    """Returns the lanes, that with the newest inspection first and the visits last; in each the areas as the newest one
    lists them, the overall grade first. The documents are oldest first."""
    found: dict[str, dict[str, dict[int, list[Cell]]]] = {}
    for document in documents[::-1]:
        for lane, area, cell in _said(document):
            cells = found.setdefault(lane, {}).setdefault(area, {})
            cells.setdefault(number_of[id(document)], []).insert(0, cell)
    lanes = [Lane(name, tuple(_rows(areas))) for name, areas in found.items()]
    return sorted(lanes, key=lambda lane: lane.name == texts.VISITS)[:MOST_LANES]


def _rows(areas: Mapping[str, Mapping[int, list[Cell]]]) -> list[Row]:
    ordered = sorted(areas.items(), key=overall_first)[:MOST_ROWS]
    return [Row(area, {number: _one(cells) for number, cells in by_column.items()}) for area, by_column in ordered]


def _one(cells: Sequence[Cell]) -> Cell:
    """Returns several results of one cell, oldest first, as one cell: how many there are of the same words; in the
    colour of the worst."""
    counts = Counter(cell.words for cell in cells)
    words = [texts.SEVERAL.format(count=count, words=said) if count > 1 else said for said, count in counts.items()]
    worst = max((cell.tone for cell in cells), key=lambda tone: _FROM_BEST.index(tone))
    return Cell(" / ".join(words), worst)
