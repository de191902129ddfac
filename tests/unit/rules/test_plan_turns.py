"""What turned in a plan from one paper to the next; what is not surely the same action has not turned."""

from __future__ import annotations

from datetime import date

from watcher.core.plans import PlanTurn
from watcher.rules.plan_cells import due_day
from watcher.rules.plan_rows import PlanRow
from watcher.rules.plan_turns import best_plan, is_past, plan_turns, same_actions


def row(action: str, state: str = "AMBER", due: str = "30/09/26", ref: str = "") -> PlanRow:
    return PlanRow(action, state, 1, ref, due=due, due_day=due_day(due))


def turns(before: list[PlanRow], after: list[PlanRow]) -> list[tuple[str, str, str, str]]:
    found = plan_turns(same_actions(before, after))
    return [(turn.kind, turn.action, turn.old, turn.new) for turn in found]


AUDIT, TRAIN = row("Audit all cases", ref="1.1"), row("Train all the staff", ref="1.2")


def test_a_state_and_a_date_that_turned_are_told_the_worst_first() -> None:
    after = [row("Audit all cases", "GREEN", ref="1.1"), row("Train all the staff", "RED", "31/12/26", "1.2")]
    assert turns([AUDIT, TRAIN], after) == [
        ("state", "1.2 Train all the staff", "AMBER", "RED"),
        ("due", "1.2 Train all the staff", "30/09/26", "31/12/26"),
        ("state", "1.1 Audit all cases", "AMBER", "GREEN"),
    ]


def test_the_same_date_in_other_words_has_not_moved() -> None:
    assert turns([AUDIT], [row("Audit all cases", due="Sept 2026", ref="1.1")]) == []
    assert turns([AUDIT], [row("Audit all cases", due="", ref="1.1")]) == []


def test_an_action_is_the_same_under_another_number_and_reworded_under_its_own() -> None:
    assert turns([AUDIT], [row("Audit all cases", "RED", ref="3.4")]) == [
        ("state", "3.4 Audit all cases", "AMBER", "RED")
    ]  # fmt: skip
    assert len(turns([AUDIT], [row("Audit all open cases", "RED", ref="1.1")])) == 1


def test_another_action_under_the_same_number_has_not_turned() -> None:
    assert turns([AUDIT, TRAIN], [row("Publish the strategy", "RED", ref="1.1")]) == []
    assert turns([AUDIT, AUDIT], [row("Audit all cases", "RED")]) == []


def test_a_plan_is_known_by_its_actions_not_by_one_of_them() -> None:
    plans = {3: ["a", "b", "c", "d"], 4: ["a", "x", "y", "z"]}
    assert best_plan(["a", "b", "e"], plans) == 3
    assert best_plan(["a", "e"], plans) == 0
    assert best_plan(["a", "b", "e", "f", "g", "h"], {3: ["a", "b", "c", "d", "i"]}) == 0


def test_a_date_is_past_when_its_last_day_is_over_unless_it_may_be_done() -> None:
    assert not is_past(AUDIT, date(2026, 9, 30))
    assert is_past(AUDIT, date(2026, 10, 1))
    assert not is_past(row("Audit all cases", "complete"), date(2026, 10, 1))
    assert not is_past(row("Audit all cases", "BLUE"), date(2026, 10, 1))
    assert not is_past(row("Audit all cases", due="Ongoing"), date(2026, 10, 1))


def test_a_turn_names_its_page() -> None:
    pairs = same_actions([AUDIT], [PlanRow("Audit all cases", "RED", 7, "1.1")])
    assert plan_turns(pairs) == (PlanTurn("state", "1.1 Audit all cases", "AMBER", "RED", 7),)
