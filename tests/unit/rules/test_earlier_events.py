"""earlier_events.py: what comes and goes is found as if only what is held now had ever come."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest

from tests.unit.rules.test_same_event import IN, article, new
from watcher.core.documents import Change, Document
from watcher.rules.earlier_events import MOST_LOOKED_AT, EarlierEvents, EventIndex
from watcher.rules.same_event import Told

WORDS = ("council", "school", "budget", "park", "road", "library", "fire", "crash", "trial", "award", "flood", "bus")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def some(chance: Random, number: int) -> Told:
    source = chance.choice("abc")
    title = " ".join(chance.choices(WORDS, k=6)).capitalize()
    document = Document(f"k{number}", "article", title, f"https://{source}.example/{chance.randrange(30)}")
    if chance.random() < 0.2:
        document = Document(f"{chance.randrange(9)}", "report", "Budget", f"https://c.example/{chance.randrange(9)}")
    return Told(Change("new", document, source=source, at=NOW, id=number), f"Paper {source}")


def test_what_has_come_and_gone_leaves_no_trace() -> None:
    chance, index, held = Random(7), EventIndex(), dict[int, Told]()
    for number in range(1, 120):
        held[number] = some(chance, number)
        index.add(number, held[number])
        for gone in [known for known in held if chance.random() < 0.02]:
            del held[gone]
            index.remove(gone)
        later, anew = some(chance, 0), EventIndex(held.values())
        assert index.candidates(later) == anew.candidates(later)
        assert EarlierEvents(index).first_of(later) == EarlierEvents(anew).first_of(later)
    assert index.told == list(held.values())


def test_a_change_that_another_process_logged_late_stands_where_its_number_says() -> None:
    told = [some(Random(seed), seed) for seed in (1, 2, 3)]
    index = EventIndex()
    for number in (3, 1, 2):
        index.add(number, told[number - 1])
    assert index.told == told


def test_one_visits_changes_do_not_take_part_in_the_events_of_another() -> None:
    first = Told(Change("new", Document("1", "report", "Budget", "https://c.example/1"), source="a", at=NOW, id=4))
    again = Told(Change("new", first.change.document, source="b", at=NOW))
    index = EventIndex([first])
    visit = EarlierEvents(index)
    assert [visit.first_of(again), visit.first_of(again)] == [4, 0]
    assert EarlierEvents(index).first_of(again) == 4, "what was not saved has told nobody"


@pytest.mark.soak
def test_of_thousands_of_like_headlines_each_is_compared_with_few() -> None:
    titles = [f"Parents of pupil {number} wait months for EHC plans" for number in range(2_000)]
    told = [Told(new(article(title, f"https://d.example/{place}"))) for place, title in enumerate(titles)]
    later = Told(new(article("Parents of pupil 1999 wait months for EHC plans", "https://r.example/1"), IN))
    candidates = EventIndex(told).candidates(later)
    assert len(candidates) <= 4 * MOST_LOOKED_AT
    assert told[-1] in candidates
