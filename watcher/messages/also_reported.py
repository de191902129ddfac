"""PURE: tells who else tells of what an alert tells: one line, and each other document by its title."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.core.alerts import Alert
from watcher.core.documents import Change
from watcher.messages.change import event_label, title_of
from watcher.messages.context import RenderContext
from watcher.messages.telegram_html import TelegramHtml, bold, join, link, one_line, plain
from watcher.messages.texts import alerts as texts
from watcher.rules.repeats import other_documents

MOST_NAMED = 4
_LONGEST_TITLE = 150


def also_reported(alert: Alert, context: RenderContext) -> TelegramHtml:
    """Returns what is said under an alert of its other sources, or of what else its own has of it; empty where these
    hold the very document it tells of."""
    changes = other_documents(alert.elsewhere, [alert.change.document])
    if changes and all(change.source == alert.change.source for change in changes):
        return _listed(plain(texts.ALSO_PUBLISHED), changes)
    return also_reported_by(changes, context)


def also_reported_by(changes: Sequence[Change], context: RenderContext) -> TelegramHtml:
    """Returns `Also reported by Romford Recorder:`, with the documents of these changes; empty for none."""
    if not changes:
        return TelegramHtml()
    names = list(dict.fromkeys(context.name(change.source) for change in changes[:MOST_NAMED]))
    listed = texts.AND.join(filter(None, (", ".join(names[:-1]), names[-1])))
    return _listed(plain(texts.ALSO_REPORTED.format(names=listed)), changes)


def _listed(head: TelegramHtml, changes: Sequence[Change]) -> TelegramHtml:
    more = len(changes) - MOST_NAMED
    lines = [bold(event_label(change)) + plain(": ") + _titled(change) for change in changes[:MOST_NAMED]]
    return join([head, *lines, plain(texts.ALSO_MORE.format(count=more) if more > 0 else "")])


def _titled(change: Change) -> TelegramHtml:
    return link(one_line(title_of(change.document), _LONGEST_TITLE), change.document.url)
