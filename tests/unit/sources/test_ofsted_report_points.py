"""What an area SEND report asks for: its own words, whole, an area a point; or nothing, and "open the report"."""

from __future__ import annotations

import re
from pathlib import Path

from tests.tools.examples import every_example
from watcher.cli.demo.paper import pdf
from watcher.core.documents import Json
from watcher.papers.reader import pages
from watcher.sources.ofsted.report_lines import body_lines
from watcher.sources.ofsted.report_points import NEEDS, PRIORITY, points
from watcher.sources.ofsted.report_text import read_report

FOOT = "Area SEND inspection report: Anytown Local Area Partnership, 11 to 15 March 2024 {page}"
FIRST = """Local area partnership report
Area SEND inspection of Anytown Local Area Partnership
Inspection dates: 11 to 15 March 2024
Inspection outcome
There are widespread and/or systemic failings in the arrangements of this partnership.
Ofsted and the Care Quality Commission (CQC) ask for a priority action plan."""
END = "Local area partnership details\nAnytown Council"


def report(*lists: str) -> dict[str, Json]:
    """A failings report whose later pages hold these lists, a running foot on each."""
    return read_report([FIRST, *(f"{FOOT.format(page=2 + n)}\n{one}" for n, one in enumerate(lists)), END], "")


def asked(text: str) -> object:
    return report(f"Areas for priority action\n{text}")["priority_action"]


def test_a_lead_and_its_bullets_are_one_point() -> None:
    assert asked(
        "Leaders should urgently address the long waiting times for:\n▪ speech therapy;\n▪ autism\nassessments.\n"
        "Leaders must write plans in time."
    ) == [
        "Leaders should urgently address the long waiting times for: • speech therapy; • autism assessments.",
        "Leaders must write plans in time.",
    ]


def test_a_bullet_late_in_the_list_takes_no_line_before_it() -> None:
    assert asked(
        "Leaders should urgently write plans in time.\nThe partnership should listen to families. It does\n"
        "not do so.\nThis matters.\nLeaders should shorten the waits for:\n◼ assessments"
    ) == [
        "Leaders should urgently write plans in time.",
        "The partnership should listen to families. It does not do so. This matters.",
        "Leaders should shorten the waits for: • assessments",
    ]


@every_example(
    "text",
    [
        "1. Leaders should write plans in time.\n2. Leaders should listen.",
        "1) Leaders should write plans\nin time.\n2) Leaders should listen.",
        "◼ Leaders should write plans in time.\n◼ Leaders should listen.",
        "Leaders should write plans in time.\n▪ Leaders should listen.",
        "Leaders should write plans in time.\nLeaders should listen.",
        "◼\nLeaders should write plans in time.\n◼\nLeaders should listen.",
        "1.\nLeaders should write plans in time.\n2.\nLeaders should listen.",
    ],
    ids=["numbered", "in brackets", "bullets", "a stray bullet", "plain", "bullets apart", "numbers apart"],
)
def test_an_area_is_a_point_however_it_is_marked(text: str) -> None:
    assert asked(text) == ["Leaders should write plans in time.", "Leaders should listen."]


def test_numbers_that_an_area_leads_to_are_no_areas() -> None:
    assert asked("Leaders should shorten the waits for:\n1. speech therapy\n2. autism assessments") == [
        "Leaders should shorten the waits for: 1. speech therapy 2. autism assessments"
    ]


def test_areas_that_do_not_say_should_are_told_apart_too() -> None:
    assert asked("Leaders to urgently listen.\nThe partnership to shorten waits. It is\nlate.\nLeaders to act.") == [
        "Leaders to urgently listen.",
        "The partnership to shorten waits. It is late.",
        "Leaders to act.",
    ]
    assert asked("Improve the plans.\nShorten the waits.") == ["Improve the plans.", "Shorten the waits."]


def test_a_second_area_begins_though_the_first_has_no_stop() -> None:
    assert asked("Leaders should listen to families\nHealth leaders should shorten waits") == [
        "Leaders should listen to families",
        "Health leaders should shorten waits",
    ]


