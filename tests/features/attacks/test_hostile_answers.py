"""Hostile answers beside a healthy one, read by `watcher once`, all of them in a process with limits of time and
memory: the healthy one is told, each hostile one is told apart in `status`, and what was known of it stays."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from tests.features.attacks import bombs
from tests.features.end_to_end.conftest import yesterday
from tests.features.end_to_end.inprocess import ended
from tests.features.end_to_end.processes import Ended, command, end_of
from tests.features.end_to_end.town import Town
from tests.tools.web import Answer
from tests.unit.sources.feeds import article, rss
from tests.unit.sources.govukpages import collection, served
from tests.unit.sources.ofstedpages import provider_page, row
from watcher.cli.demo.paper import pdf
from watcher.cli.status import gather_status, status_json
from watcher.core.documents import Document
from watcher.store import Store, documents

__all__ = ["yesterday"]  # a fixture of the end-to-end tests, used here too

SECONDS, BYTES = 40, 1_500_000_000
"""Of a processor, and of address space: for all the attacks together."""


@dataclass(frozen=True)
class Attack:
    """What a source answers from today on, and what `status` must say of it then."""

    address: str
    kind: str
    answer: Callable[[], bytes]
    reason: str
    state: str = "failing"
    before: str | bytes = b""
    type: str = "text/html"


ONE = rss(article("Yesterday", "http://news.example.org/1", "1"))
PAGE = b"<html><body><main><p>One</p><p>Two</p><p>Three</p></main></body></html>"
DAILY = row("1", "A report", "1 May 2026", "2 June 2026", href="http://files.example.org/nowhere")
PROVIDER = provider_page(DAILY)
NOTICES = served(collection())
XML = "application/rss+xml"
NO_PAGE = "tags"
ATTACKS = {
    "nested": Attack("/nested", "page", bombs.nested, NO_PAGE, before=PAGE),
    "unclosed": Attack("/unclosed", "page", lambda: bombs.page(b"<p>x" * bombs.MANY), NO_PAGE, before=PAGE),
    "attributes": Attack("/attributes", "page", bombs.many_attributes, NO_PAGE),
    "brackets": Attack("/brackets", "page", lambda: bombs.page(b"<" * 2_000_000), NO_PAGE),
    "meetings": Attack("/ieListMeetings.aspx?CId=1&Year=0", "moderngov", lambda: bombs.nested("table"), NO_PAGE),
    "provider": Attack("/provider/44/80500", "ofsted", lambda: bombs.nested("ol"), NO_PAGE, before=PROVIDER),
    "webpage": Attack("/webpage.xml", "feed", bombs.nested, "tags", before=ONE),
    "tags": Attack(
        "/tags.xml", "feed", lambda: bombs.rss([b"<item>" * bombs.MANY]), "100,000 tags", before=ONE, type=XML
    ),
    "json": Attack("/json.xml", "feed", bombs.brackets_json, "broken JSON", before=ONE, type="application/json"),
    "govuk": Attack(
        "/government/collections/notices-of-anytown",
        "govuk",
        lambda: b'{"title": %b}' % (b"[" * bombs.MANY),
        "did not answer in JSON",
        before=NOTICES,
    ),
    "laughs": Attack(
        "/government/feed.atom",
        "govuk",
        lambda: bombs.LAUGHS + b"<feed><title>&l9;</title></feed>",
        "XML that we do not open",
    ),
    "articles": Attack(
        "/articles.xml", "feed", lambda: bombs.rss(bombs.many_articles()), "", "ok", before=ONE, type=XML
    ),
    "jsons": Attack("/jsons.xml", "feed", bombs.many_json, "", "ok", before=ONE, type="application/json"),
    "laughing": Attack(
        "/laughing.xml",
        "feed",
        lambda: bombs.rss([b"<item><title>&l9;</title><guid>9</guid></item>"], bombs.LAUGHS),
        "entities of its own",
        before=ONE,
        type=XML,
    ),
}
QUICK = ("attributes", "tags", "govuk", "laughing")
"""Of each way to hurt one."""


def path(attack: Attack) -> str:
    """Where it is asked for: GOV.UK's pages are read through its API."""
    is_page = attack.kind == "govuk" and not attack.address.endswith(".atom")
    return f"/api/content{attack.address}" if is_page else attack.address.partition("?")[0]


