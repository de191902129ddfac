"""The pages of the improvement plan as its last paper shows it: the same data as /plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from watcher.core.dates import day
from watcher.core.plans import Plan, PlanAction
from watcher.messages.plans import has_slipped
from watcher.messages.telegram_html import one_line, web_address
from watcher.messages.texts import plans as texts
from watcher.rules.plan_turns import is_past
from watcher.site.context import SiteContext
from watcher.site.files import SiteFile
from watcher.site.layout import SitePage, page_file
from watcher.site.paging import parts

A_PAGE = 60


class ActionRow(NamedTuple):
    """An action of a plan, as a row of its table."""

    plan: int
    label: str
    url: str
    state: str
    owner: str
    due: str
    due_before: str
    note: str


class PlanHead(NamedTuple):
    """What stands above the table of a plan."""

    number: int
    title: str
    url: str
    as_of: str


def plan_pages(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the pages of the plans that are tracked."""
    plans = context.data.plans()
    heads = [_head(number, plan) for number, plan in enumerate(plans)]
    rows = [_row(number, action, plan, context.today) for number, plan in enumerate(plans) for action in plan.actions]
    for part in parts("plan", rows, A_PAGE):
        title = "Improvement plan" if part.number == 1 else f"Improvement plan, page {part.number}"
        page = SitePage(part.path, title, "Every action of the plan as its last paper shows it.", "plan/index.html")
        shown = [(head, [row for row in part.items if row.plan == head.number]) for head in heads]
        yield page_file(
            context, page, "plan.html", plans=[pair for pair in shown if pair[1]], turns=(part.before, part.after),
            nothing=texts.NONE_READ,
        )  # fmt: skip


def _head(number: int, plan: Plan) -> PlanHead:
    as_of = texts.AS_OF.format(day=day(plan.as_of), count=len(plan.actions))
    return PlanHead(number, one_line(plan.title, 200), web_address(plan.url), as_of)


def _row(number: int, action: PlanAction, plan: Plan, today: date) -> ActionRow:
    """Returns the row; its note says what is overdue or slipped, as /plan does."""
    late = texts.OVERDUE if is_past(action, today) else texts.SLIPPED if has_slipped(action) else ""
    return ActionRow(
        number,
        one_line(action.label, 240),
        web_address(f"{plan.url.partition('#')[0]}#page={action.page}"),
        one_line(action.state, 40),
        one_line(action.owner, 80),
        one_line(action.due, 60),
        ", ".join(one_line(due, 40) for due in action.due_before[:5]),
        late,
    )
