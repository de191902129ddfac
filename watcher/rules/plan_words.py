"""PURE: tells which words of a row are its state, its date, its action and its owner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watcher.core.text import word_set
from watcher.rules.plan_cells import DUE, dates_in
from watcher.rules.plan_columns import Columns
from watcher.rules.plan_lines import RowLines
from watcher.rules.plan_patterns import run_of_cells
from watcher.rules.plan_states import LETTER, STATE

LONGEST_ACTION = 240
"""Characters that are kept."""
_STATE, _STATE_OR_LETTER, _DUE = re.compile(STATE), re.compile(f"(?:{STATE}|{LETTER})"), re.compile(DUE)
_PIECE_OF_A_DATE = re.compile(
    r"(?<![\w.])(?:\d{1,2}(?:st|nd|rd|th)? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b"
    r"|\b20\d\d\b|\bQ[1-4]\b"
)
_HALF_A_DATE = re.compile(r"\b20\d\d\b|\b\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_BARE_MONTH, _DAY_ALONE = re.compile(r"[A-Z][a-z]"), re.compile(r"(?<!\S)\d{1,2}(?!\S)")
_CUT_DATE = re.compile(f"(?:{_PIECE_OF_A_DATE.pattern}) (?:{STATE}|{LETTER})")
_OF_RAG = re.compile(rf"(?i:red|amber|green|blue|completed?)|{LETTER}")
_HALF = word_set(
    "a an are be fully in is it its mostly moved nearly not now of or part partially partly almost the to was were with"
    " yet from rated remains remained still"
)
"""Before a state, words that make it another, or part of a sentence."""
_OF_A_SENTENCE = word_set("after before due for from in now on revised since until was")
"""Before a date that is no cell."""
_NAMED = word_set("appendix annex plan category level band tier section part option school group room")
_UNENDED = word_set(
    "a all and any at by each every for from in into its of on or our that the their this to via with within"
)
_LEADING = "Executive|Assistant|Deputy|Interim|Strategic|Corporate|Acting|Service|Operational"
_OWNER = re.compile(
    rf" (?P<owner>(?:(?:{_LEADING}) ){{0,2}}(?:Head|Director|AD|DCS|HoS)"
    r"(?: (?:of|for|and|the|&|[A-Z][\w'&/,-]{0,40})){0,9}"
    r"|(?:Service|Team|Programme|Project|Group|Practice|Business|QA|HR|IT) (?:Manager|Lead|Officer))$"
)


@dataclass(frozen=True, slots=True)
class Cells:
    """The state and the date of a row as they are written, the date empty where it is not sure. The action begins at
    `begin` of the row's text; what stands right of it at `end`, -1 where that is not known."""

    state: str
    due: str
    begin: int = 0
    end: int = -1


def text_of(row: RowLines) -> str:
    """Returns the lines of a row put together."""
    return " ".join(row.lines)


def fixed_cells(row: RowLines, columns: Columns) -> Cells | None:
    """Returns the state and the date of a row; None where the state can't be told for sure."""
    if row.state:
        return _after_its_state(row, columns)
    run = run_of_cells(columns)
    return _side_by_side(row, columns, run) if run else _apart(row, columns)


def _after_its_state(row: RowLines, columns: Columns) -> Cells | None:
    """Returns the cells of a row whose state stands before its number, or begins it; None where they can't be told."""
    if run_of_cells(columns):
        return None  # the date would stand there too
    text = text_of(row)
    due = _sole_date(row, columns)
    if not row.ref and not (due and dates_in(due[0])):
        return None  # a legend's line looks like this
    if not due and len(row.lines) > 1:
        return None  # where its action ends nobody can tell
    first = due or _first_date(text)
    return Cells(row.state, due[0] if due else "", 0, first.start() if first else -1)


def _side_by_side(row: RowLines, columns: Columns, run: re.Pattern[str]) -> Cells | None:
    """Returns the cells of a row whose date and state stand side by side; None where they are not sure."""
    text = text_of(row)
    found = list(run.finditer(text))
    if len(found) != 1 or _is_beside_a_date(text, found[0]) or _CUT_DATE.search(text[: found[0].start()]):
        return None
    cells = found[0]
    if not (_is_on_a_line(row, cells) and _is_whole(row, columns, *cells.span("state"), after=cells.end())):
        return None
    if _is_right(columns):
        return Cells(cells["state"], cells["due"], 0, cells.start())
    return Cells(cells["state"], cells["due"], cells.end()) if cells.start() == 0 else None


def _is_on_a_line(row: RowLines, cells: re.Match[str]) -> bool:
    """Tells whether the date and the state stand on one line. The second may stand on the next one where the first
    itself runs over two; else that line is of another cell."""
    breaks = [end for end in _line_ends(row.lines)[:-1] if cells.start() < end < cells.end()]
    first, second = sorted((cells.span("due"), cells.span("state")))
    between = [end for end in breaks if first[1] <= end < second[0]]
    return not between or any(first[0] < end < first[1] for end in breaks)


def _is_right(columns: Columns) -> bool:
    """Tells whether the state's column stands right of the action's."""
    return columns.kinds.index("action") < columns.kinds.index(_kind(columns))


def _kind(columns: Columns) -> str:
    return "rag" if "rag" in columns.kinds else "state"


