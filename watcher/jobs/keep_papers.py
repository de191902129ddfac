"""Keeps what a visit reads of papers: each file at once, so that no more than one is held; what it says with the visit.
A file that can't be written costs nothing but itself: the log and `status` say so (docs/adr/0046)."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watcher.core.documents import Change
    from watcher.core.papers import PaperRead
    from watcher.core.visits import PageState, StoredDocument, StoredDocuments
    from watcher.papers.kept_files import PaperFiles
    from watcher.store import Connection, Store
    from watcher.store.papers import PreparedPaper

log = logging.getLogger(__name__)

_NO_PAPERS = frozenset({"article", "meeting", "page", "publication"})
"""Kinds of documents that are no file: of these there may be thousands at once."""


class KeptPapers:
    """Collects the papers that one visit of a source reads. Without a folder only the texts are kept."""

    def __init__(self, source: str, files: PaperFiles | None, now: datetime) -> None:
        self.source, self.files, self.now = source, files, now
        self.read: list[PreparedPaper] = []
        self.trouble = ""  # why a file could not be written

    def add(self, paper: PaperRead) -> None:
        """Writes the file of a paper that was read just now, and holds its text until `save`."""
        from watcher.store import papers  # most visits read no paper

        prepared = papers.prepare(paper)
        self.read.append(replace(prepared, is_kept=self._is_written(paper, prepared.sha256)))

    def _is_written(self, paper: PaperRead, sha256: str) -> bool:
        """Writes the file of a paper; returns whether it is kept, and notes the trouble where it can't be written."""
        if not self.files:
            return False
        try:
            return self.files.keep(paper.body, sha256, self.now)
        except OSError as error:
            self.trouble = error.strerror or str(error)
            log.warning(
                "%s: the file of a paper can't be kept in %s: %s; its text is, and alerts are not affected",
                self.source, self.files.folder, self.trouble,
            )  # fmt: skip
            return False

    def save(
        self,
        db: Connection,
        remembered: Collection[StoredDocument],
        before: StoredDocuments,
        scopes: Mapping[str, PageState],
    ) -> None:
        """Saves the versions that were read, and which stand no longer, or again. `before` and `scopes` are what was
        known of documents and pages when the visit began."""
        if not (self.read or remembered):
            return
        from watcher.store import papers  # most visits read no paper and find nothing

        self._note_absent(db, remembered, before, scopes)
        for paper in self.read:
            papers.add(db, self.source, paper, self.now, self._seen(paper.key, before, scopes))
        if self.read and self.files and self.files.most_bytes:
            papers.note_not_kept(db, self.trouble, self.now)

    def _note_absent(
        self,
        db: Connection,
        remembered: Iterable[StoredDocument],
        before: StoredDocuments,
        scopes: Mapping[str, PageState],
    ) -> None:
        from watcher.store import papers

        back = []
        for now in remembered:
            key = now.document.key
            was = before.known.get(key)
            if was is None or _is_there(was) == _is_there(now):
                continue
            if _is_there(now):
                back.append(key)
            else:
                papers.went(db, self.source, key, self._seen(key, before, scopes))
        if back:
            papers.came_back(db, self.source, back)

    def _seen(self, key: str, before: StoredDocuments, scopes: Mapping[str, PageState]) -> datetime:
        """Returns when the page of this document was last read well, before this visit; the present moment where it
        never was."""
        known = before.known.get(key)
        state = scopes.get(known.scope) if known else None
        return (state.read_at if state else None) or self.now

    def with_versions(self, db: Connection, changes: Collection[Change]) -> list[Change]:
        """Returns the changes, each of a paper with the SHA-256 of the versions of it that were read. To be asked after
        `save`."""
        from watcher.store import papers

        keys = {change.document.key for change in changes if change.document.kind not in _NO_PAPERS}
        known = papers.hashes_of(db, self.source, keys) if keys else {}
        return [replace(change, versions=tuple(known.get(change.document.key, ()))) for change in changes]

    def tidy(self, store: Store) -> None:
        """Deletes the files for which there is no room, once the visit is saved; does nothing where no paper was
        read."""
        if not (self.read and self.files):
            return
        from watcher.store import papers

        with store.write() as db:
            gone = papers.let_go(db, self.files.most_bytes)
            known = papers.kept_hashes(db)
        try:
            self.files.remove(gone)
            self.files.remove_orphans(known, self.now)
        except OSError as error:
            log.warning("A file in %s can't be deleted: %s", self.files.folder, error.strerror)


def _is_there(known: StoredDocument) -> bool:
    return not (known.missing or known.withdrawn)
