"""`python -m tests.tools.bracketed` prints what alerts and answers say in a language in which every sentence of the
catalogue
stands in brackets, as HTML, a message a line; what comes from sources is written in digits."""

from __future__ import annotations

import gettext
import json
from collections.abc import Iterator
from itertools import product
from typing import get_args

OPEN, CLOSE = "⟦", "⟧"


class Bracketed(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"


if __name__ == "__main__":  # before any sentence is made; whoever imports this keeps the language there is
    gettext.translation = lambda *_, **__: Bracketed()  # type: ignore[assignment]  # any language is this one

# ruff: noqa: E402  # the language was to be chosen first
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from watcher.bot.commands import answer
from watcher.bot.commands.dispatch import commands_for
from watcher.bot.commands.lookups import FakeLookups
from watcher.core.alerts import Alert, Frequency, Subscription, Topic
from watcher.core.chats import Catalogue, ChatSettings, Muted, Request
from watcher.core.documents import Change, ChangeKind, Document, DocumentKind, Json
from watcher.core.meetings import Committee
from watcher.core.queries import HeldPage, SearchHit, StoredData, UpcomingMeeting, VolumeEstimate, WatcherStatus, Week
from watcher.core.sources import Health, Source
from watcher.messages.admin import weekly_report
from watcher.messages.alarms import for_administrators
from watcher.messages.context import RenderContext
from watcher.messages.render import render
from watcher.rules.compare import COMPARED

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SOURCE = Source("11", "12", "https://example.org/1", "moderngov", options={"questions": 3})
TOPIC = Topic("21", "22", "23", ("24",))
ZONE = ZoneInfo("Europe/London")
DETAILS: dict[str, Json] = {
    "meeting": "31",
    "item": "32 33",
    "size": "34",
    "restriction": "35",
    "reasons": "36",
    "late": True,
    "draft": True,
    "key": "yes",
    "maker": "37",
    "decided": "2026-11-12",
    "due": "2026-12-12",
    "officer": "38",
    "status": "39",
    "call_in_until": "2026-12-01",
    "effective": "2026-12-02",
    "state": "40",
    "items": ["41", "42"],
    "date": "2026-12-01",
    "time": "19:00",
    "venue": "43",
    "provider": "44",
    "provider_url": "https://example.org/44",
    "framework": "ILACS",
    "inspected": "45",
    "inspection_start": "2026-05-01",
    "grades": {"46": "47"},
    "previous": {"46": "48", "49": "50"},
    "previous_inspected": "51",
    "needs_to_improve": ["52"] * 7,
    "priority_action": ["53"],
    "outcome": "failings",
    "previous_outcome": "positive",
    "unread": "54",
    "document_type": "55",
    "collection": "56",
    "section": "57",
    "notice": "58",
    "note": "",
    "for_meeting": "59",
}


def document(kind: DocumentKind, part_of: str = "") -> Document:
    return Document("1", kind, "61", "https://example.org/61", date(2026, 11, 20), "62", DETAILS, part_of)


def alerts() -> Iterator[Alert]:
    for kind in get_args(DocumentKind):
        fields: dict[str, tuple[Json, Json]] = dict.fromkeys(COMPARED[kind], ("71", "72"))
        fields["grades"] = ({"46": "48"}, {"46": "47"})
        for how in get_args(ChangeKind):
            change = Change(how, document(kind, "m"), fields if how == "changed" else {}, source="11", at=NOW)
            yield Alert(change, 42, ("73",), quotes=("74",))


def library() -> FakeLookups:
    change = Change("new", document("report"), source="11", at=NOW)
    return FakeLookups(
        NOW,
        [change],
        [SearchHit("11", document("report"), NOW, withdrawn=True)],
        [UpcomingMeeting("11", document("meeting"), wanted=True), UpcomingMeeting("11", document("meeting"), papers=1)],
        {"11": [document("inspection")]},
        [HeldPage("11", "https://example.org/1", "82", rejected=True)],
        VolumeEstimate(99, [change], more=True),
        [Alert(change, 42, ("73",))],
        StoredData({}, [(NOW, "83")], ["87"]),
    )


def asked() -> Iterator[Request]:
    for name, words in product(commands_for(is_admin=True), ("", "21", "11", "99", "7d", "22-7")):
        yield Request(42, "private", f"/{name} {words}", is_admin=True)
    views, verbs = ("one", "mine", "sources", "alert", "held", "start"), ("show", "drop", "daily", "why", "mute", "off")
    for view, verb, what in product(views, (*verbs, "on", "approve"), ("21", "0", "11")):
        yield Request(42, "private", button=f"{view}:0:{verb}:{what}", is_admin=True)


def answers() -> Iterator[str]:
    often: tuple[Frequency, ...] = ("now", "daily", "weekly")
    mine = [Subscription(42, "21", "", each, thread_id=5, corrections=True) for each in often]
    stored = ChatSettings(
        [*mine, Subscription(42, "", "81")], NOW, NOW, (NOW.time(), NOW.time()), 9, [Muted("11", "", NOW)]
    )
    standing = WatcherStatus([(SOURCE, Health("11", "moderngov", SOURCE.url, "ok", "84"))], 1, [("85", 2)], 3, NOW)
    committees = [Committee("11", "86")]
    offer = Catalogue([TOPIC], [SOURCE], timezone=ZONE, contact="https://example.org/us", committees=committees)
    for held, shelf, one in product((stored, ChatSettings()), (library(), FakeLookups(NOW)), asked()):
        if found := answer(one, offer, held, standing, shelf):
            yield from (found.html, *found.more, found.callback_text)
            yield from (button.label for row in found.buttons for button in row)


def everything() -> Iterator[str]:
    setting = RenderContext({"11": SOURCE}, ZONE)
    many = list(alerts())
    for some in ([one] for one in many):
        yield from (message.html for message, _ in render(some, setting))
    yield from (message.html for message, _ in render(many, setting))
    yield from (message.html for message, _ in render(many, setting, missed=True))
    yield from answers()
    well = Health("11", "moderngov", SOURCE.url, state="ok", last_visit=NOW, last_good=NOW)
    broken = Health("11", "moderngov", SOURCE.url, state="failing", reason="91", broken_since=NOW)
    for before, after in ((well, broken), (broken, well)):
        yield from (html for html, _ in for_administrators(SOURCE, before, after))
    yield from weekly_report(Week(NOW, NOW, [(SOURCE, broken)], 1, 2), ZONE)


if __name__ == "__main__":
    print(json.dumps(sorted({one for one in everything() if one})))
