"""PURE: leads from an alert to its page on the public site, where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.core.alerts import Alert, Button, Buttons
from watcher.core.documents import Document
from watcher.core.meetings import meeting_of
from watcher.core.site_paths import document_path
from watcher.messages.buttons import tappable
from watcher.messages.texts import papers as texts

_LIFE = "#life"
"""The part of a document's page that tells what changed in it, side by side."""


def story_row(told: Sequence[Alert], site: str) -> Buttons:
    """Returns a row with the page of what a message is about: its one document, or the meeting of all of them; none for
    a digest, for documents of several, and where there is no site."""
    pages = {_page(alert, alone=len(told) == 1) for alert in told}
    if not site or not told or told[0].frequency != "now" or len(pages) != 1:
        return ()
    url = tappable(site + document_path(*pages.pop()))
    return ((Button(texts.BUTTON_STORY, url=url),),) if url else ()


def _page(alert: Alert, *, alone: bool) -> tuple[str, str]:
    document = alert.change.document
    return alert.change.source, document.key if alone else meeting_of(document) or document.key


def changes_url(source: str, document: Document, site: str) -> str:
    """Returns where all that reads differently in a document stands side by side; empty where there is no site that
    Telegram leads to."""
    return tappable(f"{site}{document_path(source, document.key)}{_LIFE}") if site else ""
