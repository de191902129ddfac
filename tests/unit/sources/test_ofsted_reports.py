"""What a report says: framework, dates, grades, outcome, points. What can't be read is left out, never guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tools.examples import every_example
from tests.unit.sources import ofstedreports as told
from tests.unit.sources.ofstedreports import HELP, IN_CARE, LEADERS, LEAVERS, ONE_AREA, OVERALL
from watcher.cli.demo.paper import pdf
from watcher.core.documents import Json
from watcher.core.grades import same_grade
from watcher.papers.reader import pages
from watcher.sources.ofsted.report_text import read_report

NOW = {LEADERS: "Good", HELP: "Requires improvement to be good", IN_CARE: "Outstanding", LEAVERS: "Inadequate"}


def read(texts: list[str], label: str = "") -> dict[str, Json]:
    return read_report(texts, label)


@every_example(
    ("texts", "framework", "inspected"),
    [
        (told.ilacs(NOW), "ILACS", "11 to 22 December 2023"),
        (told.SIF, "SIF", "27 September to 20 October 2016"),
        (told.FOCUSED, "focused visit", "12 and 13 May 2021"),
        (told.MONITORING, "monitoring visit", "26 and 27 March 2025"),
        (told.send("lead to inconsistent experiences and outcomes"), "area SEND", "11 to 15 March 2024"),
        (told.JTAI, "JTAI", "4 to 8 March 2024"),
        (told.OLD_SEND, "local area SEND", "26 February to 2 March 2018"),
        (told.SCHOOL, "EIF", "12 and 13 March 2024"),
        (told.REPORT_CARD, "school report card", "3 and 4 February 2026"),
        (told.HOME, "SCCIF", "5 and 6 March 2024"),
    ],
)
def test_each_framework_is_known_by_its_own_words(texts: list[str], framework: str, inspected: str | None) -> None:
    report = read(pages(pdf(*texts)), "a label that helps nobody")
    assert report["framework"] == framework
    assert report.get("inspected") == inspected


@every_example(
    ("label", "framework"),
    [
        ("Monitoring visit", "monitoring visit"),
        ("Children's services focused visit", "focused visit"),
        ("Joint area child protection inspection", "JTAI"),
        ("Area SEND full inspection", "area SEND"),
        ("Children's services inspection", None),
        ("Something else", None),
    ],
)
def test_wording_never_seen_is_known_by_its_label_or_not_at_all(label: str, framework: str | None) -> None:
    assert read(["Dear Director, this is what we saw."], label).get("framework") == framework


@every_example(
    ("texts", "label", "unread"),
    [
        (["Dear Director, this is what we saw."], "Children's services inspection", "grades not read"),
        (["Dear head teacher, this is what we saw."], "Something else", "grades not read"),
        (told.send("are mixed"), "Area SEND full inspection", "outcome not read"),
        (told.send("lead to inconsistent experiences and outcomes"), "", None),
        (["Area SEND monitoring inspection of Anytown", "Inspection outcome. CQC"], "", None),
    ],
)
def test_where_neither_grades_nor_an_outcome_are_found_it_says_so(
    texts: list[str], label: str, unread: str | None
) -> None:
    assert read(texts, label).get("unread") == unread


@every_example(
    "grades",
    [
        NOW,
        NOW | {OVERALL: "Good"},
        {LEADERS: "Good", HELP: "Requires improvement", ONE_AREA: "Good", OVERALL: "Good"},
        dict.fromkeys(NOW, "Outstanding"),
    ],
    ids=["without overall", "with overall", "one area for care", "all alike"],
)
def test_every_grade_of_an_ilacs_report_is_read_as_printed(grades: dict[str, str]) -> None:
    report = read(pages(pdf(*told.ilacs(grades))))
    assert report["grades"] == grades
    assert "unread" not in report


@every_example(
    ("printed", "instead"),
    [
        ("social work practice", "practice"),
        ("children and families Good", "children and families. Good"),
        ("of care leavers", "of children care leavers"),
        ("Grade\n", "Grade  \n"),
        ("Outstanding", "OUTSTANDING"),
    ],
)
def test_misprints_that_happened_are_read_through(printed: str, instead: str) -> None:
    texts = [" ".join(told.ilacs(NOW)[0].split()).replace(printed.strip(), instead)]
    grades = read(texts)["grades"]
    assert isinstance(grades, dict)
    assert {area: str(grade).capitalize() for area, grade in grades.items()} == NOW


def test_rows_in_another_order_are_read_by_their_names() -> None:
    assert read(told.ilacs(dict(reversed(NOW.items()))))["grades"] == NOW


@every_example("lost", [LEADERS, HELP, IN_CARE, LEAVERS])
def test_a_table_with_an_area_missing_is_not_believed(lost: str) -> None:
    report = read(told.ilacs({area: grade for area, grade in NOW.items() if area != lost}))
    assert "grades" not in report
    assert report["unread"] == "grades not read"


def test_a_section_that_says_otherwise_makes_the_grades_unread() -> None:
    report = read(told.ilacs(NOW, later=f"{HELP}: inadequate"))
    assert "grades" not in report
    assert report["unread"] == "grades not read"


def test_a_section_that_says_the_same_in_its_short_form_agrees() -> None:
    assert read(told.ilacs(NOW, later=f"{HELP}: requires improvement"))["grades"] == NOW


def test_sif_grades_stand_under_their_own_areas() -> None:
    assert read(pages(pdf(*told.SIF)))["grades"] == {
        "Overall judgement": "Requires improvement to be good",
        "Children who need help and protection": "Requires improvement",
        "Children looked after and achieving permanence": "Requires improvement",
        "Adoption performance": "Good",
        "Experiences and progress of care leavers": "Inadequate",
        "Leadership, management and governance": "Requires improvement",
    }


def test_a_schools_previous_grade_is_not_its_grade() -> None:
    assert read(told.SCHOOL)["grades"] == {
        "Overall effectiveness": "Good",
        "Quality of education": "Good",
        "Behaviour and attitudes": "Outstanding",
        "Personal development": "Good",
        "Leadership and management": "Good",
        "Early years provision": "Requires improvement",
    }


def test_a_report_card_and_a_home_are_graded_on_their_own_scales() -> None:
    card, home = read(told.REPORT_CARD)["grades"], read(told.HOME)["grades"]
    assert isinstance(card, dict)
    assert isinstance(home, dict)
    assert card["Achievement"] == "Needs attention"
    assert home["The effectiveness of leaders and managers"] == "requires improvement to be good"


@every_example("texts", [told.FOCUSED, told.MONITORING, told.JTAI, told.OLD_SEND])
def test_a_letter_has_no_grades_and_misses_none(texts: list[str]) -> None:
    report = read(texts)
    assert "grades" not in report
    assert "unread" not in report


@every_example(
    ("phrase", "outcome"),
    [
        ("typically lead to positive experiences and outcomes", "positive"),
        ("lead to inconsistent experiences and outcomes", "inconsistent"),
        ("show widespread and/or systemic failings", "failings"),
        ("are what they are", None),
        ("typically lead to positive experiences and outcomes or to widespread and/or systemic failings", None),
    ],
)
def test_the_send_outcome_is_told_by_its_key_phrase(phrase: str, outcome: str | None) -> None:
    assert read(told.send(phrase)).get("outcome") == outcome


def test_points_to_improve_are_listed_as_printed() -> None:
    assert read(told.ilacs(NOW))["needs_to_improve"] == [
        "The first matter, which is long enough to run over two lines.",
        "The second matter",
    ]
    assert read(told.FOCUSED)["needs_to_improve"] == ["How plans are written.", "How often plans are looked at."]
    assert read(told.send("typically"))["needs_to_improve"] == [
        "Leaders should do the first thing. It matters to many.",
        "Leaders should do the second thing.",
    ]


def test_areas_for_priority_action_are_listed() -> None:
    report = read(told.FOCUSED_ALARM)
    assert report["priority_action"] == ["Children wait too long to be seen."]
    assert report["needs_to_improve"] == ["How plans are written.", "How often plans are looked at."]


@every_example(
    ("sentence", "told_of"),
    [
        ("There is one area for priority action: children are not seen.", True),
        ("Inspectors found no areas for priority action.", False),
        ("The previous letter named an area for priority action.", False),
    ],
)
def test_priority_action_told_in_a_sentence_is_quoted_unless_it_is_none(sentence: str, *, told_of: bool) -> None:
    report = read([told.FOCUSED[0].replace("What needs", f"All is said. {sentence} So be it.\nWhat needs")])
    assert report.get("priority_action") == ([sentence] if told_of else None)


@every_example(
    ("line", "inspected"),
    [
        ("Inspection dates: 28 February to 4 March 2022", "28 February to 4 March 2022"),
        ("Inspection dates:\n11 to 22 December 2023", "11 to 22 December 2023"),
        ("Inspection dates: 4-8 March 2024 and\n11 to 15 March 2024", "4-8 March 2024 and 11 to 15 March 2024"),
        ("Lead inspectors: A Person, and B Person", None),
    ],
)
def test_the_dates_line_is_kept_raw(line: str, inspected: str | None) -> None:
    text = told.ilacs(NOW)[0].replace("Inspection dates: 11 to 22 December 2023", line)
    assert read([text]).get("inspected") == inspected


def test_a_requires_improvement_is_one_grade_in_its_short_and_long_form() -> None:
    assert same_grade("Requires improvement", "requires improvement to be good")
    assert not same_grade("Good", "Outstanding")


REAL: dict[str, dict[str, Any]] = {
    "havering_ilacs_2024-02-16_50239788": {
        "framework": "ILACS",
        "inspected": "11 to 22 December 2023",
        "grades": {
            LEADERS: "Inadequate",
            HELP: "Inadequate",
            IN_CARE: "Inadequate",
            LEAVERS: "Requires improvement to be good",
            OVERALL: "Inadequate",
        },
    },
    "havering_ilacs_2018-07-23_50006280": {
        "framework": "ILACS",
        "inspected": "11 June 2018 to 22 June 2018",
        "grades": {LEADERS: "Good", HELP: "Requires improvement", ONE_AREA: "Good", OVERALL: "Good"},
    },
    "trafford_ilacs_2026-08-03_50308602": {
        "framework": "ILACS",
        "inspected": "8 June 2026 to 19 June 2026",
        "grades": {
            LEADERS: "Inadequate",
            HELP: "Inadequate",
            IN_CARE: "Good",
            LEAVERS: "Requires improvement to be good",
        },
    },
    "havering_focused_2021-06-25": {"framework": "focused visit", "inspected": "12 and 13 May 2021"},
    "dorset_area_send_2024-05-15": {
        "framework": "area SEND",
        "inspected": "11 to 15 March 2024",
        "outcome": "positive",
    },
}
POINTS = dict(zip(REAL, (6, 5, 9, 3, 2), strict=True))


@pytest.mark.parametrize("name", REAL)
def test_real_reports_are_read_right(real: Path, name: str) -> None:
    report = read(pages((real / f"ofsted/pdf/{name}.pdf").read_bytes()))
    points = report.pop("needs_to_improve")
    assert isinstance(points, list)
    assert len(points) == POINTS[name]
    assert len(str(report.pop("text"))) == 16
    report.pop("headline", None)
    assert report == REAL[name]


@pytest.mark.parametrize("name", REAL)
def test_real_reports_are_read_right_out_of_another_readers_text_too(real: Path, name: str) -> None:
    report = read((real / f"ofsted/text/{name}.p1-3.txt").read_text("utf-8").split("\f"))
    for field in ("framework", "grades", "outcome"):
        assert report.get(field) == REAL[name].get(field)
