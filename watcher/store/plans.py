"""Keeps the plans that are tracked, each with its actions as its last paper has them and as they stood before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from watcher.core.documents import Document
from watcher.core.plans import Plan, PlanAction
from watcher.rules.plan_turns import best_plan, is_past, name_of
from watcher.store.tables import documents, plan_actions, plans

if TYPE_CHECKING:
    from watcher.rules.plan_rows import PlanRow

NOT_IN_LAST = -1
"""The place of an action that the last paper does not have, or that could not be read in it."""
MOST_KEPT = 40
"""Earlier states of one action; papers come four or six times a year."""
MOST_ACTIONS = 800
"""Of one plan, those that left it included."""
MOST_LISTED = 3
_OVER = (
    select(plans.c.key, plan_actions)
    .join(plan_actions, plan_actions.c.plan_id == plans.c.id)
    .where(plans.c.source_id == bindparam("source"), plan_actions.c.place >= 0)
    .where(plan_actions.c.past_told.is_(False), plan_actions.c.due_day < bindparam("today"))
    .order_by(plan_actions.c.plan_id, plan_actions.c.place)
)


@dataclass(frozen=True, slots=True)
class StoredAction:
    """An action with its number in the table, and how it stood in earlier papers, oldest first: the day, the state and
    the due date."""

    id: int
    row: PlanRow
    history: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan as it is remembered, with the day of its last paper; `id` is 0 for one that is not saved yet."""

    id: int = 0
    as_of: date = date.min
    actions: Sequence[StoredAction] = ()


def plan_with(db: Connection, rows: Sequence[PlanRow], url: str) -> StoredPlan:
    """Returns the plan that has most of these actions, of the council on whose site the paper stands; a plan without
    actions where none has."""
    names, site = (
        [name_of(row.action) for row in rows],
        urlsplit(url)._replace(path="/", query="", fragment="").geturl(),
    )
    near = select(plan_actions.c.plan_id).join(plans, plans.c.id == plan_actions.c.plan_id).distinct()
    near = near.where(plan_actions.c.name.in_(names), plans.c.url.startswith(site, autoescape=True))
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in db.execute(select(plan_actions).where(plan_actions.c.plan_id.in_(near)).order_by(plan_actions.c.id)):
        found[row.plan_id].append(row)
    best = best_plan(names, {number: [row.name for row in some] for number, some in found.items()})
    if not best:
        return StoredPlan()
    as_of = db.execute(select(plans.c.as_of).where(plans.c.id == best)).scalar_one()
    return StoredPlan(best, as_of, [StoredAction(row.id, _row(row), row.history) for row in found[best]])


def _row(row: Row[Any]) -> PlanRow:
    from watcher.rules.plan_rows import PlanRow  # it reads papers: slow to load, and the public site needs none of that

    return PlanRow(row.action, row.state, row.page, row.ref, row.owner, row.due, row.due_day)


def save(
    db: Connection,
    source_id: str,
    document: Document,
    as_of: date,
    plan: StoredPlan,
    pairs: Iterable[tuple[PlanRow | None, PlanRow]],
    today: date,
) -> None:
    """Saves how the plan reads by this paper, of the day `as_of`; `pairs` are its rows, each with what it was before. A
    date that is over already when it is first read needs no telling."""
    shown = {"source_id": source_id, "key": document.key, "title": document.title, "url": document.url, "as_of": as_of}
    if plan.id:
        number = plan.id
        db.execute(update(plans).where(plans.c.id == number).values(**shown))
        db.execute(update(plan_actions).where(plan_actions.c.plan_id == number).values(place=NOT_IN_LAST))
    else:
        number = db.execute(insert(plans).values(**shown).returning(plans.c.id)).scalar_one()
    stored = {id(action.row): action for action in plan.actions}
    for place, (before, row) in enumerate(pairs):
        _save_action(db, number, place, stored.get(id(before)), row, plan.as_of, today)
    _forget_oldest(db, number)


def _save_action(
    db: Connection, plan: int, place: int, before: StoredAction | None, row: PlanRow, was_as_of: date, today: date
) -> None:
    """Adds an action, or saves how it reads now and, where its state or date has changed, how it stood before."""
    values = {
        "place": place, "name": name_of(row.action), "ref": row.ref, "action": row.action, "owner": row.owner,
        "state": row.state, "due": row.due, "due_day": row.due_day, "page": row.page,
    }  # fmt: skip
    if not before:
        db.execute(insert(plan_actions).values(**values, plan_id=plan, past_told=is_past(row, today)))
        return
    if before.row.due_day != row.due_day:
        values["past_told"] = is_past(row, today)
    if (before.row.state, before.row.due) != (row.state, row.due):
        was = [was_as_of.isoformat(), before.row.state, before.row.due]
        values["history"] = [*before.history, was][-MOST_KEPT:]
    db.execute(update(plan_actions).where(plan_actions.c.id == before.id).values(**values))


def _forget_oldest(db: Connection, plan: int) -> None:
    """Deletes what the plan has beyond MOST_ACTIONS."""
    gone = select(plan_actions.c.id).where(plan_actions.c.plan_id == plan)
    gone = gone.order_by(plan_actions.c.place.desc(), plan_actions.c.id.desc()).offset(MOST_ACTIONS)
    db.execute(delete(plan_actions).where(plan_actions.c.id.in_(list(db.scalars(gone)))))


def take_past(db: Connection, source_id: str, today: date) -> dict[str, list[PlanRow]]:
    """Returns, by the key of their paper, the actions of this source's plans whose day is over and of which that was
    not told, and marks them as told."""
    found: dict[str, list[PlanRow]] = defaultdict(list)
    over = db.execute(_OVER, {"source": source_id, "today": today}).all()
    for row in over:
        if is_past(_row(row), today):
            found[row.key].append(_row(row))
    if over:
        told = plan_actions.c.id.in_([row.id for row in over])
        db.execute(update(plan_actions).where(told).values(past_told=True))
    return found


def listed(db: Connection, sources: Sequence[str], most: int = MOST_LISTED) -> list[Plan]:
    """Returns at most `most` plans of these sources whose papers still stand, the newest first."""
    gone = (documents.c.source_id == plans.c.source_id) & (documents.c.key == plans.c.key) & documents.c.withdrawn
    query = select(plans).where(plans.c.source_id.in_(sources), ~select(documents.c.key).where(gone).exists())
    rows = db.execute(query.order_by(plans.c.as_of.desc(), plans.c.id.desc()).limit(most)).all()
    return [Plan(row.title, row.url, row.source_id, row.as_of, _actions(db, row.id)) for row in rows]


def _actions(db: Connection, plan: int) -> list[PlanAction]:
    """Returns the actions that the plan's last paper has, in its order."""
    mine = (plan_actions.c.plan_id == plan) & (plan_actions.c.place >= 0)
    return [_action(row) for row in db.execute(select(plan_actions).where(mine).order_by(plan_actions.c.place))]


def _action(row: Row[Any]) -> PlanAction:
    dues = list(dict.fromkeys(due for _, _, due in row.history if due))
    before = [due for due in dues if due != row.due]
    read = _row(row)
    return PlanAction(read.label, read.state, read.page, read.owner, read.due, read.due_day, before)


def rename_source(db: Connection, old: str, new: str) -> None:
    """Hands the plans under the old id of a source to the new one."""
    db.execute(update(plans).where(plans.c.source_id == old).values(source_id=new))
