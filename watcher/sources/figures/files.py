"""Finds the files of figures that a page names: a statistics page of GOV.UK, or any other. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from watcher.core.visits import Page
from watcher.papers.spreadsheets import WORKBOOK
from watcher.sources.feed.entry import absolute
from watcher.sources.figures.cells import plain_name
from watcher.sources.figures.periods import period_in
from watcher.sources.html import soup, text

MOST_LINKS = 2_000
_FILE = re.compile(r"\.(?:csv|xlsx|ods)$|/data-sets?/[0-9a-f-]{36}/csv$", re.IGNORECASE)
_DATA_SET = re.compile(r"/data-catalogue/data-set/[0-9a-f-]{36}$", re.IGNORECASE)
"""A data set's page on Explore education statistics: its file is one step further."""
_RELEASE = re.compile(r"/government/statistics/[^/?#]+$|/government/statistical-data-sets/[^/?#]+$")


def is_page(page: Page) -> bool:
    """Tells whether what came is a web page, not a file of figures."""
    if page.body.startswith(WORKBOOK):
        return False
    start = page.body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<main", b"<div", b"<!--"))


def files_on(page: Page, wanted: str) -> list[str]:
    """Returns the addresses of the files of figures that a page links to, in its order; with `wanted` only those whose
    link, or address, has these words."""
    found: dict[str, str] = {}
    for address, words in _links(page):
        url = f"{address.rstrip('/')}/csv" if _DATA_SET.search(urlsplit(address).path.rstrip("/")) else address
        if _FILE.search(urlsplit(url).path):
            found[url] = f"{found.get(url, '')} {words}"
    asked = plain_name(wanted)
    return [url for url, words in found.items() if asked in plain_name(f"{words} {unquote(url)}".replace("-", " "))]


def newest_release_on(page: Page) -> str:
    """Returns the address of the statistics page of the latest period that a page (a collection) links to; empty where
    it links to none."""
    releases = [(url, period_in(f"{words} {url.rsplit('/', 1)[-1].replace('-', ' ')}")) for url, words in _links(page)]
    dated = [(period.order, -at, url) for at, (url, period) in enumerate(releases) if period and _is_release(url)]
    return max(dated)[2] if dated else next((url for url, _ in releases if _is_release(url)), "")


def _is_release(url: str) -> bool:
    return bool(_RELEASE.search(urlsplit(url).path))


def _links(page: Page) -> list[tuple[str, str]]:
    links = soup(page).select("a[href]")[:MOST_LINKS]
    return [(url, text(link)) for link in links if (url := absolute(page.url, str(link["href"])))]
