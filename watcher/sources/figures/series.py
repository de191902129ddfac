"""Reads a file of figures into a series of points, the oldest first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watcher.core.errors import NotUnderstood
from watcher.core.figures import Figure
from watcher.papers.spreadsheets import Sheet
from watcher.sources.figures.asked import Asked
from watcher.sources.figures.cells import columns_like, number, plain_name, without_notes, without_number
from watcher.sources.figures.periods import Period
from watcher.sources.figures.table import Table, quoted, read_table, says_per_cent


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says: the measure as the file has it, the unit, and the figures by place and period. `others`: the
    neighbours that were asked for and have no row."""

    measure: str
    unit: str
    council: str
    """Its name by which it was found, as `place` has it."""
    figures: dict[Period, dict[str, Figure]]
    missing: tuple[str, ...] = ()


def read_series(sheets: Sequence[Sheet], asked: Asked, called: str) -> Found:
    """Returns what the sheets say of the council. `called`: what else may name the period, as the file's address.
    Raises NotUnderstood, with what is to be said in sources.yaml, where it has no row or it is not plain which."""
    chosen = _chosen(sheets, asked)
    tables: list[Table] = []
    trouble: list[NotUnderstood] = []
    for sheet in chosen:
        try:
            found = read_table(sheet.rows, asked, (called, sheet.name))
            tables += [found] if found else []
        except NotUnderstood as error:
            trouble.append(NotUnderstood(f"sheet “{sheet.name}”: {error}" if len(chosen) > 1 else str(error)))
    if trouble and not (tables and (asked.value or asked.sheet)):
        raise trouble[0]
    if not tables:
        names = " or ".join(list(asked.councils.values())[:3])
        raise NotUnderstood(f"no row of figures for {names} in {_in(sheets)}: say `council:` as the file writes it")
    return _together(tables, asked)


def _chosen(sheets: Sequence[Sheet], asked: Asked) -> list[Sheet]:
    if not asked.sheet:
        return list(sheets)
    numbers = columns_like(asked.sheet, [sheet.name for sheet in sheets])
    if not numbers:
        raise NotUnderstood(f"`sheet: {asked.sheet}` is none of {_in(sheets)}")
    return [sheets[at] for at in numbers]


def _in(sheets: Sequence[Sheet]) -> str:
    return f"the sheets {quoted([sheet.name for sheet in sheets])}" if len(sheets) > 1 else "the file"


def _together(tables: Sequence[Table], asked: Asked) -> Found:
    """Returns the figures of all tables. Raises NotUnderstood where two are of different things, or disagree."""
    named = {plain_name(table.measure): table.measure for table in tables if table.measure}
    cells: dict[tuple[str, Period], str] = {}
    for table in tables:
        for key, said in table.cells.items():
            if cells.setdefault(key, said) != said or len(named) > 1:
                raise NotUnderstood(
                    "several sheets have figures of the council: say `sheet:` (and `value:`): "
                    f"{quoted(list(named.values()))}"
                )
    measure = next(iter(named.values()), "") or max((words for table in tables for words in table.titles), default="")
    measure = without_notes(measure)
    unit, factor = _unit(measure, cells.values(), asked)
    figures: dict[Period, dict[str, Figure]] = {}
    for (who, period), said in sorted(cells.items(), key=lambda pair: pair[0][1]):
        figures.setdefault(period, {})[who] = figure(said, unit, factor)
    council = next(who for who in asked.councils if any(who in by_place for by_place in figures.values()))
    seen = {who for by_place in figures.values() for who in by_place}
    missing = tuple(shown for who, shown in asked.neighbours.items() if who not in seen)
    standing = {period: by_place for period, by_place in figures.items() if council in by_place}
    return Found(measure, unit, council, standing, missing)


def _unit(measure: str, cells: Iterable[str], asked: Asked) -> tuple[str, float]:
    """Returns the unit, and what the numbers are multiplied with: 0.412 may stand for 41.2 %. Raises NotUnderstood
    where it can't be told."""
    said = list(cells)
    numbers = [abs(value) for each in said if (value := number(each)) is not None]
    if asked.scale == 100:
        return "%", 100
    if any("%" in each for each in said):
        return "%", asked.scale or 1
    if any("£" in each for each in said) or "£" in measure:
        return "£", asked.scale or 1
    if not says_per_cent(measure):
        return "", asked.scale or 1
    if asked.scale or not numbers or max(numbers) > 1:
        return "%", asked.scale or 1
    if max(numbers) > 0.5 or any(len(each.partition(".")[2]) > 2 for each in said):
        return "%", 100
    raise NotUnderstood(
        f"“{measure[:80]}” is at most {max(numbers):g}: say `scale: 100` where 0.41 means 41 %, else `scale: 1`"
    )


def figure(said: str, unit: str, factor: float = 1) -> Figure:
    """Returns a cell as people read it: `41.2 %`, `£1,204`, `1,204`; or in words what stands there instead."""
    value = number(said)
    if value is None:
        return Figure(without_number(said) or "not given")
    value = round(value * factor, 6)
    if unit == "%":
        return Figure(f"{value:.1f} %", value)
    words = f"{value:,.2f}".rstrip("0").rstrip(".") or "0"
    return Figure(f"£{words}" if unit == "£" else words, value)
