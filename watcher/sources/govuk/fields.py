"""Text, times and paths out of GOV.UK's answers. Pure; an odd value is an empty one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from watcher.core.documents import Document
from watcher.core.errors import NotUnderstood
from watcher.core.sources import Page, StoredDocument
from watcher.core.text import normalise
from watcher.sources.dates import day
from watcher.sources.html import soup, text

Fields: TypeAlias = Mapping[str, Any]
GOVUK = "www.gov.uk"
_BEFORE_A_STOP = re.compile(r" (?=[.,;:!?)])")  # where a link ended


def answer(page: Page) -> Fields:
    """The JSON object a page holds. Raises NotUnderstood for anything else."""
    try:
        found = json.loads(page.body)
    except (ValueError, RecursionError) as error:  # the second for a thousand brackets inside each other
        raise NotUnderstood(f"{page.url} did not answer in JSON") from error
    if not isinstance(found, dict):
        raise NotUnderstood(f"{page.url} answered in JSON, but not with an object")
    return found


def fields(value: object) -> Fields:
    """The value, if it is an object; else an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Fields]:
    """The objects of a list; nothing else of it."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def names(value: object) -> list[str]:
    """The texts of a list; nothing else of it."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def words(value: object) -> str:
    """The value, if it is text, on one line."""
    return normalise(value) if isinstance(value, str) else ""


def plain(value: object) -> str:
    """The words of a piece of HTML, on one line."""
    if not isinstance(value, str) or not value.strip():
        return ""
    return _BEFORE_A_STOP.sub("", normalise(text(soup(Page("", value.encode())))))


def on(updated: str) -> date | None:
    """The day of an instant, as it is called in London."""
    return day(updated)


def key_of(link: str) -> str:
    """The identity of a page: its path; a page elsewhere has its whole address."""
    parts = urlsplit(link)
    return parts.path if parts.netloc in ("", GOVUK) and parts.path else link


def latest(key: str, updated: str, known: Mapping[str, StoredDocument]) -> str:
    """The later of what is said now and what is remembered: a date that goes back is no news (facts/ofsted.md, 10)."""
    return max(updated, remembered(key, known))


def remembered(key: str, known: Mapping[str, StoredDocument]) -> str:
    """When the remembered page was last updated; empty for a page that is not known."""
    return str(known[key].document.details.get("updated") or "") if key in known else ""


def publication(key: str, url: str, title: str, summary: str, updated: str, **more: str) -> Document:
    """A page as a document; of `more`, its other details, those that are empty are left out."""
    details = {name: value for name, value in {"updated": updated, **more}.items() if value}
    return Document(key, "publication", title, url, on(updated), summary, details)
