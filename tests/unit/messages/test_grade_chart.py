"""grade_chart.py: what stands in the picture of a provider's grades, before anybody draws it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.messages.test_inspection_history import EARLIER, OLDEST, VISIT
from tests.unit.messages.test_inspections import ROW, ilacs, inspection
from watcher.core.documents import Document, Json
from watcher.core.grade_chart import Cell, GradeChart, Lane
from watcher.messages.grade_chart import MOST_COLUMNS, chart
from watcher.messages.inspections import history, inspected_on


def drawn(*documents: Document) -> GradeChart:
    found = chart(documents, "Ofsted: Anytown")
    assert found
    return found


def on(day: str, **details: Json) -> Document:
    began = date.fromisoformat(day)
    return replace(inspection("Inspection", inspection_start=day, **details), key=day, published=began)


def graded(day: str, grade: str, framework: str = "ILACS", **more: Json) -> Document:
    return on(day, framework=framework, grades={"Overall effectiveness": grade}, **more)


def lane(found: GradeChart, name: str) -> Lane:
    return next(lane for lane in found.lanes if lane.name == name)


def test_time_runs_from_left_to_right_by_the_day_of_the_inspection() -> None:
    found = drawn(ilacs(), VISIT, OLDEST, EARLIER)
    assert found.columns == ("2016", "2018", "2021", "2023")  # published in 2024, inspected in 2023
    assert found.subtitle == "Newest inspection: 11 December 2023"
    assert found.title == "Ofsted: Anytown Council"


def test_the_list_in_words_goes_by_the_same_day_newest_first() -> None:
    said = history([OLDEST, ilacs(), EARLIER, VISIT]).html
    days = ("11 Dec 2023", "12 May 2021", "11 Jun 2018", "27 Sep 2016")
    assert sorted(days, key=said.index) == list(days)


def test_without_a_day_of_inspection_the_day_of_publication_counts() -> None:
    unknown = replace(
        inspection(framework="ILACS", grades={"Overall effectiveness": "Good"}), published=date(2020, 3, 4)
    )
    assert inspected_on(unknown) == date(2020, 3, 4)
    assert drawn(unknown).columns == ("2020",)


def test_the_older_and_the_newer_kind_share_a_lane_with_the_overall_grade_on_top() -> None:
    older = on(
        "2016-09-27", framework="SIF", grades={"Adoption performance": "Good", "Overall judgement": "Inadequate"}
    )
    social = lane(drawn(older, graded("2018-06-11", "Requires improvement to be good")), "Children’s social care")
    assert [row.area for row in social.rows] == ["Overall effectiveness", "Adoption performance"]
    assert social.rows[0].cells == {0: Cell("Inadequate", "worst"), 1: Cell("Requires improvement", "weak")}


def test_grades_of_different_scales_have_lanes_of_their_own() -> None:
    found = drawn(graded("2018-06-11", "Good"), graded("2026-02-03", "Urgent improvement", "school report card"))
    assert lane(found, "School report card").rows[0].cells == {1: Cell("Urgent improvement", "worst")}
    assert lane(found, "Children’s social care").rows[0].cells == {0: Cell("Good", "good")}


def test_outcomes_for_send_are_a_lane_in_words() -> None:
    found = drawn(
        on("2018-02-05", framework="local area SEND"), on("2025-03-11", framework="area SEND", outcome="failings")
    )
    (send,) = found.lanes
    assert send.rows[0].cells == {0: Cell("Letter, no grade"), 1: Cell("Widespread failings", "worst")}


def test_visits_are_marks_below_and_those_of_a_year_are_counted() -> None:
    visits = [on(f"2024-0{month}-01", framework="monitoring visit") for month in (2, 5, 8)]
    found = drawn(graded("2023-12-11", "Inadequate"), *visits)
    assert found.columns == ("2023", "2024")
    assert found.lanes[-1].rows[0].cells == {1: Cell("3 × Monitoring visit")}


def test_two_grades_within_a_year_stand_apart_by_month() -> None:
    found = drawn(graded("2024-01-09", "Inadequate"), graded("2024-11-05", "Good"), graded("2022-05-03", "Good"))
    assert found.columns == ("2022", "Jan 2024", "Nov 2024")


def test_two_of_one_day_stand_in_one_cell_with_both_their_words() -> None:
    found = drawn(graded("2024-01-09", "Good"), replace(graded("2024-01-09", "Inadequate"), key="other"))
    assert found.lanes[0].rows[0].cells == {0: Cell("Good / Inadequate", "worst")}


def test_where_too_much_is_known_visits_are_left_out_before_grades_and_the_foot_says_so() -> None:
    years = [graded(f"20{year}-03-04", "Good") for year in range(10, 10 + MOST_COLUMNS)]
    found = drawn(*years, on("2022-05-12", framework="focused visit"))
    assert len(found.columns) == MOST_COLUMNS
    assert "2022" not in found.columns
    assert found.foot.endswith("The list has more.")
    assert not drawn(*years).foot.endswith("The list has more.")


def test_a_grade_of_an_unknown_scale_is_shown_without_a_judgement_of_ours() -> None:
    assert drawn(graded("2024-01-09", "Splendid")).lanes[0].rows[0].cells == {0: Cell("Splendid", "mark")}


def test_without_a_grade_or_an_outcome_there_is_no_picture() -> None:
    assert chart([VISIT], "Anytown") is None
    assert chart([ROW], "Anytown") is None
    assert chart([], "Anytown") is None


def test_the_same_inspections_in_another_order_are_the_same_picture() -> None:
    some = [replace(one, key=str(number)) for number, one in enumerate((ilacs(), VISIT, OLDEST, EARLIER))]
    assert drawn(*some) == drawn(*some[::-1])


def test_what_the_picture_is_stands_in_words_for_who_cant_see_it() -> None:
    found = drawn(ilacs(), OLDEST)
    assert found.alt == (
        "Ofsted: Anytown Council. Grades over the years as a picture, from 2016 to the newest inspection on "
        "11 December 2023."
    )
