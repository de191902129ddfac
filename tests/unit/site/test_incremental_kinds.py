"""After changes of every kind, one after the other in any order, the public site holds what one from nothing does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any

import pytest
from sqlalchemy import update

from tests.unit.site.contexts import NOW, SOURCES, TOPICS, URL, remember, standing
from watcher.core.defaults import LONDON
from watcher.core.documents import Change, ChangeKind, Document, Quote
from watcher.core.papers import PaperRead
from watcher.core.promises import AgendaWithout, KeptPromise, Promise
from watcher.core.sources import Source
from watcher.core.topics import Topic
from watcher.site import search_engines, search_index
from watcher.site.context import SiteContext
from watcher.site.outputs import write_outputs
from watcher.store import Store, papers, promises
from watcher.store.site_data import SiteData
from watcher.store.tables import documents

HELD = {"date": "2026-11-20", "time": "19:00", "venue": "Town Hall", "committee": "Schools Forum"}
PAST = Document("m0", "meeting", "Schools Forum", "https://p.example/ieListDocuments.aspx?MId=9", details=HELD)
AHEAD = replace(PAST, key="m1", url="https://p.example/ieListDocuments.aspx?MId=10",
                details={**HELD, "date": "2026-11-30"})  # fmt: skip
ITEM = Document("r0", "report", "Budget", "https://p.example/r0.pdf", date(2026, 11, 10), part_of="m0")
PART = replace(ITEM, key="r9", title="Budget, appendix", url="https://p.example/r9.pdf", part_of="r0")
LATE = replace(ITEM, key="r1", title="Transport", url="https://p.example/r1.pdf", published=date(2026, 11, 18))
AGENDA = replace(LATE, key="g1", kind="agenda", title="Agenda", url="https://p.example/g1.pdf", part_of="m1")
STORY = Document("a1", "article", "A story", "https://news.example/1", date(2026, 11, 28), "In short.")
GRADED = Document("i1", "inspection", "A school", "https://o.example/1",
                  details={"inspected": "2026-10-01", "overall": "Good"})  # fmt: skip
PROMISE = KeptPromise(0, "portal", "r0", ITEM.url, "Budget", "m0", date(2026, 11, 20),
                      Promise("The Director undertook to report back.", 3, due=date(2026, 11, 29)))  # fmt: skip


@dataclass(slots=True)
class Town:
    """What a site is made of: what is remembered, the config, and the moment."""

    store: Store
    now: datetime = NOW
    title: str = "Havering Watcher"
    url: str = URL
    sources: dict[str, Source] = field(default_factory=lambda: dict(SOURCES))
    topics: dict[str, Topic] = field(default_factory=lambda: dict(TOPICS))

    def written(self, folder: Path) -> dict[str, bytes]:
        """Writes the site, and returns what a reader finds there."""
        with self.store.read() as db:
            data = SiteData(db, list(self.sources))
            context = SiteContext(self.title, self.url, self.now, LONDON, self.sources, self.topics, data)
            write_outputs(context, folder)
        found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}

    def tell(self, kind: ChangeKind, document: Document, source: str = "portal", **more: Any) -> None:
        change = Change(kind, document, topics=("send",), quotes=(Quote(2, "It matters.", "send"),), source=source,
                        at=self.now)  # fmt: skip
        remember(self.store, log=[replace(change, **more)])

    def correct(self, key: str, **values: object) -> None:
        """Alters what is remembered of a document without a word in the log."""
        with self.store.write() as db:
            db.execute(update(documents).where(documents.c.key == key).values(**values))

    def add(self, document: Document, source: str = "portal") -> None:
        remember(self.store, standing(document, source=source))

    def read_paper(self) -> None:
        with self.store.write() as db:
            paper = papers.prepare(PaperRead("r0", ITEM.url, b"%PDF", ["One.", "Two."]))
            papers.add(db, "portal", paper, self.now, self.now)

    def promise(self) -> None:
        with self.store.write() as db:
            promises.replace_of(db, "portal", "r0", [PROMISE], self.now)

    def keep_promise(self) -> None:
        with self.store.write() as db:
            for kept in promises.open_of(db, "portal"):
                promises.note(db, kept, "agenda", self.now, AgendaWithout("Cabinet", AHEAD.url, date(2026, 12, 8)))

    def set(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self, name, value)


def in_turn(*steps: Callable[[], None]) -> Callable[[], None]:
    def all_of_them() -> None:
        for step in steps:
            step()

    return all_of_them


def happenings(town: Town) -> list[Callable[[], None]]:
    """Returns something of every kind that can happen to a site."""
    return [*_told(town), *_edited(town)]


def _told(town: Town) -> list[Callable[[], None]]:
    moved = {**HELD, "date": "2026-12-02", "time": "18:00"}
    return [
        in_turn(partial(town.add, STORY, "press"), partial(town.tell, "new", STORY, "press")),
        in_turn(partial(town.add, LATE), partial(town.tell, "new", LATE)),
        in_turn(partial(town.add, AGENDA), partial(town.tell, "new", AGENDA)),
        in_turn(partial(town.add, GRADED, "quiet"), partial(town.tell, "new", GRADED, "quiet")),
        lambda: town.correct("i1", details={"inspected": "2026-11-01", "overall": "Outstanding"}),
        in_turn(partial(town.correct, "r0", withdrawn=True), partial(town.tell, "withdrawn", ITEM)),
        in_turn(partial(town.correct, "r0", withdrawn=False), partial(town.tell, "restored", ITEM)),
        in_turn(
            partial(town.correct, "m1", details=moved),
            partial(town.tell, "changed", AHEAD, fields={"time": ("19:00", "18:00")}),
        ),
        lambda: town.correct("m0", title="Schools Funding Forum"),
        lambda: town.correct("r0", part_of="r9"),  # round in a circle
        lambda: town.correct("r9", title="An appendix, corrected"),
        lambda: town.correct("r0", part_of="m0"),
        lambda: town.correct("r1", published=date(2026, 11, 12)),
        lambda: town.tell("changed", ITEM, minor=True),
        town.read_paper,
        town.promise,
        town.keep_promise,
        in_turn(*[partial(town.tell, "changed", ITEM)] * 16),
    ]


def _edited(town: Town) -> list[Callable[[], None]]:
    asks = replace(SOURCES["portal"], options={"questions": 5})
    return [
        lambda: town.set(title="Watching Havering"),
        lambda: town.set(url="" if town.url else URL),
        lambda: town.set(topics={**town.topics, "post": Topic("post", "Post", "Letters", ())}),
        lambda: town.set(sources={**town.sources, "portal": asks} if "portal" in town.sources else town.sources),
        lambda: town.set(sources={name: source for name, source in town.sources.items() if name != "press"}),
        lambda: town.set(now=town.now + timedelta(days=1)),
        lambda: town.set(sources={**SOURCES, **town.sources}),
    ]


def differing(town: Town, folder: Path) -> set[str]:
    """Returns the files in which what was written again and again is not what is written from nothing."""
    kept, whole = town.written(folder / "kept"), town.written(Path(mkdtemp(dir=folder)))
    return {path for path in kept.keys() | whole.keys() if kept.get(path) != whole.get(path)}


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a small site have what a large one has: an index and a sitemap of many parts, and too much for a search."""
    monkeypatch.setattr(search_index, "FEW", 2)
    monkeypatch.setattr(search_index, "MOST_FOUND", 5)
    monkeypatch.setattr(search_engines, "MOST_ALONE", 3)


def begun(store: Store) -> Town:
    town = Town(store)
    remember(store, standing(PAST, AHEAD, ITEM, PART), [])
    town.tell("new", ITEM)
    return town


@pytest.mark.usefixtures("in_parts")
def test_after_changes_of_every_kind_the_site_is_byte_for_byte_one_from_nothing(database: Path, tmp_path: Path) -> None:
    with Store(f"sqlite:///{database}") as store:
        town = begun(store)
        for number, happens in enumerate(happenings(town)):
            happens()
            if number % 8 == 0:
                town.written(tmp_path / "kept")
        assert differing(town, tmp_path) == set()


@pytest.mark.soak
@pytest.mark.usefixtures("in_parts")
@pytest.mark.parametrize("seed", range(20))
def test_whatever_comes_after_whatever_it_is_one_from_nothing_each_time(
    database: Path, tmp_path: Path, seed: int
) -> None:
    with Store(f"sqlite:///{database}") as store:
        town = begun(store)
        steps = happenings(town)
        Random(seed).shuffle(steps)
        for happens in steps:
            happens()
            assert differing(town, tmp_path) == set()
