"""PURE: alerts -> Telegram messages within every limit. What is said of a change is decided here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from watcher.model import Alert, Message, Source
from watcher.stories import merged, same_story
from watcher.styled import Styled, bold, clean, italic, join, link, pack, plain
from watcher.telling import told

MOST_LISTED = 20
MOST_IN_A_DIGEST = 60
MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class Setting:
    """What a message needs to know of the config: the sources by id, and the zone times are shown in."""

    sources: Mapping[str, Source]
    timezone: ZoneInfo

    def name(self, source_id: str) -> str:
        """What a subscriber reads; the id where the source has left the config."""
        source = self.sources.get(source_id)
        return clean(source.name, 80) if source else source_id

    def url(self, source_id: str) -> str:
        source = self.sources.get(source_id)
        return source.url if source else ""


def bundle(due: Iterable[Alert]) -> list[list[Alert]]:
    """What belongs in one message: changes of one meeting (or one provider, or one feed) seen in one visit, with the
    same story in another paper; of a digest, everything. Chats and forum topics are never mixed."""
    chats: dict[tuple[object, ...], dict[tuple[object, ...], list[Alert]]] = {}
    for alert in merged(due):
        bundles = chats.setdefault((alert.chat_id, alert.thread_id, alert.frequency), {})
        of = _belongs(alert)
        if of not in bundles:
            of = next((known for known, others in bundles.items() if _told_by(others, alert)), of)
        bundles.setdefault(of, []).append(alert)
    return [alerts for bundles in chats.values() for alerts in bundles.values()]


def _belongs(alert: Alert) -> tuple[object, ...]:
    return () if alert.frequency != "now" else (alert.change.source, alert.change.at, _meeting(alert))


def _told_by(others: Sequence[Alert], alert: Alert) -> bool:
    """Whether another paper tells the same story."""
    return any(same_story(alert.change.document, other.change.document) for other in others)


def _meeting(alert: Alert) -> str:
    document = alert.change.document
    if document.kind == "publication":  # a collection and what it holds are one source's news
        return ""
    return document.part_of or (document.key if document.kind == "meeting" else "")


def render(alerts: Sequence[Alert], setting: Setting) -> list[tuple[Message, list[int]]]:
    """The messages that tell one bundle, each with the ids of the alerts it tells. Every alert is in exactly one."""
    first = alerts[0]
    listed = alerts[:MOST_LISTED]
    if first.frequency == "now":
        head, foot = _heading(first, setting), _footing(alerts, setting)
        blocks = [told(alert.change, alert.quotes) for alert in listed]
    else:
        alerts = sorted(alerts, key=lambda alert: _place(alert, setting))
        listed = alerts[:MOST_IN_A_DIGEST]
        head, foot = bold(f"Your {first.frequency} digest: {_number(len(alerts))}"), _more_commands()
        blocks = _by_source(listed, setting)
    left_out = len(alerts) - len(listed)
    if left_out:
        foot = join([plain(f"… and {left_out} more: /latest"), foot], "\n\n")
    packed = pack(blocks, head, foot)
    parts = [[listed[number] for number in numbers] for _, numbers in packed]
    parts[-1] += alerts[len(listed) :]  # the last part also stands for those left out
    return [
        (_message(first, text, part_of=len(packed)), [number for alert in part for number in (alert.id, *alert.also)])
        for (text, _), part in zip(packed, parts, strict=True)
    ]


def _place(alert: Alert, setting: Setting) -> int:
    """Sources in the order of the config; those that have left it last."""
    ids = list(setting.sources)
    return ids.index(alert.change.source) if alert.change.source in setting.sources else len(ids)


def _message(first: Alert, text: Styled, *, part_of: int) -> Message:
    preview = first.frequency == "now" and part_of == 1 and first.change.document.kind == "article"
    return Message(first.chat_id, text.html, thread_id=first.thread_id, preview=preview)


def _heading(first: Alert, setting: Setting) -> Styled:
    """The meeting that the papers belong to, where they belong to one; else the source's name alone."""
    meeting = first.change.document.details.get("meeting") if first.change.document.part_of else None
    name = setting.name(first.change.source)
    return bold(clean(meeting, 200)) if isinstance(meeting, str) and meeting else bold(name)


def _footing(alerts: Sequence[Alert], setting: Setting) -> Styled:
    sources = dict.fromkeys(alert.change.source for alert in alerts)
    named = join((link(setting.name(source), setting.url(source)) for source in sources), ", ")
    return join([plain("Source: " if len(sources) == 1 else "Sources: ") + named, _why(alerts)])


def _why(alerts: Sequence[Alert]) -> Styled:
    reasons = list(dict.fromkeys(reason for alert in alerts for reason in alert.reasons))
    shown = "; ".join(clean(reason, 120) for reason in reasons[:MOST_REASONS])
    return italic(f"You get this because you follow {shown}{' and more' if len(reasons) > MOST_REASONS else ''}.")


def _by_source(alerts: Sequence[Alert], setting: Setting) -> list[Styled]:
    """One block an alert; the first of each source under its name, the last with the reasons of that source's
    alerts."""
    blocks: list[Styled] = []
    for source, group in groupby(alerts, key=lambda alert: alert.change.source):
        of_source = list(group)
        told_here = [told(alert.change, alert.quotes) for alert in of_source]
        told_here[0] = join([bold(setting.name(source)), told_here[0]])
        told_here[-1] = join([told_here[-1], _why(of_source)])
        blocks += told_here
    return blocks


def _number(count: int) -> str:
    return "1 change" if count == 1 else f"{count} changes"


def _more_commands() -> Styled:
    return italic("Change what you get with /mine.")


def source_broke(source: Source, state: str, reason: str) -> str:
    """For administrators: said once when a source breaks."""
    lines = [
        bold(f"{clean(source.name, 80)} can't be read") + plain(f" ({state})"),
        plain(clean(reason, 600)),
        link("Look at the page", source.url) + plain(f" – it will be tried again. Its id is {source.id}."),
    ]
    return join(lines).html


def source_recovered(source: Source, since: datetime, now: datetime) -> str:
    """For administrators: said once when a broken source is read well again."""
    hours, minutes = divmod(max(0, int((now - since).total_seconds())) // 60, 60)
    long = f"{hours // 24} days" if hours >= 48 else f"{hours} h {minutes} min"
    return (bold(f"{clean(source.name, 80)} is read again") + plain(f" after {long}.")).html
