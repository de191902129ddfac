"""PURE: text, times and paths out of GOV.UK's answers; an odd value is an empty one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from watcher.core.documents import Document
from watcher.core.errors import NotUnderstood
from watcher.core.text import normalise
from watcher.core.visits import Page, StoredDocument
from watcher.sources.dates import day
from watcher.sources.html import soup, text
from watcher.sources.json_answer import read_answer

Fields: TypeAlias = Mapping[str, Any]
GOVUK = "www.gov.uk"
_BEFORE_A_STOP = re.compile(r" (?=[.,;:!?)])")  # where a link ended


def answer(page: Page) -> Fields:
    """Return the JSON object that a page holds. Raises NotUnderstood for anything else."""
    found = read_answer(page)
    if not isinstance(found, dict):
        raise NotUnderstood(f"{page.url} answered in JSON, but not with an object")
    return found


def fields(value: object) -> Fields:
    """Return the value, if it is an object; else an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Fields]:
    """Return the objects of a list; nothing else of it."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def names(value: object) -> list[str]:
    """Return the texts of a list; nothing else of it."""
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []


def words(value: object) -> str:
    """Return the value on one line, if it is text; else ""."""
    return normalise(value) if isinstance(value, str) else ""


def plain(value: object) -> str:
    """Return the words of a piece of HTML, on one line."""
    if not isinstance(value, str) or not value.strip():
        return ""
    return _BEFORE_A_STOP.sub("", normalise(text(soup(Page("", value.encode())))))


def on(updated: str) -> date | None:
    """Return the day of an instant, as it is called in London."""
    return day(updated)


def key_of(link: str) -> str:
    """Return the identity of a page: its path; a page elsewhere has its whole address."""
    parts = urlsplit(link)
    return parts.path if parts.netloc in ("", GOVUK) and parts.path else link


def latest(key: str, updated: str, known: Mapping[str, StoredDocument]) -> str:
    """Return the later of what is said now and what is remembered: a date that goes back is no news (facts/ofsted.md,
    10)."""
    return max(updated, remembered(key, known))


def remembered(key: str, known: Mapping[str, StoredDocument]) -> str:
    """Return when the remembered page was last updated; "" for a page that is not known."""
    return str(known[key].document.details.get("updated") or "") if key in known else ""


def publication(key: str, url: str, title: str, summary: str, updated: str, **more: str) -> Document:
    """Make a document of a page; of `more`, its other details, those that are empty are left out."""
    details = {name: value for name, value in {"updated": updated, **more}.items() if value}
    return Document(key, "publication", title, url, on(updated), summary, details)
