"""Of papers whose sentences a reader marked, the first one chosen is a marked one in at least eight of ten."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import NOT_HERE
from tests.tools.labelled import REAL, ROOT, Labelled, ours
from tests.tools.labelled.real import real
from tests.tools.soaks import some
from watcher.config import load_all
from watcher.core.alerts import Topic
from watcher.rules.importance import best_sentences
from watcher.rules.phrases import Phrase

ENOUGH = 0.8


@cache
def topics() -> dict[str, Topic]:
    settings, _ = load_all({}, config=ROOT / "config", state=Path("state"))
    return {topic.id: topic for topic in settings.topics}


def hits(papers: Iterable[Labelled]) -> tuple[float, str]:
    """Which part of the papers has a marked sentence chosen first, and that in words."""
    found = {paper.name: is_hit(paper) for paper in papers}
    missed = ", ".join(name for name, hit in found.items() if not hit) or "none"
    return sum(found.values()) / len(found), f"{sum(found.values())} of {len(found)}; missed: {missed}"


def is_hit(paper: Labelled) -> bool:
    topic = topics().get(paper.topic)
    phrases = {topic.id: [*map(Phrase.of_config, topic.phrases)]} if topic else {}
    unless = {topic.id: [*map(Phrase.of_config, topic.unless)]} if topic else {}
    (chosen,) = best_sentences(paper.pages, phrases, paper.today, 1, unless)
    return paper.matters(chosen.text)


@pytest.mark.parametrize("part", ["tuned", "held"])
def test_the_first_sentence_chosen_of_our_papers_is_one_a_reader_marked(part: str) -> None:
    share, said = hits(paper for paper in ours() if paper.part == part)
    print(f"{part}: {said}")
    assert share >= ENOUGH, said


@pytest.mark.skipif(not REAL.is_dir(), reason=NOT_HERE)
@pytest.mark.parametrize("part", some(["tuned", "held"], every=2))
def test_the_first_sentence_chosen_of_real_papers_is_one_a_reader_marked(part: str) -> None:
    share, said = hits(paper for paper in real() if paper.part == part)
    print(f"real, {part}: {said}")
    assert share >= (ENOUGH if part == "tuned" else 2 / 3), said  # of three that were held back


def test_a_pack_of_all_papers_gives_marked_sentences_alone_for_its_first_five() -> None:
    papers = [paper for paper in ours() if paper.topic == "send"]
    send = topics()["send"]
    chosen = best_sentences(
        [page for paper in papers for page in paper.pages],
        {"send": [*map(Phrase.of_config, send.phrases)]},
        papers[0].today,
        5,
        {"send": [*map(Phrase.of_config, send.unless)]},
    )
    assert [one.text for one in chosen if not any(paper.matters(one.text) for paper in papers)] == []


def test_forty_papers_are_labelled_and_a_third_is_held_back() -> None:
    papers = [*ours(), *(real() if REAL.is_dir() else ())]
    assert len(papers) >= (40 if REAL.is_dir() else 38)
    assert sum(paper.part == "held" for paper in papers) * 3 >= len(papers)
    assert [paper.name for paper in papers if not paper.marked] == []
