"""PURE: turns alerts into Telegram messages within every limit. What is said of a change is decided here, and nowhere
else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watcher.core.alerts import Alert, Buttons, Message
from watcher.core.documents import Change
from watcher.core.meetings import meeting_of
from watcher.messages.admin import long
from watcher.messages.also_reported import also_reported, also_reported_by
from watcher.messages.card import meeting_buttons, meeting_card
from watcher.messages.change import first_line, render_change, title_of, unsettled
from watcher.messages.context import RenderContext
from watcher.messages.council import without_repeats
from watcher.messages.digest import grouped
from watcher.messages.digest import told as told_in_digest
from watcher.messages.frame import footing, outlet
from watcher.messages.grouping import is_flood
from watcher.messages.headline import headline, meeting_named
from watcher.messages.mass_edit import mass_edit_heading, without_count
from watcher.messages.papers import in_order, is_asked_for, told_with_the_rest_folded
from watcher.messages.promises import promise_lines, unless_promised
from watcher.messages.splitting import fits, split_into_messages
from watcher.messages.telegram_html import TelegramHtml, bold, italic, join, link, plain
from watcher.messages.texts import alerts as texts
from watcher.messages.texts.format import fill

MOST_LISTED = 20
MOST_IN_A_DIGEST = 60
MOST_UNSETTLED = 5
LONG_SILENCE = timedelta(days=1)


def render(
    alerts: Sequence[Alert], context: RenderContext, *, missed: bool = False, silent_since: datetime | None = None
) -> list[tuple[Message, list[int]]]:
    """Returns the messages that tell one bundle, each with the ids of the alerts it tells. Every alert is in exactly
    one. `missed`: it is all that a chat missed, and told like a digest. `silent_since`: when the source of a flood last
    had something before."""
    first = alerts[0]
    at_once = first.frequency == "now" and not missed
    told = _at_once(alerts, context, silent_since) if at_once else _digest(alerts, context, missed=missed)
    packed = split_into_messages([block for block, _ in told.blocks], told.head, told.foot)
    parts = [[alert for number in numbers for alert in told.blocks[number][1]] for _, numbers in packed]
    parts[-1] += told.left_out  # the last part also stands for those left out
    buttons = meeting_buttons(first, context) if at_once and meeting_of(first.change.document) else ()
    return [
        (
            _message(first, text, alone=len(packed) == 1 and not missed, buttons=() if number else buttons),
            [told_of for alert in part for told_of in (alert.id, *alert.also)],
        )
        for number, ((text, _), part) in enumerate(zip(packed, parts, strict=True))
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """Holds what a bundle comes to: its blocks, each with the alerts it tells, what stands above and below, and those
    for which there is no room."""

    head: TelegramHtml
    blocks: Sequence[tuple[TelegramHtml, list[Alert]]]
    foot: TelegramHtml
    left_out: Sequence[Alert]


def _at_once(alerts: Sequence[Alert], context: RenderContext, silent_since: datetime | None) -> _Told:
    """Returns what alerts that come at once are told as: with a headline, and how long a flood's source was silent."""
    alerts = in_order(alerts) if meeting_of(alerts[0].change.document) else sorted(alerts, key=_place)
    listed, left_out = alerts[:MOST_LISTED], alerts[MOST_LISTED:]
    alike = mass_edit_heading(alerts, context)
    first = alike if alike.characters else headline(listed if not is_flood(alerts) else alerts, context)
    card = meeting_card(listed[0], context, "" if first.characters else meeting_named(listed[0], context))
    head = join([first, _silence(alerts[0], silent_since), card if first.characters else TelegramHtml()])
    foot = footing(listed, context)
    foot = foot if first.characters else join([card, foot], "\n\n")
    listed = [without_count(alert) for alert in listed] if alike.characters else listed
    foot = _foot(foot, left_out)
    return _Told(head, _in_one_message(_blocks(listed, context), head, foot), foot, left_out)


def _place(alert: Alert) -> tuple[bool, bool]:
    """Returns the sort key of an alert: of articles that come together what is new first, and of that what was asked
    for; all else as it stands."""
    is_article = alert.change.document.kind == "article"
    return is_article and alert.change.kind != "new", is_article and not is_asked_for(alert)


