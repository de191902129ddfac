"""One story that very many people hear of, and a paper of 300 pages against ten thousand wishes; and how long the outbox
takes to hand out a message while all of them wait. `python -m bench.crowd SUBSCRIBERS` prints figures as JSON."""

from __future__ import annotations

import datetime as dt
import json
import resource
import sqlite3
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bench.pages import WORDS
from tests.tools.web import Answer, Site
from watcher.core.alerts import Subscription
from watcher.core.documents import Change, Document
from watcher.core.sources import Source
from watcher.core.topics import Places, Topic
from watcher.fetch import Fetcher
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.visit import visit
from watcher.jobs.visit_context import VisitContext
from watcher.messages.context import RenderContext
from watcher.rules.digests import Timetable
from watcher.rules.matching import Matcher, Recipients, text_of
from watcher.store import Store

LONDON = ZoneInfo("Europe/London")
MORNING = dt.time(7, 30)
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
STORY = "School places for SEND pupils in Havering: Ofsted and parents on EHCP delays, transport and the budget"
TOPICS = (Topic("send", "SEND", "", ("SEND", "EHCP")), Topic("schools", "Schools", "", ("school", "pupils")))
_WISHES = ("EHCP", "school places", '"SEND pupils"', "Ofsted", "transport budget", "parents Havering")
FEWEST = 60
"""Messages are handed out, so that each has a chat of its own."""
_FREQUENCIES = ("now", "now", "now", "daily", "weekly")


def wishes(count: int) -> Iterator[tuple[int, str, str, str]]:
    """Chat, what, words, how often: all, a topic, two topics, a source, or words of one's own."""
    for chat in range(1, count + 1):
        often = _FREQUENCIES[chat % 5]
        match chat % 10:
            case 0:
                yield chat, "all", "", often
            case 1 | 2 | 3:
                yield chat, "send", "", often
            case 4 | 5:
                yield chat, "send", "", often
                yield chat, "schools", "", "daily"
            case 6 | 7:
                yield chat, "paper", "", often
            case _:
                yield chat, "", _WISHES[chat % len(_WISHES)], often


@contextmanager
def past_the_store(store: Store) -> Iterator[sqlite3.Connection]:
    """SQLite's own connection, in one transaction: it takes rows one by one, so that no list of them is memory."""
    with closing(store.engine.raw_connection()) as pooled:
        connection = pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)  # noqa: S101  # every bench of a crowd is on SQLite
        connection.execute("BEGIN")
        yield connection
        connection.commit()


def people(store: Store, count: int) -> None:
    """Adds so many chats, with what each of them wishes."""
    with past_the_store(store) as db:
        db.executemany(
            "INSERT INTO chats (chat_id, kind, since) VALUES (?, 'private', '2026-01-01 00:00:00.000000')",
            ((chat,) for chat in range(1, count + 1)),
        )
        db.executemany(
            "INSERT INTO subscriptions (chat_id, what, words, frequency, since)"
            " VALUES (?, ?, ?, ?, '2026-01-01 00:00:00.000000')",
            wishes(count),
        )


def rss(*titles: str) -> Answer:
    """Returns a feed of articles with these titles."""
    articles = "".join(
        f"<item><title>{title}</title><link>https://paper.example/{number}</link><guid>{number}</guid></item>"
        for number, title in enumerate(titles)
    )
    return Answer(f'<rss version="2.0"><channel><title>Paper</title>{articles}</channel></rss>'.encode())


def peak() -> float:
    """MiB, of this process until now."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def context_of(store: Store, web: Fetcher) -> VisitContext:
    """As a run opens one, with two topics."""
    return VisitContext(store, web, lambda: Matcher(TOPICS, Places()), Timetable(LONDON, MORNING, (4, MORNING)))


def told(folder: Path, count: int) -> dict[str, float]:
    """Makes a first visit, then one that finds the story; then the first messages are handed out."""
    with Site({"/feed.xml": rss("Bins")}) as site, Store(f"sqlite:///{folder}/db.sqlite3") as store:
        people(store, count)
        source = Source("paper", "The Paper", f"{site.url}/feed.xml", "feed")
        fetcher = Fetcher(contact="https://a.example", delay=0, timeout=9, max_bytes=10**6, own_hosts=[site.host])
        with fetcher:
            context = context_of(store, fetcher)
            visit(source, context, NOW)
            site.pages["/feed.xml"] = rss("Bins", STORY)
            before, started, used = peak(), time.perf_counter(), time.process_time()
            visit(source, context, NOW)
        figures = {"cpu": time.process_time() - used, "wall": time.perf_counter() - started, "peak": peak() - before}
        with past_the_store(store) as db:
            alerts, chats = db.execute("SELECT count(*), count(DISTINCT chat_id) FROM alerts").fetchone()
        assert alerts == chats == count, f"{alerts} alerts for {chats} of {count} chats"  # noqa: S101  # the claim itself
        return figures | handed_out(OutboxWorker(store, RenderContext({"paper": source}, LONDON), lambda: NOW))


def handed_out(post: OutboxWorker, messages: int = FEWEST) -> dict[str, float]:
    """Seconds for the first message and for one of those after it, and how far memory grew meanwhile."""
    before, seconds = peak(), []
    for _ in range(messages):
        started = time.perf_counter()
        message = post.claim()
        assert message  # noqa: S101  # there are more subscribers than messages
        post.sent(message, message.id)
        seconds.append(time.perf_counter() - started)
    return {"first": seconds[0], "message": sum(seconds[1:]) / (messages - 1), "delivery_peak": peak() - before}


def matched(papers: int = 5) -> dict[str, float]:
    """Returns the medians of so many papers, each with wishes of its own."""
    found = [_matched(Random(number)) for number in range(papers)]  # noqa: S311  # no secret: the same every time
    return {name: median(figures[name] for figures in found) for name in found[0]}


def _matched(chance: Random, subscriptions: int = 10_000, pages: int = 300) -> dict[str, float]:
    """CPU seconds to make a paper of so many pages ready, and to find who of so many asked for words in it."""
    words = [*WORDS, *(f"{word}{number}" for word in WORDS for number in range(40))]
    text = "\f".join(" ".join(chance.choices(words, k=450)) for _ in range(pages))
    paper = Document("1", "report", "A long paper", "https://a.example", details={"text": "1"}, words=text)
    held = subscriptions // 500  # few ask for what one paper holds; the others ask for words of which it holds one
    wanted = [Subscription(n, "", " ".join(chance.choices(words, k=1 + n % 3))) for n in range(held)]
    wanted += [Subscription(n, "", f'"{chance.choice(words)} {n}"') for n in range(held, subscriptions)]
    audience = Recipients(wanted, Matcher((), Places()))
    source, change = Source("s", "S", "https://a.example", "feed"), Change("new", paper)
    started = time.process_time()
    ready = text_of(paper)
    assert ready.words  # noqa: S101  # makes it ready
    between = time.process_time()
    heard = audience.matching_in(ready, change, source)
    return {"ready": between - started, "match": time.process_time() - between, "heard": len(heard)}


def main() -> None:
    """Prints what was measured."""
    parser = ArgumentParser(prog="python -m bench.crowd", description=__doc__)
    parser.add_argument("subscribers", type=int, help="how many hear of the story; 0 for the paper and its wishes")
    count = parser.parse_args().subscribers
    if 0 < count < FEWEST:
        parser.error(f"{count} are too few: {FEWEST} messages are handed out")
    with TemporaryDirectory() as folder:
        print(json.dumps(told(Path(folder), count) if count else matched()))  # its answer


if __name__ == "__main__":
    main()
