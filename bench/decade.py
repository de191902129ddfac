"""Ten years of a borough in the database, beside its first month: how large it is, and how long a visit, a search and
`status` take. `python -m bench.decade FOLDER MONTHS` fills a database and prints figures as JSON."""

from __future__ import annotations

import json
import sqlite3
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from bench.crowd import NOW, context_of, past_the_store, people, rss
from bench.pages import WORDS
from tests.tools.web import Answer, Served, Site
from tests.unit.sources.test_moderngov_portal import portal
from watcher.core.sources import Source
from watcher.core.visits import Health
from watcher.fetch import Fetcher
from watcher.jobs.visit import visit
from watcher.jobs.visit_context import VisitContext
from watcher.rules.phrases import Phrase
from watcher.store import Store, chats, outbox, search
from watcher.store import sources as remembered
from watcher.store import status as stored_status

MONTHS = 120
DOCUMENTS, CHANGES, SUBSCRIBERS = 60_000, 200_000, 1_000
ENOUGH, MOST_CALLS = 0.02, 50
"""CPU seconds of a measurement, and of how many calls it is at most."""
SOURCES = ("democracy", "cabinet", "send-panel", "ofsted-schools", "ofsted-council", "paper", "recorder", "bbc",
           "govuk-send", "council-news", "nhs", "police")  # fmt: skip


def moment(day: int) -> str:
    """So many days ago, as the database writes it."""
    return f"{datetime(2026, 11, 21, 9, tzinfo=UTC) - timedelta(days=day):%Y-%m-%d %H:%M:%S.000000}"


def documents(count: int, days: int) -> Iterator[tuple[object, ...]]:
    """Half articles, a third papers with their words, the rest meetings and inspections; some long, most short."""
    for number in range(count):
        chance = Random(number)  # noqa: S311  # no secret: the same document every time
        kind = ("article", "report", "article", "meeting", "report", "article")[number % 6]
        details = {"size": "388 KB", "meeting": "Cabinet", "item": str(number % 20), "committee": "Cabinet"}
        length = min(20_000, int(chance.paretovariate(0.9) * 60)) if kind == "report" else 12
        day = days - days * number // count
        yield (
            SOURCES[number % len(SOURCES)], f"key/{number}", f"https://a.example/list/{number // 50}", kind,
            " ".join(chance.choices(WORDS, k=9)), f"https://a.example/{number}", moment(day)[:10],
            " ".join(chance.choices(WORDS, k=25)) if kind == "article" else "", json.dumps(details),
            " ".join(chance.choices(WORDS, k=length)), moment(day),
        )  # fmt: skip


