"""Reads one table of councils: which figure it gives for which place and period (facts/further.md, 7). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watcher.core.errors import NotUnderstood
from watcher.sources.figures.asked import ENGLAND, Asked
from watcher.sources.figures.cells import columns_like, is_value, place, plain_name
from watcher.sources.figures.layout import Layout, Rows, bounded, cell, layout_of
from watcher.sources.figures.periods import Period, period_in, without_period

_PERIODS = frozenset(
    {"time period", "year", "period", "quarter", "academic year", "financial year", "calendar year", "reporting year"}
    | {"reporting period", "month", "year and quarter", "date", "financial year ending", "year ending"}
)
_PART_OF_YEAR = ("time identifier", "quarter", "month", "week", "term")
_NO_FIGURE = ("code", "urn", "id", "identifier", "rank", "ukprn", "postcode")
_WHOLE = frozenset({"total", "all", "all pupils", "all children", "all ages", "all plans", "all schools", "overall"})
_PER_CENT = frozenset({"%", "percent", "percentage", "pct", "pc", "proportion", "share"})
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Table:
    """One table, read: its cells by place and period, as they stand, and what they are figures of."""

    measure: str
    cells: dict[tuple[str, Period], str]
    titles: tuple[str, ...] = ()


def read_table(rows: Rows, asked: Asked, titles: Sequence[str] = ()) -> Table | None:
    """Returns what a sheet says of the council, England and the neighbours; None where the council has no row in it.
    `titles`: what else names its period, the surest last. Raises NotUnderstood, with what is to be said in
    sources.yaml, where that is not plain."""
    layout = layout_of(rows, asked.councils.keys())
    if layout is None:
        return None
    found = [(who, row) for who, row in _rows_of(rows, layout, asked) if _is_wanted(row, layout, asked)]
    if not any(who in asked.councils for who, _ in found):
        raise NotUnderstood(f"{_council(asked)} has no row where {_where(asked)}")
    own = [row for who, row in found if who in asked.councils]
    measures = _measures(layout, own, asked)
    measure = _chosen(measures, asked)
    period_column = _period_column(layout, asked)
    cells: dict[tuple[str, Period], list[list[str]]] = defaultdict(list)
    for who, row in found:
        for column, named in measures[measure]:
            period = _period(row, layout, period_column, asked) or named or _titled(layout, asked, titles)
            if is_value(cell(row, column)):
                cells[who, period].append([*row[: len(layout.columns)], cell(row, column)])
    return Table(measure, {key: _one(key, several, layout, asked) for key, several in cells.items()}, layout.titles)


def says_per_cent(words: str) -> bool:
    """Tells whether a column's name says that its figures are per cent."""
    name = plain_name(words)
    return bool(_PER_CENT & set(name.replace("(", " ").replace(")", " ").split())) or "%" in name or "per cent" in name


def _rows_of(rows: Rows, layout: Layout, asked: Asked) -> Iterator[tuple[str, list[str]]]:
    """Yields the rows of the places that are asked for, each with the name of its place."""
    wanted = {ENGLAND, *asked.councils, *asked.neighbours}
    regions = [at for at, name in enumerate(layout.columns) if "region" in plain_name(name)]
    names: dict[str, str] = {}
    for number, row in enumerate(bounded(rows())):
        if number < layout.first:
            continue
        said = cell(row, layout.places)
        who = names.setdefault(said, place(said))
        if who in wanted:
            yield who, row
        elif who in ("", "total", "z") and _is_national(row, regions):
            yield ENGLAND, row


def _is_national(row: Sequence[str], regions: Sequence[int]) -> bool:
    """Tells whether a row without a council is of the whole of England, and of no region of it."""
    others = [place(cell(row, at)) for at in regions]
    return any(said.strip().casefold() == ENGLAND for said in row) and not any(
        said not in ("", "z", "total", ENGLAND) and not said.startswith("e92") for said in others
    )


def _is_wanted(row: Sequence[str], layout: Layout, asked: Asked) -> bool:
    """Tells whether a row is one of those that `where` of sources.yaml names. Raises NotUnderstood for a column that is
    not there."""
    for name, value in asked.where:
        columns = columns_like(name, layout.columns)
        if not columns:
            raise NotUnderstood(f"`where` names no column of the file: “{name}”; it has {quoted(layout.columns)}")
        if plain_name(cell(row, columns[0])) != plain_name(value):
            return False
    return True


