"""How what turned in a plan is told: how much in one line, the weightiest by name, the rest counted."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from tests.tools.says import says
from watcher.core.documents import Change, Document, Quote, SinceLast
from watcher.core.plans import PlanTurn
from watcher.messages.change import render_change
from watcher.messages.plans import plan_lines

PAPER = Document("s1", "report", "Improvement plan", "https://e.example/x.pdf", details={"text": "b"})


def change(*turns: PlanTurn) -> Change:
    return Change("new", PAPER, since_last=SinceLast(plan=turns))


def told(*turns: PlanTurn) -> list[str]:
    return shown("\n".join(line.html for line in plan_lines(change(*turns))))


def shown(html: str) -> list[str]:
    return unescape(re.sub(r"<[^>]*>", "", html)).replace("\u2060", "").split("\n")


def state(action: str, old: str, new: str) -> PlanTurn:
    return PlanTurn("state", action, old, new, 4)


def due(action: str, old: str, new: str) -> PlanTurn:
    return PlanTurn("due", action, old, new, 4)


def test_turns_are_counted_by_what_they_mean_and_the_first_told_by_name() -> None:
    said = told(
        state("1.1 Recruit", "AMBER", "RED"), state("1.2 Audit", "GREEN", "RED"), due("1.3 Train", "Sept 2026", "TBC"),
        due("1.4 Move", "31/12/26", "30/11/26"), state("1.5 Write", "RED", "complete"),
    )  # fmt: skip
    assert says(said[0], "2", "red", "1", "slipped", "1", "complete", "1", "moved")
    assert says(said[1], "1.1 Recruit", "AMBER → RED")
    assert says(said[2], "1.2 Audit", "GREEN → RED")
    assert says(said[3], "1.3 Train", "Sept 2026 → TBC")
    assert says(said[4], "2 more", "/plan")
    assert len(said) == 5


def test_a_paper_in_which_nothing_turned_says_nothing_of_a_plan() -> None:
    assert plan_lines(change()) == []


def test_a_sentence_is_told_beside_it_but_none_of_its_rows() -> None:
    turned = change(state("1.1 Recruit", "AMBER", "RED"))
    row, sentence = Quote(1, "1.1 Recruit 30 Sept 2026 RED Posts"), Quote(2, "Caseloads are too high in every team.")
    assert "Caseloads" in render_change(turned, [row, sentence]).html
    assert "Posts" not in render_change(turned, [row, sentence]).html
    assert "Posts" in render_change(replace(turned, since_last=SinceLast()), [row]).html
