"""How late papers are, from all that is remembered, for its page and its charts."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from watcher.core.meetings import DUE_BEFORE
from watcher.core.paper_timing import CommitteeYear
from watcher.rules.late_papers import MeetingPaper, lateness
from watcher.site.context import SiteContext

_found: WeakKeyDictionary[SiteContext, list[CommitteeYear]] = WeakKeyDictionary()
"""Found once for a writing of the site: pages and charts ask for it."""


def late_papers(context: SiteContext) -> list[CommitteeYear]:
    """Returns how late papers were, the newest year first, in it by committee. Those that were withdrawn count too:
    they were published."""
    if context not in _found:
        _found[context] = lateness(_papers(context), context.today)
    return _found[context]


def _papers(context: SiteContext) -> Iterator[MeetingPaper]:
    prints = context.data.prints
    for source, stored in context.data.of_kind("meeting"):
        for paper in prints.papers_of.get((source, stored.document.key), ()):
            if prints.kind(paper) in DUE_BEFORE:
                yield MeetingPaper(source, prints.document(paper), stored.document)
