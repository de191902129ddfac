"""PURE: tells what turned in a plan from one paper to the next: a state, a date. An action is the same where its words
are, or where its number is and most of its words are; all else is told as nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from watcher.core.plans import PlanTurn
from watcher.core.text import words_only
from watcher.rules.plan_states import BAD, DONE

if TYPE_CHECKING:
    from watcher.core.plans import PlanAction
    from watcher.rules.plan_rows import PlanRow

ALIKE = 0.6
"""Of the words of two actions under one number, the share that both hold, where they are one."""
MAY_BE_DONE = DONE | {"BLUE"}
"""In some plans blue is what is done, in others what has not begun: it is called neither."""


def name_of(action: str) -> str:
    """Returns an action's words, equal where two papers write it alike."""
    return words_only(action.removesuffix(" …"))


def same_actions(before: Sequence[PlanRow], after: Sequence[PlanRow]) -> list[tuple[PlanRow | None, PlanRow]]:
    """Returns each row of the later paper with the row that it was before; None where there was none for sure."""
    by_name, by_ref = _sole(before, lambda row: name_of(row.action)), _sole(before, lambda row: row.ref)
    mine = _sole(after, lambda row: name_of(row.action))
    pairs: list[tuple[PlanRow | None, PlanRow]] = []
    taken: set[int] = set()
    for row in after:
        known = by_name.get(name_of(row.action)) if name_of(row.action) in mine else None
        if known is None and row.ref:
            near = by_ref.get(row.ref)
            known = near if near and _is_reworded(near, row) else None
        known = known if known and id(known) not in taken else None
        taken |= {id(known)} if known else set()
        pairs.append((known, row))
    return pairs


def _sole(rows: Iterable[PlanRow], key: Callable[[PlanRow], str]) -> dict[str, PlanRow]:
    """Returns the rows by their key, those whose key no other has."""
    found: dict[str, list[PlanRow]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return {name: sharing[0] for name, sharing in found.items() if name and len(sharing) == 1}


def _is_reworded(before: PlanRow, after: PlanRow) -> bool:
    first, second = ({*row.action.casefold().removesuffix(" …").split()} for row in (before, after))
    return len(first & second) >= ALIKE * min(len(first), len(second)) and len(first & second) > 1


def plan_turns(pairs: Iterable[tuple[PlanRow | None, PlanRow]]) -> tuple[PlanTurn, ...]:
    """Returns what turned, what went wrong first: states that are bad now, dates that slipped, other states, other
    dates."""
    found = [(rank, turn) for before, row in pairs if before for rank, turn in _turns(before, row)]
    return tuple(turn for _, turn in sorted(found, key=lambda pair: pair[0]))


def _turns(before: PlanRow, row: PlanRow) -> list[tuple[int, PlanTurn]]:
    """Returns what turned in one row, each with its rank: 0 a bad state, 1 a slipped date, 2 another state, 3 another
    date."""
    found = []
    if row.state != before.state:
        rank = 0 if row.state in BAD else 2
        found.append((rank, PlanTurn("state", row.label, before.state, row.state, row.page)))
    if _is_another_date(before, row):
        found.append((1 if slipped(before, row) else 3, PlanTurn("due", row.label, before.due, row.due, row.page)))
    return found


def _is_another_date(before: PlanRow, row: PlanRow) -> bool:
    """Tells whether both rows say when, and another day; where one names none, whether other words say it."""
    if not (before.due and row.due):
        return False
    if before.due_day and row.due_day:
        return before.due_day != row.due_day
    return words_only(before.due) != words_only(row.due)


def slipped(before: PlanRow, row: PlanRow) -> bool:
    """Tells whether a row is due later than before, or on no day any more."""
    if not before.due_day:
        return False
    return row.due_day is None or row.due_day > before.due_day


def is_past(row: PlanRow | PlanAction, today: date) -> bool:
    """Tells whether an action's last day is over and its paper does not say that it is done."""
    return row.due_day is not None and row.due_day < today and row.state not in MAY_BE_DONE


def best_plan(names: Iterable[str], plans: Mapping[int, Iterable[str]]) -> int:
    """Returns the number of the plan that has most of these actions, at least two and half of the shorter list; 0 where
    none has. By their words, not by the paper's title: that changes, and one plan goes to several committees."""
    mine = {*names}
    shared = {number: mine & {*theirs} for number, theirs in plans.items()}
    best = max(shared, key=lambda number: (len(shared[number]), number), default=0)
    if not best or len(shared[best]) < 2:
        return 0
    return best if 2 * len(shared[best]) >= min(len(mine), len({*plans[best]})) else 0
