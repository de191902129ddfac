"""inspections.py: what is said of an inspection, judged by Telegram's own parser."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.tools.examples import every_example
from tests.unit.messages.test_render import alert, links, messages, shown
from tests.unit.sources.ofstedreports import HELP, IN_CARE, LEADERS, LEAVERS, ONE_AREA, OVERALL
from watcher.core.documents import Document, Json, Quote
from watcher.messages.inspections import brief
from watcher.messages.texts import inspections as texts
from watcher.messages.texts.changes import TEXT_DIFFERS

PROVIDER = "https://reports.ofsted.gov.uk/provider/44/80500"
ABOUT: dict[str, Json] = {"provider": "Anytown Council", "urn": "80500", "provider_url": PROVIDER}
NOW: dict[str, Json] = {
    LEADERS: "Inadequate",
    HELP: "requires improvement to be good",
    IN_CARE: "Good",
    OVERALL: "Good",
}
THEN: dict[str, Json] = {LEADERS: "Good", HELP: "Requires improvement", ONE_AREA: "Good", OVERALL: "Good"}
HEAD = f"Anytown Council\n{texts.FRAMEWORKS['ILACS']}\nInspected 11 to 22 December 2023, published 16 February 2024"


def inspection(title: str = "Children's services inspection", **details: Json) -> Document:
    url = "https://files.ofsted.gov.uk/v1/file/50239788"
    return Document("50239788", "inspection", title, url, date(2024, 2, 16), details={**ABOUT, **details})


def ilacs(**details: Json) -> Document:
    kept: dict[str, Json] = {
        "framework": "ILACS",
        "inspection_start": "2023-12-11",
        "inspected": "11 to 22 December 2023",
    }
    return replace(inspection(), details={**ABOUT, **kept, "grades": NOW, **details})


ROW = Document(
    "2766766",
    "inspection",
    "Anytown Home",
    "https://reports.ofsted.gov.uk/provider/2/2766766",
    details={
        "category": "Children's home",
        "rating": "Good",
        "address": "1 High Street",
        "latest_report": "2026-03-03",
    },
)


def said(document: Document, kind: str = "new", **fields: tuple[Json, Json]) -> str:
    """What stands under the title, without the source and the reasons."""
    (message,) = messages(alert(1, document, kind, fields=fields))
    told = shown(message).text.rpartition("\n\n")[0]
    return told.partition("\n\n")[2].partition(document.title)[2].lstrip("\n")


def test_each_grade_stands_beside_the_one_before() -> None:
    before: dict[str, Json] = {"previous": THEN, "previous_inspected": "11 June 2018 to 22 June 2018"}
    assert said(ilacs(**before)) == (
        f"{HEAD}\n\nGrades (before: 11 June 2018 to 22 June 2018)\n"
        "• Overall effectiveness: Good (as before)\n"
        f"• {LEADERS}: Good → Inadequate\n"
        f"• {HELP}: requires improvement to be good (as before)\n"
        f"• {IN_CARE}: Good\n"
        f"Graded only then: {ONE_AREA}: Good"
    )


def test_without_an_inspection_before_the_grades_stand_alone() -> None:
    assert said(ilacs(grades={LEADERS: "Good"})) == f"{HEAD}\n\nGrades\n• {LEADERS}: Good"


def test_an_area_that_was_merged_or_split_is_not_compared() -> None:
    told = said(ilacs(grades={IN_CARE: "Inadequate", LEAVERS: "Good"}, previous={ONE_AREA: "Outstanding"}))
    assert "→" not in told
    assert "as before" not in told


@every_example(
    ("old", "new"),
    [("Good", "Strong standard"), ("Needs attention", "Inadequate"), ("met", "Good"), ("Good", "Grade 2")],
)
def test_grades_of_two_scales_are_never_compared(old: str, new: str) -> None:
    told = said(inspection(grades={"Achievement": new}, previous={"Achievement": old}))
    assert f"• Achievement: {new}\n" in f"{told}\n"


@every_example(
    ("old", "new", "says"),
    [
        ("Strong standard", "Needs attention", "Strong standard → Needs attention"),
        ("met", "not met", "met → not met"),
        ("Requires improvement", "Inadequate", "Requires improvement → Inadequate"),
        ("GOOD", "Good", "Good (as before)"),
    ],
)
def test_grades_of_one_scale_are_compared(old: str, new: str, says: str) -> None:
    told = said(inspection(grades={"Achievement": new}, previous={"Achievement": old}))
    assert f"• Achievement: {says}" in told


def test_only_a_grade_that_is_another_stands_out() -> None:
    (message,) = messages(alert(1, ilacs(previous=THEN)))
    assert "→ <b>Inadequate</b>" in message.html
    assert "<b>Good" not in message.html


def test_where_ofsted_gives_no_overall_grade_any_more_it_says_so() -> None:
    grades: dict[str, Json] = {LEADERS: "Good", HELP: "Good"}
    told = said(ilacs(inspection_start="2026-04-27", grades=grades, previous={**grades, OVERALL: "Good"}))
    assert f"\n{texts.NO_OVERALL}\n" in told
    assert "\nGraded only then: Overall effectiveness: Good" in told


@every_example("other", [{"inspection_start": "2026-04-26"}, {"inspection_start": None}, {"framework": "SIF"}])
def test_an_overall_grade_that_is_missing_for_another_reason_is_not_explained(other: dict[str, Json]) -> None:
    details: dict[str, Json] = {"inspection_start": "2026-06-08", "grades": {LEADERS: "Good"}, **other}
    assert "No overall grade" not in said(ilacs(**details))


@every_example(
    ("outcome", "means", "follows"),
    [
        ("positive", "typically positive experiences and outcomes", "within about five years"),
        ("inconsistent", "inconsistent experiences and outcomes", "within about three years"),
        ("failings", "⚠️ widespread and/or systemic failings", "a monitoring inspection follows within about 18 months"),
    ],
)
def test_an_area_send_outcome_in_ofsteds_meaning_and_what_follows(outcome: str, means: str, follows: str) -> None:
    told = said(inspection("Area SEND full inspection", framework="area SEND", outcome=outcome))
    assert f"\n\nOutcome\n{means}\nThe " in told
    assert follows in told


def test_an_area_send_outcome_beside_the_one_before() -> None:
    before: dict[str, Json] = {"previous_outcome": "failings", "previous_inspected": "2023-05-01"}
    told = said(inspection("SEND", framework="area SEND", outcome="inconsistent", **before))
    assert "Outcome (before: 1 May 2023)\nwidespread and/or systemic failings → inconsistent experiences" in told
    same = said(inspection("SEND", framework="area SEND", outcome="failings", **before))
    assert "As before: ⚠️ widespread and/or systemic failings" in same


def test_an_area_for_priority_action_is_the_alarm_and_stands_before_all_else() -> None:
    told = said(ilacs(priority_action=["Children wait too long."], needs_to_improve=["Plans."]))
    assert f"{HEAD}\n\n⚠️ Areas for priority action\n• Children wait too long.\n\nGrades\n" in told
    assert "⚠️" not in said(ilacs(needs_to_improve=["Plans."]))


def test_what_needs_to_improve_is_a_short_list() -> None:
    told = said(inspection(needs_to_improve=[f"Point {number}, " + "and so on " * 40 for number in range(1, 8)]))
    lines = told.partition("What needs to improve\n")[2].splitlines()
    assert [line[:9] for line in lines] == [*(f"• Point {number}" for number in range(1, 6)), "… and 2 m"]
    assert all(len(line) <= 165 for line in lines)


def test_five_points_leave_nothing_out() -> None:
    assert "more in the report" not in said(inspection(needs_to_improve=["a", "b", "c", "d", "e"]))


def test_grades_that_were_not_read_are_not_guessed() -> None:
    told = said(ilacs(grades=None, unread="grades not read", previous=THEN))
    assert told == f"{HEAD}\n{texts.NOT_FOUND['grades not read']}"


def test_an_outcome_that_was_not_read_is_not_guessed() -> None:
    told = said(inspection("Area SEND full inspection", framework="area SEND", unread="outcome not read"))
    assert told.endswith(texts.NOT_FOUND["outcome not read"])


def test_a_report_that_was_not_read_is_told_with_the_reason() -> None:
    why = "in its place stands a web page headed “Report not found”"
    told = said(inspection("Monitoring visit", inspection_start="2025-03-26", unread=why))
    assert told == (
        f"Anytown Council\nInspected from 26 March 2025, published 16 February 2024\n{texts.UNREAD} ({why})"
    )


@every_example("unread", [None, "", {}])
def test_of_a_report_that_was_read_nothing_is_said_about_reading(unread: Json) -> None:
    assert "not read" not in said(ilacs(unread=unread))


def test_report_and_provider_page_are_both_linked() -> None:
    (message,) = messages(alert(1, ilacs(), frequency="daily"))
    assert ("Children's services inspection", "https://files.ofsted.gov.uk/v1/file/50239788") in links(message)
    assert ("Anytown Council", PROVIDER) in links(message)


def test_a_report_that_reads_differently_is_told_with_the_grades_that_differ() -> None:
    told = said(ilacs(), "changed", text=("0a1b", "2c3d"), grades=(THEN, {**NOW, ONE_AREA: "Good", OVERALL: "Good"}))
    assert told == (f"{HEAD}\n{TEXT_DIFFERS}\n• {LEADERS}: Good → Inadequate\n• {IN_CARE}: no grade → Good")


def test_a_report_that_reads_differently_but_grades_alike_says_no_more() -> None:
    same: dict[str, Json] = {area: str(grade).upper() for area, grade in NOW.items()}
    told = said(ilacs(), "changed", text=("0a1b", "2c3d"), grades=(NOW, same))
    assert told == f"{HEAD}\n{TEXT_DIFFERS}"


def test_another_date_is_told_old_and_new_without_the_grades() -> None:
    told = said(
        ilacs(), "changed", published=("2024-02-15", "2024-02-16"), inspection_start=("2023-12-10", "2023-12-11")
    )
    assert told == (
        f"{HEAD}\npublished: 15 February 2024 → 16 February 2024\ninspected: 10 December 2023 → 11 December 2023"
    )


@pytest.mark.parametrize(
    ("kind", "says"), [("withdrawn", "Ofsted no longer lists it."), ("restored", "Ofsted lists it again.")]
)
def test_what_became_of_a_report(kind: str, says: str) -> None:
    assert said(ilacs(), kind) == f"{HEAD}\n{says}"


def test_a_later_report_in_a_listing_is_told_as_a_new_report() -> None:
    told = said(ROW, "changed", latest_report=("2024-03-05", "2026-03-03"))
    assert told == (
        "Children's home, rating: Good\n1 High Street\nA new report is out.\nlatest report: 5 March 2024 → 3 March 2026"
    )
    assert "A new report is out." in said(ROW, "changed", latest_report=("none", "2026-03-03"))


@pytest.mark.parametrize("after", ["2024-03-04", "none"])
def test_a_listing_that_goes_back_to_an_earlier_report_is_no_new_report(after: str) -> None:
    assert "A new report" not in said(ROW, "changed", latest_report=("2024-03-05", after))


def test_a_new_provider_in_a_listing_is_told_with_its_latest_report() -> None:
    assert said(ROW) == "Children's home, rating: Good\n1 High Street\nlatest report: 3 March 2026"
    none = replace(ROW, details={**ROW.details, "latest_report": "none"})
    assert said(none).endswith("\nno report yet")


def test_in_one_line() -> None:
    assert brief(ilacs(grades={LEADERS: "Good", OVERALL: "Good"})) == (
        "ILACS, inspected 11 to 22 December 2023, published 16 February 2024, "
        f"Overall effectiveness: Good, {LEADERS}: Good"
    )
    assert brief(ROW) == "Children's home, rating: Good, 1 High Street, latest report: 3 March 2026"


def test_a_sentence_that_stands_among_the_findings_is_told_once() -> None:
    found = "Too many children wait. Caseloads are high."
    told, other = Quote(1, "Too many children wait.", "send"), Quote(2, "EHC plans are late.", "send")
    letter = inspection("Monitoring visit", framework="monitoring visit", headline=found)
    (message,) = messages(alert(1, letter, quotes=(told, other)))
    below = shown(message).text.partition("What inspectors found")[2]
    assert below.count("Too many children wait.") == 1
    assert "EHC plans are late." in below


def test_a_sentence_is_told_where_its_findings_are_not() -> None:
    letter = inspection("Monitoring visit", framework="monitoring visit", headline="Too many children wait.")
    changed = alert(1, letter, "changed", fields={"title": ("Visit", "Monitoring visit")})
    (message,) = messages(replace(changed, quotes=(Quote(1, "Too many children wait.", "send"),)))
    assert "Too many children wait." in shown(message).text


def test_a_point_too_long_to_be_shown_whole_does_not_hide_its_end() -> None:
    area = inspection(
        "Area SEND full inspection", needs_to_improve=["Leaders should " + "act " * 60 + "Plans are late."]
    )
    (message,) = messages(alert(1, area, quotes=(Quote(1, "Plans are late.", "send"),)))
    assert "“Plans are late.”" in shown(message).text
