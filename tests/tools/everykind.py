"""Every kind of message, with the same words wherever a site, a member or an administrator may put words of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from tests.tools.lookups import FakeLookups
from watcher.bot.commands import Reply, answer
from watcher.bot.commands.command_list import commands_for
from watcher.core.alerts import Alert, Frequency, Reason, Subscription
from watcher.core.chats import Catalogue, ChatSettings, Muted, Request
from watcher.core.documents import Change, ChangeKind, Document, DocumentKind, Json, Quote
from watcher.core.meetings import Committee, UpcomingMeeting
from watcher.core.queries import (
    HeldPage,
    Run,
    SearchHit,
    StoredData,
    VolumeEstimate,
    WatcherStatus,
    Week,
)
from watcher.core.sources import Source
from watcher.core.topics import Topic
from watcher.core.visits import Health
from watcher.messages.admin import (
    config_refused,
    source_broke,
    source_held,
    source_moved,
    source_recovered,
    weekly_report,
)
from watcher.messages.context import RenderContext
from watcher.messages.render import render
from watcher.messages.splitting import in_plain_words

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
_OF_A_DECISION = ("reference", "outcome", "category", "council", "remedy")
_OF_A_FIGURE = ("figure", "period", "period_order", "measure", "column")
_IN_DETAILS = (
    "address",
    "call_in_basis",
    "call_in_until",
    "category",
    "collection",
    "decided",
    "document_type",
    "due",
    "effective",
    "framework",
    "inspected",
    "item",
    "key",
    "latest_report",
    "maker",
    "meeting",
    "note",
    "notice",
    "officer",
    "outcome",
    "previous_inspected",
    "previous_outcome",
    "provider",
    "rating",
    "reasons",
    "restriction",
    "section",
    "size",
    "state",
    "status",
    "text",
    "time",
    "unread",
    "venue",
    "report",
    "updated",
    "field-nobody-knows",
)


def messages(words: str) -> Iterator[tuple[str, str]]:
    """Each kind of message with its HTML; also as it is sent again where Telegram refused it."""
    kinds = {html: kind for kind, html in (*_alerts(words), *_alarms(words), *_answers(words)) if html}
    for html, kind in kinds.items():
        yield kind, html
        yield f"{kind}, without its tags", in_plain_words(html)


def details(words: str) -> dict[str, Json]:
    listed: list[Json] = [words, f"1 {words}"]
    items: list[Json] = [words, {"label": words}, {"label": words, "restriction": words}]
    graded: dict[str, Json] = {words: words, f"Overall {words}": f"a {words}"}
    found: dict[str, Json] = dict.fromkeys(_IN_DETAILS, words)
    found |= {"items": items, "needs_to_improve": listed, "priority_action": listed, "grades": graded}
    return found | {"previous": {words: "Good"}, "provider_url": "https://example.org/", "date": "2026-12-01"}


def of_a_figure(words: str) -> dict[str, Json]:
    number: dict[str, Json] = {"said": words, "value": 1.5}
    others: dict[str, Json] = {f"{at} {words}": number for at in range(5)}
    found: dict[str, Json] = dict.fromkeys(_OF_A_FIGURE, words)
    found |= {"england": number, "neighbours": others, "not_in_file": [words], "value": 2.5}
    return found | {"previous": {"period": words, **number}, "better": "higher"}


def document(words: str, kind: DocumentKind, without: frozenset[str] = frozenset()) -> Document:
    said = {name: value for name, value in details(words).items() if name not in without}
    said |= of_a_figure(words) if without and kind == "article" else {}
    return Document(f"{kind} {words}", kind, words, "https://example.org/a", date(2026, 11, 20), words, said)


def changes(words: str) -> Iterator[Change]:
    before: Mapping[str, Json] = dict.fromkeys(details(words) | of_a_figure(words), f"old {words}")
    for kind in get_args(DocumentKind):
        for without in (frozenset[str](), frozenset({"latest_report", "inspected"})):
            one = document(words, kind, without)
            for how in get_args(ChangeKind):
                pairs = {name: (before[name], value) for name, value in one.details.items()} | {
                    "title": (f"old {words}", words),
                    "summary": (words, f"new {words}"),
                    "items": ([words], [f"{words} too"]),
                }
                fields = pairs if how == "changed" else {}
                yield Change(how, one, fields, source="one", at=NOW, topics=("send",))


def _alerts(words: str) -> Iterator[tuple[str, str]]:
    source = Source("one", words, "https://example.org/", "page")
    setting = RenderContext({"one": source}, LONDON)
    reasons = Reason("topic", "SEND", words), Reason("topic", words), Reason("words", words), Reason("plain", words)
    quotes = Quote(3, words), Quote(1, f"{words} too", only_page=True)
    told = [Alert(change, 1, reasons, id=number, quotes=quotes) for number, change in enumerate(changes(words))]
    for alert in told:
        for message, _ in render([alert], setting):
            yield f"alert of a {alert.change.document.kind}, {alert.change.kind}", message.html
    for frequency in get_args(Frequency):
        for message, _ in render([replace(one, frequency=frequency) for one in told], setting, silent_since=NOW):
            yield f"many at once, {frequency}", message.html
    for message, _ in render(told, setting, missed=True):
        yield "what was missed", message.html
    for message, _ in render(told[:2], RenderContext({}, LONDON)):
        yield "alert of a source that is gone", message.html


def _alarms(words: str) -> Iterator[tuple[str, str]]:
    source = Source("one", words, "https://example.org/", "page")
    yield "a source broke", source_broke(source, "failing", words)
    yield "a source is held back", source_held(source, words)[0]
    yield "a source has moved", source_moved(source, f"https://example.org/{words}")
    yield "a source is read again", source_recovered(source, words, timedelta(hours=1))
    yield "an edit is refused", config_refused([words] * 12)
    health = Health("one", "page", "https://example.org/", "failing", words, NOW, last_new=NOW - timedelta(days=90))
    yield from (
        ("the week", html) for html in weekly_report(Week(NOW - timedelta(days=7), NOW, [(source, health)]), LONDON)
    )


def _answers(words: str) -> Iterator[tuple[str, str]]:
    health = Health("one", "page", "https://example.org/", "failing", words, NOW, NOW)
    source = Source("one", words, "https://example.org/", "moderngov", options={"questions": 3})
    catalogue = Catalogue(
        (Topic("send", words, words, (words,)),), (source,), contact=words, committees=(Committee("one", words),)
    )
    wishes = (("send", ""), ("one", ""), ("all", ""), ("", words), (words, ""), ("", f'"{words}"'))
    mine = [Subscription(1, what, own) for what, own in wishes]
    stored = ChatSettings(
        mine, NOW, NOW, (time(22), time(7)), 1, [Muted("one", "k", NOW, words), Muted(words, "", NOW)]
    )
    status = WatcherStatus([(source, health)], 1, [(words, 2)], 3, Run(NOW, NOW))
    lookups = _lookups(words)
    for each in (stored, replace(stored, subscriptions=())):
        for said in _said(words):
            asked = Request(1, "private", said.get("text", ""), said.get("button", ""), is_admin=True)
            found = answer(asked, catalogue, each, lookups, lambda: status)
            yield from ((said.get("text") or said["button"], html) for html in _html(found))


def _html(found: Reply | None) -> tuple[str, ...]:
    return (found.html, *found.more) if found else ()


def _said(words: str) -> Iterator[dict[str, str]]:
    """Every command alone and with the words, the words alone, and every button there is."""
    for command in commands_for(is_admin=True):
        yield {"text": f"/{command}"}
        yield {"text": f"/{command} {words}"}
        yield {"text": f"/{command} one"}
        yield {"text": f"/{command} send"}
    yield {"text": words.lstrip("/")}
    yield from (
        {"text": text} for text in (f"/keyword remove {words}", f'/search "{words}"', "/subscribe nothing-such")
    )
    buttons = "search:0:show:school", "one:0:drop:one", "one:0:daily:send", "held:0:approve:one", "alert:0:why:0"
    yield from ({"button": button} for button in buttons)


def _lookups(words: str) -> FakeLookups:
    found = list(changes(words))
    meeting = document(words, "meeting")
    paper = replace(document(words, "report"), words=f"school {words} EHCP school{words}\f{words} school")
    reason = Reason("topic", "SEND", words), Reason("source", words)
    asked_now = [replace(document(words, "article"), details={"closes": "2026-12-01", "asked": words})]
    return FakeLookups(
        NOW,
        found,
        [SearchHit("one", paper, NOW, withdrawn=True)],
        [UpcomingMeeting("one", replace(meeting, details={**meeting.details, "date": "2026-12-01"}), wanted=True)],
        {"one": [document(words, "inspection", frozenset({"latest_report"})), document(words, "inspection")]},
        [HeldPage("one", "https://example.org/", words, rejected=True)],
        VolumeEstimate(90, found[:3], more=True),
        [Alert(found[0], 1, reason, id=0, matched_subscriptions=(("one", ""), ("", words)))],
        StoredData({}, [(NOW, words)], [words]),
        asked_now=asked_now,
        decided={"one": [replace(document(words, "article"), details=dict.fromkeys(_OF_A_DECISION, words))]},
    )
