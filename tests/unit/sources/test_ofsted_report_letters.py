"""What the letter of a visit says: what was found, which visit it was and since when; and when, in any report."""

from __future__ import annotations

from pathlib import Path

from tests.tools.examples import every_example
from tests.unit.sources import ofstedreports as told
from tests.unit.sources.ofstedpages import PROVIDER
from watcher.core.documents import Change, Document, Json
from watcher.messages.inspections import about
from watcher.messages.telegram_html import join
from watcher.papers.reader import pages
from watcher.sources.ofsted.report_letters import LONGEST_QUOTE
from watcher.sources.ofsted.report_text import read_report

LETTER = """30 November 2022
Dear A Person
Monitoring visit to Anytown children's services
This letter summarises the findings of the monitoring visit to Anytown children's services
on {dates}. {which} His Majesty's Inspectors for this visit were A and B.
Areas covered by the visit
Inspectors looked at:
◼ plans
◼ visits
"""
WHICH = "This was the second monitoring visit since the local authority was judged inadequate in December 2021."
HEADLINE = """Headline findings
Since the inspection leaders have begun to improve practice, and some families are helped sooner
than before. Too many still wait.
Much is left to do.
Findings and evaluation of progress
The first team is stable."""


def letter(rest: str = HEADLINE, *, which: str = WHICH, dates: str = "4 and 5 October 2022") -> dict[str, Json]:
    return read_report([LETTER.format(which=which, dates=dates) + rest], "")


def test_the_opening_gives_the_dates_which_visit_and_since_when() -> None:
    said = letter()
    assert said["framework"] == "monitoring visit"
    assert said["inspected"] == "4 and 5 October 2022"
    assert (said["visit"], said["since"]) == ("second", "the local authority was judged inadequate in December 2021")


@every_example(
    ("which", "visit", "since"),
    [
        (
            "This is the eleventh monitoring visit following the inspection in May 2019.",
            "eleventh",
            "the inspection in May 2019",
        ),
        ("This was the local authority's 3rd monitoring visit.", "3rd", None),
        (
            "The visit was the first monitoring visit carried out since services were judged inadequate.",
            "first",
            "services were judged inadequate",
        ),
        (
            "The visit was the second since it was judged inadequate in 2021.",
            "second",
            "it was judged inadequate in 2021",
        ),
        (
            "This is the second monitoring visit of Anytown since the inspection in 2021.",
            "second",
            "the inspection in 2021",
        ),
        ("At the first monitoring visit inspectors found less.", None, None),
        ("The first team was visited since then.", None, None),
        ("", None, None),
    ],
)
def test_which_visit_it_was_is_told_only_where_the_letter_says_so(
    which: str, visit: str | None, since: str | None
) -> None:
    said = letter(which=which)
    assert (said.get("visit"), said.get("since")) == (visit, since)


def test_headline_findings_are_quoted_whole() -> None:
    assert letter()["headline"] == (
        "Since the inspection leaders have begun to improve practice, and some families are helped sooner than before. "
        "Too many still wait. Much is left to do."
    )


@every_example(
    ("findings", "quoted"),
    [
        (
            "Findings\n◼ The first team is stable and\nknows its children.\n◼ Others are not.",
            "The first team is stable and knows its children.",
        ),
        (
            "Findings and evaluation of progress\n"
            "Leaders know what is to be done, and have a plan that says who does it and when.\n"
            "It is late.\n"
            "The next paragraph says more, and is as wide as the paragraphs of a letter are, so it is.",
            "Leaders know what is to be done, and have a plan that says who does it and when. It is late.",
        ),
        (
            "Main findings\nInspectors saw:\n◼ late plans\n◼ no visits.\nPiccadilly Gate",
            "Inspectors saw: • late plans • no visits.",
        ),
        (
            "Overview\nChildren are seen.\nWhat needs to improve in this area of social work practice\n◼ Plans.",
            "Children are seen.",
        ),
        ("Headline findings\nChildren are seen.\nThe quality of help\nHelp is late.", "Children are seen."),
        ("What needs to improve\n◼ Plans.", None),
    ],
    ids=["bullets", "a paragraph", "a lead", "older letters", "any heading", "none"],
)
def test_without_them_the_first_paragraph_of_the_findings_is_quoted(findings: str, quoted: str | None) -> None:
    assert letter(findings).get("headline") == quoted


