"""PURE: answers the buttons under an alert of a paper that was replaced or withdrawn: sends the version of before, and
shows all that reads differently."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.bot.commands.context import Reply, RequestContext, as_callback_text
from watcher.bot.commands.views import pager
from watcher.core.alerts import Alert
from watcher.core.dates import day
from watcher.core.papers import LARGEST_SENT, PaperFile, PaperVersion
from watcher.messages.change import title_of
from watcher.messages.paper_buttons import TEXT_CHANGES
from watcher.messages.splitting import split_into_messages
from watcher.messages.telegram_html import TelegramHtml, bold, italic, join, link, one_line, plain
from watcher.messages.text_changes import change_line
from watcher.messages.texts import papers as texts
from watcher.rules.merging import merge_edits

A_PAGE = 10
LONGEST_TITLE, LONGEST_NAME = 160, 60


def version_tapped(context: RequestContext, told: Sequence[Alert], wanted: str) -> Reply:
    """Sends the version that the alert of this number, one of those told in the message, tells to be replaced or
    gone."""
    alert = _meant(told, wanted)
    version = context.lookups.earlier_version(alert.change) if alert else None
    if not alert or not version:
        return Reply(callback_text=as_callback_text(texts.NO_VERSION))
    if not version.is_kept:
        return Reply(callback_text=as_callback_text(texts.NOT_KEPT))
    if not version.can_be_sent:
        size, most = (round(number / 1_000_000) for number in (version.size, LARGEST_SENT))
        return Reply(callback_text=as_callback_text(texts.TOO_LARGE.format(size=max(size, most + 1), most=most)))
    document, when = alert.change.document, _day(context, version)
    title = one_line(title_of(document), LONGEST_TITLE)
    what = texts.WITHDRAWN if alert.change.kind == "withdrawn" else _replaced(context, alert)
    said = texts.SENT.format(day=when, what=what)
    instead = plain(texts.CAN_NOT_BE_SENT.format(day=when, title=title)).html
    file = PaperFile(version.sha256, file_name(title, version), instead)
    html = (link(title, document.url) + plain(said)).html
    return Reply(html, callback_text=texts.SENDING, file=file)


def _replaced(context: RequestContext, alert: Alert) -> str:
    at = alert.change.at or context.lookups.now
    return texts.REPLACED.format(day=day(at.astimezone(context.catalogue.timezone).date()))


def _day(context: RequestContext, version: PaperVersion) -> str:
    return day(version.first_seen.astimezone(context.catalogue.timezone).date())


def file_name(title: str, version: PaperVersion) -> str:
    """Returns what the file is called where it is saved: its title, the day it was first seen, and how its hash
    begins."""
    letters = "".join(sign if sign.isalnum() else " " for sign in title[:LONGEST_NAME])
    return f"{'-'.join(letters.split()) or 'paper'}-{version.first_seen:%Y-%m-%d}-{version.sha256[:8]}.pdf"


def text_changes_tapped(context: RequestContext, page: int, wanted: str) -> Reply:
    """Shows a page of all sentences of a replaced paper that read differently."""
    told = context.lookups.told(int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else ()
    alert = _meant(told, wanted)
    diff = alert.change.diff if alert else ()
    first = page * A_PAGE
    if not alert or first >= len(diff):
        return Reply(callback_text=as_callback_text(texts.NO_CHANGES))
    document, shown = alert.change.document, diff[first : first + A_PAGE]
    title = bold(texts.ALL_CHANGES.format(title=one_line(title_of(document), LONGEST_TITLE)))
    counted = texts.COUNTED.format(first=first + 1, last=first + len(shown), count=len(diff))
    head = join([title, italic(counted)])
    blocks: list[TelegramHtml] = [change_line(change, document.url) for change in shown]
    said, *more = (text.html for text, _ in split_into_messages(blocks, head))
    rows = pager(TEXT_CHANGES, page, wanted, more=first + A_PAGE < len(diff))
    return Reply(said, rows, more=tuple(more))


def _meant(told: Sequence[Alert], wanted: str) -> Alert | None:
    """Returns the alert of this number with those about the same document that were told as one; None where it is not
    among them."""
    return next((alert for alert in merge_edits(told) if wanted in map(str, (alert.id, *alert.also))), None)
