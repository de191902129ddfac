"""Which of a paper's sentences comes first."""

from __future__ import annotations

from datetime import date

from tests.tools.examples import every_example
from watcher.rules.importance import RankedPaper, RankedSentence
from watcher.rules.phrases import Phrase

TODAY = date(2026, 11, 10)
SEND = (Phrase("SEND"), Phrase("EHCPs"))


def ranked(page: str, *phrases: Phrase, about: bool = False) -> list[RankedSentence]:
    return RankedPaper([page], TODAY).ranked("send" if phrases else "", phrases, about=about)


def first(page: str, *phrases: Phrase) -> str:
    return ranked(page, *phrases)[0].text


@every_example(
    ("news", "form"),
    [
        (
            "Families told the panel that waiting times were lengthy and increasing.",
            "The report provided details of the work that is being done for 400 children by three services.",
        ),
        (
            "A shortage of therapists was acknowledged.",
            "Members considered the submitted report, which was 40 pages long and will stay online.",
        ),
        (
            "The Director apologised that parents were unable to reach anybody.",
            "The Chair welcomed the helpful report and the new team of 12 people.",
        ),
        (
            "Concern was raised that children had no named school.",
            "To receive an update on the 12 people of the team that must find schools for children.",
        ),
        (
            "The council was at fault for a delay of the plan.",
            "Mrs X complains that the council was at fault for a delay of the plan.",
        ),
        (
            "Officers confirmed that two posts were vacant.",
            "Members asked questions and officers responded to questions on the 40 pages.",
        ),
        ("The Committee agreed to adopt the new policy.", "It was agreed that a link to the page be circulated."),
    ],
)
def test_what_is_wrong_or_decided_comes_before_what_a_paper_says_of_itself(news: str, form: str) -> None:
    assert first(f"{form}\n\n{news}") == news
    assert first(f"{news}\n\n{form}") == news


def test_a_report_that_says_something_is_not_about_itself() -> None:
    page = (
        "The report showed that absence had risen to 19 per cent.\n\nThe report provided details of absence in schools."
    )
    assert first(page) == "The report showed that absence had risen to 19 per cent."


PRELUDE = "".join(f"The minutes of meeting {name} were heard by all.\n\n" for name in "abcdefghi")
"""So that what follows is no title of the paper."""


@every_example("part", ["Minutes:", "Decision:", "Additional documents:", "Minutes", "RESOLVED:"])
def test_an_items_title_holds_over_its_parts(part: str) -> None:
    page = f"{PRELUDE}SEND places\n\n{part}\n\nThirty children will have to wait until 2028 for one.\n\n"
    page += "Parking\n\nFees rise by £4."
    assert first(page, *SEND) == "Thirty children will have to wait until 2028 for one."


def test_an_items_title_does_not_hold_over_the_next_item() -> None:
    for end in ("Parking\n\nMinutes:", "7.\n\nMinutes:"):
        page = f"{PRELUDE}SEND places\n\nMinutes:\n\nIt was heard.\n\n{end}\n\n"
        page += "Fees rise by £4 in all of the car parks."
        assert "Fees rise by £4 in all of the car parks." not in [one.text for one in ranked(page, *SEND)]


FOUR = "SEND was on the agenda of all. The SEND team spoke for a while. SEND came up again in the end."


def test_a_paper_of_which_a_fourth_speaks_of_the_topic_is_about_it() -> None:
    assert first(f"{FOUR} Thirty children will have to wait until 2028.", *SEND).startswith("Thirty children")


def test_a_paper_of_which_less_speaks_of_the_topic_is_not() -> None:
    others = " ".join(f"Item {name} was heard by all who came." for name in "abcdefghijklm")
    assert "SEND" in first(f"{FOUR} {others} Parking fees rise by £40 in 2028.", *SEND)


def test_resolved_by_a_cabinet_member_is_a_decision_and_no_line_of_a_cover() -> None:
    page = "The Cabinet Member RESOLVED:\n\n(i) To approve the new unit at the school."
    assert {"under decision": 3, "deciding": 3, "changing": 1, "for whom": 0}.items() >= {
        signal.name: signal.adds for signal in ranked(page)[0].signals
    }.items()


def test_a_cabinet_members_name_is_still_one() -> None:
    (best, *_) = ranked("Cabinet Member: Councillor Anne Example, who is for schools and children")
    assert "cover" in {signal.name for signal in best.signals}


def test_a_number_at_a_sentences_end_is_no_page_of_a_contents_list() -> None:
    def signals(line: str) -> set[str]:
        return {signal.name for one in ranked(line) for signal in one.signals}

    assert "contents" not in signals("• To approve that the school grows from 178 places to 212")
    assert "contents" in signals("• School places and how they are planned 212")


def test_a_question_in_quotation_marks_is_one() -> None:
    (best, *_) = ranked("“How many children with a plan have no named school for the coming year?”")
    assert "question" in {signal.name for signal in best.signals}


def test_what_stands_under_a_complaint_is_an_allegation_also_below_its_own_lead() -> None:
    page = (
        "The complaint\n\nShe said that it:\n\n- failed to find a school for him for a year; and\n- failed to answer."
    )
    names = [{signal.name for signal in one.signals} for one in ranked(page) if "school" in one.text]
    assert ["boilerplate heading" in each for each in names] == [True]
