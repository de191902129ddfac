"""/plan: what of the plans is red, overdue or slipped; nothing that the paper does not say."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.tools.lookups import FakeLookups
from tests.tools.says import says
from tests.unit.bot.commands.talk import CATALOGUE, CHAT, judged, read
from watcher.bot.commands import answer
from watcher.core.chats import ChatSettings, Request
from watcher.core.plans import Plan, PlanAction
from watcher.messages.texts.plans import ALL_WELL
from watcher.rules.plan_cells import due_day

NOW = datetime(2026, 10, 20, 9, 30, tzinfo=UTC)


def action(label: str, state: str, due: str = "", *before: str, owner: str = "") -> PlanAction:
    return PlanAction(label, state, 3, owner, due, due_day(due) if due else None, before)


def shown(*actions: PlanAction) -> str:
    plan = Plan("Improvement plan", "https://a.example/s1", "cabinet", date(2026, 9, 9), actions)
    known = FakeLookups(NOW, tracked=[plan] if actions else [])
    reply = judged(answer(Request(CHAT, "private", "/plan"), CATALOGUE, ChatSettings(), known))
    return read(reply) + "".join(reply.more)


def test_red_overdue_and_slipped_actions_are_shown_each_once() -> None:
    said = shown(
        action("1.1 Recruit", "RED", "30 Sept 2026", owner="Head of Assessment"),
        action("1.2 Audit", "AMBER", "30 Sept 2026"),
        action("1.3 Publish", "GREEN", "31 March 2027", "31 Dec 2026"),
        action("1.4 Train", "GREEN", "31 March 2027"),
        action("1.5 Move", "at risk", "Ongoing"),
    )
    assert "Improvement plan" in said
    assert says(said, "9 September 2026", "5 actions")
    assert says(said, "Red (1)", "1.1 Recruit", "30 Sept 2026", "Head of Assessment")
    assert says(said, "Overdue (1)", "1.2 Audit", "AMBER", "30 Sept 2026")
    assert says(said, "Slipped (1)", "1.3 Publish", "31 Dec 2026 → 31 March 2027")
    assert says(said, "risk (1)", "1.5 Move", "Ongoing")
    assert "1.4 Train" not in said


def test_what_is_done_is_neither_overdue_nor_slipped() -> None:
    said = shown(
        action("1.1 Recruit", "complete", "30 Sept 2026", "30 June 2026"), action("1.2 Audit", "BLUE", "1/9/26")
    )
    assert ALL_WELL in said
    assert "1.1" not in said


def test_what_came_forward_has_not_slipped() -> None:
    assert "Slipped" not in shown(action("1.1 Recruit", "GREEN", "30 Nov 2026", "31 Dec 2026"))


def test_a_long_plan_is_cut_and_counted_and_a_strangers_words_stay_words() -> None:
    said = shown(*(action(f"{n} Tell @everybody /stop <b>", "RED", "30 Nov 2026") for n in range(1, 31)))
    assert "… and 22 more" in said


def test_where_no_plan_is_known_it_says_so() -> None:
    assert shown().startswith("No plan is known yet.")
