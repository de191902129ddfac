"""Reads what the API of Citizen Space answers: one JSON list, each member an activity (facts/further.md, 5)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from watcher.core.documents import Document
from watcher.core.errors import NotUnderstood
from watcher.core.text import collapse_spaces
from watcher.core.visits import Page
from watcher.sources.dates import day
from watcher.sources.feed.entry import absolute, kept, summarised, titled
from watcher.sources.json_answer import read_answer

_VIEWS = re.compile(r"/(?:consult_view|consultation|consultation_view)/?$")
_ASKED = ("audience", "audiences", "interests")
MOST_ACTIVITIES = 1_000
LONGEST_SUMMARY = 2_000


def activities(page: Page) -> list[Document]:
    """Return the activities listed. Raises NotUnderstood for anything but a list of them."""
    answer = read_answer(page)
    if not isinstance(answer, list):
        raise NotUnderstood(f"{page.url} answered in JSON, but not with a list of consultations")
    found = [
        document
        for entry in answer[:MOST_ACTIVITIES]
        if isinstance(entry, dict) and (document := _activity(entry, page))
    ]
    if answer and not found:
        raise NotUnderstood(f"{page.url} lists {len(answer)} things, none of them with a title and an address")
    return found


def key_of(url: str) -> str:
    """Return team and name of an activity, `education/send-survey`: its path without the page of it that is shown."""
    return _VIEWS.sub("", urlsplit(url).path.rstrip("/")).strip("/").casefold()


def page_of(url: str) -> str:
    """Return the address that people are given."""
    parts = urlsplit(url)
    return parts._replace(path=_VIEWS.sub("/", parts.path), query="", fragment="").geturl()


def _activity(entry: dict[str, object], page: Page) -> Document | None:
    url = absolute(page.url, _words(entry.get("url")))
    title = titled(_words(entry.get("title")))
    if not title or not url or not key_of(url):
        return None
    days = {"opens": day(_dashed(entry.get("startdate"))), "closes": day(_dashed(entry.get("enddate")))}
    details = {name: when.isoformat() for name, when in days.items() if when}
    details["asked"] = "; ".join(filter(None, (_listed(entry.get(name)) for name in _ASKED)))
    details["sort"] = titled(_words(entry.get("type_string")))
    return activity(page_of(url), title, summarised(_words(entry.get("overview"))), **details)


def activity(url: str, title: str, summary: str, **details: str) -> Document:
    """Make the document of an activity; details that are not known are left out. It is published when it opens."""
    known = {name: said for name, said in details.items() if said}
    return Document(
        key_of(url), "article", title, url, day(known.get("opens", "")), summary[:LONGEST_SUMMARY], dict(known)
    )


def _words(value: object) -> str:
    return kept(value) if isinstance(value, str) else ""


def _dashed(value: object) -> str:
    """Return `2026/12/31` as `2026-12-31`."""
    return _words(value)[:40].replace("/", "-")


def _listed(value: object) -> str:
    names = value if isinstance(value, list) else [value]
    return ", ".join(collapse_spaces(titled(name)) for name in names[:20] if isinstance(name, str) and name.strip())
