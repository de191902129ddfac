"""The worker over a life: its config is edited, sites hang, Telegram fails, somebody asks for its figures; what it logs
and what it leaves on the disk. In this process, with its looks in quick succession."""

from __future__ import annotations

import re
import signal
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.features.end_to_end.inprocess import hurried, logging_as_before, signalled, until, work
from tests.features.end_to_end.newspaper import ONE, TWO, feed
from tests.features.end_to_end.town import Town, replaced
from tests.tools.soaks import some
from tests.tools.standin import Chat
from tests.tools.web import Answer, free_port
from watcher.core.errors import Stuck
from watcher.jobs import heartbeat
from watcher.jobs.worker import Intervals
from watcher.store.backup import backup

ADMIN, ANN = 900_000_001, 420_000_042
SHAPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (INFO|WARNING|ERROR) [a-zA-Z]")


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.fixture
def town(yesterday: Town) -> Town:
    yesterday.watches("news", "/feed.xml")
    yesterday.serves({"/feed.xml": feed(ONE)})
    yesterday.api.private(ADMIN)
    later = datetime.now(UTC) + timedelta(days=3)  # no weekly report falls into the day of the real clock
    yesterday.watcher["telegram"] = {"admins": [ADMIN], "weekly": f"{WEEKDAYS[later.weekday()]} 09:00"}
    yesterday.settings()
    return yesterday


@pytest.fixture(autouse=True)
def quiet_again() -> Iterator[None]:
    with logging_as_before():
        yield


def test_an_edit_takes_effect_without_a_restart(town: Town) -> None:
    ann = town.api.private(ANN)

    def story() -> None:
        until(lambda: "/feed.xml" in town.site.asked)
        town.watches("gazette", "/gazette.xml")
        town.serves({"/gazette.xml": feed(TWO)})
        town.topics["topics"][0]["id"] = "send-and-more"
        town.settings()
        until(lambda: "/gazette.xml" in town.site.asked)
        ann.says("/subscribe send-and-more")
        until(lambda: ann.texts)

    work(town, story)
    assert ann.texts[0].startswith("Following SEND")
    assert town.api.chat(ADMIN).texts == []  # a good edit is no news


@pytest.mark.soak  # quicker: the edit that adds one, above
def test_a_source_that_left_the_config_is_visited_no_more(town: Town) -> None:
    town.watches("gazette", "/gazette.xml", every="1s")
    town.sources["news"]["every"] = "1s"
    town.serves({"/gazette.xml": feed(TWO)})

    def story() -> None:
        until(lambda: "/gazette.xml" in town.site.asked)
        del town.sources["gazette"]
        town.settings()
        until(lambda: town.site.asked[-3:] == ["/feed.xml"] * 3)  # both are due each second

    work(town, story)


