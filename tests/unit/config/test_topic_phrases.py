"""topics.yaml: phrases with braces, groups and included topics, and what is said of those that can't be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.tools.configs import loaded, problems
from watcher.core.documents import Document
from watcher.core.sources import Source
from watcher.rules.matching import Matcher

TOPICS = """\
groups:
  young: [child, children, pupil]
  plans: ["education, health, and care", "deaf, blind"]
topics:
  - id: send
    name: SEND
    includes: [deaf]
    phrases: [EHCP, "autism near {young}", "{plans}"]
    not: [EHCP ROCK BAND]
  - id: deaf
    name: Deaf children
    phrases:
      - "{deaf, hearing-impaired} {young}"
    not: ["deaf children's choir"]
"""
SOURCES = "sources: []\n"


@pytest.fixture
def topics_of() -> Callable[[str], set[str]]:
    """The ids of the topics that a title has by this file."""
    settings = loaded(topics=TOPICS, sources=SOURCES)
    matcher = Matcher(settings.topics, settings.places)
    source = Source("s", "S", "https://e.example", "feed")

    def found(title: str) -> set[str]:
        return set(matcher.topics(Document("1", "article", title, "https://e.example/1"), source))

    return found


def test_a_group_stands_for_each_of_its_words(topics_of: Callable[[str], set[str]]) -> None:
    assert topics_of("Deaf pupils wait") == topics_of("A hearing-impaired child") == {"send", "deaf"}
    assert topics_of("Deaf man wins") == set()


def test_a_comma_within_a_word_of_a_group_does_not_part_it(topics_of: Callable[[str], set[str]]) -> None:
    assert topics_of("Education, health, and care plans come late") == {"send"}
    assert topics_of("Education budget") == topics_of("Blind corner") == set()


def test_a_brace_in_a_group_is_told_with_its_line() -> None:
    found = problems(topics=TOPICS.replace("pupil]", '"{pupil"]'), sources=SOURCES)
    assert any(line.startswith("config/topics.yaml:2: young: '{pupil' holds a brace") for line in found), found


def test_an_included_topic_gives_its_phrases_and_what_takes_them_away(
    topics_of: Callable[[str], set[str]],
) -> None:
    assert topics_of("Children wait for autism tests") == {"send"}
    assert topics_of("Deaf children's choir sings") == set()


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("{yung} in care", "names {yung}, which is no group of this file; did you mean 'young'?"),
        ("{child, pupil in care", "opens a brace that is not closed before the next"),
        ("child} in care", "closes a brace that was never opened"),
        ("{a,,b}", "has a brace with nothing between two commas"),
        ("{a} near {b, c} near {d, e}", "holds `near` more than once; one phrase can have two sides"),
    ],
)
def test_a_phrase_that_can_not_be_read_is_told_with_its_line(phrase: str, words: str) -> None:
    found = problems(topics=TOPICS.replace("{deaf, hearing-impaired} {young}", phrase), sources=SOURCES)
    assert any(line.startswith("config/topics.yaml:13: deaf: phrases ") and words in line for line in found), found


def test_an_included_topic_that_is_not_there_is_told() -> None:
    found = problems(topics=TOPICS.replace("[deaf]", "[deef]"), sources=SOURCES)
    assert found == [
        "config/topics.yaml:7: send: includes 'deef', which is no other topic; did you mean 'deaf'?",
    ]


def test_a_topic_does_not_include_itself() -> None:
    found = problems(topics=TOPICS.replace("[deaf]", "[send]"), sources=SOURCES)
    assert "send: includes 'send', which is no other topic" in found[0]
