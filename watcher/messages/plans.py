"""PURE: puts plans into words: what turned in one since its last paper, and how it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from watcher.core.dates import day
from watcher.core.documents import Change, Quote
from watcher.core.text import pluralise
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain
from watcher.messages.texts import plans as texts
from watcher.rules.plan_states import BAD, DONE, STATE
from watcher.rules.plan_turns import MAY_BE_DONE

if TYPE_CHECKING:
    from watcher.core.plans import Plan, PlanAction, PlanTurn

MOST_TOLD, MOST_OF_A_PLAN = 3, 8
MOST_IN_SHORT = 2
LONGEST_ACTION = 110
_KINDS = ("red", "worse", "slipped", "past", "done", "state", "due")
_STATE = re.compile(STATE)


def plan_lines(change: Change) -> list[TelegramHtml]:
    """Returns what turned in the plan that a paper shows: in one line how much, then the weightiest by name; empty
    where nothing did."""
    turns = change.since_last.plan
    if not turns:
        return []
    in_title = all(turn.kind == "past" for turn in turns)
    lines = [] if in_title else [plain(texts.TURNED.format(what="; ".join(_turned(turns))))]
    lines += [_line(turn, change.document.url) for turn in turns[:MOST_TOLD]]
    left = len(turns) - MOST_TOLD
    return [*lines, plain(texts.MORE.format(count=left))] if left > 0 else lines


def turned_in_short(change: Change) -> str:
    """Returns the weightiest that turned in a plan: `1 action turned red; 1 date slipped`; empty where nothing did."""
    return "; ".join(_turned(change.since_last.plan)[:MOST_IN_SHORT])


def _turned(turns: Sequence[PlanTurn]) -> list[str]:
    counts = Counter(map(_kind, turns))
    states = {_kind(turn): turn.new for turn in turns}
    return [_counted(kind, counts[kind], states[kind]) for kind in _KINDS if counts[kind]]


def beside_plan(change: Change, quotes: Iterable[Quote]) -> list[Quote]:
    """Returns the sentences that are told beside what turned in a plan: not its own rows, and none where dates are
    over."""
    if news_of_plan(change):
        return []
    return [quote for quote in quotes if not _STATE.search(quote.text)]


def news_of_plan(change: Change) -> str:
    """Returns what stands behind the title where dates are over: `: 1 action is past its date`; else an empty text."""
    count = len([turn for turn in change.since_last.plan if turn.kind == "past"])
    return texts.NEWS_PAST[count > 1].format(count=count) if count else ""


def _kind(turn: PlanTurn) -> str:
    if turn.kind == "past":
        return "past"
    if turn.kind == "due":
        old, new = _due_day(turn.old), _due_day(turn.new)
        return "slipped" if old and (new is None or new > old) else "due"
    if turn.new == "RED":
        return "red"
    return "worse" if turn.new in BAD else "done" if turn.new in DONE else "state"


def _counted(kind: str, count: int, state: str) -> str:
    return texts.COUNTED[kind][count > 1].format(count=count, state=state)


def _line(turn: PlanTurn, url: str) -> TelegramHtml:
    template = {"state": texts.STATE, "due": texts.DUE, "past": texts.PAST}[turn.kind]
    said = template.format(old=one_line(turn.old, 60), new=one_line(turn.new, 60))
    return plain("• ") + _linked(turn.action, url, turn.page) + plain(said)


def _linked(action: str, url: str, page: int) -> TelegramHtml:
    return link(one_line(action, LONGEST_ACTION), f"{url.partition('#')[0]}#page={page}")


def plan_blocks(plan: Plan, today: date) -> list[TelegramHtml]:
    """Returns how a plan stands, as its last paper shows it: what is red, overdue, slipped or off course, each in a
    block of its own; an action under the first that holds of it."""
    title = link(one_line(plan.title, 160), plan.url)
    count = pluralise(len(plan.actions), "action")
    blocks = [join([title, plain(texts.AS_OF.format(day=day(plan.as_of), count=count))])]
    left = list(plan.actions)
    for heading, belongs in _sections(today):
        belonging = [action for action in left if belongs(action)]
        left = [action for action in left if action not in belonging]
        if belonging:
            blocks.append(_section(heading, belonging, plan.url, today))
    return blocks if len(blocks) > 1 else [join([*blocks, plain(texts.ALL_WELL)])]


def _sections(today: date) -> Iterable[tuple[str, Callable[[PlanAction], bool]]]:
    """Yields the headings of a plan's blocks, each with what tells whether an action belongs under it."""
    return (
        (texts.RED, lambda action: action.state == "RED"),
        (texts.OVERDUE, lambda action: action.state == "overdue" or is_over(action, today)),
        (texts.SLIPPED, has_slipped),
        (texts.OFF, lambda action: action.state in BAD),
    )


def is_over(action: PlanAction, today: date) -> bool:
    """Tells whether an action's last day is over and the paper does not say that it is done."""
    return action.due_day is not None and action.due_day < today and action.state not in MAY_BE_DONE


def has_slipped(action: PlanAction) -> bool:
    """Tells whether an action was due earlier in another paper, and is not done."""
    before = [found for due in action.due_before if (found := _due_day(due))]
    later = action.due_day is None or (bool(before) and action.due_day > min(before))
    return bool(before) and later and bool(action.due) and action.state not in MAY_BE_DONE


def _section(heading: str, actions: Sequence[PlanAction], url: str, today: date) -> TelegramHtml:
    lines = [bold(texts.HEADING.format(what=heading, count=len(actions)))]
    lines += [_action_line(action, url, today) for action in actions[:MOST_OF_A_PLAN]]
    more = len(actions) - MOST_OF_A_PLAN
    return join([*lines, plain(texts.AND_MORE.format(count=more) if more > 0 else "")])


def _action_line(action: PlanAction, url: str, today: date) -> TelegramHtml:
    due = ""
    if has_slipped(action):
        due = texts.MOVED.format(before=one_line(action.due_before[0], 40), due=one_line(action.due, 40))
    elif action.due:
        due = (texts.WAS_DUE if is_over(action, today) else texts.DUE_BY).format(due=one_line(action.due, 40))
    said = [one_line(part, 80) for part in (action.state, due, action.owner) if part]
    return plain("• ") + _linked(action.label, url, action.page) + plain("".join(f", {part}" for part in said))


def _due_day(said: str) -> date | None:
    from watcher.rules.plan_cells import due_day  # slow to load, and of most changes nothing turned in a plan

    return due_day(said)