def _measures(layout: Layout, own: Sequence[Sequence[str]], asked: Asked) -> dict[str, list[tuple[int, Period | None]]]:
    """Returns the columns in which the council has figures, by what they are of, each with the period in its name."""
    period_column = _period_column(layout, asked)
    found: dict[str, list[tuple[int, Period | None]]] = defaultdict(list)
    for at, name in enumerate(layout.columns):
        words = plain_name(name)
        if at in (layout.places, period_column) or words in _PART_OF_YEAR or set(words.split()) & set(_NO_FIGURE):
            continue
        filled = [said for row in own if (said := cell(row, at))]
        if filled and all(map(is_value, filled)):
            named = period_in(name) if period_column is None else None
            found[without_period(name) if named else name].append((at, named))
    return found


def _chosen(measures: dict[str, list[tuple[int, Period | None]]], asked: Asked) -> str:
    """Returns which of them is asked for, or the only one. Raises NotUnderstood where it is not plain which."""
    names = list(measures)
    if not names:
        raise NotUnderstood(f"{_council(asked)} has a row, but no figures in it")
    if asked.value:
        columns = columns_like(asked.value, names)
        if len(columns) == 1:
            return names[columns[0]]
        what = "no column" if not columns else f"{len(columns)} columns"
        said = names if not columns else [names[at] for at in columns]
        raise NotUnderstood(f"`value: {asked.value}` fits {what} of the file: {quoted(said)}")
    if len(names) > 1:
        rates = [name for name in names if says_per_cent(name)]
        if len(rates) != 1:
            raise NotUnderstood(f"which column holds the figure? say `value:` with one of {quoted(names)}")
        return rates[0]
    return names[0]


def _period_column(layout: Layout, asked: Asked) -> int | None:
    """Returns the column that holds the period: that of sources.yaml, else the one that is called so."""
    if asked.period and not period_in(asked.period):
        columns = columns_like(asked.period, layout.columns)
        if not columns:
            raise NotUnderstood(f"`period: {asked.period}` is no column and no year: {quoted(layout.columns)}")
        return columns[0]
    return next((at for at, name in enumerate(layout.columns) if plain_name(name) in _PERIODS), None)


def _period(row: Sequence[str], layout: Layout, column: int | None, asked: Asked) -> Period | None:
    if column is None:
        return None
    beside = [
        cell(row, at) for at, name in enumerate(layout.columns) if at != column and plain_name(name) in _PART_OF_YEAR
    ]
    return period_in(cell(row, column), " ".join(beside))


def _titled(layout: Layout, asked: Asked, titles: Sequence[str]) -> Period:
    """Returns the period of a table that has one alone. Raises NotUnderstood where nothing names it."""
    for words in (asked.period, *layout.titles, *reversed(titles)):
        if period := period_in(words):
            return period
    raise NotUnderstood("which year are these figures of? nothing in the file says it: say `period: 2025`")


def _one(key: tuple[str, Period], rows: Sequence[list[str]], layout: Layout, asked: Asked) -> str:
    """Returns the figure of the only row, or of the row of the total. Raises NotUnderstood where several are left."""
    if len({row[-1] for row in rows}) == 1:
        return rows[0][-1]
    differing = [
        at
        for at in range(len(layout.columns))
        if len({cell(row[:-1], at) for row in rows}) > 1 and not all(is_value(cell(row[:-1], at)) for row in rows)
    ]
    whole = [row for row in rows if all(plain_name(cell(row[:-1], at)) in _WHOLE for at in differing)]
    if differing and len({row[-1] for row in whole}) == 1:
        return whole[0][-1]
    told = "; ".join(
        f"“{layout.columns[at]}”: {quoted(list(dict.fromkeys(cell(row[:-1], at) for row in rows)))}" for at in differing
    )
    who = asked.councils.get(key[0]) or asked.neighbours.get(key[0]) or "England"
    raise NotUnderstood(
        f"{who} has {len(rows)} rows for {key[1].name}; say which with `where: [column = words]`: {told}"[:1_000]
    )


def quoted(names: Sequence[str]) -> str:
    """Returns names for an administrator to choose from, at most MOST_NAMED of them."""
    shown = [f"“{name[:80]}”" for name in names if name][:MOST_NAMED]
    return ", ".join(shown) + (f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else "")


def _council(asked: Asked) -> str:
    return next(iter(asked.councils.values()))


def _where(asked: Asked) -> str:
    return " and ".join(f"{name} = {value}" for name, value in asked.where)
