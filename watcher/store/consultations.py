"""Lists the consultations that are open, and tells which of them a chat follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from watcher.core.alerts import Subscription
from watcher.core.chats import Catalogue
from watcher.core.dates import read_day
from watcher.core.documents import Document
from watcher.store.documents import WITHOUT_WORDS, known
from watcher.store.meetings import wishes_for
from watcher.store.tables import documents


def open_consultations(
    db: Connection, mine: Iterable[Subscription], offer: Catalogue, today: date
) -> tuple[list[Document], list[Document]]:
    """Returns the consultations that can still be answered on `today`, those that these subscriptions want and, apart,
    the others; each the first to close first, without a closing day last."""
    mine, sources = list(mine), {source.id: source for source in offer.sources if source.kind == "consultation"}
    standing = documents.c.source_id.in_(sources) & documents.c.withdrawn.is_(False)
    wanted: list[Document] = []
    others: list[Document] = []
    for row in db.execute(select(*WITHOUT_WORDS).where(standing)):
        document = known(row).document
        if _is_open(document, today):
            followed = _is_followed(db, mine, offer, row.source_id, document)
            (wanted if followed else others).append(document)
    return sorted(wanted, key=_closing), sorted(others, key=_closing)


def _is_followed(
    db: Connection, mine: list[Subscription], offer: Catalogue, source_id: str, document: Document
) -> bool:
    source = next(source for source in offer.sources if source.id == source_id)
    wishes = set(wishes_for(db, mine, offer, source, document))
    return any((subscription.what, subscription.words) in wishes for subscription in mine)


def _is_open(document: Document, today: date) -> bool:
    closes = read_day(document.details.get("closes"))
    return document.details.get("status") not in ("closed", "results published") and (closes is None or closes >= today)


def _closing(document: Document) -> tuple[str, str]:
    return str(document.details.get("closes") or "9999"), document.title
