"""PURE: reads the rows of a plan or tracker as a paper's text shows them: an action, its owner, when it is due, its
state. A row that can't be read for sure is left out, and a table of which most can't be is not read at all
(docs/adr/0048)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from watcher.core.text import words_only
from watcher.rules.plan_cells import due_day
from watcher.rules.plan_columns import Columns, is_of_a_head, read_head
from watcher.rules.plan_lines import RowLines, rows_of
from watcher.rules.plan_pages import PlanLine, plan_lines
from watcher.rules.plan_patterns import run_of_cells
from watcher.rules.plan_states import LETTER, state_of
from watcher.rules.plan_words import action_and_owner, fixed_cells

FEWEST = 2
"""Rows: what has fewer is no plan."""
MOST = 400
"""Rows that are kept of one paper."""
_A_LETTER = re.compile(LETTER)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row as it stands in a paper. `due` is as it is written, `due_day` the last day that it means; both empty
    where they could not be read. `ref` and `owner` are empty where the text does not show them."""

    action: str
    state: str
    page: int
    ref: str = ""
    owner: str = ""
    due: str = ""
    due_day: date | None = None

    @property
    def label(self) -> str:
        """Returns the number and the action."""
        return f"{self.ref} {self.action}".strip()


@dataclass(slots=True)
class _Table:
    """The lines under heads that are alike; `breaks` are the places of lines that stand right under a head."""

    columns: Columns
    lines: list[PlanLine] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)

    def add(self, line: PlanLine) -> None:
        """Adds one more line; a state that stands alone below a date that stands alone is in one line with it, as the
        head says that it is."""
        run, last = run_of_cells(self.columns), self.lines[-1] if self.lines else None
        if run and last and len(self.lines) not in self.breaks and run.fullmatch(f"{last.text} {line.text}"):
            self.lines[-1] = replace(last, text=f"{last.text} {line.text}")
        else:
            self.lines.append(line)


def plan_rows(pages: Sequence[str]) -> list[PlanRow]:
    """Returns the rows of all plans in the paper, in its order, at most MOST; empty where it holds none that can be
    read."""
    if not any(is_of_a_head(line) for page in pages for line in page.split("\n")):
        return []
    found = [row for table in _tables(pages) for row in _read(table)]
    found = list(_without_doubtful(found))
    return found[:MOST] if len(found) >= FEWEST else []


def _tables(pages: Sequence[str]) -> list[_Table]:
    """Returns the lines under the heads of the paper; heads that are alike and follow each other make one table."""
    lines = plan_lines(pages)
    tables: list[_Table] = []
    at = 0
    while at < len(lines):
        head = read_head([line.text for line in lines[at : at + 8]]) if is_of_a_head(lines[at].text) else None
        if head:
            columns, count = head
            if not tables or tables[-1].columns != columns:
                tables.append(_Table(columns))
            tables[-1].breaks.add(len(tables[-1].lines))
            at += count
            continue
        if tables:
            tables[-1].add(lines[at])
        at += 1
    return tables


def _read(table: _Table) -> list[PlanRow]:
    """Returns the rows of one table; none where less than half of those that begin there can be read."""
    begun = rows_of(table.lines, table.columns, table.breaks)[: 2 * MOST]
    read = [(lines, _row(lines, table.columns)) for lines in begun]
    before = [True, *(row is not None for _, row in read)]
    rows = [
        row
        for (lines, row), whole in zip(read, before, strict=False)
        if row and lines.sure and (whole or not lines.leaps)
    ]
    letters = [row for row in rows if row[1]]
    if letters and len(letters) < len(rows):
        rows = [row for row in rows if not row[1]]  # a letter among words is a word
    return [row for row, _ in rows] if 2 * len(rows) >= len(begun) else []


def _row(lines: RowLines, columns: Columns) -> tuple[PlanRow, bool] | None:
    """Returns the row, and whether its state is a letter; None where its cells or its action can't be told."""
    cells = fixed_cells(lines, columns)
    if not cells:
        return None
    action, owner = action_and_owner(lines, columns, cells)
    if len(words_only(action)) < 3 or not (action[0].isupper() or action[0].isdigit()):
        return None
    row = PlanRow(
        action,
        state_of(cells.state),
        lines.page,
        lines.ref,
        owner,
        cells.due,
        due_day(cells.due) if cells.due else None,
    )
    return row, bool(_A_LETTER.fullmatch(cells.state))


def _without_doubtful(rows: Iterable[PlanRow]) -> Iterator[PlanRow]:
    """Yields each action once; none that stands there twice and says two things."""
    alike: dict[tuple[str, str], list[PlanRow]] = defaultdict(list)
    for row in rows:
        alike[row.ref, words_only(row.action)].append(row)
    for copies in alike.values():
        if len({(row.state, row.due_day or row.due) for row in copies}) == 1:
            yield copies[0]
