"""The default topics: what they find and what they leave alone, on real headlines and on others of our own making."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tools.examples import every_example
from watcher.config import load_settings
from watcher.core.documents import Document
from watcher.core.sources import Source
from watcher.core.visits import Page
from watcher.rules.matching import Matcher
from watcher.sources.feed.read import read

CONFIG = Path(__file__).resolve().parents[3] / "config"
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
# Outlets that write of Havering only: their sources are local.
LOCAL = {
    "Havering Council",
    "Havering Pages",
    "Hornchurch & Upminster Conservatives",
    "London Herald",
    "The Havering Daily",
    "Time 107.5",
}

# Written for this test, none of them seen when the topics were.
RELEVANT = """
send: Council owed £1m to families after losing EHCP appeals
send: Mum wins two-year battle over daughter’s Education, Health and Care Plan
send: Special-school places run out as demand soars
send: Autistic boy, 7, without a school place since Easter
send: BBC: Parents of Send children protest outside the town hall
send: Ombudsman finds fault over missed special education
send: ‘We are exhausted’: parent carers on the wait for support
send: Send pupils face longest journeys in the capital
send: Waiting list for CAMHS doubles in a year
send: New SENCO network starts in primary schools
send: SEND Improvement Board: minutes
childrens-services: Director of Children’s Services to step down
childrens-services: Could you foster? Fostering team holds open evening
childrens-services: Council failing vulnerable children, says report
childrens-services: New children’s home approved despite objections
childrens-services: Cabinet Member for Children answers parents’ questions
childrens-services: Child protection plans at a record high
children-in-care: Care leavers to get free bus travel
children-in-care: Corporate Parenting Panel annual report
ofsted: Nursery told to improve by OFSTED
ofsted: Education watchdog praises academy
school-transport: Home-to-school transport costs double
school-transport: Families lose free transport to school
short-breaks: Short breaks review: have your say
send-funding: Dedicated Schools Grant deficit reaches £35m
send-funding: ‘Safety valve’ talks with the government collapse
send-funding: High-needs block under pressure
"""
IRRELEVANT = """
Residents asked to send in their photographs of the carnival
Councillors send message of support to striking nurses
SEND US YOUR PICTURES OF THE SNOW
Chelsea forward gets send-off in testimonial
Schools to send pupils home early as heating fails
Head teachers send parents a plea over parking
Theatre’s special guest for the school holidays
Street party fostering a sense of community
Rescue centre seeks homes for fostering kittens
Care home rated inadequate by the health watchdog
Hospital must improve, say inspectors
Man jailed for attack on child outside station
Children enjoy sensory garden in the park
School wins county football cup
Secondary school places: how to apply
Cheap city short breaks for the autumn
Gas safety valve fault closes swimming pool
Pupils plant trees on the school field
Bin collections change for the bank holiday
Council tax to rise by five per cent
Senior citizens’ tea dance sells out
New bus lane on the A127
Teenager charged after stabbing in the market
Youth orchestra plays at the town hall
Library opening hours: have your say
"""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    settings = load_settings(CONFIG)
    return Matcher(settings.topics, settings.places)


def found(matcher: Matcher, title: str, summary: str = "", outlet: str = "Havering Council") -> dict[str, str]:
    source = Source("test", outlet, "https://e.example/feed", "feed", local=outlet in LOCAL)
    return matcher.topics(Document("1", "article", title, "https://e.example/1", summary=summary), source)


def test_real_headlines_reach_precision_and_recall(matcher: Matcher, real: Path) -> None:
    rows = [json.loads(line) for line in (real / "news" / "headlines.jsonl").read_text("utf-8").splitlines()]
    told = [row for row in rows if found(matcher, row["title"], row["snippet"], row["outlet"])]
    right = [row for row in told if row["relevant"]]
    precision, recall = len(right) / len(told), len(right) / len([row for row in rows if row["relevant"]])
    print(f"default topics on {len(rows)} real headlines: precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= 0.95
    assert recall >= 0.95


def test_headlines_of_our_own_reach_precision_and_recall_in_each_topic(matcher: Matcher) -> None:
    lines = (FIXTURES / "topics" / "headlines.txt").read_text("utf-8").splitlines()[1:]
    rows = [(topic, found(matcher, *said)) for topic, *said in (line.split(" | ") for line in lines)]
    told = [topic for topic, topics in rows if topics]
    precision = sum(topic != "-" for topic in told) / len(told)
    print(f"default topics on {len(rows)} headlines of our own: precision {precision:.2f}, recall of")
    for wanted in sorted({topic for topic, _ in rows} - {"-"}):
        hers = [topics for topic, topics in rows if topic == wanted]
        recall, any_topic = sum(wanted in topics for topics in hers) / len(hers), sum(map(bool, hers)) / len(hers)
        print(f"  {wanted} {recall:.2f}, by any topic {any_topic:.2f}")
        assert any_topic >= 0.8
    assert precision >= 0.95
    assert sum(topic != "-" for topic in told) / sum(topic != "-" for topic, _ in rows) >= 0.9


@pytest.mark.soak
def test_the_real_news_of_other_places_has_none_of_these_topics(matcher: Matcher, real: Path) -> None:
    polls = [max(series.glob("*.xml")) for series in (real / "news" / "series").iterdir()]
    pages = [Page("https://e.example/feed", file.read_bytes()) for file in (*polls, *real.glob("news/captures/*.xml"))]
    drafts = [draft for page in pages for draft in read(page).entries]
    assert len(drafts) > 200
    assert [draft.title for draft in drafts if found(matcher, draft.title, draft.summary)] == []


@every_example("line", RELEVANT.strip().splitlines())
def test_headline_has_the_topic(matcher: Matcher, line: str) -> None:
    topic, _, title = line.partition(": ")
    assert topic in found(matcher, title)


@every_example("title", IRRELEVANT.strip().splitlines())
def test_headline_has_no_topic(matcher: Matcher, title: str) -> None:
    assert found(matcher, title) == {}


def test_story_of_another_borough_in_a_paper_that_covers_both_does_not_count(matcher: Matcher) -> None:
    assert found(matcher, "Ofsted: Redbridge children’s services improve", outlet="Romford Recorder") == {}
    assert found(matcher, "Ofsted visits Rainham, Kent", outlet="BBC") == {}
    assert found(matcher, "Romford Road school praised by Ofsted", outlet="BBC") == {}
    assert found(matcher, "Ofsted: Haringey improves", outlet="BBC") == {}


def test_story_of_ours_there_counts(matcher: Matcher) -> None:
    assert found(matcher, "Ofsted: Redbridge ahead of Havering", outlet="Romford Recorder") == {"ofsted": "Ofsted"}
    assert found(matcher, "Ofsted praises nursery", "It opened in Harold Hill.", "BBC") == {"ofsted": "Ofsted"}


def test_every_topic_is_described_in_a_line(matcher: Matcher) -> None:
    for topic in load_settings(CONFIG).topics:
        assert 0 < len(topic.description) <= 100
        assert "\n" not in topic.description
