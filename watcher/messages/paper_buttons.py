"""PURE: makes the buttons under an alert of a paper that was replaced or withdrawn: the version of before, all
changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

from watcher.core.alerts import Alert, Button, Buttons
from watcher.core.papers import PaperVersion
from watcher.messages.buttons import LONGEST_LABEL, VIEW, callback_data
from watcher.messages.change import title_of
from watcher.messages.site_links import changes_url
from watcher.messages.telegram_html import one_line
from watcher.messages.text_changes import MOST_TOLD
from watcher.messages.texts import papers as texts

TEXT_CHANGES = "diff"
"""The view that shows them all."""
VERSION = "version"
MOST_PAPERS = 4
"""Of one message, that have buttons of their own."""


def paper_rows(
    told: Sequence[Alert], earlier: Mapping[int, PaperVersion], zone: tzinfo, now: datetime | None, site: str = ""
) -> Buttons:
    """Returns a row of buttons for each paper of the message that was replaced or withdrawn, at most MOST_PAPERS.
    `earlier`: by the number of the alert, the version of before; `site`: the root of the public pages, if any."""
    having = [alert for alert in told if _has_file(alert, earlier) or _has_more(alert)][:MOST_PAPERS]
    return tuple(_row(alert, earlier, zone, now, site, alone=len(having) == 1) for alert in having)


def _row(
    alert: Alert, earlier: Mapping[int, PaperVersion], zone: tzinfo, now: datetime | None, site: str, *, alone: bool
) -> tuple[Button, ...]:
    number, title = str(alert.id), title_of(alert.change.document)
    row = []
    if _has_file(alert, earlier):
        day = short_day(earlier[alert.id].first_seen, zone, now)
        label = texts.BUTTON_VERSION if alone else texts.BUTTON_VERSION_OF
        row.append(Button(_fitted(label, title, day=day), callback_data(VIEW, 0, VERSION, number)))
    if _has_more(alert):
        label = texts.BUTTON_ALL_CHANGES if alone else texts.BUTTON_ALL_CHANGES_OF
        page = changes_url(alert.change.source, alert.change.document, site)
        row.append(_opening(_fitted(label, title), page, number))
    return tuple(row)


def _opening(label: str, page: str, number: str) -> Button:
    """Returns what shows all changes: the page where they stand side by side, else a view of them in the chat."""
    return Button(label, url=page) if page else Button(label, callback_data(TEXT_CHANGES, 0, what=number))


def _has_file(alert: Alert, earlier: Mapping[int, PaperVersion]) -> bool:
    return alert.id in earlier and earlier[alert.id].is_kept


def _has_more(alert: Alert) -> bool:
    """Tells whether more differs in a paper than the alert tells."""
    return len(alert.change.diff) > MOST_TOLD


def short_day(at: datetime, zone: tzinfo, now: datetime | None) -> str:
    """Returns `9 November`, with the year where it is not this one."""
    local = at.astimezone(zone).date()
    today: date = (now or at).astimezone(zone).date()
    return f"{local.day} {local:%B}" if local.year == today.year else f"{local.day} {local:%B %Y}"


def _fitted(label: str, title: str, day: str = "") -> str:
    room = LONGEST_LABEL - len(label.format(title="", day=day))
    return label.format(title=one_line(title, max(room, 1)), day=day)
