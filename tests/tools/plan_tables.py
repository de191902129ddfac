"""Tables of a plan as a PDF's text shows them, with what they say: cells that wrap, one after the other or side by side
line by line, heads on each page, legends; and made-up ones, from a seed."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from watcher.rules.plan_rows import PlanRow
from watcher.rules.plan_states import state_of

Row = dict[str, str]
HEADS = {
    "ref": "Ref",
    "action": "Action",
    "lead": "Lead",
    "due": "Due date",
    "rag": "RAG",
    "status": "Status",
    "text": "Progress",
}
WIDTHS = {"ref": 6, "action": 34, "lead": 22, "due": 13, "rag": 9, "status": 13, "text": 30}


def table_lines(columns: Sequence[str], rows: Sequence[Row], *, by_cell: bool = True, scale: float = 1.0) -> list[str]:
    """The lines of the rows, each cell wrapped at its column's width; `by_cell`: one cell after the other, as most
    programs write them, else line by line over all cells."""
    return [line for row in rows for line in _row_lines(columns, row, by_cell=by_cell, scale=scale)]


def _row_lines(columns: Sequence[str], row: Row, *, by_cell: bool, scale: float) -> list[str]:
    cells = [textwrap.wrap(row.get(name, ""), max(6, int(WIDTHS[name] * scale))) for name in columns]
    if not by_cell:
        height = max(map(len, cells))
        return [" ".join(cell[at] for cell in cells if at < len(cell)) for at in range(height)]
    lines, at = [""], 0  # a cell that begins where the last one ended goes on in its line
    for cell in filter(None, cells):
        if at == 0:
            lines[-1] = f"{lines[-1]} {cell[0]}".strip()
        else:
            lines.append(cell[0])
        lines += cell[1:]
        at = len(cell) - 1
    return lines


@dataclass
class MadeUp:
    """A made-up paper: its pages, and the rows that truly stand there."""

    pages: list[str]
    rows: list[Row]
    columns: list[str] = field(default_factory=list)


_VERBS = [
    "Recruit",
    "Publish",
    "Review",
    "Train",
    "Audit",
    "Launch",
    "Reduce",
    "Agree",
    "Deliver",
    "Embed",
]
_THINGS = [
    "permanent social workers for every team",
    "the SEND strategy and its delivery plan",
    "all cases open over six months",
    "panel decisions made since April 2026",
    "staff in the use of the new system",
    "a report to Cabinet on 14 October 2026",
    "1.5 posts in the front door team",
    "Green Lane short breaks offer",
    "the Red Book process with health partners",
    "the plan for Key Stage 2.1 pupils",
    "12 homes for care leavers by March 2027",
]
_LEADS = [
    "Head of Assessment",
    "Director of Children's Services",
    "J Smith",
    "QA Manager",
    "HR",
    "Jane Okafor / AD Education",
    "",
]
_DUES = [
    "30 Sept 2026",
    "30/09/26",
    "Q2 2026/27",
    "Ongoing",
    "31 December 2026",
    "Mar 2027",
    "TBC",
    "Sep-26",
    "1.10.2026",
]
_RAGS = [
    "RED",
    "AMBER",
    "GREEN",
    "Red",
    "Amber",
    "Green",
    "Complete",
    "BLUE",
    "",
]
_LETTERS = [
    "R",
    "A",
    "G",
    "B",
    "",
]
_STATUSES = [
    "On track",
    "Delayed",
    "Complete",
    "Not started",
    "In progress",
    "Overdue",
    "On hold",
    "Part complete",
    "",
]
_TEXTS = [
    "12 of 20 posts filled",
    "Complete",
    "Done. Moved from AMBER to RED in June",
    "Due 30 Sept 2026 AMBER last time",
    "1.2 million spent so far",
    "Green light from the board on 3 March 2026",
    "Delayed by consultation",
    "2.4 posts are vacant",
    "To be Complete by 31/12/26",
    "RED",
    "On track",
    "See action 1.2 Above",
    "3 Staff have started",
    "Amber/Green in our view",
    "",
]
_LAYOUTS = [
    "ref action lead due rag text",
    "action lead due rag text",
    "rag action lead due",
    "ref rag action lead due text",
    "ref action due rag",
    "action lead due status",
    "ref action lead due text rag",
    "ref action lead due status text",
    "rag ref action lead due",
    "ref action lead text due status",
    "ref action lead rag due text",
    "action due rag lead",
    "ref action rag",
    "ref due rag action lead",
]
_LEGENDS = [
    ["RAG key: RED late, AMBER at risk, GREEN on track"],
    ["RED Action is overdue or will not be met", "AMBER Action is at risk", "GREEN Action is on track"],
    ["Red: off track", "Amber: at risk", "Green: on track"],
    ["Progress is reported to the Board each quarter by the Director."],
    ["3.1 The Committee is asked to note the report."],
    [],
]


def made_up(seed: int) -> MadeUp:
    """The paper of a seed; nothing in it is kind to a reader."""
    random = Random(seed)
    columns = random.choice(_LAYOUTS).split()
    rows = _rows(random, columns)
    head = " ".join(HEADS[name] for name in columns)
    by_cell, scale = random.random() < 0.6, random.choice((0.8, 1.0, 2.0, 4.0))
    cut = random.randrange(1, len(rows) + 1)
    pages: list[str] = []
    for some in (rows[:cut], rows[cut:]):
        lines = [head] if pages else ["Improvement plan", *random.choice(_LEGENDS), head]
        lines += table_lines(columns, some, by_cell=by_cell, scale=scale) + random.choice(_LEGENDS)
        pages.append("\n".join(lines))
    return MadeUp(pages, rows, columns)


def _rows(random: Random, columns: Sequence[str]) -> list[Row]:
    letters = random.random() < 0.3
    rows: list[Row] = []
    part, number = 1, 0
    flat = random.random() < 0.3
    for _ in range(random.randrange(2, 9)):
        number += random.choice((1, 1, 1, 2))
        if not flat and random.random() < 0.25:
            part, number = part + 1, 1
        rows.append(
            {
                "ref": str(number) if flat else f"{part}.{number}",
                "action": f"{random.choice(_VERBS)} {random.choice(_THINGS)}",
                "lead": random.choice(_LEADS),
                "due": random.choice(_DUES),
                "rag": random.choice(_LETTERS if letters else _RAGS),
                "status": random.choice(_STATUSES),
                "text": random.choice(_TEXTS),
            }
        )
    state = "rag" if "rag" in columns else "status"
    for row in rows:
        if not row[state] and row["text"] in ("Complete", "RED", "On track"):
            row["text"] = ""  # nobody can tell which cell is empty
    return [{name: row[name] for name in columns} for row in rows]


def is_true(row: PlanRow, paper: MadeUp) -> bool:
    """Whether a row that was read stands in the paper: its state, its date, and the action as far as it was read."""
    return any(_says(row, truth) for truth in paper.rows)


def _says(row: PlanRow, truth: Row) -> bool:
    state, due = truth.get("rag", truth.get("status", "")), row.due.removeprefix("by ")
    cells = state != "" and state_of(state) == row.state and due in ("", truth.get("due"))
    same = row.ref in ("", truth.get("ref")) and row.owner in truth.get("lead", "")
    beside = ["lead", "text"] if row.action.endswith("…") else ["lead"]
    return cells and same and _begins(row.action.removesuffix(" …").split(), truth, ["action", *beside])


def _begins(words: list[str], truth: Row, cells: Sequence[str]) -> bool:
    """Whether the words are the beginning of the action, then that of the cells that stand beside it."""
    if not words or not cells:
        return not words
    cell = truth.get(cells[0], "").split()
    least = 2 if cells[0] == "action" else 0
    return any(words[:at] == cell[:at] and _begins(words[at:], truth, cells[1:]) for at in range(least, len(words) + 1))
