"""The same report a quarter later: which of its figures moved; what only has another date has not."""

from __future__ import annotations

from datetime import date

from tests.tools.examples import every_example
from watcher.core.documents import Document
from watcher.rules.moved_figures import moved_figures
from watcher.rules.report_series import series_of

TODAY = date(2026, 12, 1)
SEPTEMBER = (
    "Children's services performance: Quarter 1 2026/27\n\nThis report shows the position at 30 June 2026.\n\n"
    "The average caseload of a social worker was 17.8 at the end of June 2026.\n\n"
    "In quarter 1, 78 per cent of assessments were finished in time.\n\nThe team has 41 posts.\n\n"
    "There were 12 complaints, of which 3 were upheld."
)
DECEMBER = (
    "Children's services performance: Quarter 2 2026/27\n\nThis report shows the position at 30 September 2026.\n\n"
    "The average caseload of a social worker was 19.4 at the end of September 2026.\n\n"
    "In quarter 2, 71 per cent of assessments were finished in time.\n\nThe team has 41 posts.\n\n"
    "There were 12 complaints, of which 5 were upheld and 2 partly.\n\nNine agency workers left."
)


def moved(before: str, after: str) -> list[tuple[str, str]]:
    return [(each.old or "", each.new or "") for each in moved_figures([before], [after], TODAY)]


def test_sentences_with_the_same_words_and_other_numbers_are_found_the_weightiest_first() -> None:
    assert moved(SEPTEMBER, DECEMBER) == [
        ("In quarter 1, 78 per cent of assessments were finished in time.",
         "In quarter 2, 71 per cent of assessments were finished in time."),
        ("The average caseload of a social worker was 17.8 at the end of June 2026.",
         "The average caseload of a social worker was 19.4 at the end of September 2026."),
    ]  # fmt: skip


@every_example(
    ("before", "after"),
    [
        ("The plan was agreed on 3 June 2026 by all.", "The plan was agreed on 9 September 2026 by all."),
        ("See section 3.1 on page 12 for more.", "See section 3.4 on page 15 for more."),
        ("The fund holds £1,200 in all.", "The fund holds £1200 in all."),
        ("There were 4 of them. There were 4 of them.", "There were 5 of them. There were 6 of them."),
    ],
)
def test_what_has_another_date_number_of_a_page_or_spelling_or_stands_there_twice_has_not_moved(
    before: str, after: str
) -> None:
    assert moved(before, after) == []


def test_the_page_is_that_of_the_later_report() -> None:
    (found,) = moved_figures(["We have 4 nurses in post."], ["Title", "We have 6 nurses in post."], TODAY)
    assert (found.page, found.new) == (2, "We have 6 nurses in post.")


def report(title: str, summary: str = "", committee: str = "People", **more: object) -> Document:
    said = {"committee": committee, "meeting": f"{committee}, 9 September 2026"}
    return Document("s1", "report", title, "https://a.example/", summary=summary, details=said)


@every_example(
    ("title", "later"),
    [
        ("Performance report Q1 2026/27", "Performance report - Q2 2026/27"),
        ("PERFORMANCE REPORT: QUARTER 4 2025-26", "Performance Report (Quarter 1, 2026-27)"),
        ("Improvement plan update September 2026", "Improvement Plan Update: 9 December 2026"),
        ("Budget monitoring, Period 6", "Budget Monitoring: Period 9"),
    ],
)
def test_a_report_is_the_same_in_another_quarter(title: str, later: str) -> None:
    assert series_of(report(title)) == series_of(report(later)) != ()


def test_a_report_of_another_committee_or_name_is_not_the_same_and_appendix_a_is_none() -> None:
    assert series_of(report("Performance report Q1")) != series_of(report("Performance report Q1", committee="Places"))
    assert series_of(report("Performance report Q1")) != series_of(report("Finance report Q1"))
    assert series_of(report("Appendix A")) == ()
    assert series_of(report("Appendix A", "Performance Q1")) == series_of(report("Appendix A", "Performance Q2")) != ()
