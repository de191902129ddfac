"""PURE: tells where the rows of a plan begin in the lines under its head. The text of a table comes line by line, cells
may run over several: so a row is what stands between two numbers that follow each other; without numbers, one line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from watcher.rules.plan_cells import DUE
from watcher.rules.plan_columns import Columns
from watcher.rules.plan_pages import PlanLine
from watcher.rules.plan_patterns import run_of_cells
from watcher.rules.plan_states import LETTER, STATE

MOST_LINES = 40
"""Of one row: what follows is no row's."""
_REF = re.compile(r"(?:[A-Z]{1,6}[ -]?)?\d{1,3}[a-z]?(?:\.\d{1,3}){0,3}[a-z]?[.):]?(?= |$)")
_PARTS = re.compile(r"\d+|[A-Za-z]+")
_DUE, _STATE, _LETTER = re.compile(DUE), re.compile(STATE), re.compile(LETTER)
_COLOUR = re.compile(r"(?i:red|amber|green|blue)(?= [A-Z\d\"'])")
_COLOURS = re.compile(r"\b(?:red|amber|green|blue|yellow)\b", re.IGNORECASE)
_LEGEND = re.compile(r"(?:b?rag |rating |status |colour )?(?:key|legend|rating definitions?)\b", re.IGNORECASE)
_EXPLAINED = re.compile(r"(?i:red|amber|green|blue|[rag]) ?[:=-] ?")
_PART = re.compile(
    r"(?:Priority|Theme|Objective|Outcome|Workstream|Section|Area|Strand|Pillar|Appendix|Annex)"
    r" [A-Z0-9]{1,3}(?=[ :.-]|$)|\d{1,2}[.:)]? (?!Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[A-Z]"
)
_MANY_COLOURS = 3


@dataclass(slots=True)
class RowLines:
    """The lines of one row without its number; `sure` is false where it may be cut, or run on, in the wrong place."""

    ref: str
    page: int
    lines: list[str] = field(default_factory=list)
    sure: bool = True
    state: str = ""
    """Where it stands before the number."""
    order: tuple[tuple[int, int, str], ...] = ()
    leaps: bool = False
    """Whether its number is not the next after the row's before."""
    cut: bool = False
    """Whether a line follows that may be the rest of its cells."""


def rows_of(lines: Sequence[PlanLine], columns: Columns, breaks: Collection[int]) -> list[RowLines]:
    """Returns the rows that begin in these lines. `breaks`: the places of lines that a head stands right before."""
    if not lines:
        return []
    numbered = _numbered(lines, columns, breaks)
    if "ref" in columns.kinds or len(numbered) > 1:
        return numbered
    if columns.kinds[0] in ("rag", "state"):
        return _by_colour(lines, breaks)
    return _by_line(lines, columns, breaks)


def _numbered(lines: Sequence[PlanLine], columns: Columns, breaks: Collection[int]) -> list[RowLines]:
    """Returns the rows that each begin with a number, with the lines up to the next."""
    rows: list[RowLines] = []
    is_open, under_head = False, False
    for at, line in enumerate(lines):
        under_head = under_head or at in breaks
        begun = _begun(line, columns, lines[at + 1].text if at + 1 < len(lines) else "")
        if begun and _may_follow(begun, rows, first=at in breaks):
            _judge(begun, rows, anew=under_head)
            rows.append(begun)
            is_open, under_head = True, False
        elif _closes(line.text, rows) or _is_of_a_list_of_colours(lines, at):
            is_open = False
        elif is_open and len(rows[-1].lines) < MOST_LINES:
            rows[-1].lines.append(line.text)
    return rows


def _begun(line: PlanLine, columns: Columns, following: str) -> RowLines | None:
    """Returns the row that begins with this line; None where none does."""
    text, state = line.text, ""
    if "ref" in columns.kinds and columns.kinds.index("ref") > 0:
        found = (_LETTER if columns.has_letters else _STATE).match(text) or _STATE.match(text)
        if not found:
            return None
        state, text = found[0], text[found.end() :].strip()
    ref = _REF.match(text)
    if not ref or _DUE.match(text):
        return None
    rest = text[ref.end() :].strip()
    if not _is_beginning(rest or following):
        return None
    said = ref[0].rstrip(".):")
    parts = tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in _PARTS.findall(said))
    return RowLines(said, line.page, [rest] if rest else [], state=state, order=parts)


def _is_beginning(text: str) -> bool:
    return bool(text) and (text[0].isupper() or text[0] in "\"'(")


def _may_follow(row: RowLines, rows: Sequence[RowLines], *, first: bool) -> bool:
    """Tells whether a row's number is of the kind of those before it. `first`: a head stands right before it."""
    if not rows:
        return len(row.order) > 1 or row.order[0][1] == 1 or first
    before = rows[-1].order
    return before[0][0] == row.order[0][0] and (len(before) == 1) == (len(row.order) == 1)


