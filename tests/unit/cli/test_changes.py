"""`watcher changes`: the log, for people and for scripts."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.tools.postgres import address
from tests.unit.cli.conftest import Watcher
from watcher.core.documents import Change, Document, Quote
from watcher.store import Store
from watcher.store import changes as log

pytestmark = pytest.mark.usefixtures("config", "database")
MEETING = Document(
    "m1", "meeting", "Cabinet", "https://democracy.example.org/m1", details={"date": "2026-12-01", "venue": "Town Hall"}
)
REPORT = Document("r1", "report", "Children’s services: budget", "https://democracy.example.org/r1", date(2026, 11, 20))


def logged(*changes: Change) -> None:
    """These changes stand in the log, in this order."""
    with Store(address()) as store, store.write() as db:
        for change in changes:
            log.add(db, change)


def at(hours_ago: float) -> datetime:
    return datetime.now(UTC) - timedelta(hours=hours_ago)


def test_jsonl_is_what_the_interface_promises_to_the_letter(watcher: Watcher) -> None:
    noon = datetime(2026, 11, 21, 9, 30, 0, 999, tzinfo=UTC)
    moved = {"date": ("2026-11-30", "2026-12-01")}
    logged(
        Change("new", REPORT, topics=("send",), source="cabinet", at=noon, quotes=(Quote(6, "Fees rise.", "send"),)),
        Change("changed", MEETING, fields=moved, source="cabinet", at=noon + timedelta(minutes=1)),
    )
    ended = watcher("changes", "--format", "jsonl")

    assert ended.out.splitlines()[0] == (
        '{"id": 1, "at": "2026-11-21T09:30:00Z", "source": "cabinet", "kind": "new", "document": {"key": "r1", '
        '"kind": "report", "title": "Children’s services: budget", "url": "https://democracy.example.org/r1", '
        '"published": "2026-11-20", "details": {}}, "fields": {}, "topics": ["send"], '
        '"quotes": [{"page": 6, "text": "Fees rise.", "topic": "send"}], "diff": [], "versions": []}'
    )
    second = json.loads(ended.out.splitlines()[1])
    assert second["at"] == "2026-11-21T09:31:00Z"
    assert second["document"]["published"] is None
    assert second["document"]["details"] == {"date": "2026-12-01", "venue": "Town Hall"}
    assert second["quotes"] == []
    assert second["fields"] == {"date": ["2026-11-30", "2026-12-01"]}
    assert (ended.code, ended.err) == (0, "")


def test_the_table_says_what_a_subscriber_reads(watcher: Watcher) -> None:
    summer = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    logged(Change("changed", MEETING, fields={"venue": ("Library", "Town Hall")}, source="cabinet", at=summer))
    lines = [line.split("  ") for line in watcher("changes").out.splitlines()]
    said = [[word.strip() for word in line if word.strip()] for line in lines]
    assert said[0] == ["When", "Source", "Change", "Document"]
    assert said[1][:3] == ["2026-07-01 10:30", "cabinet", "Moved"]  # the time in London
    assert said[1][3].endswith("now at Town Hall")
    assert said[-2:] == [["venue: Library → Town Hall"], ["https://democracy.example.org/m1"]]


def test_nothing_wraps_where_nobody_looks(watcher: Watcher) -> None:
    long = "A very long title " * 14
    logged(
        Change(
            "new", Document("k", "article", long.strip(), "https://x.example.org/" + "y" * 200), source="a", at=at(1)
        )
    )
    out = watcher("changes").out
    assert long.strip() in out
    assert "https://x.example.org/" + "y" * 200 in out
    assert not any(line.endswith(" ") for line in out.splitlines())


def test_a_title_can_not_command_the_terminal(watcher: Watcher) -> None:
    logged(
        Change(
            "new",
            Document("k", "article", "\x1b[2J[red]Bold[/red]\x07", "https://x.example.org/"),
            source="a",
            at=at(1),
        )
    )
    out = watcher("changes").out
    assert "[2J[red]Bold[/red]" in out
    assert "\x1b" not in out
    assert "\x07" not in out


def test_since_shows_only_what_is_younger(watcher: Watcher) -> None:
    logged(Change("new", MEETING, source="a", at=at(50)), Change("new", REPORT, source="a", at=at(20)))
    keys = [
        json.loads(line)["document"]["key"]
        for line in watcher("changes", "--since", "2d", "--format", "jsonl").out.splitlines()
    ]
    assert keys == ["r1"]
    assert len(watcher("changes", "--format", "jsonl").out.splitlines()) == 2


def test_since_before_the_calendar_shows_all(watcher: Watcher) -> None:
    logged(Change("new", MEETING, source="a", at=at(50)))
    assert len(watcher("changes", "--since", "999999d", "--format", "jsonl").out.splitlines()) == 1


def test_source_shows_only_its_own_even_when_it_left_the_config(watcher: Watcher) -> None:
    logged(Change("new", MEETING, source="old", at=at(2)), Change("new", REPORT, source="gazette", at=at(1)))
    assert '"key": "m1"' in watcher("changes", "--source", "old", "--format", "jsonl").out
    assert '"key": "m1"' not in watcher("changes", "--source", "gazette", "--format", "jsonl").out


def test_no_changes_are_said_to_people_and_nothing_to_scripts(watcher: Watcher) -> None:
    assert watcher("changes", "--source", "gazette").out == "No changes.\n"
    assert watcher("changes", "--format", "jsonl").out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--since", "soon"), "--since must be a duration such as 90s, 30m, 6h or 2d, not 'soon'\n"),
        (("--source", "gazete"), "there is no source 'gazete'; did you mean 'gazette'?\n"),
    ],
)
def test_wrong_options_end_with_2(watcher: Watcher, arguments: tuple[str, ...], words: str) -> None:
    ended = watcher("changes", *arguments)
    assert (ended.code, ended.out, ended.err) == (2, "", words)


def test_an_unknown_format_ends_with_2(watcher: Watcher) -> None:
    ended = watcher("changes", "--format", "xml")
    assert ended.code == 2
    assert "jsonl" in ended.err
