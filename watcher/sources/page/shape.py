"""What parts of a page mean, whichever way it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from watcher.errors import NotUnderstood
from watcher.model import Page

MAIN = ("main", "[role=main]", "article", "#content", "body")
"""Where the words of a page stand; the first that is there is watched if nothing is selected."""
AROUND = "nav, header, footer, aside, [role=navigation], [role=banner], [role=contentinfo], [role=dialog]"
NEVER_SEEN = "script, style, noscript, template, svg, iframe"
BLOCK = re.compile(
    r"address|article|aside|blockquote|body|br|caption|d[dltl]|details|div|fieldset|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_NOT_FOUND = re.compile(
    r"(error )?404\b|(sorry, )?(page|file|this page \w+) not (be )?found\b|not found$", re.IGNORECASE
)


def refuse_an_error_page(page: Page, names: Iterable[str]) -> None:
    """Raises NotUnderstood where the page's first heading or its title says that there is none."""
    for name in names:
        if _NOT_FOUND.match(name):
            raise NotUnderstood(f"{page.url} says “{name[:80]}”; look for the new address in a browser")