def test_a_long_quotation_ends_with_a_sentence_and_says_that_more_follows() -> None:
    quoted = str(letter("Headline findings\n" + "Leaders have done this and that, and more.\n" * 100)["headline"])
    assert quoted.endswith("more. …")
    assert len(quoted) <= LONGEST_QUOTE + 2


def test_an_inspection_with_grades_has_no_headline() -> None:
    report = read_report(told.ilacs(dict.fromkeys((told.LEADERS, told.HELP, told.ONE_AREA), "Good")), "")
    assert "headline" not in report


def test_the_alert_of_a_visit_quotes_what_was_found() -> None:
    document = Document("1", "inspection", "Monitoring visit", PROVIDER, details=letter())
    words = join(about(Change("new", document))).html
    assert "The second visit since the local authority was judged inadequate in December 2021" in words
    assert "What inspectors found</b>\n“Since the inspection leaders have begun to improve practice" in words


def test_a_letter_is_of_the_kind_it_names_first() -> None:
    assert letter("This follows the focused visit to Anytown in 2020.")["framework"] == "monitoring visit"
    named = told.FOCUSED[0] + "\nThe monitoring visit to Anytown came before."
    assert read_report([named], "")["framework"] == "focused visit"


@every_example(
    ("sentence", "inspected"),
    [
        (
            "This inspection took place from 13 November 2023 to 17 November 2023. All said.",
            "13 November 2023 to 17 November 2023",
        ),
        ("This inspection took place from 4 to 8 March 2024 and was led by A.", "4 to 8 March 2024"),
        ("Between 8 and 12 July 2019, Ofsted and others looked at the area.", "8 to 12 July 2019"),
        ("Between 8 and 12 July, Ofsted and others looked at the area.", "8 to 12 July"),
        ("Between 28 February and 4 March 2022 Ofsted looked at the area.", "28 February to 4 March 2022"),
        ("The inspection was carried out between 8 July 2019 and 12 July 2019.", "8 July 2019 to 12 July 2019"),
        ("Inspectors carried out their work on 4 and 5 October 2022.", "4 and 5 October 2022"),
        (
            "Inspectors carried out their work between Monday 8 and Friday 12 July 2019.",
            "Monday 8 to Friday 12 July 2019",
        ),
        (
            "This inspection took place from 4 to 8 March and 18 to 22 March 2024.",
            "4 to 8 March and 18 to 22 March 2024",
        ),
        ("Inspection dates: between 8 and 12 July 2019\n", "8 to 12 July 2019"),
        (
            "At the previous inspection of Anytown on 5 May 2018 it was good. The visit took place on 6 June 2024.",
            "6 June 2024",
        ),
        ("Between 8 and 12 children were seen.", None),
        ("The last inspection took place on 5 May 2018.", None),
    ],
)
def test_a_span_of_days_is_told_whole_and_as_a_span(sentence: str, inspected: str | None) -> None:
    texts = [f"Joint targeted area inspection of Anytown\n{sentence}\nMore is said here."]
    assert read_report(texts, "").get("inspected") == inspected


def test_real_letters_are_quoted_and_dated(real: Path) -> None:
    read = {
        file.name: report
        for file in sorted((real / "ofsted").rglob("*.pdf"))
        if (report := read_report(pages(file.read_bytes()), ""))["framework"]
        in ("focused visit", "monitoring visit", "JTAI")
    }
    quoted, dated = (sum(name in report for report in read.values()) for name in ("headline", "inspected"))
    print(f"{len(read)} letters: {quoted} quoted, {dated} dated")
    assert read["havering_focused_2021-06-25.pdf"]["inspected"] == "12 and 13 May 2021"
    assert str(read["havering_focused_2021-06-25.pdf"]["headline"]).startswith(
        "It has been an exceptionally challenging"
    )
