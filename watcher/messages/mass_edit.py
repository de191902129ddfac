"""PURE: says in one line that a feed changed most of its articles in the same way (rules/mass_edits.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from watcher.core.alerts import Alert
from watcher.core.documents import Change
from watcher.messages.context import RenderContext
from watcher.messages.telegram_html import TelegramHtml, bold, plain
from watcher.messages.texts import changes as texts


def mass_edit_heading(alerts: Sequence[Alert], context: RenderContext) -> TelegramHtml:
    """Returns `The Daily changed 20 headlines in the same way: nothing new`; empty where that is not all there is to
    tell."""
    change = alerts[0].change
    if len(alerts) > 1 or not change.alike:
        return TelegramHtml()
    what = texts.AND.join(texts.MASS_EDITED[name] for name in texts.MASS_EDITED if name in change.fields)
    return bold(texts.MASS_EDIT.format(name=context.name(change.source), count=change.alike, what=what))


def without_count(alert: Alert) -> Alert:
    """Returns the alert of a mass edit without how many there are: the line above says so."""
    return replace(alert, change=replace(alert.change, alike=1))


def and_as_many_more(change: Change) -> TelegramHtml:
    """Returns what is said of the one article that stands for all of a mass edit; empty for any other change."""
    more = change.alike - 1
    return plain(texts.MASS_EDIT_MORE.format(count=more) if more > 0 else "")
