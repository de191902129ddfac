"""digest.py and news_weight.py: what weighs most stands first, and the first line below the title is the news."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tools.examples import every_example
from tests.unit.messages.example_documents import (
    AGENDA,
    ARTICLE,
    DECISION,
    LETTER,
    MEETING,
    OVERSPENT,
    SCHOOL,
    SETTING,
    paper,
    told,
)
from watcher.core.alerts import Alert, Reason
from watcher.core.documents import ChangeKind, Document, Quote
from watcher.messages.digest import grouped
from watcher.messages.news_weight import weigh
from watcher.messages.render import render

EVERYTHING = Reason("everything")
CANCELLED = {"status": ("confirmed", "cancelled")}
IDLE = Quote(1, "This report is for the information of members.")


def of(meeting: str, day: str, *quotes: Quote) -> Alert:
    """A report of another meeting, told to who follows everything."""
    report = replace(paper(f"of-{meeting}", "report", "Quarterly returns"), part_of=meeting)
    report = replace(report, details={"meeting": "Pensions", "date": day})
    return told(report, reason=EVERYTHING, quotes=quotes)


VERDICT = told(LETTER, source="ofsted", reason=EVERYTHING)
OFF = told(replace(MEETING, key="m9"), "changed", reason=EVERYTHING, fields=CANCELLED)
DECIDED = told(DECISION, reason=EVERYTHING)
STRONG, WEAK, EARLY = of("m3", "2026-12-20", OVERSPENT), of("m4", "2026-11-12", IDLE), of("m5", "2026-11-11")
NEWS = told(ARTICLE, source="daily", reason=EVERYTHING)


def firsts(*alerts: Alert) -> list[str]:
    return [group[0].change.document.key for group in grouped(alerts, SETTING)]


def first_lines(*alerts: Alert) -> list[str]:
    told_daily = [replace(alert, id=number, frequency="daily") for number, alert in enumerate(alerts, 1)]
    (message,) = [message for message, _ in render(told_daily, SETTING)]
    return message.html.split("\n")[2:4]


def test_a_follower_of_everything_reads_verdicts_meetings_called_off_decisions_and_strong_sentences_first() -> None:
    alerts = [EARLY, WEAK, STRONG, DECIDED, OFF, VERDICT]
    expected = [VERDICT, OFF, DECIDED, STRONG, EARLY, WEAK]
    assert firsts(*alerts) == [alert.change.document.key for alert in expected]
    assert firsts(*alerts[::-1]) == firsts(*alerts)


def test_what_weighs_alike_stays_by_the_day_of_its_meeting() -> None:
    assert firsts(WEAK, EARLY) == ["of-m5", "of-m4"]


def test_an_article_with_figures_stands_before_papers_that_say_nothing() -> None:
    assert firsts(EARLY, NEWS) == ["a1", "of-m5"]


def test_what_somebody_asked_for_stands_before_stronger_words_about_something_else() -> None:
    asked = told(replace(ARTICLE, key="a2", title="EHCPs", summary=""), source="daily")
    assert firsts(replace(STRONG, reasons=asked.reasons), asked) == ["a2", "of-m3"]


@every_example(
    "lighter",
    [
        told(SCHOOL, "withdrawn", source="ofsted"),
        told(replace(SCHOOL, details={**SCHOOL.details, "latest_report": "none"}), source="ofsted"),
        told(LETTER, "changed", source="ofsted", fields={"title": ("Visit", "Monitoring visit")}),
    ],
    ids=["withdrawn", "merely listed", "renamed"],
)
def test_an_inspection_that_found_nothing_new_is_no_verdict(lighter: Alert) -> None:
    assert weigh(lighter) > weigh(DECIDED)


def test_a_decision_whose_title_is_corrected_is_no_new_decision() -> None:
    corrected = told(DECISION, "changed", reason=EVERYTHING, fields={"title": ("Transport", DECISION.title)})
    assert weigh(corrected) > weigh(DECIDED)
    assert weigh(told(DECISION, "changed", fields={"status": ("Approved", "Called in")})) < weigh(STRONG)


def test_the_heaviest_of_one_source_stands_first_in_it() -> None:
    plan = told(Document("p2", "plan-item", "Fees", "https://d.example.gov.uk/p2"), reason=EVERYTHING)
    assert firsts(plan, DECIDED) == ["d1"]


@every_example(
    ("alert", "words"), [(VERDICT, "Ofsted on "), (DECIDED, "New"), (NEWS, "New")], ids=["verdict", "decision", "news"]
)
def test_the_first_line_below_the_title_is_the_news_and_no_outlet(alert: Alert, words: str) -> None:
    first, _ = first_lines(alert)
    assert first.startswith(f"<b>{words}")


def test_the_papers_of_a_meeting_stand_under_its_name_as_ever() -> None:
    first, _ = first_lines(*AGENDA)
    assert first.startswith("<b>Cabinet, Wed 18 Nov, 19:00: ")


def test_a_meeting_called_off_is_its_own_first_line() -> None:
    first, _ = first_lines(OFF, told(paper("s8", "report", "Budget"), reason=EVERYTHING))
    assert first.startswith("<b>Cancelled</b>: ")
    assert "Cabinet" in first


@pytest.mark.parametrize(("kind", "words"), [("withdrawn", "Withdrawn from "), ("restored", "Back among ")])
def test_a_paper_that_went_or_came_back_is_said_with_its_meeting_and_day(kind: ChangeKind, words: str) -> None:
    first, second = first_lines(told(paper("s8", "report", "Inclusion bases"), kind))
    assert first.startswith(f"<b>{words}")
    assert "Cabinet, Wed 18 Nov, 19:00: Inclusion bases" in first
    assert second.startswith(f"<b>{kind.capitalize()}</b>: ")
