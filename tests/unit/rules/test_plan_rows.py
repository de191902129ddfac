"""The rows of a plan are read to the letter, or not at all."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.tools.examples import every_example
from tests.tools.pdfs import pdf
from tests.tools.plan_tables import is_true, made_up, table_lines
from watcher.papers.extract import read
from watcher.rules.plan_cells import due_day
from watcher.rules.plan_rows import PlanRow, plan_rows
from watcher.rules.plan_states import state_of

LONG = "Recruit permanent social workers to every vacant post in the assessment teams"


def said(*lines: str) -> list[tuple[str, str, str, str]]:
    """The rows of one page: number, action, date, state."""
    return [(row.ref, row.action, row.due, row.state) for row in plan_rows(["\n".join(lines)])]


SHAPES = {
    "action, lead, due, RAG, progress": (
        ["Action Lead Due RAG Progress", "Audit all cases QA Manager 31 October 2026 GREEN Done in full",
         "Publish the strategy Head of SEND Sept 2026 RED Delayed by consultation"],
        [("", "Audit all cases", "31 October 2026", "GREEN"), ("", "Publish the strategy", "Sept 2026", "RED")],
    ),
    "RAG before the action": (
        ["RAG Action Lead Deadline", "GREEN Audit all cases QA Manager 31 October 2026",
         "RED Publish the strategy for", "children Head of SEND 30/09/26"],
        [("", "Audit all cases", "31 October 2026", "GREEN"),
         ("", "Publish the strategy for children", "30/09/26", "RED")],
    ),
    "numbers, cells that wrap one after the other": (
        ["Ref Action Lead Due RAG Progress", "1.1 Recruit permanent social workers to every", "vacant post in the",
         "assessment teams", "Head of Assessment 30 Sept 2026 AMBER 12 of 20 posts filled; cover", "ends in March",
         "1.2 Audit all cases QA Manager 31/10/26 GREEN Done"],
        [("1.1", LONG, "30 Sept 2026", "AMBER"), ("1.2", "Audit all cases", "31/10/26", "GREEN")],
    ),
    "numbers, cells that wrap side by side": (
        ["Ref Action Lead Due RAG Progress",
         "1.1 Recruit permanent social workers to every Head of 30 Sept 2026 AMBER 12 of 20 posts filled; cover",
         "vacant post in the assessment teams Assessment ends in March",
         "1.2 Audit all cases QA Manager 31/10/26 GREEN Done"],
        [("1.1", "Recruit permanent social workers to every …", "30 Sept 2026", "AMBER"),
         ("1.2", "Audit all cases", "31/10/26", "GREEN")],
    ),
    "a state in words": (
        ["No. Action Responsible officer Target date Status", "1 Audit all cases QA Manager Q2 2026/27 On track",
         "2 Publish the strategy Head of SEND 30/09/26 Delayed", "3 Train staff HR Manager Ongoing Not started",
         "4 Move the team Head of SEND Sep-26 Completed"],
        [("1", "Audit all cases", "Q2 2026/27", "on track"), ("2", "Publish the strategy", "30/09/26", "delayed"),
         ("3", "Train staff", "Ongoing", "not started"), ("4", "Move the team", "Sep-26", "complete")],
    ),
    "letters of BRAG": (
        ["Ref Action Due BRAG", "A1 Audit all cases 30/09/26 B", "A2 Publish the strategy 31/12/26 R"],
        [("A1", "Audit all cases", "30/09/26", "BLUE"), ("A2", "Publish the strategy", "31/12/26", "RED")],
    ),
    "the state last, behind the progress": (
        ["Ref Action Owner Deadline Update RAG", "1.1 Audit all cases QA Manager 31/10/26 Moved from RED in June AMBER",
         "1.2 Publish the strategy Head of SEND 30/09/26 Consultation has", "ended and the draft is", "with the board",
         "GREEN"],
        [("1.1", "Audit all cases", "31/10/26", "AMBER"), ("1.2", "Publish the strategy", "30/09/26", "GREEN")],
    ),
    "the state before the date": (
        ["Ref Action Lead RAG Due Comments", "1.1 Audit all cases QA Manager AMBER 31/10/26 Slow",
         "1.2 Publish the strategy Head of SEND RED Dec 2026 Late"],
        [("1.1", "Audit all cases", "31/10/26", "AMBER"), ("1.2", "Publish the strategy", "Dec 2026", "RED")],
    ),
    "an original and a revised date": (
        ["Ref Action Original date Revised date RAG", "1.1 Audit all cases 30/06/26 31/10/26 AMBER",
         "1.2 Publish the strategy 30/09/26 RED"],
        [("1.1", "Audit all cases", "31/10/26", "AMBER"), ("1.2", "Publish the strategy", "30/09/26", "RED")],
    ),
    "the state of last time and of now": (
        ["Ref Action Due Previous RAG Current RAG", "1.1 Audit all cases 31/10/26 RED AMBER",
         "1.2 Publish the strategy 30/09/26 GREEN RED"],
        [("1.1", "Audit all cases", "31/10/26", "AMBER"), ("1.2", "Publish the strategy", "30/09/26", "RED")],
    ),
    "a head that wraps": (
        ["Ref Action Lead", "officer", "Due", "date", "RAG", "rating", "Progress update",
         "1.1 Audit all cases QA Manager 31/10/26 AMBER Slow", "1.2 Publish the strategy HR Manager 30/09/26 RED Late"],
        [("1.1", "Audit all cases", "31/10/26", "AMBER"), ("1.2", "Publish the strategy", "30/09/26", "RED")],
    ),
    "each cell on a line of its own": (
        ["Ref", "Action", "Lead", "Due date", "RAG", "1.1", "Audit all cases", "open over six months", "QA Manager",
         "31/10/26", "AMBER", "1.2", "Publish the strategy", "Head of SEND", "30/09/26", "RED"],
        [("1.1", "Audit all cases open over six months", "31/10/26", "AMBER"),
         ("1.2", "Publish the strategy", "30/09/26", "RED")],
    ),
    "each cell on a line, without numbers": (
        ["Action | Due | Status", "Audit all cases", "31/10/26", "On track", "Publish the strategy", "Ongoing",
         "Delayed"],
        [("", "Audit all cases", "31/10/26", "on track"), ("", "Publish the strategy", "Ongoing", "delayed")],
    ),
    "coloured discs, alone or beside the word, and arrows": (
        ["Ref Action Due RAG", "1.1 Audit all cases 31/10/26 🟢", "1.2 Publish the strategy 30/09/26 🔴 Red",
         "1.3 Train all staff 30/09/26 ● Amber ↑"],
        [("1.1", "Audit all cases", "31/10/26", "GREEN"), ("1.2", "Publish the strategy", "30/09/26", "RED"),
         ("1.3", "Train all staff", "30/09/26", "AMBER")],
    ),
    "letters in brackets under a head of signs": (
        ["Ref Action(s) Owner(s) Due RAG (R/A/G)", "1.1 Audit all cases QA Manager 31.12.26 (G)",
         "1.2 Publish the strategy Head of SEND 30.09.2026 (R)"],
        [("1.1", "Audit all cases", "31.12.26", "GREEN"), ("1.2", "Publish the strategy", "30.09.2026", "RED")],
    ),
    "dates of many shapes": (
        ["Ref Action Due RAG", "1 Audit all cases 2026-10-31 Green", "2 Publish the strategy Q3 26/27 Red",
         "3 Train all staff Qtr 3 2026/27 Red", "4 Move the team Fri 18 Dec 2026 Red", "5 Hire a lead 31 Dec 26 Red",
         "6 Write to parents w/c 5 October 2026 Red", "7 Hold four events Sept - Dec 2026 Red"],
        [("1", "Audit all cases", "2026-10-31", "GREEN"), ("2", "Publish the strategy", "Q3 26/27", "RED"),
         ("3", "Train all staff", "Qtr 3 2026/27", "RED"), ("4", "Move the team", "Fri 18 Dec 2026", "RED"),
         ("5", "Hire a lead", "31 Dec 26", "RED"), ("6", "Write to parents", "w/c 5 October 2026", "RED"),
         ("7", "Hold four events", "Sept - Dec 2026", "RED")],
    ),
    "a date when it starts and one when it ends": (
        ["Ref Action Lead Start date End date RAG", "1.1 Audit all cases QA Manager 01/04/26 31/10/26 Green",
         "1.2 Publish the strategy Head of SEND 01/05/26 30/09/26 Red"],
        [("1.1", "Audit all cases", "31/10/26", "GREEN"), ("1.2", "Publish the strategy", "30/09/26", "RED")],
    ),
    "columns that name their period, open and closed actions": (
        ["Rec no Recommendation Lead Due Status at Sept 2026", "R1 Audit all cases HR Manager 31/10/26 Open",
         "R2 Open the hub Head of SEND 30/09/26 Closed"],
        [("R1", "Audit all cases", "31/10/26", "open"), ("R2", "Open the hub", "30/09/26", "complete")],
    ),
    "no date at all": (
        ["Ref Action RAG", "1.1 Audit all cases open over", "six months", "AMBER", "1.2 Publish the strategy RED"],
        [("1.1", "Audit all cases open over six months", "", "AMBER"), ("1.2", "Publish the strategy", "", "RED")],
    ),
}  # fmt: skip


@every_example("shape", SHAPES)
def test_reads_each_shape_of_a_tracker(shape: str) -> None:
    lines, rows = SHAPES[shape]
    assert said(*lines) == rows


NO_ROWS = {
    "a legend": ["RAG Action Due", "RED Action is late or will not be met", "AMBER Action is at risk",
                 "GREEN Action is on track"],
    "prose about a plan": ["The action plan has a RAG status.", "1.1 Audit all cases by 30 Sept 2026 RED",
                           "1.2 Publish the strategy by 31 Dec 2026 AMBER"],
    "colours that are no words": ["Ref Action Lead Due RAG Progress", "1.1 Audit all cases HR 31/10/26 Slow",
                                  "1.2 Publish the strategy HR 30/09/26 Complete by March"],
    "discs that have lost their colour": ["Ref Action Due RAG", "1.1 Audit all cases 31/10/26 ●",
                                          "1.2 Publish the strategy 30/09/26 ●"],
    "a start without an end": ["Ref Action Start date End date RAG", "1.1 Audit all cases 01/04/26 Red",
                               "1.2 Publish the strategy 01/05/26 Red"],
    "one state for each of two quarters": ["Ref Action Due RAG Q1 RAG Q2", "1.1 Audit all cases 31/10/26 Red Green",
                                           "1.2 Publish the strategy 30/09/26 Red Red"],
    "two states in one cell": ["Ref Action Due RAG", "1.1 Audit all cases 31/10/26 Amber/Green",
                               "1.2 Publish it 30/09/26 RED AMBER"],
    "half of a state": ["Ref Action Due Status", "1.1 Audit all cases 31/10/26 Part Complete",
                        "1.2 Publish it 30/09/26 80% Complete", "1.3 Train all staff 30/09/26 Complete but for one"],
    "columns before the action": ["Theme Area Action Due RAG", "Leadership Audit all cases 31/10/26 RED",
                                  "Practice Publish it 30/09/26 RED"],
    "two dates": ["Ref Action Due RAG", "1.1 Audit all cases 31/10/26 31/12/26 RED",
                  "1.2 Publish it 30/09/26 31/12/26 RED"],
    "an action that stands there twice and says two things": [
        "Ref Action Due RAG", "1.1 Audit all cases 31/10/26 RED", "Ref Action Due RAG",
        "1.1 Audit all cases 31/10/26 GREEN"],
}  # fmt: skip


@every_example("case", NO_ROWS)
def test_claims_nothing_where_rows_are_not_sure(case: str) -> None:
    assert said(*NO_ROWS[case]) == []


def test_does_not_take_the_lines_of_a_legend_or_the_next_part_for_a_row() -> None:
    rows = ["1.1 Audit all cases 31/10/26 AMBER", "2 Practice and quality", "2.1 Publish the strategy 30/09/26 RED"]
    legend = ["RED Action is late", "AMBER Action is at risk", "GREEN Action is on track"]
    assert [row[0] for row in said(*legend, "Ref Action Due RAG", *rows, *legend)] == ["1.1", "2.1"]


def test_reads_on_over_pages_with_a_head_on_each() -> None:
    head, furniture = "Ref Action Lead Due RAG", "Improvement Board, 1 October 2026"
    lines = [
        f"{part}.{n} Audit team {n} of part {part} HR Manager 31/10/26 AMBER" for part in (1, 2, 3) for n in (1, 2)
    ]
    pages = [f"{furniture}\n{head}\n" + "\n".join(lines[at : at + 2]) + f"\n{at}" for at in (0, 2, 4)]
    assert [(row.ref, row.page) for row in plan_rows(pages)] == [
        ("1.1", 1), ("1.2", 1), ("2.1", 2), ("2.2", 2), ("3.1", 3), ("3.2", 3)
    ]  # fmt: skip


def test_does_not_read_a_number_within_a_cell_as_the_next_row() -> None:
    rows = said("Ref Action Due RAG Progress", "1.1 Audit all cases 31/10/26 AMBER See action", "1.2 Above",
                "1.2 Publish it 30/09/26 RED Late", "1.3 Train all staff 30/11/26 GREEN Well",
                "1.4 Move the team 30/11/26 GREEN Well")  # fmt: skip
    assert [row[0] for row in rows] == ["1.1", "1.3", "1.4"]


def test_tells_the_owner_where_the_text_shows_who_it_is() -> None:
    rows = plan_rows(["Ref Action Lead Due RAG\n1.1 Audit all cases Head of Quality Assurance 31/10/26 RED\n"
                      "1.2 Train staff HR 31/10/26 RED"])  # fmt: skip
    assert [(row.action, row.owner) for row in rows] == [
        ("Audit all cases", "Head of Quality Assurance"), ("Train staff HR", "")
    ]  # fmt: skip


@pytest.mark.parametrize("by_cell", [True, False])
def test_reads_a_table_as_the_reader_of_files_gives_it(by_cell: bool) -> None:
    columns = ["ref", "action", "lead", "due", "rag", "text"]
    rows = [
        {
            "ref": "1.1",
            "action": LONG,
            "lead": "Head of Assessment",
            "due": "30 Sept 2026",
            "rag": "AMBER",
            "text": "Ok",
        },
        {
            "ref": "1.2",
            "action": "Audit all cases",
            "lead": "QA Manager",
            "due": "31/10/26",
            "rag": "RED",
            "text": "No",
        },
    ]
    lines = table_lines(columns, rows, by_cell=by_cell)
    found = plan_rows(read(pdf(["Plan", "Ref Action Lead Due date RAG Progress", *lines])))
    assert [(row.ref, row.state, row.due_day) for row in found] == [
        ("1.1", "AMBER", date(2026, 9, 30)), ("1.2", "RED", date(2026, 10, 31))
    ]  # fmt: skip
    assert found[0].action == (LONG if by_cell else "Recruit permanent social workers")


DAYS = {
    "30 Sept 2026": date(2026, 9, 30), "Sept 2026": date(2026, 9, 30), "30/09/26": date(2026, 9, 30),
    "1.10.2026": date(2026, 10, 1), "30th September, 2026": date(2026, 9, 30), "Q2 2026/27": date(2026, 9, 30),
    "Q4 2026/27": date(2027, 3, 31), "2026/27 Q3": date(2026, 12, 31), "Sep-26": date(2026, 9, 30),
    "by 31 December 2026": date(2026, 12, 31), "End of March 2027": date(2027, 3, 31), "28-Feb-27": date(2027, 2, 28),
    "2026-10-31": date(2026, 10, 31), "Q3 26/27": date(2026, 12, 31), "Quarter 4 2026/27": date(2027, 3, 31),
    "31 Dec 26": date(2026, 12, 31), "Fri 18 Dec 2026": date(2026, 12, 18), "w/e 18 Dec 2026": date(2026, 12, 18),
    "Sept - Dec 2026": date(2026, 12, 31), "w/c 5 October 2026": None, "2026-13-31": None,
    "Ongoing": None, "TBC": None, "Q2 2026": None, "Autumn 2026": None, "31/13/26": None, "31 Feb 2026": None,
}  # fmt: skip


@every_example("words", DAYS)
def test_a_date_is_the_last_day_that_it_means(words: str) -> None:
    assert due_day(words) == DAYS[words]


def test_states_that_say_the_same_are_one() -> None:
    assert [state_of(word) for word in ("Red", "R", "Completed", "Closed", "On Target", "Not yet started")] == [
        "RED", "RED", "complete", "complete", "on track", "not started"
    ]  # fmt: skip


def _read(seeds: range) -> tuple[Counter[str], list[tuple[int, PlanRow]]]:
    """How many rows stand in the papers of these seeds and how many were read; those that are wrong."""
    counts: Counter[str] = Counter()
    wrong = []
    for seed in seeds:
        paper = made_up(seed)
        found = plan_rows(paper.pages)
        counts.update(rows=len(paper.rows), read=len(found))
        wrong += [(seed, row) for row in found if not is_true(row, paper)]
    return counts, wrong


@pytest.mark.soak
def test_made_up_tables_are_read_to_the_letter_or_not_at_all() -> None:
    counts, wrong = _read(range(150))
    assert wrong == []
    assert counts["read"] > counts["rows"] / 3


@pytest.mark.soak
def test_thousands_of_made_up_tables_are_read_to_the_letter_or_not_at_all() -> None:
    assert _read(range(150, 8_000))[1] == []


def test_an_owner_with_a_name_before_his_office_is_not_named_by_the_office_alone() -> None:
    row, other = plan_rows(["\n".join((
        "Ref Action Lead Due RAG", "1.1 Audit all cases Jane Smith, Head of Practice 31/10/26 Green",
        "1.2 Publish the strategy Head of SEND 30/09/26 Red"))])  # fmt: skip
    assert (row.action, row.owner) == ("Audit all cases Jane Smith, Head of Practice", "")
    assert (other.action, other.owner) == ("Publish the strategy", "Head of SEND")
