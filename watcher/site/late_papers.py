"""How late papers are, from all that is remembered, for its page and its chart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from watcher.core.documents import Document
from watcher.core.paper_timing import CommitteeYear
from watcher.rules.late_papers import KINDS, MeetingPaper, lateness, with_meetings
from watcher.site.context import SiteContext
from watcher.store.site_data import stamp_of

_found: WeakKeyDictionary[SiteContext, list[CommitteeYear]] = WeakKeyDictionary()
"""Found once for a writing of the site: pages and charts ask for it."""


def late_papers(context: SiteContext) -> list[CommitteeYear]:
    """Returns how late papers were, the newest year first, in it by committee. Those that were withdrawn count too:
    they were published."""
    if context not in _found:
        _found[context] = lateness(_papers(context), context.today)
    return _found[context]


def late_papers_stamp(context: SiteContext) -> str:
    """Returns a fingerprint of all that `late_papers` reads."""
    wanted = {"meeting", *KINDS}
    stamps = (document.stamp for document in context.data.documents.values() if document.kind in wanted)
    return stamp_of("late", context.today, *stamps)


def _papers(context: SiteContext) -> Iterator[MeetingPaper]:
    meetings: dict[str, dict[str, Document]] = defaultdict(dict)
    for source, stored in context.data.of_kind("meeting"):
        meetings[source][stored.document.key] = stored.document
    for source, stored in context.data.of_kind(*KINDS):
        yield from with_meetings(source, [stored.document], meetings[source])
