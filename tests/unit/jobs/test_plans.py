"""What a visit's papers say of a plan is kept by action over papers and meetings, and told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from watcher.core.documents import Change, Document
from watcher.core.plans import Plan
from watcher.core.sources import Source
from watcher.core.visits import Health, StoredDocument
from watcher.jobs.plans import with_plans
from watcher.rules.compare import StoredDocuments
from watcher.store import Connection, Store, documents, plans, sources
from watcher.store.renames import carry_over

CABINET = Source("cabinet", "Cabinet", "https://a.example/", "moderngov")
PORTAL = Source("portal", "Portal", "https://a.example/all", "moderngov")
AUTUMN = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def db(database: Path) -> Iterator[Connection]:
    with Store(f"sqlite:///{database}") as store, store.write() as opened:
        for source in (CABINET, PORTAL):
            sources.save_health(opened, Health.unvisited(source))
        yield opened


def paper(key: str, meeting: str, recruit: str, audit: str = "31/12/26 GREEN") -> Document:
    words = f"Ref Action Due RAG\n1.1 Recruit social workers {recruit}\n1.2 Audit all cases {audit}"
    said = {"text": key + recruit, "meeting": meeting} if meeting else {"text": key + recruit}
    return Document(key, "report", "Plan", f"https://a.example/{key}", details=dict(said), words=words)


def visited(
    db: Connection, document: Document, now: datetime = AUTUMN, source: Source = CABINET, *, late: bool = False
) -> list[list[tuple[str, str, str, str]]]:
    """What is told of a paper that a visit has read, or learnt late: of each change what turned in the plan."""
    known = StoredDocument(document, "page")
    before = documents.load_named(db, source.id, [document.key], [], [])
    documents.save(db, source.id, [known], StoredDocuments(before, {}), now)
    found = with_plans(db, [] if late else [Change("new", document)], [known], source, now)
    return [[(turn.kind, turn.action, turn.old, turn.new) for turn in each.since_last.plan] for each in found]


JUNE = paper("s1", "Cabinet, 10 June 2026", "30/09/26 AMBER")
SEPTEMBER = paper("s2", "Cabinet, 9 September 2026", "30/09/26 RED")
RED = ("state", "1.1 Recruit social workers", "AMBER", "RED")


def listed(db: Connection) -> list[Plan]:
    return plans.listed(db, ["cabinet", "portal"])


def test_the_first_paper_tells_nothing_and_the_next_what_turned(db: Connection) -> None:
    assert visited(db, JUNE) == [[]]
    assert visited(db, SEPTEMBER) == [[RED]]
    (plan,) = listed(db)
    assert [(action.label, action.state) for action in plan.actions] == [
        ("1.1 Recruit social workers", "RED"), ("1.2 Audit all cases", "GREEN")
    ]  # fmt: skip
    assert plan.as_of == date(2026, 9, 9)


def test_the_same_plan_in_a_second_paper_or_another_source_is_not_told_again(db: Connection) -> None:
    visited(db, JUNE)
    assert visited(db, SEPTEMBER) == [[RED]]
    assert visited(db, replace(SEPTEMBER, key="g9")) == [[]]
    assert visited(db, SEPTEMBER, source=PORTAL) == [[]]
    assert len(listed(db)) == 1


def test_another_councils_plan_with_the_same_actions_is_another_plan(db: Connection) -> None:
    visited(db, JUNE)
    assert visited(db, replace(SEPTEMBER, url="https://b.example/s2"), source=PORTAL) == [[]]
    assert len(listed(db)) == 2


def test_an_earlier_paper_that_is_read_later_turns_nothing_back(db: Connection) -> None:
    visited(db, SEPTEMBER)
    assert visited(db, JUNE) == [[]]
    assert visited(db, paper("s0", "", "30/09/26 GREEN"), late=True) == []
    assert listed(db)[0].actions[0].state == "RED"


def test_a_paper_learnt_late_is_compared_with_and_is_no_news_itself(db: Connection) -> None:
    assert visited(db, JUNE, late=True) == []
    assert visited(db, SEPTEMBER) == [[RED]]


def test_a_replaced_paper_is_told_by_what_turned_in_it(db: Connection) -> None:
    visited(db, JUNE)
    moved = paper("s1", "Cabinet, 10 June 2026", "31/12/26 AMBER")
    assert visited(db, moved) == [[("due", "1.1 Recruit social workers", "30/09/26", "31/12/26")]]
    assert listed(db)[0].actions[0].due_before == ["30/09/26"]


def test_that_a_date_is_over_is_told_once_the_day_after_it(db: Connection) -> None:
    visited(db, SEPTEMBER)
    last_day, next_day = datetime(2026, 9, 30, 22, 30, tzinfo=UTC), datetime(2026, 9, 30, 23, 30, tzinfo=UTC)
    assert with_plans(db, [], [], CABINET, last_day) == []
    assert with_plans(db, [], [], PORTAL, next_day) == []
    (change,) = with_plans(db, [], [], CABINET, next_day)
    assert change.document.key == "s2"
    assert change.fields == {"overdue": ([], ["1.1 Recruit social workers"])}
    assert with_plans(db, [], [], CABINET, next_day) == []


def test_a_date_that_was_over_when_first_read_or_whose_paper_is_gone_is_not_told(db: Connection) -> None:
    visited(db, paper("s3", "Cabinet, 9 September 2026", "30/06/26 RED", "30/09/26 RED"))
    gone = StoredDocument(SEPTEMBER, "page", withdrawn=True)
    documents.save(db, "cabinet", [replace(gone, document=replace(SEPTEMBER, key="s3"))],
                   StoredDocuments({"s3": gone}, {}), AUTUMN)  # fmt: skip
    assert with_plans(db, [], [], CABINET, datetime(2026, 10, 2, tzinfo=UTC)) == []
    assert listed(db) == []


def test_a_plan_goes_over_to_the_new_id_of_its_source(db: Connection) -> None:
    visited(db, SEPTEMBER)
    carry_over(db, {"cabinet": "portal"}, ["portal"], AUTUMN)
    assert [plan.source for plan in listed(db)] == ["portal"]
