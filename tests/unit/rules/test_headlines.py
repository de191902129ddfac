"""headlines.py: one story in two papers is known by nearly equal titles, and nothing else is called one story."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from tests.tools.examples import every_example
from watcher.rules.headlines import headline_of, same_headline, words_of

OUTLETS = ("The Havering Daily", "Romford Recorder")


def same(one: str, other: str, about_one: str = "", about_other: str = "") -> bool:
    """Whether these titles of the two outlets tell one story, with their summaries."""
    known = words_of(f"{one} {about_one} {OUTLETS[0]}") & words_of(f"{other} {about_other} {OUTLETS[1]}")
    return same_headline(headline_of(one, OUTLETS[:1]), headline_of(other, OUTLETS[1:]), known)


SAME = [
    ("Parents wait months for EHC plans", "Parents wait months for EHC plans"),
    ("Parents wait months for EHC plans", "Parents wait months for EHC plans!"),
    ("Parents wait months for EHC plans", "UPDATED: Parents wait months for EHC plans"),
    ("Parents wait months for EHC plans", "BREAKING NEWS: Parents wait months for EHC plans"),
    ("Parents wait months for EHC plans", "Romford Recorder: Parents wait months for EHC plans"),
    ("Parents wait months for EHC plans", "Parents wait months for EHC plans | Romford Recorder"),
    ("Parents wait months for EHC plans - The Havering Daily", "Exclusive | Parents wait months for EHC plans"),
    ("Parents wait months for EHC plans", "PARENTS WAIT MONTHS FOR EHC PLANS"),
    ("Parents wait months for EHC plans", "Parents waiting months for an EHC plan"),
    ("Parents wait months for EHC plans", "Parents in Havering wait months for EHC plans"),
    ("Parents wait months for EHC plans", "Parents wait months for EHC plans, report reveals"),
    ("Parents “left in the dark” over EHC plan delays", "Parents 'left in the dark' over EHC plan delays"),
    ("Parents left in the dark over EHC plan delays", "‘Left in the dark’: parents tell of EHC plan delays"),
    ("Havering Council launches new SEND strategy", "New SEND strategy launched by Havering Council"),
    (
        "Havering Council launches new SEND strategy for children and young people",
        "Havering Council launches new SEND strategy",
    ),
    (
        "Council launches new SEND strategy for children and young people in Havering",
        "Havering Council launches new SEND strategy for children and young people",
    ),
    (
        "Cabinet approves special school for 300 pupils in Gidea Park",
        "Special school for 300 pupils in Gidea Park approved by cabinet",
    ),
    (
        "Havering’s children’s services rated ‘inadequate’ by Ofsted",
        "Ofsted: Havering children's services rated inadequate",
    ),
    (
        "Havering children's services rated inadequate by Ofsted inspectors",
        "WATCH: Havering children’s services rated inadequate by Ofsted",
    ),
    ("Romford library to close", "Romford library to close"),
    ("Harold Hill youth centre saved from closure", "Harold Hill youth centre is saved from closure"),
    ("A127 shut after lorry overturns near Upminster", "A127 shut near Upminster after lorry overturns"),
    (
        "Queen's Hospital staff to strike amid bullying and outsourcing fears",
        "Staff at Queen's Hospital to strike over bullying and outsourcing fears",
    ),
    ("Home-to-school transport to be cut by £1.5m", "Home to school transport to be cut by £1.5m"),
    (
        "Havering Council agrees £88 million government loan to balance budget",
        "£88 million government loan to balance budget agreed by Havering Council",
    ),
    ("Council leader Ray Smith resigns over SEND failings", "Ray Smith resigns as council leader over SEND failings"),
    (
        "Hornchurch Country Park landfill fires: residents demand action",
        "Residents demand action on Hornchurch Country Park landfill fires",
    ),
]
OTHER = [
    ("News in brief", "News in brief"),
    ("Letters", "Letters"),
    ("Letters to the editor: council tax", "Letters to the editor: council tax"),
    ("Council tax", "Council tax"),
    ("Council tax to rise", "Council tax to rise"),
    ("Morning update", "Morning update"),
    ("Coronavirus: Morning update", "Coronavirus: Evening update"),
    ("Planning applications this week", "Planning applications this week"),
    ("What's on this weekend", "What's on this weekend"),
    ("Bins", "Parents wait months for EHC plans"),
    ("", ""),
    ("!!!", "???"),
    ("Parents wait months for EHC plans", "Parents wait months for EHC plan reviews in Essex"),
    (
        "Cabinet approves special school for 300 pupils in Gidea Park",
        "Cabinet rejects special school for 300 pupils in Gidea Park",
    ),
    ("Plan for special school in Gidea Park", "Plan for special school in Gidea Park approved"),
    (
        "Man, 34, charged after stabbing in Romford town centre",
        "Man, 21, charged after stabbing in Romford town centre",
    ),
    ("Man arrested after stabbing in Romford town centre", "Man charged after stabbing in Romford town centre"),
    (
        "Man charged with murder after stabbing outside station in Romford",
        "Man charged with murder after stabbing outside station in Hornchurch",
    ),
    ("A127 closed after lorry overturns near Upminster", "A127 reopens after lorry overturns near Upminster"),
    (
        "Ofsted: Havering children's services requires improvement",
        "Ofsted: Barking and Dagenham children's services requires improvement",
    ),
    (
        "Havering SEND Parent Hits Out At Council Over Latest Ofsted Inspection",
        "Redbridge SEND Parent Hits Out At Council Over Latest Ofsted Inspection",
    ),
    (
        "Havering Council will close three children's centres next year",
        "Havering Council will not close three children's centres next year",
    ),
    ("Council tax to rise by 4.99% in Havering next April", "Council tax to rise by 2.99% in Havering next April"),
    (
        "Queen's Hospital A&E: patients wait 20 hours for a bed",
        "King George Hospital A&E: patients wait 20 hours for a bed",
    ),
    ("Havering Council budget: what it means for schools", "Havering Council budget: what it means for libraries"),
    ("Havering school wins award for SEND support", "Havering Council consults on SEND support"),
    ("Meeting on SEND strategy cancelled", "Meeting on SEND strategy"),
    ("Two new primary schools for Romford by 2027", "Two new primary schools for Romford by 2028"),
    ("Councillor Jones quits Conservatives over care cuts", "Councillor Patel quits Conservatives over care cuts"),
]


@every_example(("one", "other"), SAME)
def test_they_are_one_story(one: str, other: str) -> None:
    assert same(one, other)
    assert same(other, one)


@every_example(("one", "other"), OTHER)
def test_they_are_two_stories(one: str, other: str) -> None:
    assert not same(one, other)
    assert not same(other, one)


def test_a_name_that_only_one_title_has_counts_less_where_the_other_article_knows_it() -> None:
    titles = "Parents wait for EHC plans", "Parents wait for EHC plans in Upminster and Cranham"
    assert not same(*titles)
    assert same(*titles, about_one="In Upminster and Cranham it takes months.")


def test_the_tables_are_of_the_size_that_was_asked_for() -> None:
    assert len(SAME) >= 25
    assert len(OTHER) >= 25


REAL = Path(__file__).resolve().parents[4] / "shared" / "real" / "news" / "headlines.jsonl"


@pytest.mark.usefixtures("real")
def test_no_two_real_headlines_about_similar_topics_are_called_one_story() -> None:
    titles = [json.loads(line)["title"] for line in REAL.read_text(encoding="utf-8").splitlines()]
    assert [pair for pair in combinations(dict.fromkeys(titles), 2) if same(*pair)] == []