def _judge(row: RowLines, rows: Sequence[RowLines], *, anew: bool) -> None:
    """Marks rows whose numbers do not follow each other. Where they do not go up, one of them is none: neither row is
    `sure`. Under a new head they may begin again. Where one is left out, the row `leaps`: it is one only if the row
    before is whole."""
    if not rows or anew:
        return
    before = rows[-1].order
    if row.order <= before:
        row.sure = rows[-1].sure = False
    elif row.order[:-1] == before[:-1] and before[-1][0] == row.order[-1][0] == 0:
        row.leaps = row.order[-1][1] != before[-1][1] + 1
    else:
        row.leaps = row.order[-1][1] > 1


def _closes(text: str, rows: Sequence[RowLines]) -> bool:
    """Tells whether what is of no row begins here: a legend, or the title of the next part."""
    if _is_legend(text):
        return True
    return bool(rows) and len(rows[-1].order) > 1 and bool(_PART.match(text)) and not _DUE.match(text)


def _is_legend(text: str) -> bool:
    colours = {found.lower() for found in _COLOURS.findall(text)}
    return bool(_LEGEND.match(text) or _EXPLAINED.match(text)) or len(colours) >= _MANY_COLOURS


def _is_of_a_list_of_colours(lines: Sequence[PlanLine], at: int) -> bool:
    """Tells whether this line and one beside it each begin with another colour: they say what colours mean."""
    found = [_COLOUR.match(line.text) for line in lines[max(at - 1, 0) : at + 2]]
    mine = _COLOUR.match(lines[at].text)
    return bool(mine) and any(colour and colour[0].lower() != mine[0].lower() for colour in found if mine)


def _by_colour(lines: Sequence[PlanLine], breaks: Collection[int]) -> list[RowLines]:
    """Returns the rows that each begin with a colour, or another word for a state."""
    rows: list[RowLines] = []
    is_open = False
    for at, line in enumerate(lines):
        is_open = is_open and at not in breaks
        if _is_legend(line.text) or _PART.match(line.text):
            is_open = False
        elif (found := _STATE.match(line.text)) and _begins_a_row(line.text, found):
            rows.append(RowLines("", line.page, [line.text[found.end() :].strip()], state=found[0]))
            is_open = True
        elif is_open and len(rows[-1].lines) < MOST_LINES:
            rows[-1].lines.append(line.text)
    return rows


def _begins_a_row(text: str, state: re.Match[str]) -> bool:
    """Tells whether an action follows the state that a line begins with; `Open` may be the action's own first word."""
    return state[0].casefold() != "open" and text[state.end() + 1 :][:1].isupper()


def _by_line(lines: Sequence[PlanLine], columns: Columns, breaks: Collection[int]) -> list[RowLines]:
    """Returns the rows of a plan that nothing but a date and a state side by side tells apart, each of one line; of
    several only where these stand at its end, as the first row shows."""
    run = run_of_cells(columns)
    if not run:
        return []
    wrapped = columns.kinds[-1] in columns.fixed[-1] and bool(breaks) and not run.search(lines[min(breaks)].text)
    return list(_wrapped(lines, run, breaks) if wrapped else _single(lines, run, breaks))


def _single(lines: Sequence[PlanLine], run: re.Pattern[str], breaks: Collection[int]) -> Iterator[RowLines]:
    """Yields rows of one line each. A line that is no row may be the beginning of the next one, which then is not
    `sure`."""
    row: RowLines | None = None
    is_sure = True
    for at, line in enumerate(lines):
        is_sure = is_sure or at in breaks
        if run.search(line.text):
            if row:
                yield row
            row, is_sure = RowLines("", line.page, [line.text], sure=is_sure), True
        else:
            is_sure = _is_legend(line.text) or bool(_PART.match(line.text))
            if row:
                row.cut = row.cut or not is_sure
    if row:
        yield row


def _wrapped(lines: Sequence[PlanLine], run: re.Pattern[str], breaks: Collection[int]) -> Iterator[RowLines]:
    """Yields rows of several lines that end with the date and the state; none where one begins in the midst of a
    sentence, for then these stand elsewhere."""
    rows: list[RowLines] = []
    pending: list[PlanLine] = []
    for at, line in enumerate(lines):
        pending = [] if at in breaks else pending
        if _is_legend(line.text) or _PART.match(line.text):
            pending = []
            continue
        pending.append(line)
        if run.search(line.text):
            words = " ".join(part.text for part in pending)
            sole = (
                len(pending) <= MOST_LINES and len(_DUE.findall(words)) == 1 and not _STATE.search(run.sub("", words))
            )
            rows.append(RowLines("", pending[0].page, [part.text for part in pending], sure=sole))
            pending = []
    if all(_is_beginning(row.lines[0]) for row in rows):
        yield from rows
