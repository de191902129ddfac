"""The pages of what was promised at meetings: what is open, and what looks kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watcher.core.promises import KeptPromise
from watcher.core.site_paths import document_path
from watcher.messages.promises import line_of
from watcher.messages.telegram_html import one_line
from watcher.messages.texts import promises as texts
from watcher.site.context import SiteContext
from watcher.site.files import SiteFile
from watcher.site.layout import SitePage, page_file
from watcher.site.markup import web
from watcher.site.paging import parts

A_PAGE = 40
SECTION = "promises/index.html"
MOST_SENTENCE = 300
NONE_KEPT = "Nothing that was promised looks kept, as far as was read."
NONE_OPEN = "Nothing that was promised is open, as far as was read."


def promise_pages(context: SiteContext) -> Iterator[SiteFile]:
    """Yields the pages of the promises that are open, and of those that look kept."""
    known = context.data.promises()
    still_open = [promise for promise in known if promise.state == "open"]
    kept = [promise for promise in known if promise.state == "kept"]
    yield from _pages(context, "promises", texts.LISTED_OPEN, still_open, kept=False)
    yield from _pages(context, "promises/kept", "What was promised and looks kept", kept, kept=True)


def _pages(
    context: SiteContext, folder: str, title: str, promises: Sequence[KeptPromise], *, kept: bool
) -> Iterator[SiteFile]:
    for part in parts(folder, promises, A_PAGE):
        name = title if part.number == 1 else f"{title}, page {part.number}"
        page = SitePage(
            part.path, name, "What was undertaken at meetings, and what became of it, each with its page.", SECTION
        )
        lines = [_line(promise, context) for promise in part.items]
        turns = (part.before, part.after)
        nothing = NONE_KEPT if kept else NONE_OPEN
        yield page_file(
            context,
            page,
            "promises.html",
            lines=lines,
            turns=turns,
            kept=kept,
            nothing=nothing,
            means=texts.PASSED_MEANS,
        )


def _line(promise: KeptPromise, context: SiteContext) -> tuple[object, ...]:
    mine = (promise.source, promise.key)
    path = document_path(*mine) if mine in context.data.prints else ""
    return web(line_of(promise, context.today)), one_line(promise.promise.text, MOST_SENTENCE), path
