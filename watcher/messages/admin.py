"""PURE: says what the watcher's administrators are told: a source that broke, recovered, moved or is held, a chat that
moved or is closed, a refused config, the weekly report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from watcher.core.alerts import Buttons
from watcher.core.dates import day, day_and_time
from watcher.core.queries import Week
from watcher.core.sources import Source
from watcher.core.visits import Health
from watcher.messages.buttons import judging_buttons
from watcher.messages.splitting import split_into_messages
from watcher.messages.telegram_html import TelegramHtml, bold, code, join, link, one_line, plain
from watcher.messages.texts import alerts as texts
from watcher.messages.texts import conversation
from watcher.messages.texts.format import fill


def source_broke(source: Source, state: str, reason: str, *, again: bool = True) -> str:
    """Tells administrators, once, that a source broke."""
    broke = bold(texts.BROKE.format(name=one_line(source.name, 80)))
    lines = [
        fill(texts.BROKE_STATE, broke=broke, state=state),
        plain(one_line(reason, 600)),
        fill(texts.TRIED_AGAIN if again else texts.GIVEN_UP, look=link(texts.LOOK, source.url), id=source.id),
    ]
    return join(lines).html


def source_held(source: Source, reason: str) -> tuple[str, Buttons]:
    """Asks administrators, once, what to make of a source that shows too little or too much to be true."""
    lines = [
        bold(texts.HELD.format(name=one_line(source.name, 80))),
        plain(one_line(reason, 600)),
        link(texts.LOOK, source.url),
        plain(texts.HELD_HOW),
    ]
    return join(lines).html, judging_buttons(source.name, source.id)


def source_moved(source: Source, new: str) -> str:
    """Tells administrators, once, of a source where three visits in a row were sent on for good."""
    lines = [
        bold(texts.MOVED.format(name=one_line(source.name, 80))),
        fill(texts.MOVED_TO, address=link(one_line(new, 200), new)),
        fill(texts.MOVED_HOW, id=source.id),
    ]
    return join(lines).html


def source_recovered(source: Source, reason: str, after: timedelta) -> str:
    """Tells administrators, once, that a broken source is read well again; `reason` is what was wrong last."""
    recovered = bold(texts.RECOVERED.format(name=one_line(source.name, 80)))
    wrong = fill(texts.WAS_WRONG, reason=one_line(reason, 300)) if reason else TelegramHtml()
    return join([fill(texts.RECOVERED_AFTER, recovered=recovered, long=long(after)), wrong]).html


def long(time: timedelta) -> str:
    """Writes a span as `20 min`, `3 h 20 min`, or `12 days`."""
    hours, minutes = divmod(max(0, int(time.total_seconds())) // 60, 60)
    if hours >= 48:
        return texts.DAYS_LONG.format(days=hours // 24)
    return (texts.HOURS_LONG if hours else texts.MINUTES_LONG).format(hours=hours, minutes=minutes)


def administrators_moved(old: int, new: int) -> str:
    """Tells administrators that their own group has a new number, which the config must name."""
    return fill(conversation.ADMINISTRATORS_MOVED, old=code(str(old)), new=code(str(new))).html


def chat_closed(chat_id: int, since: datetime, error: str) -> str:
    """Tells administrators, once, of a chat that has taken no messages for days."""
    said = plain(one_line(error, 200))
    return fill(conversation.CHAT_CLOSED, chat=code(str(chat_id)), day=day(since), said=said).html


_SHOWN = 10


def config_refused(problems: Sequence[str]) -> str:
    """Tells administrators, once, that an edit is refused, and why."""
    lines = [fill(texts.CONFIG_REFUSED, refused=bold(texts.REFUSED))]
    lines += [plain(one_line(problem)) for problem in problems[:_SHOWN]]
    more = len(problems) - _SHOWN
    lines += [fill(texts.MORE_PROBLEMS, count=str(more))] if more > 0 else []
    return join(lines).html


def config_right_again() -> str:
    """Tells administrators, once after that, that the config is right again."""
    return fill(texts.CONFIG_RIGHT_AGAIN, right=bold(texts.RIGHT_AGAIN)).html


SILENT_AFTER = timedelta(days=30)


def weekly_report(week: Week, timezone: ZoneInfo) -> list[str]:
    """Returns the messages that tell how the week was: one, but for very many sources."""
    good = [health for _, health in week.sources if health.state == "ok"]
    well = len(good) == len(week.sources) and not week.failed
    numbers = fill(
        conversation.WEEK_NUMBERS,
        good=str(len(good)),
        sources=str(len(week.sources)),
        alerts=str(week.alerts),
        failed=str(week.failed),
    )
    head = join([bold(conversation.WEEK_WELL if well else conversation.WEEK_NOT_WELL), numbers])
    listed = [_source(source, health, week.until, timezone) for source, health in week.sources]
    blocks = [join(listed[at : at + 20]) for at in range(0, len(listed), 20)]
    return [text.html for text, _ in split_into_messages(blocks, head)] if blocks else [head.html]


def _source(source: Source, health: Health, now: datetime, timezone: ZoneInfo) -> TelegramHtml:
    """Says when a source was last read well, what is wrong with it, and that it has been silent for very long."""
    good = day_and_time(health.last_good, timezone) if health.last_good else conversation.NEVER
    name = one_line(source.name, 60) or source.id
    wrong = "" if health.state == "ok" else conversation.WEEK_STATE.format(state=health.state)
    new = health.last_new or health.baseline_at
    silent = (
        conversation.WEEK_SILENT.format(since=day(new.astimezone(timezone))) if new and now - new > SILENT_AFTER else ""
    )
    return fill(conversation.WEEK_SOURCE, name=name, good=good, wrong=plain(wrong), silent=plain(silent))