def changes(count: int, of: int, days: int) -> Iterator[tuple[object, ...]]:
    """That each document was new, then that one after another was changed."""
    for number in range(count):
        about = number % of
        document = {"key": f"key/{about}", "kind": "article", "title": "A title of some sixty letters, as most titles are",
                    "url": f"https://a.example/{about}", "published": "2026-01-01", "summary": "words " * 20,
                    "details": {"size": "388 KB"}, "part_of": ""}  # fmt: skip
        kind = "new" if number < of else "changed"
        yield (
            SOURCES[about % len(SOURCES)], moment(days - days * number // count), kind, f"key/{about}",
            json.dumps(document), json.dumps({"title": ["old", "new"]} if kind == "changed" else {}), '["send"]',
        )  # fmt: skip


def told(count: int, subscribers: int, chances: int) -> Iterator[tuple[object, ...]]:
    """Alerts of the last ninety days, each with its message; what is older was tidied away."""
    for number in range(chances):
        yield (
            number + 1,
            count - number % min(count, 5_000),
            1 + (number * 7 + number // 5_000) % subscribers,
            moment(9),
        )


def fill(store: Store, share: float, days: int, messages: int = 30_000) -> None:
    """This share of ten years; the messages are those of ninety days, however many years there are."""
    held, logged = int(DOCUMENTS * share), int(CHANGES * share)
    with store.write() as db:
        for source in SOURCES:
            seen = {"state": "ok", "last_visit": NOW, "last_good": NOW, "next_visit": NOW, "baseline_at": NOW}
            remembered.save_health(db, Health(source, "feed", "https://a.example", **seen))  # type: ignore[arg-type]  # one type each
    people(store, SUBSCRIBERS)
    with past_the_store(store) as db:
        _fill_documents(db, held, days)
        db.executemany(
            "INSERT INTO changes (source_id, at, kind, key, document, fields, topics) VALUES (?, ?, ?, ?, ?, ?, ?)",
            changes(logged, held, days))  # fmt: skip
        _fill_messages(db, list(told(logged, SUBSCRIBERS, messages)))


def _fill_documents(db: sqlite3.Connection, count: int, days: int) -> None:
    """Documents, and the pages and scopes in which they were read."""
    db.executemany(
        "INSERT INTO documents (source_id, key, scope, kind, title, url, published, summary, details, words,"
        " first_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", documents(count, days))  # fmt: skip
    read = [(source, f"https://a.example/list/{number}") for source in SOURCES for number in range(count // 24)]
    db.executemany("INSERT INTO scopes (source_id, scope, read_at) VALUES (?, ?, '2026-11-20 09:00:00.000000')", read)
    db.executemany(
        "INSERT INTO pages (source_id, url, digest, reader, fetched_at, full_at) VALUES"
        " (?, ?, 'x', '1', '2026-11-20 09:00:00.000000', '2026-11-20 09:00:00.000000')", read)  # fmt: skip


def _fill_messages(db: sqlite3.Connection, sent: Sequence[tuple[object, ...]]) -> None:
    """Messages, each with the alert that it told of."""
    db.executemany(
        "INSERT INTO messages (id, chat_id, html, state, not_before, created_at, sent_at, telegram_id)"
        " VALUES (?1, ?3, 'x', 'sent', ?4, ?4, ?4, 1)", sent)  # fmt: skip
    db.executemany(
        "INSERT OR IGNORE INTO alerts (change_id, chat_id, reasons, due_at, message_id)"
        " VALUES (?2, ?3, '[\"SEND\"]', ?4, ?1)", sent)  # fmt: skip


def seconds(call: Callable[[], object], times: int = 9) -> float:
    """Returns the median of so many measurements, in CPU seconds of this process for one call, after one to warm up. What is
    quick is called again in each, until there is enough to measure."""
    _spent(call, 1)
    again = min(MOST_CALLS, 1 + int(ENOUGH / max(_spent(call, 1), 1e-6)))
    return median(_spent(call, again) / again for _ in range(times))


def _spent(call: Callable[[], object], times: int) -> float:
    started = time.process_time()
    for _ in range(times):
        call()
    return time.process_time() - started


def status(store: Store) -> object:
    """Asks what `watcher status` asks."""
    with store.read() as db:
        return remembered.health(db), outbox.queue_counts(db), chats.subscribers(db), stored_status.last_run(db)


def look(store: Store, *words: str) -> object:
    """Asks what `/search` asks."""
    with store.read() as db:
        return search.search(db, [Phrase(word) for word in words], 0, 5)


def council(site: Site, stamp: int) -> dict[str, Served]:
    """Returns a portal whose pages say what they said, in other bytes: every one is read, and compared with what stood there."""
    end = f"<!-- {stamp} -->"

    def asked(page: Callable[[str], str]) -> Served:
        return lambda request: Answer((page(site.url + request.path) + end).encode())

    pages = portal().pages.items()
    return {f"/{path}": asked(page) if callable(page) else _text(page) + end for path, page in pages}


def _text(page: object) -> str:
    """What that portal serves is text, though its like may fail or send bytes."""
    if not isinstance(page, str):
        raise TypeError(f"no text: {page!r}")
    return page


def of_portal(context: VisitContext, site: Site) -> float:
    """Returns the CPU seconds of a visit of the whole portal, which has as many documents, pages and scopes as any source."""
    source, days = Source("democracy", "The council", f"{site.url}/", "moderngov"), iter(range(1_000))

    def again() -> None:
        day = next(days)
        site.pages |= council(site, day)
        visit(source, context, NOW + timedelta(days=day))

    again()
    return seconds(again)


def measured(folder: Path, store: Store) -> dict[str, float]:
    """Returns the size in MB, and CPU seconds of each thing that is asked of it."""
    figures = {"size": (folder / "db.sqlite3").stat().st_size / 1_000_000}
    with Site({"/feed.xml": rss("Bins", "School places for SEND pupils")}) as site:
        source = Source("paper", "The Paper", f"{site.url}/feed.xml", "feed")
        story = iter(range(1_000))

        def news() -> None:
            site.pages["/feed.xml"] = rss(*(f"Story {next(story)} of the SEND pupils" for _ in range(1)))
            visit(source, context, NOW)

        with Fetcher(contact="https://a.example", delay=0, timeout=9, max_bytes=10**6, own_hosts=[site.host]) as web:
            context = context_of(store, web)
            visit(source, context, NOW)
            figures["visit, nothing new"] = seconds(lambda: visit(source, context, NOW))
            figures["visit, one story to 1,000 chats"] = seconds(news)
            figures["visit, a portal written anew"] = of_portal(context, site)
    figures["status"] = seconds(lambda: status(store))
    figures["search, a common word"] = seconds(lambda: look(store, "school"))
    figures["search, three words"] = seconds(lambda: look(store, "school", "transport", "budget"))
    return figures


def main() -> None:
    """Prints what was measured."""
    parser = ArgumentParser(prog="python -m bench.decade", description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty one, where the database is made")
    parser.add_argument("months", type=int, help=f"that it holds; {MONTHS} are ten years")
    asked = parser.parse_args()
    folder, months = asked.folder, asked.months
    with Store(f"sqlite:///{folder}/db.sqlite3") as store:
        fill(store, months / MONTHS, 30 * months)
    with Store(f"sqlite:///{folder}/db.sqlite3") as store:
        print(json.dumps(measured(folder, store)))  # its answer


if __name__ == "__main__":
    main()
