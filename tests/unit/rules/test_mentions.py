"""A paper whose furniture alone holds a topic's words is not about the topic; one that says anything of it is."""

from __future__ import annotations

from tests.tools.examples import every_example
from tests.tools.labelled import Labelled, ours
from watcher.rules.mentions import is_about
from watcher.rules.phrases import Phrase, Text

SEND = Phrase("SEND")
BODY = "The library will close on Mondays. The reading challenge had 900 readers in the summer of this year."


def about(*pages: str, title: str = "Summer reading challenge", phrase: Phrase = SEND) -> bool:
    return is_about(Text((title, ""), pages), phrase)


FURNITURE = [
    "Consultees: Cabinet Member for Children, Young People and SEND; Director of Legal; Section 151 Officer",
    "Cabinet Member:\nCouncillor A Marsh, Cabinet Member for SEND and Children",
    "Lead Member for Children, Young People and SEND",
    "SLT Lead:\nHelen Brook, Director of SEND",
    "SLT Lead: Helen Brook, SEND and Inclusion",
    "Report Author: Tom Reed, SEND Commissioner",
    "Contact: send@council.example, the SEND team",
    "Distribution list: SEND team, libraries, finance",
    "Apologies were received from Ann Hill (SEND governor).",
    "Councillor Hill declared a personal interest as the parent of a child with SEND.",
    "Equalities implications and risks:\n"
    "The Council has due regard to the need to eliminate discrimination, also of pupils with SEND.",
    "This is done under the Equality Act 2010 for all protected characteristics, including disability and SEND.",
    "Legal implications and risks:\nThe Council must have regard to the SEND code of practice.",
    "Councillor Oak, Cabinet Member for Children, Young People and SEND, introduced the report on libraries.",
]


@every_example("words", FURNITURE)
def test_a_match_in_furniture_alone_makes_no_paper_a_topics(words: str) -> None:
    assert not about(f"{words}\n\n{BODY}")
    assert not about(BODY, words)


@every_example("words", FURNITURE)
def test_beside_a_sentence_that_says_something_furniture_takes_nothing_away(words: str) -> None:
    assert about(f"{words}\n\n{BODY}\n\nPupils with SEND had sessions of their own.")


@every_example("words", FURNITURE)
def test_the_title_of_a_paper_is_enough(words: str) -> None:
    assert about(f"{words}\n\n{BODY}", title="SEND and the libraries")


@every_example(
    "words",
    [
        "Pupils with SEND wait for a place.",
        "SEND places",
        "Title: SEND places",
        "Subject Heading:\nSEND places in the borough",
        "4 SEND ANNUAL REPORT (Pages 11 - 40)",
        "The Head of SEND told members that families waited for half a year.",
        "Cabinet Member for Children and SEND: the number of pupils with SEND rose by 90.",
        "The Cabinet Member for Children said that SEND transport had cost more than planned.",
        "Legal implications and risks:\nThe tribunal ordered the council to pay for 12 pupils with SEND.",
        "Equalities implications and risks:\nForty children with SEND would lose their bus.",
        "As Cabinet Member for Schools I agree to increase the money for the building of the new SEND base at Oak Lane",
        "- more SEND places",
        "Apologies: none\n\nSEND transport costs more.",
        "How many children with SEND have no school?",
    ],
)
def test_a_real_sentence_a_heading_an_item_or_a_question_makes_it_the_topics(words: str) -> None:
    assert about(f"{BODY}\n\n{words}")


def test_what_stands_at_the_head_of_each_page_counts_and_at_the_foot_it_does_not() -> None:
    head = [f"SEND strategy 2027\n{name} {BODY}\nPage {name}" for name in ("One.", "Two.", "Three.")]
    foot = [f"Page {name}\n{name} {BODY}\nSEND and Libraries Directorate" for name in ("One.", "Two.", "Three.")]
    office = [f"Director of SEND\n{name} {BODY}\nPage {name}" for name in ("One.", "Two.", "Three.")]
    assert (about(*head), about(*foot), about(*office)) == (True, False, False)


def test_a_phrase_that_goes_on_from_one_paragraph_to_the_next_is_found() -> None:
    assert about(
        "Who pays for special\n\neducational needs\n\nis said here.", phrase=Phrase("special educational needs")
    )


def test_an_article_is_matched_to_the_letter() -> None:
    assert is_about(Text(("Libraries", "", "Cabinet Member for Children and SEND opens it")), SEND)


@every_example("paper", [paper for paper in ours() if paper.topic == "send"], ids=lambda paper: paper.name)
def test_no_labelled_paper_is_lost(paper: Labelled) -> None:
    words = [Phrase(words) for words in ("SEND", "EHCP", "EHC plan", "special educational needs", "special school")]
    text = Text(("Appendix A", ""), paper.pages)
    assert any(is_about(text, word) for word in words) == any(map(text.holds, words))
