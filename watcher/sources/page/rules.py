"""What parts of a page mean: where its words stand, which links are files, which page is an error's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from watcher.core.errors import NotUnderstood
from watcher.core.visits import Page
from watcher.sources.feed.entry import absolute
from watcher.sources.urls import canon

MAIN = ("//main", "//*[@role='main']", "//article", "//*[@id='content']", "//body")
"""Where the words of a page stand (XPath); the first that is there is watched if nothing is selected."""
_ROLES_AROUND = ("navigation", "banner", "contentinfo", "dialog")
AROUND = " | ".join(["//nav", "//header", "//footer", "//aside", *(f"//*[@role='{role}']" for role in _ROLES_AROUND)])
NEVER_SEEN = ("script", "style", "noscript", "template", "svg", "iframe")
BLOCK = re.compile(
    r"address|article|aside|blockquote|body|br|caption|d[dltl]|details|div|fieldset|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_NOT_FOUND = re.compile(
    r"(error )?404\b|(sorry, )?(page|file|this page \w+) not (be )?found\b|not found$", re.IGNORECASE
)
_FILE = re.compile(r"\.(pdf|docx?|xlsx?|ods|odt|csv|pptx?|zip)$", re.IGNORECASE)
MOST_FILES = 500


def files_of(links: Iterable[tuple[str, str]], page: Page) -> dict[str, str]:
    """Return by the words of a link which file it leads to: the address without its query, which counts versions or
    clicks. Words that lead to several files tell none of them apart, and are left out."""
    found: dict[str, set[str]] = {}
    for words, href in islice(links, MOST_FILES):
        address = canon(absolute(page.url, href)).partition("?")[0]
        if words and _FILE.search(address):
            found.setdefault(words, set()).add(address)
    return {words: addresses.pop() for words, addresses in found.items() if len(addresses) == 1}


def refuse_an_error_page(page: Page, names: Iterable[str]) -> None:
    """Raise NotUnderstood where the page's first heading or its title says that there is none."""
    for name in names:
        if _NOT_FOUND.match(name):
            raise NotUnderstood(f"{page.url} says “{name[:80]}”; look for the new address in a browser")
