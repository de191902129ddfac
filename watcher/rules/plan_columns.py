"""PURE: reads the head of a plan or tracker: which columns it has, in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

_NAMES = {
    "ref": """
        ref, ref no, reference, no, number, id, action ref, action no, action number, item, item no, rec no, rec ref,
        rec number, recommendation no, recommendation number, #""",
    "action": """
        action, actions, key action, key actions, agreed action, agreed actions, action required, recommendation,
        recommendations, task, tasks, activity, activities, key activity, milestone, milestones, what we will do,
        what will we do, improvement action, specific action, action to be taken, actions to be taken, action
        description, description of action, what""",
    "lead": """
        lead, leads, owner, owners, lead officer, lead officers, lead person, responsible, responsible officer,
        responsible lead, responsible person, person responsible, officer responsible, responsibility, who, by whom,
        accountable, accountable officer, accountable lead, sro, lead agency, lead partner, officer, strategic lead,
        operational lead, lead service""",
    "due": """
        due, due date, date due, deadline, target date, target, timescale, timescales, timeframe, by when, when,
        completion date, target completion date, target completion, end date, date, due by, date for completion,
        delivery date, to be completed by, timeline, date to be completed""",
    "due before": """
        original due date, original date, original deadline, original target date, baseline date, original due""",
    "start": "start date, start, date started, date raised, date added",
    "due now": """
        revised due date, revised date, revised deadline, revised target date, current due date, new due date,
        forecast date, revised due, revised completion date""",
    "rag": """
        rag, brag, rag rating, brag rating, rag status, brag status, current rag, current rag rating, rag rating
        now, delivery rag, overall rag, rating, rag this quarter, rag now, status rag""",
    "state": "status, current status, state, delivery status, status of action",
    "rag before": """
        previous rag, last rag, previous rag rating, rag last quarter, previous status, last rag rating, rag last
        time""",
    "text": """
        progress, progress update, update, updates, latest update, comments, comment, commentary, notes, evidence,
        impact, outcome, outcomes, success measure, success measures, measure of success, evidence of impact,
        progress to date, latest position, update and next steps, next steps, how we will know, progress and impact,
        narrative, measures, intended outcome, risks, expected outcome, expected impact, resources, progress since
        last meeting, action taken, what we have done, update on progress, progress notes, current position""",
}
_KINDS = {
    tuple(word for word in name.split() if word != "and"): kind
    for kind, names in _NAMES.items()
    for name in names.split(",")
}
_WORDS = frozenset(word for name in _KINDS for word in name)
_LONGEST = max(map(len, _KINDS))
_MOST_LINES, _MOST_WORDS = 8, 48
"""Of one head; what has more words in so many lines is none."""
_PERIOD = re.compile(
    r"\b(?:(?:as at|as of|at|to|for) )?(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"(?: 20\d\d\b|[-']\d\d\b)|\bq[1-4](?: 20\d\d(?:/\d\d)?)?\b"
)
"""Of which a column is: `Progress as at September 2026`, `RAG Q2`."""
_MAY_GO = re.compile(r"(?:and|as|at|to|for)$|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
"""A word that may be of a period, or is no column's."""
_NOT_A_WORD = re.compile(r"[^a-z#]+")
_DUES = ("due", "due before", "due now", "start")
_STATES = ("rag", "state", "rag before")


@dataclass(frozen=True, slots=True)
class Columns:
    """The kinds of a head's columns, from left to right: `ref`, `action`, `lead`, `due`, `state`, `text`; of two dates
    or states the older as `due before`, `rag before`."""

    kinds: tuple[str, ...]

    @property
    def has_letters(self) -> bool:
        """Tells whether a state may be a letter of RAG."""
        return "rag" in self.kinds

    @property
    def fixed(self) -> list[tuple[str, ...]]:
        """Returns the kinds of columns of dates and states that stand side by side, each such run."""
        runs = groupby(self.kinds, key=lambda kind: kind in (*_DUES, *_STATES))
        return [tuple(run) for is_fixed, run in runs if is_fixed]

    @property
    def has_date_before_state(self) -> bool:
        """Tells whether a date's column stands between those of the action and the state."""
        places = [at for at, kind in enumerate(self.kinds) if kind in ("action", "due", "due now", "rag", "state")]
        return [self.kinds[at][:3] for at in places][:2] == ["act", "due"]

    @property
    def between_action_and_dates(self) -> tuple[str, ...]:
        """Returns the columns right of the action, up to the first of a date or a state."""
        right = self.kinds[self.kinds.index("action") + 1 :]
        until = next((at for at, kind in enumerate(right) if kind in (*_DUES, *_STATES)), len(right))
        return right[:until]


def is_of_a_head(line: str) -> bool:
    """Tells whether the line holds nothing but words that stand over columns."""
    first = line[: line.find(" ")] if " " in line else line
    if first.isascii() and first.isalpha() and (word := first.lower()) not in _WORDS and not _MAY_GO.match(word):
        return False  # as nearly all lines
    words = _words(line)
    return 0 < len(words) <= 24 and all(word in _WORDS for word in words)


def read_head(lines: Sequence[str]) -> tuple[Columns, int] | None:
    """Returns the columns of the head that begins with the first of these lines, and how many lines it takes up; None
    where none begins there that is understood."""
    run, words = 0, list[Sequence[str]]()
    while run < min(len(lines), _MOST_LINES) and is_of_a_head(lines[run]):
        words.append(_words(lines[run]))
        run += 1
    while sum(map(len, words)) > _MOST_WORDS:
        words.pop()
    for count in range(len(words), 0, -1):
        kinds = _kinds([word for line in words[:count] for word in line])
        if kinds and _is_understood(kinds):
            return Columns(kinds), run
    return None


@lru_cache(64)  # a line is asked for as the first of a head, as the second and so on
def _words(line: str) -> Sequence[str]:
    said = _PERIOD.sub(" ", line.casefold().replace("(s)", "").replace("r/a/g", "rag").replace("(rag)", ""))
    return [word for word in _NOT_A_WORD.split(said) if word not in ("", "and")]


def _kinds(words: Sequence[str]) -> tuple[str, ...]:
    """Returns the columns that the words name, each by its longest name; empty where some name none."""
    found: list[str] = []
    at = 0
    while at < len(words):
        length = next((n for n in range(_LONGEST, 0, -1) if tuple(words[at : at + n]) in _KINDS), 0)
        if not length:
            return ()
        found.append(_KINDS[tuple(words[at : at + length])])
        at += length
    return tuple(_together(found))


def _together(kinds: Sequence[str]) -> Iterator[str]:
    """Yields the kinds with columns of text, or of actions, that stand side by side as one: where one ends nobody can
    tell, and an action's owner may be called `Action owner`: `Action Action owner` names two columns."""
    for kind, run in groupby(kinds):
        yield from [kind] if kind in ("text", "action") else run


def _is_understood(kinds: tuple[str, ...]) -> bool:
    """Tells whether the columns are those of a plan, each there once, with no text before the action."""
    counted = [kind for kind in kinds if kind != "text"]
    action = kinds.index("action") if "action" in kinds else -1
    one_state = (kinds.count("rag") + kinds.count("state")) == 1
    one_due = (kinds.count("due") + kinds.count("due now")) <= 1
    return (
        action >= 0 and one_state and one_due and len(set(counted)) == len(counted)
        and "text" not in kinds[:action] and "lead" not in kinds[:action]
    )  # fmt: skip
