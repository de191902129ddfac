"""PURE: puts the bundles of one round into words, those of chats that are told alike only once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from watcher.core.alerts import Alert, Message
from watcher.messages.context import RenderContext
from watcher.messages.render import render

_OF_ONE_CHAT = frozenset({"chat_id", "thread_id", "id", "also"})
"""What no word of a message depends on."""
_said_of = attrgetter(*(field.name for field in fields(Alert) if field.name not in _OF_ONE_CHAT))
_quick_of = attrgetter("change.id", "reasons", "matched_subscriptions", "quotes", "frequency", "last_today", "urgent")


@dataclass(frozen=True, slots=True)
class _Rendered:
    """What was rendered: the bundle's alerts without what is one chat's own, and its messages, each with the places in
    the bundle of the alerts that it tells."""

    said: Sequence[Any]
    messages: Sequence[tuple[Message, Sequence[int]]]


class BundleRenderer:
    """Returns what `render` does. Of a thousand chats most follow the same few things: what is the same for all of them
    is put into words once. It can't go stale: it is made for one round, with that round's context, and two bundles are
    told alike only where their alerts are equal in all but what is one chat's own."""

    def __init__(self, context: RenderContext) -> None:
        self._context = context
        self._rendered: dict[Hashable, list[_Rendered]] = defaultdict(list)

    def render(
        self, alerts: Sequence[Alert], *, missed: bool = False, silent_since: datetime | None = None
    ) -> list[tuple[Message, list[int]]]:
        """Returns the messages that tell one bundle, each with the ids of the alerts it tells."""
        said = [_said_of(alert) for alert in alerts]
        known = self._rendered[missed, silent_since, *map(_quick_of, alerts)]
        alike = next((rendered for rendered in known if rendered.said == said), None)
        if alike is None:
            told = render(alerts, self._context, missed=missed, silent_since=silent_since)
            alike = _Rendered(said, _with_places(told, alerts))
            known.append(alike)
        first = alerts[0]
        return [
            (
                replace(message, chat_id=first.chat_id, thread_id=first.thread_id),
                [number for place in places for number in (alerts[place].id, *alerts[place].also)],
            )
            for message, places in alike.messages
        ]


def _with_places(
    told: Sequence[tuple[Message, Sequence[int]]], alerts: Sequence[Alert]
) -> list[tuple[Message, Sequence[int]]]:
    """Returns the messages with the places of their alerts instead of the ids; those in `also` go with their alert."""
    place_of = {alert.id: place for place, alert in enumerate(alerts)}
    return [(message, [place_of[number] for number in numbers if number in place_of]) for message, numbers in told]
