"""PURE: answers /reminders and the buttons about them: what the chat will be reminded of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from watcher.bot.commands.context import Reply, RequestContext, as_callback_text
from watcher.core.alerts import Button, Buttons
from watcher.core.chats import DropReminder, Remind
from watcher.core.deadlines import Deadline
from watcher.core.defaults import LONDON
from watcher.core.queries import KeptReminder, Remindable
from watcher.messages.buttons import LONGEST_LABEL, REMIND, callback_data, tag
from watcher.messages.reminders import short_day
from watcher.messages.splitting import split_into_messages
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, own, plain
from watcher.messages.texts import reminders as texts
from watcher.messages.texts.format import fill
from watcher.rules.reminders import ReminderMoment, moments_ahead, past_moments

MOST_LISTED = 30
LONGEST_TITLE = 120


def reminders(context: RequestContext, words: str = "") -> Reply:
    """Lists what the chat will be reminded of and when, each with a button that drops it."""
    return _listed(context, context.lookups.reminders())


def reminder_tapped(context: RequestContext, verb: str, wanted: str) -> Reply:
    """Answers a button: reminds of what an alert tells or of a meeting, or drops a reminder."""
    if verb == "drop":
        return _drop(context, wanted)
    found = _of_alert(context, wanted) if verb == "alert" else _of_meeting(context, wanted)
    set_already = {kept.key for kept in context.lookups.reminders()}
    now = context.lookups.now
    useful = [remindable for remindable in found if moments_ahead(remindable.deadlines, (), now)]
    if not useful:
        return Reply(plain(texts.NOTHING_LEFT).html, callback_text=as_callback_text(texts.NOTHING_LEFT))
    new = [remindable for remindable in useful if remindable.document.key not in set_already]
    lines = [line for remindable in useful for line in _set_lines(remindable, now)]
    said = join([bold(texts.SET if new else texts.SET_ALREADY), *lines, fill(texts.SEE_LIST)])
    actions = tuple(_remind(context, remindable) for remindable in new)
    return Reply(said.html, actions=actions, callback_text=as_callback_text(texts.SET if new else texts.SET_ALREADY))


def listed(kept: KeptReminder, now: datetime) -> TelegramHtml:
    """Returns one reminder as it is listed: of what, and when it comes."""
    head = (
        link(one_line(kept.title, LONGEST_TITLE), kept.url) if kept.url else plain(one_line(kept.title, LONGEST_TITLE))
    )
    lines = [_line(moment, deadline, now) for moment, deadline in moments_ahead(kept.deadlines, kept.told, now)]
    return join([head, *(lines or [plain(texts.WAITS_FOR_NEWS)])])


def _listed(context: RequestContext, kept: Sequence[KeptReminder]) -> Reply:
    if not kept:
        return Reply(own(texts.NONE_LISTED).html)
    shown = kept[:MOST_LISTED]
    more = len(kept) - len(shown)
    blocks = [listed(reminder, context.lookups.now) for reminder in shown]
    blocks += [plain(texts.LISTED_MORE.format(count=more))] if more else []
    first, *rest = (text.html for text, _ in split_into_messages(blocks, bold(texts.LISTED)))
    return Reply(first, _drop_buttons(shown), more=tuple(rest))


def _drop_buttons(kept: Iterable[KeptReminder]) -> Buttons:
    return tuple((_drop_button(reminder),) for reminder in kept)


def _drop_button(kept: KeptReminder) -> Button:
    meets = next((deadline.day for deadline in kept.deadlines if deadline.kind == "meeting"), None)
    name = one_line(kept.title, LONGEST_LABEL - 20) + (f", {short_day(meets)}" if meets else "")
    label = one_line(texts.BUTTON_DROP.format(title=name), LONGEST_LABEL)
    return Button(label, callback_data(REMIND, 0, "drop", str(kept.number)))


def _drop(context: RequestContext, wanted: str) -> Reply:
    kept = context.lookups.reminders()
    gone = next((reminder for reminder in kept if str(reminder.number) == wanted), None)
    left = _listed(context, [reminder for reminder in kept if reminder is not gone])
    said = texts.DROPPED.format(title=gone.title) if gone else texts.DROPPED_ALREADY
    actions = (DropReminder(gone.number),) if gone else ()
    return Reply(left.html, left.buttons, actions, edit=True, callback_text=as_callback_text(said))


def _of_alert(context: RequestContext, wanted: str) -> Sequence[Remindable]:
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else 0
    return context.lookups.remindable(context.lookups.told(number))


def _of_meeting(context: RequestContext, wanted: str) -> list[Remindable]:
    for coming in context.lookups.meetings():
        if tag(coming.source, coming.meeting.key) == wanted:
            found = context.lookups.remindable_meeting(coming.source, coming.meeting)
            return [found] if found else []
    return []


def _remind(context: RequestContext, found: Remindable) -> Remind:
    seen = tuple(past_moments(found.deadlines, context.lookups.now))
    return Remind(found.source, found.document.key, context.request.thread_id, tuple(found.wishes), seen)


def _set_lines(found: Remindable, now: datetime) -> list[TelegramHtml]:
    document = found.document
    head = link(one_line(document.title, LONGEST_TITLE), document.url)
    return [head, *(_line(moment, deadline, now) for moment, deadline in moments_ahead(found.deadlines, (), now))]


def _line(moment: ReminderMoment, deadline: Deadline, now: datetime) -> TelegramHtml:
    at = moment.at.astimezone(LONDON)
    what = texts.WHAT[deadline.kind].format(when=short_day(deadline.day, deadline.clock))
    return plain(texts.SET_LINE.format(at=f"{short_day(at.date())}, {at:%H:%M}", what=what))
