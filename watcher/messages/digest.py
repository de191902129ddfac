"""PURE: writes a digest: what was found, by meeting with its day, the rest by source; what weighs most first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from watcher.core.alerts import Alert
from watcher.core.meetings import meeting_of
from watcher.messages.also_reported import also_reported
from watcher.messages.change import render_change, title_of
from watcher.messages.context import RenderContext
from watcher.messages.council import without_repeats
from watcher.messages.frame import footing
from watcher.messages.headline import gone_or_back, place_of, what_is_in
from watcher.messages.news_weight import NewsWeight, weigh
from watcher.messages.papers import in_order, told_with_the_rest_folded
from watcher.messages.telegram_html import TelegramHtml, bold, join, one_line
from watcher.messages.texts import alerts as texts
from watcher.messages.verdicts import verdict

MOST_QUOTED = 1
"""Sentences of a document in a digest."""


def grouped(alerts: Sequence[Alert], context: RenderContext) -> list[list[Alert]]:
    """Returns the alerts of one meeting together, else of one source: what weighs most first (news_weight.py), of
    equals the meetings by their day, then the sources in the order of the config."""
    groups: dict[tuple[str, str], list[Alert]] = {}
    for alert in alerts:
        groups.setdefault((alert.change.source, meeting_of(alert.change.document)), []).append(alert)
    ids = list(context.sources)

    def place(group: list[Alert]) -> tuple[NewsWeight, bool, str, int]:
        """Returns the sort key of a group."""
        source, key = group[0].change.source, meeting_of(group[0].change.document)
        best = min(map(weigh, group))
        return best, not key, _day(group[0], context), ids.index(source) if source in ids else len(ids)

    ordered = sorted(groups.values(), key=place)
    return [in_order(group) if meeting_of(group[0].change.document) else sorted(group, key=weigh) for group in ordered]


def told(group: Sequence[Alert], context: RenderContext) -> list[tuple[TelegramHtml, list[Alert]]]:
    """Returns a block for each alert, with the alerts it tells: the first under the name of its meeting or a verdict,
    else its own line is the news; the last with the source and the reasons."""
    changes = without_repeats([alert.change for alert in group])
    group = [replace(alert, change=change) for change, alert in zip(changes, group, strict=True)]
    if meeting_of(group[0].change.document):
        blocks = told_with_the_rest_folded(group, MOST_QUOTED)
    else:
        blocks = [(_whole(alert, context), [alert]) for alert in group]
    first, *others = blocks
    blocks = [(join([_heading(group, context), first[0]]), first[1]), *others]
    last, of = blocks[-1]
    return [*blocks[:-1], (join([last, footing(group, context, in_digest=True)]), of)]


def _whole(alert: Alert, context: RenderContext) -> TelegramHtml:
    said = render_change(alert.change, alert.quotes[:MOST_QUOTED], last_today=alert.last_today)
    return join([said, also_reported(alert, context)])


def _heading(group: Sequence[Alert], context: RenderContext) -> TelegramHtml:
    """Returns the meeting with the items that papers are about, or what an inspection found; nothing where the first
    document's own line is the news."""
    first = group[0].change
    if first.document.kind == "inspection":
        return bold(one_line(verdict(first)))
    place = place_of(group[0], context)
    if first.document.kind == "meeting" or not place:
        return TelegramHtml()
    if (gone := gone_or_back(group, place)).characters:
        return gone
    titles = what_is_in(group) or one_line(title_of(first.document))
    return bold(one_line(texts.PAPERS.format(place=place, titles=titles) if titles else place))


def _day(alert: Alert, context: RenderContext) -> str:
    document = alert.change.document
    known = context.meeting(alert.change.source, meeting_of(document)).meeting
    return str((known or document).details.get("date") or "")
