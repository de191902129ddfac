"""How late papers are, from all that is remembered, for its page and its charts."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from watcher.core.documents import Document
from watcher.core.paper_timing import CommitteeYear
from watcher.rules.late_papers import KINDS, MeetingPaper, lateness
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
    meetings = {(source, stored.document.key): stored.document for source, stored in context.data.of_kind("meeting")}
    withheld = context.data.withheld()
    for mine, light in context.data.documents.items():
        meeting = meetings.get((light.source, light.part_of))
        if meeting and light.kind in KINDS and mine not in withheld:
            paper = Document(light.key, light.kind, light.title, light.url, light.published, part_of=light.part_of)
            yield MeetingPaper(light.source, paper, meeting)
