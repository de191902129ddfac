"""What is wrong outside of us: a clear line, the promised exit code, and nothing lost."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from tests.features.end_to_end.inprocess import ended
from tests.features.end_to_end.newspaper import ONE, TWO, feed
from tests.features.end_to_end.town import Town
from tests.tools.web import Answer
from tests.unit.sources.feeds import rss
from watcher.cli.status import gather_status, status_json
from watcher.core.errors import TokenError

UNKNOWN_TOKEN = "123456:a-token_nobody_knows_0123456789abcdef"


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


# Name -> what is wrong with its page, its state in `status`, words of the reason that is given.
TROUBLES = {
    "missing": (Answer(status=404), "failing", "404"),
    "broken": (Answer(status=500), "failing", "500"),
    "refused": (Answer(status=403), "blocked", "403"),
    "webpage": (Answer(b"<!DOCTYPE html><html><body><h1>Welcome</h1></body></html>"), "failing", "web page"),
    "nothing": (Answer(b""), "failing", "nothing at all"),
    "cut": (Answer(rss(ONE)[:150], content_type="application/rss+xml"), "failing", ""),
}


def test_what_can_not_be_read_stops_no_other_source_and_status_says_why(town: Town) -> None:
    town.watches("news", "/feed.xml")
    for name in TROUBLES:
        town.watches(name, f"/{name}.xml", kind="feed")
    down = f"http://127.0.0.1:{closed_port()}/feed.xml"
    town.watches("down", down)
    town.watches("ofsted", "/provider/44/80500")
    town.watches("council", "/ieListMeetings.aspx?CId=1&Year=0")
    page = Answer(b"<!DOCTYPE html><html><body><h1>We are improving our site</h1></body></html>")
    town.serves({f"/{name}.xml": answer for name, (answer, _, _) in TROUBLES.items()})
    town.serves({"/feed.xml": feed(ONE), "/provider/44/80500": page, "/ieListMeetings.aspx": page})
    ann = town.subscriber(42, "all")
    town.serves({"/feed.xml": feed(TWO, ONE)})
    result = town.once(all_sources=True)
    (message,) = town.told(ann)
    assert "New: Story 2" in message
    assert result.failed
    states = {one.source.id: (one.state, one.reason or "") for one in result.visits}
    assert states.pop("news") == ("ok", "")
    assert {name: states[name][0] for name in TROUBLES} == {name: state for name, (_, state, _) in TROUBLES.items()}
    unsaid = {name: states[name][1] for name, (_, _, words) in TROUBLES.items() if words not in states[name][1]}
    assert unsaid == {}
    assert {states[name][0] for name in ("down", "ofsted", "council")} == {"failing"}
    assert all(reason and "\n" not in reason for _, reason in states.values())
    status = json.loads(status_json(gather_status(town.settings(), town.environment)))
    told = {one["id"]: (one["state"], one["reason"] or "") for one in status["sources"]}
    assert told == states | {"news": ("ok", "")}


@pytest.mark.soak  # quicker: unit/jobs/test_visit.py, and the next
def test_what_is_well_again_is_told_with_what_came_meanwhile(town: Town) -> None:
    town.watches("news", "/feed.xml")
    town.serves({"/feed.xml": feed(ONE)})
    ann = town.subscriber(42, "news")
    town.serves({"/feed.xml": Answer(b"<html><body>Back soon</body></html>")})
    assert town.once().failed
    town.serves({"/feed.xml": feed(TWO, ONE)})
    assert not town.once().failed
    (message,) = town.told(ann)
    assert message.count("New: ") == 1


@pytest.mark.soak  # quicker: unit/jobs/test_visit.py
def test_an_administrator_hears_once_of_a_source_that_breaks_and_once_that_it_is_well(town: Town) -> None:
    town.watcher["telegram"] = {"admins": [7]}
    town.watches("news", "/feed.xml")
    town.serves({"/feed.xml": feed(ONE)})
    chief = town.api.private(7)
    town.once()
    town.serves({"/feed.xml": Answer(status=503)})
    for _ in range(3):
        town.once(all_sources=True)
    (broke,) = town.told(chief)
    assert broke.startswith("The News can't be read (failing)\n")
    town.serves({"/feed.xml": feed(ONE)})
    town.once(all_sources=True)
    town.once()
    (well,) = town.told(chief)
    assert well.startswith("The News is read again after")


def test_what_is_not_understood_in_telegram_is_answered_and_changes_nothing(town: Town) -> None:
    town.watches("news", "/feed.xml")
    town.serves({"/feed.xml": feed(ONE)})
    typed = ["/subs news", "/nonsense", "hello", "/subscribe nothing", "/subscribe", "/", "/subscribe news hourly"]
    people = [town.api.private(number) for number in range(1, 1 + len(typed))]
    for person, words in zip(people, typed, strict=True):
        person.says(words)
    assert not town.once().failed
    assert [len(town.told(person)) for person in people] == [1] * len(typed)
    town.serves({"/feed.xml": feed(TWO, ONE)})
    town.once()
    assert town.told(*people) == []


def test_every_problem_of_the_config_is_told_and_nothing_is_started(tmp_path: Path, yesterday: Town) -> None:
    folder = tmp_path / "elsewhere"
    (folder / "config").mkdir(parents=True)
    url = yesterday.site.url
    sources = f"sources:\n  - id: Cabinet\n    url: {url}/feed.xml\n    kidn: feed\n  - id: two\n    name: Two\n"
    (folder / "config" / "sources.yaml").write_text(sources)
    (folder / "config" / "topics.yaml").write_text("topics: [{id: send}]\n")
    (folder / "config" / "watcher.yaml").write_text("fetch: {delay: soon}\n")
    done = ended(folder, "run", **yesterday.variables)
    places = {line.partition(": ")[0].rpartition(" ERROR ")[2] for line in done.err.splitlines()}
    assert (done.code, done.out) == (2, "")
    assert places >= {f"config/{place}" for place in ("sources.yaml:2", "sources.yaml:4", "watcher.yaml:1")}
    assert "Traceback" not in done.err
    assert sorted(one.name for one in folder.iterdir()) == ["config"]
    assert (yesterday.api.calls, yesterday.site.asked) == ([], [])


def test_a_token_nobody_knows_ends_a_worker_before_anything_is_done_and_is_never_shown(yesterday: Town) -> None:
    town = yesterday
    town.watches("news", "/feed.xml")
    town.settings()
    done = ended(town.folder, "run", **town.variables | {"TELEGRAM_BOT_TOKEN": UNKNOWN_TOKEN, "WATCHER_DEBUG": "1"})
    assert (done.code, done.out) == (2, "")
    assert "Telegram does not know this bot token; check TELEGRAM_BOT_TOKEN" in done.err
    assert UNKNOWN_TOKEN.partition(":")[2] not in done.err
    assert town.site.asked == []
    assert gather_status(town.settings(), town.environment).run is None


def test_a_token_nobody_knows_ends_a_run_before_anything_is_done(town: Town) -> None:
    town.watches("news", "/feed.xml")
    town.api.token = UNKNOWN_TOKEN
    with pytest.raises(TokenError, match="Telegram does not know this bot token"):
        town.once()
    assert town.site.asked == []
    assert gather_status(town.settings(), town.environment).run is None
