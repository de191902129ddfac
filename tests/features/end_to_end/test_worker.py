"""`watcher run` as a service starts, watches and stops it: a process of its own, and what needs none in this one."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path

import pytest

from tests.features.end_to_end.inprocess import ended, hurried, logging_as_before, until, work
from tests.features.end_to_end.newspaper import ONE, TWO, feed
from tests.features.end_to_end.processes import working
from tests.features.end_to_end.town import Town

DAY = timedelta(days=1)


@pytest.fixture
def town(with_news: Town) -> Town:
    return with_news


def test_it_answers_visits_tells_and_ends_cleanly_beside_a_run_that_may_not(town: Town) -> None:
    ann = town.subscriber(42, "news")
    town.serves({"/feed.xml": feed(TWO, ONE)})
    with working(town.folder, **town.variables) as worker:
        worker.until(lambda: town.told(ann))
        assert "New: Story 2" in ann.texts[-1]
        other = ended(town.folder, "once", **town.variables)
        assert (other.code, other.out) == (75, "")
        bob = town.api.private(43)
        bob.says("/start")
        worker.until(lambda: bob.texts)
        shown = Path(f"/proc/{worker.number}/cmdline").read_bytes()
        done = worker.ends(signal.SIGTERM)
    assert done.code == 0
    assert done.err.splitlines()[-1].endswith(" INFO end")
    assert town.api.token.partition(":")[2] not in shown.decode()
    assert "news: 1 new" in done.out
    assert len(town.api.calls_to("getMe")) == 1  # the worker's: the other asked nothing
    assert not town.once(later=2 * DAY).failed
    assert (len(bob.texts), town.told(ann), town.api.doubles()) == (1, [], {})


def test_it_waits_while_telegram_is_down_and_what_it_answered_then_is_not_answered_again(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    ann = town.subscriber(42, "news")
    town.serves({"/feed.xml": feed(TWO, ONE)})
    town.api.refuse_connections()

    def story() -> None:
        until(town.log)
        ann.says("/mine")
        town.api.accept_connections()
        until(lambda: len(ann.texts) == 2)

    with logging_as_before():
        work(town, story, limiter=hurried())
    assert town.api.token.partition(":")[2] not in "".join(capsys.readouterr())
    assert {text.partition("\n")[0] for text in town.told(ann)} == {
        "New: Story 2 <http://news.example.org/2>",
        "Followed here",
    }
    town.once(later=2 * DAY)
    assert (town.told(ann), town.api.doubles()) == ([], {})


def test_without_a_token_it_visits_and_ends_cleanly(town: Town) -> None:
    town.token = False
    with logging_as_before():
        work(town, lambda: until(lambda: town.site.asked))
    assert town.api.calls == []