def test_a_sentence_that_only_goes_on_begins_no_area() -> None:
    assert asked("Leaders should listen to families.\nThis should be done at once.\nIt needs to be done well.") == [
        "Leaders should listen to families. This should be done at once. It needs to be done well."
    ]


TABLE = "Areas for priority action\nResponsible body Areas for priority action\n"


@every_example(
    ("row", "body", "sentence"),
    [
        ("Anytown Council Leaders should urgently listen.", "Anytown Council", "Leaders should urgently listen."),
        (
            "Anytown Council and\nNHS Anytown Integrated\nCare Board\nLeaders across health should urgently listen.",
            "Anytown Council and NHS Anytown Integrated Care Board",
            "Leaders across health should urgently listen.",
        ),
        (
            "Anytown Council and NHS Anytown ICB\nAnytown Council and NHS Anytown ICB should urgently listen.",
            "Anytown Council and NHS Anytown ICB",
            "Anytown Council and NHS Anytown ICB should urgently listen.",
        ),
        (
            "The local area partnership The local area partnership must listen.",
            "The local area partnership",
            "The local area partnership must listen.",
        ),
        (
            "Anytown Council\n1. Health, education and social care leaders should listen.",
            "Anytown Council",
            "Health, education and social care leaders should listen.",
        ),
        ("Anytown Council Leaders to urgently listen.", "Anytown Council", "Leaders to urgently listen."),
        ("Anytown Council The ICB and leaders must listen.", "Anytown Council", "The ICB and leaders must listen."),
        ("1. NHS Anytown ICB Leaders should listen.", "NHS Anytown ICB", "Leaders should listen."),
        (
            "NHS Anytown ICB Leaders should cut waits for:\n▪ speech",
            "NHS Anytown ICB",
            "Leaders should cut waits for: • speech",
        ),
    ],
)
def test_the_bodies_stand_apart_from_the_sentence(row: str, body: str, sentence: str) -> None:
    said = report(TABLE + row)
    assert (said["responsible_bodies"], said["priority_action"]) == ([body], [sentence])
    assert "unread" not in said


@every_example(
    "sentence",
    [
        "Leaders in Anytown Council and NHS Anytown ICB should urgently listen.",
        "Leaders, including Senior leaders of Anytown Council, should urgently listen.",
        "Anytown Council and NHS Anytown ICB should urgently listen.",
        "The local authority and the ICB must listen.",
    ],
)
def test_a_sentence_without_a_body_beside_it_loses_none_of_its_words(sentence: str) -> None:
    said = report(TABLE + sentence)
    assert said["priority_action"] == [sentence]
    assert "responsible_bodies" not in said


def test_a_table_goes_on_over_the_page_with_its_heads_and_feet_left_out() -> None:
    said = report(
        TABLE + "Anytown Council Leaders should urgently shorten the long waits for speech",
        "Responsible body Areas for priority action\ntherapy.\nNHS Anytown ICB\nLeaders should urgently listen\nto all",
    )
    assert said["priority_action"] == [
        "Leaders should urgently shorten the long waits for speech therapy.",
        "Leaders should urgently listen to all",
    ]
    assert said["responsible_bodies"] == ["Anytown Council", "NHS Anytown ICB"]


@every_example(
    "foot",
    [
        "Inspection report: Anytown Local Area Partnership\n11 to 15 March 2024 {page}",
        "Inspection report: Anytown Local Area Partnership, 11 to\n15 March 2024 {page}",
        "{page} Area SEND inspection report: Anytown",
        "Page {page} of 9",
        "11 to 15 March 2024 {page}",
        "Anytown partnership, SEND, page {page}",
    ],
)
def test_page_furniture_of_every_form_is_no_part_of_a_point(foot: str) -> None:
    texts = [
        f"Areas for improvement\nLeaders should listen to young\n{foot.format(page=1)}",
        f"people and to\n{foot.format(page=2)}",
        f"their families.\n{END}\n{foot.format(page=3)}",
    ]
    assert points(body_lines(texts), NEEDS, is_send=True).said == (
        "Leaders should listen to young people and to their families.",
    )


