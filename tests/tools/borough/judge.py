"""Counts what the readers of a story were told of what mattered to them: sent, said, first lines, worth, in time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tests.tools.borough.world import Told

WEEKLY = re.compile(r"^(your (daily|weekly) digest|this week|today)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Event:
    """`marks` is a pattern of the addresses by which a message is known to tell of it, `says` patterns that must all
    stand in those messages, `news` one of which the first line must hold, `by` what must be read before `until`.
    `about` must stand in a message besides, where addresses alone do not tell. `once`: one alert, however many papers."""

    name: str
    at: datetime
    marks: str
    matters: tuple[str, ...]
    says: tuple[str, ...]
    news: str
    until: datetime | None = None
    by: str = ""
    about: str = ""
    once: bool = False

    def told_by(self, message: Told) -> bool:
        """Whether this message tells of it."""
        about = not self.about or _holds(self.about, message.text)
        return message.at >= self.at and about and _holds(self.marks, message.shown)


@dataclass
class Count:
    """What one reader got. Of each list the names of what is missing, or the first lines of what is wrong."""

    reader: str
    mattered: int = 0
    unsent: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    """Sent, and the facts do not all stand there; with those that do not."""
    late: list[str] = field(default_factory=list)
    deadlines: int = 0
    messages: int = 0
    dull: list[str] = field(default_factory=list)
    """First lines, of messages worth having, that are not the news."""
    idle: list[str] = field(default_factory=list)
    """First lines of messages that were not worth it."""
    twice: list[str] = field(default_factory=list)

    @property
    def sent(self) -> int:
        return self.mattered - len(self.unsent)

    @property
    def said(self) -> int:
        return self.sent - len(self.unsaid)

    @property
    def worth(self) -> int:
        return self.messages - len(self.idle)

    @property
    def in_time(self) -> int:
        return self.deadlines - len(self.late)

    def figures(self) -> tuple[int, ...]:
        """Sent, said, first lines that are the news, deadlines in time; messages not worth it, told more than once."""
        return self.sent, self.said, self.worth - len(self.dull), self.in_time, len(self.idle), len(self.twice)


def judged(reader: str, events: Iterable[Event], told: Sequence[Told]) -> Count:
    """What these messages of one reader come to."""
    count = Count(reader)
    mine = [event for event in events if reader in event.matters]
    for event in mine:
        _judge_event(event, [message for message in told if event.told_by(message)], count)
    for message in told:
        of = [event for event in mine if event.told_by(message)]
        count.messages += 1
        if not of:
            count.idle.append(f"{message.at:%d %b %H:%M} {first_line(message.text)}")
        elif not any(_holds(event.news, first_line(message.text)) for event in of):
            count.dull.append(f"{message.at:%d %b %H:%M} {first_line(message.text)} ({of[-1].name})")
    return count


def _judge_event(event: Event, told: Sequence[Told], count: Count) -> None:
    count.mattered += 1
    if not told:
        count.unsent.append(event.name)
    text = "\n".join(message.text for message in told)
    if missing := [said for said in event.says if not _holds(said, text)]:
        count.unsaid += [f"{event.name}: {', '.join(missing)}"] if told else []
    if event.until:
        count.deadlines += 1
        early = [message for message in told if message.at < event.until and _holds(event.by, message.text)]
        count.late += [] if early else [event.name]
    if event.once and len({message.number for message in told if not _later_word(message)}) > 1:
        count.twice.append(event.name)


def _later_word(message: Told) -> bool:
    """Whether it only adds to what was told: a reply that says who else reported it."""
    return message.reply_to is not None and _holds("also reported", message.text)


def first_line(text: str) -> str:
    """What a lock screen shows; of a digest its title and the line below it."""
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and WEEKLY.match(lines[0]):
        return " | ".join(lines[:2])
    return lines[0] if lines else ""


def _holds(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def table(counts: Iterable[Count]) -> str:
    """A line for each reader, and below it what is missing."""
    lines = ["reader   mattered  sent  said  messages  news first  not worth it  in time  twice"]
    for one in counts:
        news = f"{one.worth - len(one.dull)} of {one.worth}"
        lines.append(
            f"{one.reader:8} {one.mattered:8} {one.sent:5} {one.said:5} {one.messages:9} {news:>11} "
            f"{len(one.idle):13} {one.in_time:>4} of {one.deadlines} {len(one.twice):4}"
        )
        for title in ("unsent", "unsaid", "late", "dull", "idle", "twice"):
            lines += [f"    {title}: {words}" for words in getattr(one, title)]
    return "\n".join(lines)
