"""What a link to a page shows where it is shared: Open Graph, and the one address of the page."""

from __future__ import annotations

from typing import NamedTuple

from watcher.core.site_records import DocumentLife
from watcher.messages.change import title_of
from watcher.messages.change_json import moment
from watcher.messages.change_text import headline_text, sentence_text
from watcher.messages.readable import readable
from watcher.messages.telegram_html import one_line
from watcher.site.context import SiteContext

MOST_TITLE, MOST_DESCRIPTION = 120, 200


class SharedLink(NamedTuple):
    """What the head of a page says of it: plain text, to be escaped where it is put."""

    canonical: str
    """Empty where the site's address is not known."""
    title: str
    description: str
    site_name: str
    type: str = "website"
    modified: str = ""
    """When an article last had news, as ISO 8601 in UTC."""


def page_address(context: SiteContext, path: str) -> str:
    """Returns the one address of a page of the site, that of its folder for an index; empty where the site has none."""
    return context.absolute(path.removesuffix("index.html")) if context.url else ""


def shared_page(context: SiteContext, path: str, title: str, description: str) -> SharedLink:
    """Returns what a link to a page of ours shows."""
    return SharedLink(
        page_address(context, path), one_line(title, MOST_TITLE), one_line(description, MOST_DESCRIPTION),
        one_line(context.title),
    )  # fmt: skip


def shared_document(context: SiteContext, path: str, life: DocumentLife) -> SharedLink:
    """Returns what a link to a document's page shows: the news of its last change and the sentence that matters; of one
    that never changed its title and its source."""
    told = [change for change in life.changes if not change.minor]
    last = told[-1] if told else None
    title = headline_text(last) if last else readable(title_of(life.document))
    said = next(filter(None, map(sentence_text, reversed(told))), "") or life.document.summary
    return SharedLink(
        page_address(context, path), one_line(title, MOST_TITLE),
        one_line(said or context.render.name(life.source), MOST_DESCRIPTION), one_line(context.title), "article",
        moment(last.at if last else life.first_seen) or "",
    )  # fmt: skip
