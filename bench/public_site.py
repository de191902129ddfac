"""The public pages of a borough: written from nothing, after one new report, and when nothing has changed.
`python -m bench.public_site FOLDER DOCUMENTS` fills a database and prints seconds of CPU as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from bench.contenders import ROOT
from bench.crowd import LONDON, MORNING, TOPICS
from bench.pages import WORDS
from watcher.config import Environment, Settings
from watcher.config.settings import Fetch, Site, TelegramSettings
from watcher.core.documents import Change, Document, Quote, TextChange
from watcher.core.papers import PaperRead
from watcher.core.sources import Source
from watcher.core.topics import Places
from watcher.core.visits import Health, StoredDocument
from watcher.jobs.publish import publish_after
from watcher.rules.compare import StoredDocuments
from watcher.store import Store, changes, documents, papers, tables
from watcher.store import sources as remembered

PAPERS_OF_A_MEETING, MEETINGS_IN = 12, 33
"""Of so many documents one is a meeting, with so many papers; the rest are articles and inspections."""
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
SOURCES = (
    Source("portal", "The council's portal", "https://portal.example/", "moderngov", options={"questions": 3}),
    *(Source(f"press-{number}", f"Paper {number}", f"https://paper{number}.example/feed", "feed") for number in range(8)),
    Source("ofsted", "Ofsted", "https://ofsted.example/", "ofsted"),
)  # fmt: skip
_COMMITTEES = ("Cabinet", "Schools Forum", "People Scrutiny", "Health Board", "Audit", "Pensions", "Places", "Council")


def written_documents(count: int) -> Iterator[tuple[str, datetime, Document]]:
    """Yields documents, each with its source and when it was seen: meetings with their papers, articles, inspections."""
    for number in range(count):
        seen = NOW - timedelta(minutes=(count - number) * 90)
        source, document = _written(number, seen)
        yield source, seen, document


def _written(number: int, seen: datetime) -> tuple[str, Document]:
    """The document of that number, and its source."""
    chance = Random(number)  # noqa: S311  # no secret: the same document every time
    make = partial(Document, title=" ".join(chance.choices(WORDS, k=9)), published=seen.date())
    place = number % MEETINGS_IN
    if place <= PAPERS_OF_A_MEETING:
        return "portal", _of_meeting(number, seen, make)
    if place == MEETINGS_IN - 1:
        graded = {"inspected": seen.date().isoformat(), "overall": "Good"}
        return "ofsted", make(
            f"inspection/{number}", "inspection", url=f"https://ofsted.example/{number}", details=graded
        )
    source, summary = f"press-{number % 8}", " ".join(chance.choices(WORDS, k=25))
    return source, make(f"story/{number}", "article", url=f"https://{source}.example/{number}", summary=summary)


def _of_meeting(number: int, seen: datetime, make: Callable[..., Document]) -> Document:
    """A meeting, its agenda or one of its reports."""
    group, place = divmod(number, MEETINGS_IN)
    about = {"committee": _COMMITTEES[group % len(_COMMITTEES)], "committee_id": str(group % len(_COMMITTEES) + 1)}
    if place == 0:
        about |= {"date": (seen + timedelta(days=7)).date().isoformat(), "time": "19:00", "venue": "Town Hall"}
        portal = f"https://portal.example/ieListDocuments.aspx?MId={group}"
        return make(f"meeting/{group}", "meeting", url=portal, details=about)
    return make(f"paper/{number}", "agenda" if place == 1 else "report", url=f"https://portal.example/{number}.pdf",
                part_of=f"meeting/{group}", details=about | {"size": "388 KB", "item": str(place)})  # fmt: skip


def written_changes(found: Sequence[tuple[str, datetime, Document]]) -> Iterator[Change]:
    """Yields that each document is new, reports with sentences of theirs, and of every tenth that it was changed."""
    for number, (source, seen, document) in enumerate(found):
        chance = Random(number)  # noqa: S311  # no secret
        sentence = " ".join(chance.choices(WORDS, k=30))
        quotes = (Quote(3, sentence, "send"), Quote(9, sentence[::2], "send")) if document.kind == "report" else ()
        topics = [("send",), (), ("schools", "send")][number % 3]
        yield Change("new", document, topics=topics, quotes=quotes, source=source, at=seen)
        if number % 10 == 0:
            fields = {"title": ("An earlier title", document.title)}
            diff = (
                [TextChange(page, sentence, sentence[::-1]) for page in range(1, 9)]
                if document.kind == "report"
                else []
            )
            yield Change(
                "changed",
                document,
                fields,
                topics=topics,
                diff=tuple(diff),
                source=source,
                at=seen + timedelta(hours=9),
            )


def add_documents(store: Store, found: Sequence[tuple[str, datetime, Document]]) -> None:
    """Saves these documents as a visit does, with what is logged of them and the versions of reports."""
    with store.write() as db:
        for source, seen, document in found:
            documents.save(db, source, [StoredDocument(document)], StoredDocuments({}, {}), seen)
        for change in sorted(written_changes(found), key=lambda change: change.at or NOW):
            changes.add(db, change)
        for source, seen, document in found:
            if document.kind == "report":
                paper = papers.prepare(PaperRead(document.key, document.url, document.key.encode(), [document.title]))
                papers.add(db, source, paper, seen, seen)


def fill(store: Store, count: int) -> None:
    """Fills a database with a borough of so many documents."""
    with store.write() as db:
        for source in SOURCES:
            remembered.save_health(db, Health.unvisited(source))
    add_documents(store, list(written_documents(count)))


def write(folder: Path, *, changed: bool) -> float:
    """Returns the seconds of CPU that the pages cost at the end of a run, with all that is loaded for them alone."""
    import watcher.jobs.run  # noqa: F401 - what a run has loaded anyway is none of that

    fetch = Fetch("https://bench.example/", timedelta(hours=1), 1, 30, 10**6)
    telegram = TelegramSettings((), 1, MORNING, (0, MORNING))
    site = Site(str(folder / "www"), "https://pages.example/", "Bench")
    settings = Settings(SOURCES, TOPICS, Places(), LONDON, fetch, telegram, site=site)
    with Store(f"sqlite:///{folder}/db.sqlite3") as store:
        started = time.process_time()
        wrong = publish_after(settings, Environment(folder / "config", folder / "state"), store, NOW, changed=changed)
        taken = time.process_time() - started
    if wrong:
        raise RuntimeError(wrong)
    return taken


def add_report(store: Store) -> None:
    """Makes an ordinary change: one report with its words is new at the newest meeting."""
    with store.read() as db:
        count = db.execute(select(func.count()).select_from(tables.documents)).scalar_one()
    number = next(number for number in reversed(range(count)) if number % MEETINGS_IN == PAPERS_OF_A_MEETING)
    source, _, report = list(written_documents(number + 1))[-1]
    add_documents(store, [(source, NOW, replace(report, key="paper/late", url="https://portal.example/late.pdf"))])


def measured(folder: Path, count: int) -> Iterator[tuple[str, float]]:
    """Yields what each writing cost, each in a process of its own: what it loads counts too."""
    with Store(f"sqlite:///{folder}/db.sqlite3") as store:
        fill(store, count)
        yield "documents", count
        yield "whole", _apart(folder, count, "changed")
        add_report(store)
        yield "ordinary change", _apart(folder, count, "changed")
        yield "nothing changed", _apart(folder, count, "unchanged")


def _apart(folder: Path, count: int, how: str) -> float:
    command = [sys.executable, "-m", "bench.public_site", str(folder), str(count), "--write", how]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)  # noqa: S603


def main() -> None:
    """Prints what was measured; or is one of the processes that are measured, and writes the pages once."""
    parser = ArgumentParser(prog="python -m bench.public_site", description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty one, where database and pages are made")
    parser.add_argument("documents", type=int, help="how many they show")
    parser.add_argument("--write", choices=("changed", "unchanged"), help=SUPPRESS)  # what it starts itself
    asked = parser.parse_args()
    if asked.write:
        print(write(asked.folder, changed=asked.write == "changed"))
    else:
        print(json.dumps(dict(measured(asked.folder, asked.documents))))  # its answer


if __name__ == "__main__":
    main()