def test_a_line_of_a_sentence_that_stands_on_two_pages_is_kept() -> None:
    texts = [
        "Areas for improvement\nLeaders should hear\nyoung people in 2024",
        "young people in 2025\nand all.\n" + END,
    ]
    assert points(body_lines(texts), NEEDS, is_send=True).said == (
        "Leaders should hear young people in 2024 young people in 2025 and all.",
    )


@every_example(
    "text",
    [
        TABLE + "Anytown Council and Leaders should urgently listen.",
        TABLE + "Some words of a cell Leaders should urgently listen.",
        TABLE + "Anytown Council What is seen here says nothing.",
        "Areas for priority action",
    ],
    ids=["half a name", "no body", "no sentence", "nothing"],
)
def test_a_list_that_cannot_be_read_whole_is_not_told_and_the_report_is_to_be_opened(text: str) -> None:
    said = report(text)
    assert "priority_action" not in said
    assert said["unread"] == "lists not read"
    assert said["outcome"] == "failings"


def test_a_list_whose_end_is_not_seen_is_not_told() -> None:
    lines = ["Areas for improvement", "Leaders should listen."]
    assert not points(lines, NEEDS, is_send=True).is_whole
    assert points(lines, NEEDS).said == ("Leaders should listen.",)


def test_a_report_in_which_no_list_is_found_is_to_be_opened() -> None:
    inconsistent = FIRST.replace("widespread and/or systemic failings", "lead to inconsistent experiences and outcomes")
    assert read_report([inconsistent, END], "")["unread"] == "lists not read"
    needs = f"Areas for improvement\nLeaders should listen.\n{END}"
    assert "unread" not in read_report([inconsistent, needs], "")


def test_a_letters_long_heading_is_no_point() -> None:
    lines = ["What needs to improve in this area of social work", "practice", "◼ The plans.", "◼ The visits.", "2"]
    assert points(body_lines(["\n".join(lines)]), NEEDS).said == ("The plans.", "The visits.")


def test_a_real_report_is_read_out_of_its_file() -> None:
    said = read_report(pages(pdf(FIRST, TABLE + "Anytown Council Leaders should listen.\n" + END)), "")
    assert said["priority_action"] == ["Leaders should listen."]


def _words(text: str) -> str:
    return "".join(re.findall(r"\w", text)).casefold()


def lost_and_glued(texts: list[str]) -> tuple[int, int, int, int]:
    """Of one report: areas told, lines under its headings that stand in none of them, points that begin with a body,
    lists that were not read whole and so not told."""
    told, lost, glued, unread = 0, 0, 0, 0
    lines = body_lines(texts)
    for heading in (PRIORITY, NEEDS):
        found = points(lines, heading, is_send=True)
        start = next((number for number, line in enumerate(lines) if heading.fullmatch(line)), len(lines))
        ends = (n for n, line in enumerate(lines) if n > start and line.startswith(("Local area p", "Areas for i")))
        under = [one for one in lines[start : next(ends, start)] if not re.match("Areas? for|Responsible", one)]
        whole = _words(" ".join((*found.said, *found.bodies)))
        told += len(found.said)
        unread += not found.is_whole
        lost += sum(_words(re.sub(r"^\d+[.)] ", "", line)) not in whole for line in under) if found.is_whole else 0
        glued += sum(bool(re.match(r"(?:[\w ]+(?:Council|ICB|Board)\b){2}", point)) for point in found.said)
    return told, lost, glued, unread


def test_no_real_area_send_report_loses_a_line_or_glues_a_body(real: Path) -> None:
    counted = {
        file.name: lost_and_glued(texts)
        for file in sorted((real / "ofsted").rglob("*.pdf"))
        if (texts := pages(file.read_bytes())) and read_report(texts, "").get("framework") == "area SEND"
    }
    print(f"{len(counted)} area SEND reports (areas, lines lost, bodies glued, lists unread): {counted}")
    assert all((told or unread) and not lost and not glued for told, lost, glued, unread in counted.values())