def in_this_process(town: Town) -> Ended:
    """The same without a limit of memory, and without the second that a process takes to start."""
    return ended(town.folder, "once", "--all", **town.variables)


def within_limits(town: Town) -> Ended:
    """`watcher once --all` as it ends with so much time and memory; its limits hold for what it starts too."""
    process = command(town.folder, "once", "--all", **town.variables)
    resource.prlimit(process.pid, resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.prlimit(process.pid, resource.RLIMIT_AS, (BYTES, BYTES))
    return end_of(process)


linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process that was started already")


@pytest.mark.parametrize(
    ("names", "run"),
    [(QUICK, in_this_process), pytest.param(tuple(ATTACKS), within_limits, marks=[pytest.mark.soak, linux])],
    ids=["some", "all"],
)
def test_what_is_made_to_hurt_is_told_plainly_and_stops_nothing_else(
    yesterday: Town, names: Sequence[str], run: Callable[[Town], Ended]
) -> None:
    town, attacks = yesterday, {name: ATTACKS[name] for name in names}
    town.watches("news", "/feed.xml")
    town.serves({"/feed.xml": Answer(ONE, content_type=XML)})
    for name, attack in attacks.items():
        town.watches(name, attack.address, kind=attack.kind)
        town.serves({path(attack): Answer(attack.before.encode() if isinstance(attack.before, str) else attack.before)})
    ann = town.subscriber(42, "news")
    known = {name: keys(town, name) for name in attacks}
    for attack in attacks.values():
        town.serves({path(attack): Answer(attack.answer(), content_type=attack.type)})
    town.serves({"/feed.xml": Answer(rss(article("Today", "http://news.example.org/2", "2")), content_type=XML)})
    assert run(town).code == 1
    assert [message.count("New: Today") for message in town.told(ann)] == [1]
    status = json.loads(status_json(gather_status(town.settings(), town.environment)))
    told = {one["id"]: (one["state"], one["reason"] or "") for one in status["sources"]}
    assert {name: told[name][0] for name in attacks} == {name: attack.state for name, attack in attacks.items()}
    assert {name: told[name] for name, attack in attacks.items() if attack.reason not in told[name][1]} == {}
    assert [name for name in attacks if not known[name] <= keys(town, name)] == []
    kept = {name: len(keys(town, name)) for name in ("articles", "jsons") if name in attacks}
    assert set(kept.values()) <= {5_000}


def keys(town: Town, name: str) -> set[str]:
    """What is remembered of a source and not withdrawn."""
    return {one.key for one in held(town, name)}


def held(town: Town, name: str) -> list[Document]:
    with Store(town.environment.database_url) as store, store.read() as db:
        known = documents.memory(db, name).known.values()
    return [one.document for one in known if not one.withdrawn]


FILES = {
    "10": (bombs.endless_text, "too much time or memory"),
    "13": (bombs.nested, "tags"),
    "14": (lambda: pdf("A report of today"), ""),
}


@pytest.mark.soak  # quicker: with half the memory and a second's patience in papers/test_reader.py
@linux
def test_a_report_that_is_a_bomb_is_told_without_its_words_and_the_others_with_theirs(yesterday: Town) -> None:
    town = yesterday
    town.watches("ofsted", "/provider/44/80500")
    town.serves({"/provider/44/80500": PROVIDER})
    ann = town.subscriber(42, "ofsted")
    rows = [row(name, f"Report {name}", "1 May 2026", "2 June 2026", href=f"/v1/file/{name}") for name in FILES]
    town.serves({"/provider/44/80500": provider_page(DAILY, *rows)})
    town.serves({f"/v1/file/{name}": Answer(body()) for name, (body, _) in FILES.items()})
    assert within_limits(town).code == 0
    (message,) = town.told(ann)
    assert message.count("New: Report 1") == len(FILES)
    found = {one.key: one.details for one in held(town, "ofsted")}
    unsaid = [name for name, (_, reason) in FILES.items() if reason not in str(found[name].get("unread") or "")]
    assert unsaid == []
    assert "text" in found["14"]