def _blocks(alerts: Sequence[Alert], context: RenderContext) -> list[tuple[TelegramHtml, list[Alert]]]:
    """Returns a block for each alert, with the alerts it tells: what one of them says of an agenda no other repeats."""
    changes = without_repeats([alert.change for alert in alerts])
    alerts = [replace(alert, change=change) for change, alert in zip(changes, alerts, strict=True)]
    if meeting_of(alerts[0].change.document):
        return told_with_the_rest_folded(alerts)
    return [(_whole(alert, outlet(alert, alerts, context), context), [alert]) for alert in alerts]


def _in_one_message(
    blocks: Sequence[tuple[TelegramHtml, list[Alert]]], head: TelegramHtml, foot: TelegramHtml
) -> Sequence[tuple[TelegramHtml, list[Alert]]]:
    """Returns the blocks, of new articles from the last on the first line alone, until one message holds them all
    (INTERFACE.md, "Telegram": changes of one feed seen in one visit); as they are where that would not do either."""
    told = list(blocks)
    for number in reversed(range(len(blocks))):
        if fits(join([head, *(block for block, _ in told), foot], "\n\n")):
            return told
        alert = blocks[number][1][0]
        if alert.change.document.kind == "article" and alert.change.kind == "new" and not alert.elsewhere:
            told[number] = first_line(alert.change), blocks[number][1]
    return told if fits(join([head, *(block for block, _ in told), foot], "\n\n")) else blocks


def _whole(alert: Alert, source: TelegramHtml, context: RenderContext) -> TelegramHtml:
    """Returns all that is told of an alert's change, and who else tells of it."""
    quotes = unless_promised(alert.quotes, alert.promises)
    said = render_change(alert.change, quotes, last_today=alert.last_today, source=source)
    return join([said, *promise_lines(alert.promises), also_reported(alert, context)])


def _digest(alerts: Sequence[Alert], context: RenderContext, *, missed: bool) -> _Told:
    """Returns what a digest's alerts are told as, by meeting and source; `missed`: it is all that a chat missed."""
    title = bold(texts.DIGESTS["missed" if missed else alerts[0].frequency])
    groups = grouped(alerts, context)
    ordered = [alert for group in groups for alert in group]
    left_out = ordered[MOST_IN_A_DIGEST:]
    room, blocks = MOST_IN_A_DIGEST, list[tuple[TelegramHtml, list[Alert]]]()
    for group in groups:
        if shown := group[: max(room, 0)]:
            blocks += told_in_digest(shown, context)
        room -= len(shown)
    return _Told(title, blocks, _foot(italic(fill(texts.CHANGE_WITH_MINE)), left_out), left_out)


def _foot(foot: TelegramHtml, left_out: Sequence[Alert]) -> TelegramHtml:
    more = fill(texts.MORE_CHANGES, count=str(len(left_out))) if left_out else TelegramHtml()
    return join([more, foot], "\n\n")


def render_repeat(alert: Alert, context: RenderContext) -> Message:
    """Returns the message that replies to one which told of the same event: that others report it too, and where."""
    said = also_reported_by((alert.change, *alert.elsewhere), context)
    return Message(alert.chat_id, join([said, footing([alert], context)], "\n\n").html, thread_id=alert.thread_id)


def _silence(first: Alert, since: datetime | None) -> TelegramHtml:
    """Returns how long the source had been silent; empty where that was not long."""
    silent = first.change.at - since if first.change.at and since else timedelta()
    return fill(texts.AFTER_SILENCE, long=long(silent)) if silent >= LONG_SILENCE else TelegramHtml()


def _message(first: Alert, text: TelegramHtml, *, alone: bool, buttons: Buttons) -> Message:
    preview = first.frequency == "now" and alone and first.change.document.kind == "article"
    return Message(first.chat_id, text.html, buttons, thread_id=first.thread_id, preview=preview)


def source_unsettled(name: str, changes: Sequence[Change]) -> str:
    """Returns what administrators are told, once, when documents of a source begin to go to and fro."""
    more = len(changes) - MOST_UNSETTLED
    lines = [
        bold(texts.UNSETTLED.format(name=name)),
        *(
            join([link(title_of(change.document), change.document.url), *unsettled(change)])
            for change in changes[:MOST_UNSETTLED]
        ),
        plain(texts.MORE_UNSETTLED.format(count=more) if more > 0 else ""),
        plain(texts.UNSETTLED_WHY),
        plain(texts.UNSETTLED_HOW),
    ]
    return join(lines).html
