"""Counts what the readers of a story were told of what mattered to them: sent, said, first lines, worth, in time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.tools.borough.world import Told

_DOCUMENT = re.compile(r"^(?:New|Changed|Withdrawn|Restored|Cancelled|Postponed|Moved): [^<\n]+<[^>\n]+>", re.MULTILINE)
_ALSO = re.compile(r"also reported by", re.IGNORECASE)
_OTHERS = re.compile(r"^also reported by.*(?:\n.+)*", re.IGNORECASE | re.MULTILINE)
"""Who else has it, down to the next empty line."""
_ANSWER = re.compile(r"I will remind you|Already noted")
"""What a tap on a button is answered with: no alert."""
_DIGEST = re.compile(r"^(your (daily|weekly) digest|this week|today)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Event:
    """`marks` is a pattern of the addresses by which a message is known to tell of it, `says` patterns that must all
    stand in those messages, `news` one of which the first line must hold, `by` what must be read before `until`.
    `about` must stand in a message besides, where addresses alone do not tell. `once`: one alert, however many papers.
    It is told `within` so long. `fine`: readers whom it may be told to, and need not."""

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
    within: timedelta = timedelta(days=60)
    fine: tuple[str, ...] = ()

    def told_by(self, message: Told) -> bool:
        """Whether this message tells of it."""
        about = not self.about or _holds(self.about, message.text)
        return self.at <= message.at <= self.at + self.within and about and _holds(self.marks, message.shown)


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
    stray: list[str] = field(default_factory=list)
    """Documents in messages worth having that were not worth it."""
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

    @property
    def news(self) -> int:
        """Of messages worth having, those whose first line is the news, in per cent."""
        return 100 * (self.worth - len(self.dull)) // self.worth if self.worth else 100


def judged(reader: str, events: Sequence[Event], told: Sequence[Told], asked: str = "") -> Count:
    """What these messages of one reader come to; `asked` is a pattern of what was asked for, whether it matters."""
    count, told = Count(reader), [message for message in told if not _ANSWER.match(message.text)]
    mine = [event for event in events if reader in event.matters]
    fine = [event for event in events if reader in event.fine]
    for event in mine:
        _judge_event(event, [message for message in told if event.told_by(message)], count)
    for message in told:
        of = [event for event in (*mine, *fine) if event.told_by(message)]
        wanted = bool(asked) and _holds(asked, message.shown)
        count.messages += 1
        line = f"{message.at:%d %b %H:%M} {first_line(message.text)}"
        if not of and not wanted:
            count.idle.append(line)
            continue
        if not _is_news(message, of):
            count.dull.append(f"{line} ({of[-1].name if of else 'asked for'})")
        if not asked:
            count.stray += _strays(message, of)
    return count


def _strays(message: Told, of: Sequence[Event]) -> list[str]:
    """The documents in it that none of these events is about; an agenda's own files go with any of its papers."""
    return [
        f"{message.at:%d %b %H:%M} {document[0]}"
        for document in _DOCUMENT.finditer(message.shown)
        if "/documents/g" not in document[0] and not any(_holds(event.marks, document[0]) for event in of)
    ]


def _is_news(message: Told, of: Sequence[Event]) -> bool:
    """Whether its first line is one of these events; where it tells of none, whether a title stands there as a link. A
    reply that says who else reports it says no more."""
    if _ALSO.match(message.text):
        return True
    if of:
        return any(_holds(event.news, first_line(message.text)) for event in of)
    return " <" in message.shown.partition("\n")[0]


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
    if event.once and _alerts(event, told) > 1:
        count.twice.append(event.name)


def _alerts(event: Event, told: Sequence[Told]) -> int:
    """How often it is told as something new, as the messages stand at last."""
    last = {message.number: _OTHERS.sub("", message.text) for message in told}
    lines = [line for text in last.values() for line in text.splitlines()]
    return sum(line.startswith(("New:", "Changed:")) and _holds(event.about, line) for line in lines)


def first_line(text: str) -> str:
    """What a lock screen shows; of a digest its title and the line below it."""
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and _DIGEST.match(lines[0]):
        return " | ".join(lines[:2])
    return lines[0] if lines else ""


def _holds(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def table(counts: Iterable[Count]) -> str:
    """A line for each reader, and below it what is missing."""
    lines = ["reader   mattered  sent  said  messages  news first  not worth it  stray  in time  twice"]
    for one in counts:
        news = f"{one.news}%"
        lines.append(
            f"{one.reader:8} {one.mattered:8} {one.sent:5} {one.said:5} {one.messages:9} {news:>11} "
            f"{len(one.idle):13} {len(one.stray):6} {one.in_time:>4} of {one.deadlines} {len(one.twice):4}"
        )
        for title in ("unsent", "unsaid", "late", "dull", "idle", "stray", "twice"):
            lines += [f"    {title}: {words}" for words in getattr(one, title)]
    return "\n".join(lines)
