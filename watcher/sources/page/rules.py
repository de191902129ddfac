"""What parts of a page mean: where its words stand, which links are files, which page is an error's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page
from watcher.sources.feed.entry import absolute
from watcher.sources.page.bounds import Element
from watcher.sources.page.tree import text
from watcher.sources.urls import canon

MAIN = ("//main", "//*[@role='main']", "//article", "//*[@id='content']", "//body")
"""Where the words of a page stand (XPath); the first that is there is watched if nothing is selected."""
_ROLES_AROUND = ("navigation", "banner", "contentinfo", "dialog")
AROUND = " | ".join(["//nav", "//header", "//footer", "//aside", *(f"//*[@role='{role}']" for role in _ROLES_AROUND)])
NEVER_SEEN = ("script", "style", "noscript", "template", "svg", "iframe")
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
CELLS = frozenset(("td", "th"))
_NOT_FOUND = re.compile(
    r"(error )?404\b|(sorry, )?(page|file|this page \w+) not (be )?found\b|not found$", re.IGNORECASE
)
_ENDING = r"\.(?:pdf|docx?|xlsx?|ods|odt|csv|pptx?|zip)"
_FILE = re.compile(f"{_ENDING}$", re.IGNORECASE)
_MAY_BE_FILE = re.compile(rf"{_ENDING}|[%&\t\r\n]", re.IGNORECASE)
"""What stands in every address that leads to a file, as it is written or as the page's own, which it may start from:
the ending, or a sign that hides part of it."""
MOST_FILES = 500


def files_of(links: Iterable[Element], page: Page) -> dict[str, str]:
    """Return by the words of a link which file it leads to: the address without its query, which counts versions or
    clicks. Words that lead to several files tell none of them apart, and are left out."""
    found: dict[str, set[str]] = {}
    everywhere = bool(_MAY_BE_FILE.search(page.url))
    for link in islice(links, MOST_FILES):
        href = link.get("href") or ""
        if not everywhere and not _MAY_BE_FILE.search(href):
            continue
        address = canon(absolute(page.url, href)).partition("?")[0]
        if _FILE.search(address) and (words := text(link)):
            found.setdefault(words, set()).add(address)
    return {words: addresses.pop() for words, addresses in found.items() if len(addresses) == 1}


def refuse_an_error_page(page: Page, names: Iterable[str]) -> None:
    """Raise NotUnderstood where the page's first heading or its title says that there is none."""
    for name in names:
        if _NOT_FOUND.match(name):
            raise NotUnderstood(f"{page.url} says “{name[:80]}”; look for the new address in a browser")
