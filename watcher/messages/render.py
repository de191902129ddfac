"""PURE: alerts -> Telegram messages within every limit. What is said of a change is decided here, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from watcher.core.alerts import Alert, Message
from watcher.core.documents import Change
from watcher.core.meetings import meeting_label
from watcher.messages.admin import long
from watcher.messages.also_reported import also_reported, also_reported_by
from watcher.messages.bundles import is_flood
from watcher.messages.change import render_change, title_of, unsettled
from watcher.messages.context import RenderContext
from watcher.messages.council import without_repeats
from watcher.messages.headline import headline
from watcher.messages.mass_edit import mass_edit_heading
from watcher.messages.reasons import reasons_by_name
from watcher.messages.telegram_html import TelegramHtml, bold, italic, join, link, one_line, plain, split_into_messages
from watcher.messages.texts import alerts as texts
from watcher.messages.texts.format import fill

MOST_LISTED = 20
MOST_IN_A_DIGEST = 60
MOST_REASONS = 4
MOST_SOURCES = 12
MOST_UNSETTLED = 5
LONG_SILENCE = timedelta(days=1)


def render(
    alerts: Sequence[Alert], setting: RenderContext, *, missed: bool = False, silent_since: datetime | None = None
) -> list[tuple[Message, list[int]]]:
    """The messages that tell one bundle, each with the ids of the alerts it tells. Every alert is in exactly one.
    `missed`: it is all that a chat missed, and told like a digest. `silent_since`: when the source of a flood last had
    something before."""
    first = alerts[0]
    listed = alerts[:MOST_LISTED]
    if first.frequency == "now" and not missed:
        head, foot = join([_heading(alerts, setting), _silence(first, silent_since)]), _footing(alerts, setting)
        blocks = _told(listed, setting)
    else:
        alerts = sorted(alerts, key=lambda alert: _place(alert, setting))
        listed = alerts[:MOST_IN_A_DIGEST]
        title = texts.DIGESTS["missed" if missed else first.frequency]
        head, foot = bold(_counted(title, len(alerts))), italic(fill(texts.CHANGE_WITH_MINE))
        blocks = _by_source(listed, setting)
    left_out = len(alerts) - len(listed)
    if left_out:
        foot = join([fill(texts.MORE_CHANGES, count=str(left_out)), foot], "\n\n")
    packed = split_into_messages(blocks, head, foot)
    parts = [[listed[number] for number in numbers] for _, numbers in packed]
    parts[-1] += alerts[len(listed) :]  # the last part also stands for those left out
    return [
        (
            _message(first, text, alone=len(packed) == 1 and not missed),
            [number for alert in part for number in (alert.id, *alert.also)],
        )
        for (text, _), part in zip(packed, parts, strict=True)
    ]


def render_repeat(alert: Alert, setting: RenderContext) -> Message:
    """The message that replies to one which told of the same event: that others report it too, and where."""
    said = also_reported_by((alert.change, *alert.elsewhere), setting)
    return Message(alert.chat_id, join([said, _footing([alert], setting)], "\n\n").html, thread_id=alert.thread_id)


def _heading(alerts: Sequence[Alert], setting: RenderContext) -> TelegramHtml:
    if (said := mass_edit_heading(alerts, setting)).characters:
        return said
    return headline([one.change for one in alerts], _where(alerts, setting), flood=is_flood(alerts))


def _silence(first: Alert, since: datetime | None) -> TelegramHtml:
    """How long the source had been silent, where that was long."""
    silent = first.change.at - since if first.change.at and since else timedelta()
    return fill(texts.AFTER_SILENCE, long=long(silent)) if silent >= LONG_SILENCE else TelegramHtml()


def _place(alert: Alert, setting: RenderContext) -> int:
    """Sources in the order of the config; those that have left it last."""
    ids = list(setting.sources)
    return ids.index(alert.change.source) if alert.change.source in setting.sources else len(ids)


def _message(first: Alert, text: TelegramHtml, *, alone: bool) -> Message:
    preview = first.frequency == "now" and alone and first.change.document.kind == "article"
    return Message(first.chat_id, text.html, thread_id=first.thread_id, preview=preview)


def _where(alerts: Sequence[Alert], setting: RenderContext) -> str:
    """The meeting that this is about, with its date; else the names of the sources."""
    names = dict.fromkeys(setting.name(alert.change.source) for alert in alerts)
    return one_line(meeting_label(alerts[0].change.document), 200) or ", ".join(names)


def _footing(alerts: Sequence[Alert], setting: RenderContext) -> TelegramHtml:
    changes = (change for alert in alerts for change in (alert.change, *alert.elsewhere))
    sources = list(dict.fromkeys(change.source for change in changes))[:MOST_SOURCES]
    named = join((link(setting.name(source), setting.url(source)) for source in sources), ", ")
    return join([fill(texts.SOURCE if len(sources) == 1 else texts.SOURCES, names=named), _why(alerts)])


def _why(alerts: Sequence[Alert]) -> TelegramHtml:
    reasons = reasons_by_name(reason for alert in alerts for reason in alert.reasons)
    if not reasons:
        return TelegramHtml()
    shown = "; ".join(one_line(reason, 120) for reason in reasons[:MOST_REASONS])
    return italic((texts.WHY_MORE if len(reasons) > MOST_REASONS else texts.WHY).format(reasons=shown))


def _by_source(alerts: Sequence[Alert], setting: RenderContext) -> list[TelegramHtml]:
    """One block an alert; the first of each source under its name, the last with the reasons of that source's
    alerts."""
    blocks: list[TelegramHtml] = []
    for source, group in groupby(alerts, key=lambda alert: alert.change.source):
        of_source = list(group)
        told_here = _told(of_source, setting)
        told_here[0] = join([bold(setting.name(source)), told_here[0]])
        told_here[-1] = join([told_here[-1], _why(of_source)])
        blocks += told_here
    return blocks


def _told(alerts: Sequence[Alert], setting: RenderContext) -> list[TelegramHtml]:
    """One block an alert, with who else tells of it; what one of them says of an agenda no other repeats."""
    changes = without_repeats([alert.change for alert in alerts])
    return [
        join([render_change(change, alert.quotes, last_today=alert.last_today), also_reported(alert, setting)])
        for change, alert in zip(changes, alerts, strict=True)
    ]


def _counted(title: str, count: int) -> str:
    return (texts.ONE_CHANGE if count == 1 else texts.CHANGES).format(title=title, count=count)


def source_unsettled(name: str, some: Sequence[Change]) -> str:
    """For administrators: said once when documents of a source begin to go to and fro."""
    more = len(some) - MOST_UNSETTLED
    lines = [
        bold(texts.UNSETTLED.format(name=name)),
        *(join([link(title_of(one.document), one.document.url), *unsettled(one)]) for one in some[:MOST_UNSETTLED]),
        plain(texts.MORE_UNSETTLED.format(count=more) if more > 0 else ""),
        plain(texts.UNSETTLED_WHY),
        plain(texts.UNSETTLED_HOW),
    ]
    return join(lines).html
