"""bundle_renderer.py: what many chats are told alike is put into words once, and nobody can tell by what he reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from cProfile import Profile
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.messages.example_documents import AT, SETTING
from tests.unit.messages.examples import ALERTS
from watcher.core.alerts import Alert, Reason
from watcher.core.documents import Change, Document, Quote
from watcher.messages.bundle_renderer import BundleRenderer
from watcher.messages.grouping import bundle
from watcher.messages.render import render

PAPER = Document("p", "report", "School places", "https://a.example/p", details={"text": "1"})
ALERT = Alert(Change("new", PAPER, source="cabinet", at=AT, id=7), 1, (Reason("topic", "SEND", "EHCP"),), id=1)
OTHERWISE: dict[str, Any] = {
    "change": replace(ALERT.change, fields={"title": ("Places", "School places")}, kind="changed"),
    "reasons": (Reason("topic", "Schools", "school"),),
    "frequency": "daily",
    "matched_subscriptions": (("send", ""),),
    "quotes": (Quote(2, "Fees rise by £4."),),
    "last_today": True,
    "elsewhere": (Change("new", replace(PAPER, key="q", title="Elsewhere"), source="daily", at=AT, id=8),),
    "urgent": True,
}
SOME = list(ALERTS.values())[::15]
OF_ONE_CHAT = {"chat_id": 2, "thread_id": 5, "id": 12, "also": (10, 11)}


def of_chats(alerts: Sequence[Alert], count: int) -> Iterator[Alert]:
    """The same for so many chats, under numbers of their own, every second time told with an earlier alert."""
    numbers = iter(range(1, 1_000_000))
    for chat in range(1, count + 1):
        for alert in alerts:
            also = (next(numbers),) if chat % 2 else ()
            yield replace(alert, chat_id=chat, thread_id=chat % 3, id=next(numbers), also=also)


def judge(examples: Iterable[Sequence[Alert]]) -> None:
    renderer = BundleRenderer(SETTING)
    for alerts in examples:
        for group in bundle(of_chats(alerts, 2)):
            for missed, since in ((False, None), (True, None), (False, AT - timedelta(days=9))):
                alone = render(group, SETTING, missed=missed, silent_since=since)
                assert renderer.render(group, missed=missed, silent_since=since) == alone


def test_what_chats_are_told_by_one_renderer_reads_as_if_each_were_rendered_alone() -> None:
    judge(SOME)


@pytest.mark.soak
def test_so_does_every_example() -> None:
    judge(ALERTS.values())


def test_an_alert_that_differs_in_anything_but_its_chat_is_not_told_in_the_words_of_another() -> None:
    assert {*OTHERWISE, *OF_ONE_CHAT, "promises"} == {field.name for field in fields(Alert)}
    renderer = BundleRenderer(SETTING)
    for name, value in {"id": 1, **OTHERWISE, **OF_ONE_CHAT}.items():
        other = [replace(ALERT, **{name: value})]
        assert renderer.render(other) == render(other, SETTING), name


def calls(chats: int) -> int:
    """Of functions, to tell so many chats of some examples."""
    bundles = [group for alerts in SOME for group in bundle(of_chats(alerts, chats))]
    renderer, profile = BundleRenderer(SETTING), Profile()
    for group in bundles:
        profile.runcall(renderer.render, group)
    return int(sum(entry.callcount for entry in profile.getstats()))


def test_each_further_chat_that_is_told_alike_costs_a_fraction_of_the_first() -> None:
    calls(1)  # what is remembered of words for good
    first = calls(1)
    assert calls(11) - first < 10 * first / 8
