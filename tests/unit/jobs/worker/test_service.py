"""What becomes of an edit of the config while the database can't be written."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.tools.postgres import address
from tests.unit.store.coworkers import NOW, losing_the_answer
from watcher.config import Environment, load_settings
from watcher.core.errors import StateError
from watcher.core.visits import Health
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.setup import render_context
from watcher.jobs.worker.parts import Intervals, WorkerParts
from watcher.jobs.worker.scheduler import Scheduler
from watcher.jobs.worker.service import WorkerService
from watcher.jobs.worker.shutdown import Shutdown
from watcher.jobs.worker.speaker import Speaker
from watcher.jobs.worker.term import Term
from watcher.store import Store, sources
from watcher.store.leases import join

CONFIG = Path("config")


def watches(source: str) -> None:
    CONFIG.mkdir(exist_ok=True)
    (CONFIG / "sources.yaml").write_text(f"sources: [{{name: The News, url: http://127.0.0.1:9/feed.xml, {source}}}]\n")
    (CONFIG / "topics.yaml").write_text("topics: [{id: send, name: SEND, phrases: [SEND]}]\n")
    (CONFIG / "watcher.yaml").write_text("fetch: {delay: 0s}\n")


@pytest.mark.usefixtures("database")
def test_an_edit_that_could_not_be_saved_is_carried_over_at_the_next_look() -> None:
    """It was in force from then on, and what had a new id began anew."""
    watches("id: news")
    settings, place = load_settings(CONFIG), Environment(CONFIG, Path("state"), "", "", address())
    with Store(address()) as store, join(store) as leases, Shutdown() as ending:
        with store.write() as db:
            sources.save_health(db, Health("news", "feed", "http://127.0.0.1:9/feed.xml", state="ok"))
        post, term = OutboxWorker(store, render_context(settings), lambda: NOW), Term(ending)
        speaker = Speaker(settings, place, store, leases, post, term, lambda: NOW)
        speaker.begin()
        parts = WorkerParts(place, store, post, speaker, leases, term, lambda: NOW, Intervals())
        with closing(WorkerService(settings, parts, lambda source, result: None)) as service:
            service.begin(Scheduler())  # which does not begin: the looks are made here
            watches("id: gazette, was: [news]")
            parts.asked.set()
            with losing_the_answer(store, saved=False), pytest.raises(StateError):
                service.look_at_config()
            service.look_at_config()
        with store.read() as db:
            assert list(sources.health(db)) == ["gazette"]
