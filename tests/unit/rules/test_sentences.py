"""The sentences of a paper: whole, without furniture, with page and heading."""

from __future__ import annotations

import pytest

from tests.tools.examples import every_example
from watcher.rules.sentences import MOST_SENTENCES, Sentence, sentences

LONG = "Children in the borough wait too long for a visit, and for longer still where there is no social worker."


def said(*pages: str) -> list[str]:
    return [sentence.text for sentence in sentences(pages)]


def whole(*pages: str) -> list[Sentence]:
    return [sentence for sentence in sentences(pages) if sentence.whole]


def test_lines_that_run_on_are_one_sentence_with_the_page_it_begins_on() -> None:
    pages = [
        "The council will close the\nunit in July and move",
        "its pupils to a library. Nothing else\nchanges at all.",
    ]
    assert [(one.page, one.text) for one in sentences(pages)] == [
        (1, "The council will close the unit in July and move its pupils to a library."),
        (1, "Nothing else changes at all."),
    ]


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [
        f"Cabinet, 10 June 2026\nPage number {name} says this.\nPage {n} of 3\n{n}" for n, name in enumerate("abc", 1)
    ]
    assert said(*pages) == ["Page number a says this.", "Page number b says this.", "Page number c says this."]


def test_a_line_that_stands_on_one_page_alone_is_no_furniture() -> None:
    assert said("Cabinet decided this.", "The council decided that.", "Nobody decided more.") == [
        "Cabinet decided this.",
        "The council decided that.",
        "Nobody decided more.",
    ]


@every_example("number", ["1.", "2.3", "2.3.1", "(a)", "a)", "(iv)", "(12)", "•", "◼", "-", "7"])
def test_numbers_of_paragraphs_and_bullets_are_stripped(number: str) -> None:
    assert said(f"This is before.\n{number} The unit closes in July.") == [
        "This is before.",
        "The unit closes in July.",
    ]


@every_example(
    "line",
    ["18 November 2026, when it meets.", "12 pupils in all.", "2.3 per cent of them.", "5 August at the latest."],
)
def test_a_figure_at_a_lines_beginning_is_no_number_of_a_paragraph(line: str) -> None:
    before = "The council counted again, slowly and with great care, until it came to "
    assert said(f"{before}\n{line}") == [f"{before}{line}"]


@every_example(
    ("broken", "healed"),
    [
        ("home to school trans-\nport is late. Transport matters.", "home to school transport is late."),
        ("the home-to-\nschool bus is late. Every home-to-school bus.", "the home-to-school bus is late."),
        ("a co-\nop is late. That co-op.", "a co-op is late."),
        ("the specialist col-\nlege is late.", "the specialist college is late."),
    ],
)
def test_a_word_broken_at_a_lines_end_is_made_whole(broken: str, healed: str) -> None:
    assert said(broken)[0] == healed


def test_a_sentence_knows_the_heading_it_stands_under() -> None:
    page = "SUMMARY\nThe unit closes.\n2. RECOMMENDATIONS\nThat Cabinet:\n(a) agrees the closure;\n(b) notes the rest."
    assert [(one.heading, one.text) for one in whole(page)] == [
        ("SUMMARY", "The unit closes."),
        ("RECOMMENDATIONS: That Cabinet:", "That Cabinet: agrees the closure;"),
        ("RECOMMENDATIONS: That Cabinet:", "That Cabinet: notes the rest."),
    ]


def test_an_item_of_a_later_list_does_not_get_the_lead_of_an_earlier_one() -> None:
    page = "Decision:\nThe Ombudsman found fault and the council has to pay for it.\n- pay the family;"
    assert [one.text for one in whole(page)][-1] == "pay the family;"


def test_a_grade_at_the_end_of_a_heading_makes_it_no_sentence() -> None:
    page = "The experiences and progress of children in care: inadequate\n" + LONG
    assert [one.text for one in whole(page)] == [LONG]


def test_what_stands_after_a_label_stands_under_it() -> None:
    found = sentences(["SLT Lead: Helen Brook\nReport Author: Tom Reed, Transport"])
    assert [(one.heading, one.text, one.labelled) for one in found] == [
        ("SLT Lead", "Helen Brook", True),
        ("Report Author", "Tom Reed, Transport", True),
    ]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert said("Cllr. Marsh asked Dr. Hill about No. 5 in s. 19. Nobody knew.") == [
        "Cllr. Marsh asked Dr. Hill about No. 5 in s. 19.",
        "Nobody knew.",
    ]


@every_example("page", ["", "\n\n", " \n", "7", "Page 7 of 9"])
def test_a_page_without_words_has_no_sentence(page: str) -> None:
    assert said(page) == []


@pytest.mark.soak
def test_what_a_hostile_paper_holds_is_bounded() -> None:
    assert len(sentences(["Ay! " * 30_000])) == MOST_SENTENCES
    assert len(sentences(["a" * 300_000, "-\n" * 30_000, "1.1." * 30_000])) < MOST_SENTENCES


@every_example("end", [":", ":-", ": -", ":\u2013"])
def test_what_ends_in_a_colon_and_a_dash_is_a_heading_too(end: str) -> None:
    found = {one.text: one.heading for one in sentences([f"RESOLVED that Cabinet{end}\n\n(a) Approve the base."])}
    assert found["Approve the base."] == "RESOLVED that Cabinet:"


def test_a_long_title_is_a_heading_and_a_long_line_of_a_sentence_is_none() -> None:
    title = (
        "5 Outcome of Consultation on Proposed Prescribed Alterations at Abbey Lane Special School, Elm Road, Eastmere"
    )
    prose = "5 Some of the outcomes of what was asked of the parents of the school at the end of the summer term"
    first = sentences([f"{title}\n\nIt moves."])[0]
    assert (first.whole, first.heading) == (False, title[2:])
    assert sentences([f"{prose}\n\nIt moves."])[0].whole


def test_a_line_longer_than_any_pages_is_a_paragraph() -> None:
    finding = f"{LONG} " * 2 + "The council has agreed to say that it is sorry."
    text = f"{finding}\nThe complaint\n{finding}\nThe remedy\n{finding}"
    assert [one for one in said(text) if one.startswith("The ") and len(one) < 20] == ["The complaint", "The remedy"]


def test_an_item_is_kept_over_the_parts_that_have_no_name_of_their_own() -> None:
    found = {one.text: (one.heading, one.item) for one in sentences(["Inclusion bases\n\nMinutes:\n\nIt was said."])}
    assert found["It was said."] == ("Minutes:", "Inclusion bases")