def _is_beside_a_date(text: str, cells: re.Match[str]) -> bool:
    """Tells whether a second date stands right beside that of these cells, and nobody knows which counts; or it is of a
    sentence."""
    start = min(cells.start("due"), cells.start() if cells.start("state") > cells.start("due") else len(text))
    before, after = dates_in(text[:start]), _DUE.match(text, cells.end("due") + 1)
    word = text[:start].rstrip().rpartition(" ")[2].casefold()
    return bool(after) or bool(before and before[-1].end() >= start - 1) or word in _OF_A_SENTENCE


def _apart(row: RowLines, columns: Columns) -> Cells | None:
    """Returns the cells of a row whose state stands by itself: before the action, in the last column, or between two
    others; None where they can't be told."""
    text, ends, is_right = text_of(row), _line_ends(row.lines), _is_right(columns)
    states = list((_STATE_OR_LETTER if columns.has_letters else _STATE).finditer(text))
    if not is_right:
        states = [state for state in states[:1] if state.start() == 0 and text[state.end() + 1 :][:1].isupper()]
    elif columns.kinds[-1] == _kind(columns):
        states = [state for state in states if state.end() in (ends[0], ends[-1])]
        if columns.has_letters and "text" in columns.kinds:
            states = [state for state in states if _OF_RAG.fullmatch(state[0])]  # else it may be the text's own word
    if sum(bool(_STATE.fullmatch(line)) for line in row.lines) > 1:
        return None  # of two rows
    if len(states) != 1 or not _is_whole(row, columns, *states[0].span(), after=states[0].end()):
        return None
    due = _sole_date(row, columns)
    if not is_right and not due and "due" in columns.kinds and len(row.lines) > 1:
        return None  # where its action ends nobody can tell
    first = due or _first_date(text)
    if is_right and columns.has_date_before_state and not (first and first.start() < states[0].start()):
        return None  # a cell is empty, or wrapped in a way that mixes it with others
    right = [found.start() for found in (states[0] if is_right else None, first) if found]
    return Cells(states[0][0], due[0] if due else "", 0 if is_right else states[0].end(), min(right, default=-1))


def _sole_date(row: RowLines, columns: Columns) -> re.Match[str] | None:
    """Returns the date of a row, or the word that stands for it (`Ongoing`), where it has one and no more, nor a piece
    of one."""
    place = next((columns.kinds.index(kind) for kind in ("due now", "due") if kind in columns.kinds), -1)
    if place < columns.kinds.index("action"):
        return None
    text = text_of(row)
    found = list(_DUE.finditer(text))
    if len(found) != 1 or (_BARE_MONTH.match(found[0][0]) and _DAY_ALONE.search(text[: found[0].start()])):
        return None
    pieces = _PIECE_OF_A_DATE.search(text[: found[0].start()]) or _HALF_A_DATE.search(text, found[0].end())
    return None if pieces else found[0]


def _first_date(text: str) -> re.Match[str] | None:
    """Returns the first date, or piece of one: the action may go on to there, and not beyond. None where there is
    none."""
    found = [match for match in (_DUE.search(text), _PIECE_OF_A_DATE.search(text)) if match]
    return min(found, key=lambda match: match.start(), default=None)


def _line_ends(lines: Sequence[str]) -> list[int]:
    """Returns where each line ends in the lines put together with blanks."""
    ends, at = [], 0
    for line in lines:
        at += len(line)
        ends.append(at)
        at += 1
    return ends or [0]


def _is_whole(row: RowLines, columns: Columns, start: int, end: int, after: int) -> bool:
    """Tells whether the state is a cell of its own: no part of a sentence, and nothing behind it (or behind the date
    that stands at `after`) where it is the last."""
    text, ends = text_of(row), _line_ends(row.lines)
    word = text[:start].rpartition(" ")[0] and text[:start].split()[-1].casefold()
    if text[:start].strip() and (word in _HALF or text[:start].rstrip().endswith("%")):
        return False
    if end - start == 1 and word in _NAMED:
        return False
    is_last = columns.kinds[-1] in (_kind(columns), "due", "due now") and columns.kinds[-1] in columns.fixed[-1]
    if is_last and after == end and "text" in columns.kinds and after not in (ends[0], ends[-1]):
        return False
    if after in ends:
        return True
    return not (is_last and after == end) and not text[end:].lstrip()[:1].islower()


def action_and_owner(row: RowLines, columns: Columns, cells: Cells) -> tuple[str, str]:
    """Returns the action as far as it is shown, ending in `…` where it goes on, and the owner, empty where the text
    does not tell it apart."""
    between = columns.between_action_and_dates
    right = columns.kinds[-1] != "action"
    sure = "text" not in between and (cells.end >= 0 or not right)
    text = text_of(row)[cells.begin : cells.end if cells.end >= 0 else None].strip()
    if not sure:
        text = text[: max(len(row.lines[0]) - cells.begin, 0)].strip() if row.lines else ""
    owner = _OWNER.search(text) if sure and between == ("lead",) else None
    if owner and text[: owner.start()].endswith(","):
        owner = None  # `Jane Smith, Head of Practice`: where the name begins nobody can tell
    text = text[: owner.start()] if owner else text
    # Where the date stands on the first line of several, each may be the first line of its cell only.
    is_cut = row.cut or (len(row.lines) > 1 and cells.end <= len(row.lines[0]))
    return _cut(text, whole=sure), owner["owner"] if owner and not is_cut else ""


def _cut(text: str, *, whole: bool) -> str:
    text = text.strip(" -:;,")
    if len(text) > LONGEST_ACTION:
        text, whole = text[:LONGEST_ACTION].rsplit(" ", 1)[0], False
    last = text.rpartition(" ")[2].casefold()
    return text if not text or (whole and last not in _UNENDED) else f"{text} …"
