"""The grades of an earlier inspection that a report repeats are none of its own."""

from __future__ import annotations

import pytest

from tests.tools.examples import every_example
from tests.unit.sources import ofstedreports as told
from tests.unit.sources.ofstedreports import HELP, IN_CARE, LEADERS, LEAVERS
from watcher.sources.ofsted.report_text import read_report

NOW = {LEADERS: "Good", HELP: "Requires improvement to be good", IN_CARE: "Outstanding", LEAVERS: "Inadequate"}


@every_example(
    "before",
    [
        "Overall effectiveness: inadequate\nChildren who need help and protection: inadequate\n"
        "Children looked after and achieving permanence: inadequate\nLeadership, management and governance: inadequate",
        "The previous inspection was in 2014. ■ Overall effectiveness: inadequate ■ Adoption performance: inadequate",
        "At the last inspection, leadership, management and governance: inadequate.",
        "In 2014, as judged: children who need help and protection: inadequate; adoption performance: inadequate.",
    ],
)
def test_a_re_inspection_that_repeats_the_grades_of_before_is_read(before: str) -> None:
    summary = f"Executive summary\nThis is a re-inspection.\n{before}\nMuch has been done since."
    report = read_report([told.SIF[0], summary], "")
    grades = report["grades"]
    assert isinstance(grades, dict)
    assert grades["Leadership, management and governance"] == "Requires improvement"
    assert "unread" not in report


@pytest.mark.parametrize("page", ["", "The last inspection was in 2014. It is past.\n"])
def test_a_section_of_this_inspection_that_says_otherwise_is_still_no_agreement(page: str) -> None:
    head = f"{page}Leadership, management and governance: inadequate\n1. Leaders know what is to be done."
    assert "grades" not in read_report([told.SIF[0], "Executive summary", head], "")
    assert "grades" not in read_report(told.ilacs(NOW, later=f"{HELP}: inadequate\n{IN_CARE}: inadequate"), "")
