"""PURE: alerts -> Telegram messages within every limit. What is said of a change is decided here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from watcher.commands.judging import judging_buttons
from watcher.council import spoken_meeting, without_repeats
from watcher.headline import headline
from watcher.model import Alert, Buttons, Change, Message, Source
from watcher.muting import meeting_of
from watcher.setting import Setting
from watcher.stories import same_story
from watcher.styled import Styled, bold, clean, italic, join, link, pack, plain
from watcher.telling import title_of, told, unsettled
from watcher.texts import alerts as texts
from watcher.texts.saying import say

MANY = 10
MOST_LISTED = 20
MOST_IN_A_DIGEST = 60
MOST_REASONS = 4
MOST_UNSETTLED = 5
MOST_APART = 5  # messages that one chat gets at once of what had to wait
LONG_WAIT = timedelta(hours=2)
LONG_SILENCE = timedelta(days=1)


def bundle(told_once: Iterable[Alert]) -> list[list[Alert]]:
    """What belongs in one message: changes of one meeting (or one provider, or one feed) seen in one visit, with the
    same story in another paper; of a digest, everything. Chats and forum topics are never mixed."""
    chats: dict[tuple[object, ...], dict[tuple[object, ...], list[Alert]]] = {}
    for alert in told_once:
        bundles = chats.setdefault((alert.chat_id, alert.thread_id, alert.frequency), {})
        own = _belongs(alert)
        of = next((known for known, others in bundles.items() if known != own and _told_by(others, alert)), own)
        bundles.setdefault(of, []).append(alert)
    return [alerts for bundles in chats.values() for alerts in bundles.values()]


def gathered(bundles: Iterable[list[Alert]], now: datetime) -> list[tuple[list[Alert], bool]]:
    """The bundles, each with whether it is all that one chat missed: many that had to wait, as in a pause, a night or
    while Telegram was out of reach, come as one."""
    waiting: dict[tuple[int, int], list[list[Alert]]] = {}
    told: list[tuple[list[Alert], bool]] = []
    for alerts in bundles:
        if alerts[0].frequency == "now":
            waiting.setdefault((alerts[0].chat_id, alerts[0].thread_id), []).append(alerts)
        else:
            told.append((alerts, False))
    for some in waiting.values():
        oldest = min((alert.change.at or now for alerts in some for alert in alerts), default=now)
        if len(some) > MOST_APART and now - oldest >= LONG_WAIT:
            told.append(([alert for alerts in some for alert in alerts], True))
        else:
            told += [(alerts, False) for alerts in some]
    return told


def _belongs(alert: Alert) -> tuple[object, ...]:
    return () if alert.frequency != "now" else (alert.change.source, alert.change.at, meeting_of(alert.change.document))


def _told_by(others: Sequence[Alert], alert: Alert) -> bool:
    """Whether another paper tells the same story."""
    elsewhere = (other.change.document for other in others if other.change.source != alert.change.source)
    return any(same_story(alert.change.document, document) for document in elsewhere)


def is_flood(alerts: Sequence[Alert]) -> bool:
    """Whether so many come from one source at once that people wonder why; the papers of a meeting always do."""
    first = alerts[0]
    return len(alerts) > MANY and first.frequency == "now" and not meeting_of(first.change.document)


def render(
    alerts: Sequence[Alert], setting: Setting, *, missed: bool = False, silent_since: datetime | None = None
) -> list[tuple[Message, list[int]]]:
    """The messages that tell one bundle, each with the ids of the alerts it tells. Every alert is in exactly one.
    `missed`: it is all that a chat missed, and told like a digest. `silent_since`: when the source of a flood last had
    something before."""
    first = alerts[0]
    listed = alerts[:MOST_LISTED]
    if first.frequency == "now" and not missed:
        head, foot = join([_heading(alerts, setting), _silence(first, silent_since)]), _footing(alerts, setting)
        blocks = _told(listed)
    else:
        alerts = sorted(alerts, key=lambda alert: _place(alert, setting))
        listed = alerts[:MOST_IN_A_DIGEST]
        title = texts.DIGESTS["missed" if missed else first.frequency]
        head, foot = bold(_counted(title, len(alerts))), italic(say(texts.CHANGE_WITH_MINE))
        blocks = _by_source(listed, setting)
    left_out = len(alerts) - len(listed)
    if left_out:
        foot = join([say(texts.MORE_CHANGES, count=str(left_out)), foot], "\n\n")
    packed = pack(blocks, head, foot)
    parts = [[listed[number] for number in numbers] for _, numbers in packed]
    parts[-1] += alerts[len(listed) :]  # the last part also stands for those left out
    return [
        (
            _message(first, text, alone=len(packed) == 1 and not missed),
            [number for alert in part for number in (alert.id, *alert.also)],
        )
        for (text, _), part in zip(packed, parts, strict=True)
    ]


def _heading(alerts: Sequence[Alert], setting: Setting) -> Styled:
    return headline([one.change for one in alerts], _where(alerts, setting), flood=is_flood(alerts))


def _silence(first: Alert, since: datetime | None) -> Styled:
    """How long the source had been silent, where that was long."""
    silent = first.change.at - since if first.change.at and since else timedelta()
    return say(texts.AFTER_SILENCE, long=_long(silent)) if silent >= LONG_SILENCE else Styled()


def _place(alert: Alert, setting: Setting) -> int:
    """Sources in the order of the config; those that have left it last."""
    ids = list(setting.sources)
    return ids.index(alert.change.source) if alert.change.source in setting.sources else len(ids)


def _message(first: Alert, text: Styled, *, alone: bool) -> Message:
    preview = first.frequency == "now" and alone and first.change.document.kind == "article"
    return Message(first.chat_id, text.html, thread_id=first.thread_id, preview=preview)


def _where(alerts: Sequence[Alert], setting: Setting) -> str:
    """The meeting that this is about, with its date; else the names of the sources."""
    names = dict.fromkeys(setting.name(alert.change.source) for alert in alerts)
    return clean(spoken_meeting(alerts[0].change.document), 200) or ", ".join(names)


def _footing(alerts: Sequence[Alert], setting: Setting) -> Styled:
    sources = dict.fromkeys(alert.change.source for alert in alerts)
    named = join((link(setting.name(source), setting.url(source)) for source in sources), ", ")
    return join([say(texts.SOURCE if len(sources) == 1 else texts.SOURCES, names=named), _why(alerts)])


def _why(alerts: Sequence[Alert]) -> Styled:
    reasons = _by_topic(reason for alert in alerts for reason in alert.reasons)
    shown = "; ".join(clean(reason, 120) for reason in reasons[:MOST_REASONS])
    return italic((texts.WHY_MORE if len(reasons) > MOST_REASONS else texts.WHY).format(reasons=shown))


def _by_topic(reasons: Iterable[str]) -> list[str]:
    """Each topic once, with all the phrases it was found by: `SEND: “EHC plan”, “school transport”`."""
    found: dict[str, dict[str, None]] = {}
    for reason in reasons:
        name, _, phrase = reason.partition(": “")
        found.setdefault(name, {}).update({f"“{phrase}": None} if phrase else {})
    return [f"{name}: {', '.join(phrases)}" if phrases else name for name, phrases in found.items()]


def _by_source(alerts: Sequence[Alert], setting: Setting) -> list[Styled]:
    """One block an alert; the first of each source under its name, the last with the reasons of that source's
    alerts."""
    blocks: list[Styled] = []
    for source, group in groupby(alerts, key=lambda alert: alert.change.source):
        of_source = list(group)
        told_here = _told(of_source)
        told_here[0] = join([bold(setting.name(source)), told_here[0]])
        told_here[-1] = join([told_here[-1], _why(of_source)])
        blocks += told_here
    return blocks


def _told(alerts: Sequence[Alert]) -> list[Styled]:
    """One block an alert; what one of them says of an agenda no other repeats."""
    changes = without_repeats([alert.change for alert in alerts])
    return [
        told(change, alert.quotes, last_today=alert.last_today) for change, alert in zip(changes, alerts, strict=True)
    ]


def _counted(title: str, count: int) -> str:
    return (texts.ONE_CHANGE if count == 1 else texts.CHANGES).format(title=title, count=count)


def source_broke(source: Source, state: str, reason: str, *, again: bool = True) -> str:
    """For administrators: said once when a source breaks."""
    broke = bold(texts.BROKE.format(name=clean(source.name, 80)))
    lines = [
        say(texts.BROKE_STATE, broke=broke, state=state),
        plain(clean(reason, 600)),
        say(texts.TRIED_AGAIN if again else texts.GIVEN_UP, look=link(texts.LOOK, source.url), id=source.id),
    ]
    return join(lines).html


def source_held(source: Source, reason: str) -> tuple[str, Buttons]:
    """For administrators, to decide on: said once when what a source shows is too little or too much to be true."""
    lines = [
        bold(texts.HELD.format(name=clean(source.name, 80))),
        plain(clean(reason, 600)),
        link(texts.LOOK, source.url),
        plain(texts.HELD_HOW),
    ]
    return join(lines).html, judging_buttons(source.name, source.id)


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


def source_moved(source: Source, new: str) -> str:
    """For administrators: said once when three visits in a row were sent on for good."""
    lines = [
        bold(texts.MOVED.format(name=clean(source.name, 80))),
        say(texts.MOVED_TO, address=link(clean(new, 200), new)),
        say(texts.MOVED_HOW, id=source.id),
    ]
    return join(lines).html


def source_recovered(source: Source, reason: str, after: timedelta) -> str:
    """For administrators: said once when a broken source is read well again; `reason` is what was wrong last."""
    recovered = bold(texts.RECOVERED.format(name=clean(source.name, 80)))
    wrong = say(texts.WAS_WRONG, reason=clean(reason, 300)) if reason else Styled()
    return join([say(texts.RECOVERED_AFTER, recovered=recovered, long=_long(after)), wrong]).html


def _long(time: timedelta) -> str:
    """`20 min`, `3 h 20 min`, or `12 days`."""
    hours, minutes = divmod(max(0, int(time.total_seconds())) // 60, 60)
    if hours >= 48:
        return texts.DAYS_LONG.format(days=hours // 24)
    return (texts.HOURS_LONG if hours else texts.MINUTES_LONG).format(hours=hours, minutes=minutes)
