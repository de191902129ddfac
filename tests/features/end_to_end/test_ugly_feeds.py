"""Every ugly file of ../shared/real/news, and some worse of our own, as a source beside healthy ones, in whole runs."""

from __future__ import annotations

from collections.abc import Callable, Set
from pathlib import Path

import pytest

from tests.features.end_to_end.town import Town
from tests.tools.soaks import some_rows
from tests.tools.web import Answer
from tests.unit.sources.feeds import article, rss
from watcher.core.visits import Health
from watcher.store import Store
from watcher.store import sources as remembered

OLD = article("Old story", "http://news.example.org/1", "g1")
TITLES = {"first": "Library opens in March", "last": "Bridge closed for repairs"}
FRESH = {name: article(title, f"http://news.example.org/{name}", name) for name, title in TITLES.items()}
WORSE: dict[str, Callable[[], bytes]] = {
    "half-a-character": lambda: (
        b'{"items": [{"id": "1", "title": "lone \\ud83d", "url": "http://e.example.org/\\udc00"}]}'
    ),
    "zero-in-json": lambda: b'{"items": [{"id": "a\\u0000b", "title": "zero \\u0000", "summary": "\\u0000"}]}',
    "half-a-character-reference": lambda: rss(article("x", guid="1")).replace(b">x<", b">x &#55357; &#0; &#xD800;<"),
    "lines-before-the-root": lambda: b"<?xml version='1.0'?>" + b"\n" * 1_000_000 + rss(OLD),
    "entities-in-the-doctype": lambda: b"<!DOCTYPE rss [" + b"\n<!ENTITY a 'b'>" * 60_000 + b"]>" + rss(OLD),
    "one-long-tag": lambda: rss(f"<item><guid>1</guid><x {'a=1 ' * 100_000}/></item>"),
    "only-ampersands": lambda: rss(f"<item><guid>1</guid><description>{'&' * 1_000_000}</description></item>"),
    "names-without-end": lambda: rss(
        article("a" * 3_000_000, guid="g" * 3_000_000, link="http://e.example.org/" + "b" * 9_999)
    ),
}
"""Megabytes of them: made by the tests that serve them, not by each process that loads this."""


def ugly(folder: Path) -> dict[str, bytes]:
    """The files that are, or stand where, a feed should be: by a name that is a source's id."""
    files = [*(folder / "ugly").iterdir(), *(folder / "html").iterdir(), *(folder / "reconstructed").iterdir()]
    return {file.stem.lower().replace("_", "-").replace(".", "-"): file.read_bytes() for file in files}


def healths(town: Town) -> dict[str, Health]:
    with Store(town.environment.database_url) as store, store.read() as db:
        return remembered.health(db)


def beside_healthy_ones(town: Town, bad: dict[str, bytes]) -> None:
    town.watches("first", "/first.xml", kind="feed")
    for name, body in bad.items():
        town.watches(name, f"/bad/{name}", kind="feed")
        town.serves({f"/bad/{name}": Answer(body, content_type="application/xml")})
    town.watches("last", "/last.xml", kind="feed")
    town.serves({path: Answer(rss(OLD)) for path in ("/first.xml", "/last.xml")})


def assert_healthy_ones_are_told(town: Town, bad: dict[str, bytes]) -> None:
    """And nobody else, though everything is read twice."""
    ann = town.subscriber(42, "all")
    town.serves({f"/{name}.xml": Answer(rss(fresh, OLD)) for name, fresh in FRESH.items()})
    result = town.once(all_sources=True)
    assert result.failed, "exit code 1"
    assert not result.problems
    assert len(result.visits) == len(bad) + 2
    told = town.told(ann)
    assert [message.count(f"New: {title}") for message in told for title in TITLES.values()] == [1, 0, 0, 1]
    assert {change.source for change in town.log()} == {"first", "last"}


@pytest.mark.soak  # quicker: each file alone in sources/test_feed.py, and those made to hurt below
def test_every_ugly_file_leaves_the_healthy_sources_alone(town: Town, real: Path) -> None:
    bad = ugly(real / "news")
    beside_healthy_ones(town, bad)
    assert_healthy_ones_are_told(town, bad)
    stood = healths(town)
    read = [name for name in bad if stood[name].state == "ok"]
    assert len(read) >= 20, "most of them can be read"
    assert stood["no-items-channel"].state == "ok", "an empty beginning is a beginning (docs/adr/0025)"
    for name in ("parse-raises-charref", "soft404-200", "empty-0-bytes"):
        assert stood[name].state == "failing", name
    assert stood["cloudflare-challenge-403"].state == "blocked"
    for name in bad.keys() - set(read):
        reason = stood[name].reason or ""
        assert 20 < len(reason) < 400, name
        assert "unexpected" not in reason, name


READ = {"half-a-character", "half-a-character-reference", "names-without-end"}
QUICK = {"half-a-character", "half-a-character-reference", "zero-in-json", "lines-before-the-root"}


@pytest.mark.parametrize("names", [QUICK, pytest.param(WORSE.keys(), marks=pytest.mark.soak)], ids=["some", "all"])
def test_feeds_made_to_hurt_leave_the_healthy_sources_alone(town: Town, names: Set[str]) -> None:
    bad = {name: body() for name, body in WORSE.items() if name in names}
    beside_healthy_ones(town, bad)
    assert_healthy_ones_are_told(town, bad)
    stood = healths(town)
    assert "unexpected" not in " ".join(health.reason or "" for health in stood.values())
    assert {name for name in bad if stood[name].state == "ok"} >= READ & names


@pytest.mark.parametrize(
    ("name", "reason"),
    some_rows(
        [
            ("lines-before-the-root", "more than 20,000 bytes before its first tag"),
            ("entities-in-the-doctype", "more than 20,000 bytes before its first tag"),
            ("one-long-tag", "a tag of more than 200,000 bytes"),
            ("only-ampersands", "more than 500,000 entities"),
        ],
        every=4,
    ),
)
def test_what_would_keep_the_parser_busy_is_refused_by_its_reason(town: Town, name: str, reason: str) -> None:
    town.watches(name, "/bad", kind="feed")
    town.serves({"/bad": Answer(WORSE[name]())})
    (result,) = town.once().visits
    assert (result.state, reason in (result.reason or "")) == ("failing", True)