def test_a_broken_edit_is_refused_the_old_config_stays_and_administrators_hear_once(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    admin, ann = town.api.chat(ADMIN), town.api.private(ANN)
    file = town.folder / "config" / "topics.yaml"
    good = file.read_text()

    def story() -> None:
        replaced(file, "topics:\n  - {id: send, nmae: SEND, phrases: []}\n")
        until(lambda: admin.texts)
        ann.says("/subscribe roads")
        until(lambda: ann.texts)
        replaced(file, good)
        until(lambda: len(admin.texts) == 2)

    work(town, story, limiter=hurried())
    problems = [line for line in capsys.readouterr().err.splitlines() if "topics.yaml" in line]
    assert len(problems) == 3  # the unknown key, the missing one, the empty list: each once
    assert ann.texts[0].startswith("Following Roads")
    refused, right = admin.texts
    assert refused.startswith("The edited config is refused")
    assert "unknown key 'nmae'" in refused
    assert right == "The config is right again and in force."


@pytest.mark.parametrize(
    "slow", some([Answer(bytes(10_000), drip=0.05), Answer(b"", stall=60)], every=2), ids=["drips", "silent"]
)
def test_it_ends_at_once_while_a_slow_page_is_read_which_is_no_failure_of_the_site(town: Town, slow: Answer) -> None:
    town.serves({"/feed.xml": slow})
    town.watcher["fetch"]["timeout"] = "60s"
    work(town, lambda: until(lambda: town.site.asked))
    town.serves({"/feed.xml": feed(ONE)})
    assert [one.state for one in town.once().visits] == ["ok"]  # it was not put off


def test_what_is_stuck_ends_it_to_be_started_again_and_its_sign_of_life_grows_old(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    town.serves({"/feed.xml": Answer(b"", stall=60)})
    town.token = False  # the conversation with Telegram is not that quick
    impatient = Intervals(visits=0.1, jitter=0, config=60, beat=0.05, silent=0.1, stuck=0.3)
    with pytest.raises(Stuck, match="the visit of news has been stuck"):
        work(town, None, impatient)
    assert capsys.readouterr().err.count("ERROR stuck the visit of news") == 1
    assert heartbeat.read(town.folder / "state") is not None


def test_sighup_reads_the_config_again_and_ends_nothing(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.token = False
    heard: list[str] = []

    def logged(words: str) -> bool:
        heard.append(capsys.readouterr().err)
        return words in "".join(heard)

    def story() -> None:
        signalled(signal.SIGHUP)
        until(lambda: logged("INFO config read again: nothing differs"))

    work(town, story)


def listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def shown(port: int) -> dict[str, float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        lines = [line for line in answer.read().decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_its_figures_are_shown_to_prometheus(town: Town) -> None:
    town.subscriber(ANN, "news")
    town.serves({"/feed.xml": feed(TWO, ONE), "/bad.xml": Answer(b"", status=403)})
    town.watches("bad", "/bad.xml")
    town.watcher["metrics"] = port = free_port()
    figures: dict[str, float] = {}
    other, began = free_port(), int(time.time())

    def story() -> None:
        until(lambda: shown(port).get('watcher_sends_total{result="sent"}') == 2)
        figures.update(shown(port))
        town.watcher["metrics"] = other
        town.settings()
        until(lambda: listens(other))
        assert shown(other)['watcher_sends_total{result="sent"}'] == 2  # as before: they are only shown elsewhere
        assert not listens(port)

    work(town, story)
    assert figures['watcher_visits_total{source="news",state="ok"}'] == 1
    assert figures['watcher_visits_total{source="bad",state="blocked"}'] == 1
    assert figures['watcher_changes_total{source="news"}'] == 1
    assert figures["watcher_alert_seconds_count"] == 1  # the administrator's message tells no change
    assert figures['watcher_queue{state="waiting"}'] == 0
    assert figures['watcher_last_good_seconds{source="news"}'] >= began
    assert figures['watcher_last_good_seconds{source="bad"}'] == 0  # never yet
    assert not listens(other)


@pytest.mark.soak  # quicker: the figures, above
def test_a_port_that_is_taken_costs_the_figures_and_nothing_else(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        town.watcher["metrics"] = taken.getsockname()[1]
        work(town, lambda: until(lambda: town.site.asked))
    assert "ERROR metrics: 127.0.0.1:" in capsys.readouterr().err


def every_byte(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def everything_fails(town: Town, ann: Chat, logged: Callable[[], str]) -> None:
    """What may go wrong in a life, one thing after another."""
    api = town.api
    api.fail("sendMessage", times=1, code=400, description="Bad Request: can't parse entities: odd")
    api.fail("getUpdates", times=2, code=502)
    until(lambda: town.told(ann))
    api.fail("getUpdates", times=1, code=409, description="Conflict: terminated by other getUpdates request")
    ann.says("/mine")
    replaced(town.folder / "config" / "topics.yaml", f"topics: {api.token}")
    until(lambda: len(api.chat(ADMIN).texts) == 2)
    ann.blocks()
    api.refuse_connections()
    until(lambda: "ConnectError" in logged())
    api.accept_connections()


def test_a_life_full_of_errors_shows_no_token_anywhere_and_no_chat_in_the_log(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    ann = town.subscriber(ANN, "news")
    town.serves({"/feed.xml": feed(TWO, ONE), "/bad.xml": Answer(b"", status=500)})
    town.watches("bad", "/bad.xml")
    state, left = town.folder / "state", [b""]
    out, err = list[str](), list[str]()

    def logged() -> str:
        for so_far, new in zip((out, err), capsys.readouterr(), strict=True):
            so_far.append(new)
        return "".join(out + err)

    def story() -> None:
        everything_fails(town, ann, logged)
        backup(town.environment.database_url, state / "copy.sqlite3")
        left[0] = every_byte(state)

    work(town, story, limiter=hurried())
    said = logged()
    secret = town.api.token.partition(":")[2]
    assert secret.encode() not in left[0]
    assert [word for word in (secret, str(ADMIN), str(ANN)) if word in said] == []
    assert [line for line in said.splitlines() if not SHAPE.match(line)] == []
    for event in ("INFO visit news: 1 new", "WARNING visit bad: failing", "WARNING send: ", "ERROR config refused"):
        assert event in said
    assert {file.stat().st_mode & 0o777 for file in state.iterdir()} == {0o600}
