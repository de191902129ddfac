"""PURE: alerts -> Telegram messages within every limit. What is said of a change is decided here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from watcher.model import Alert, Message, Source
from watcher.styled import Styled, bold, clean, italic, join, link, pack, plain
from watcher.telling import told

MOST_LISTED = 20
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
    """What belongs in one message: the changes of one meeting (or one provider, or one feed) seen in one visit; of a
    digest,
    everything. Chats and forum topics are never mixed, and the order of the alerts is kept."""
    bundles: dict[tuple[object, ...], list[Alert]] = {}
    for alert in due:
        bundles.setdefault(_belongs(alert), []).append(alert)
    return list(bundles.values())


def _belongs(alert: Alert) -> tuple[object, ...]:
    to = (alert.chat_id, alert.thread_id, alert.frequency)
    return to if alert.frequency != "now" else (*to, alert.change.source, alert.change.at, _meeting(alert))


def _meeting(alert: Alert) -> str:
    document = alert.change.document
    return document.part_of or (document.key if document.kind == "meeting" else "")


def render(alerts: Sequence[Alert], setting: Setting) -> list[tuple[Message, list[int]]]:
    """The messages that tell one bundle, each with the ids of the alerts it tells. Every alert is in exactly one."""
    first = alerts[0]
    listed = alerts[:MOST_LISTED]
    if first.frequency == "now":
        head, foot = _heading(first, setting), _footing(alerts, setting)
        blocks = [told(alert.change) for alert in listed]
    else:
        head, foot = bold(f"Your {first.frequency} digest: {_number(len(alerts))}"), _more_commands()
        blocks = _by_source(listed, setting)
    left_out = len(alerts) - len(listed)
    if left_out:
        foot = join([plain(f"… and {left_out} more: /latest"), foot], "\n\n")
    packed = pack(blocks, head, foot)
    return [
        (_message(first, text, part_of=len(packed)), _ids(alerts, part, last=text is packed[-1][0]))
        for text, part in packed
    ]


def _ids(alerts: Sequence[Alert], part: Sequence[int], *, last: bool) -> list[int]:
    """Those told in this part; the last part also stands for those left out."""
    ids = [alerts[number].id for number in part]
    return ids + [alert.id for alert in alerts[MOST_LISTED:]] if last else ids


def _message(first: Alert, text: Styled, *, part_of: int) -> Message:
    preview = first.frequency == "now" and part_of == 1 and first.change.document.kind == "article"
    return Message(first.chat_id, text.html, thread_id=first.thread_id, preview=preview)


def _heading(first: Alert, setting: Setting) -> Styled:
    """The meeting that the papers belong to, where they belong to one; else the source's name alone."""
    meeting = first.change.document.details.get("meeting") if first.change.document.part_of else None
    name = setting.name(first.change.source)
    return bold(clean(meeting, 200)) if isinstance(meeting, str) and meeting else bold(name)


def _footing(alerts: Sequence[Alert], setting: Setting) -> Styled:
    source = alerts[0].change.source
    return join([plain("Source: ") + link(setting.name(source), setting.url(source)), _why(alerts)])


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
        told_here = [told(alert.change) for alert in of_source]
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
    hours, minutes = divmod(int((now - since).total_seconds()) // 60, 60)
    long = f"{hours // 24} days" if hours >= 48 else f"{hours} h {minutes} min"
    return (bold(f"{clean(source.name, 80)} is read again") + plain(f" after {long}.")).html
