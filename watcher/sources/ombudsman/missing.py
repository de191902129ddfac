"""Tells a decision that the Ombudsman has withdrawn from one that only left the window of its list, or is kept no
longer (facts/further.md, 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from watcher.core.documents import Document
from watcher.core.errors import Gone, NotFound, NotUnderstood, Refused, Unreachable
from watcher.core.visits import StoredDocument, Visit


def missing(
    left: Iterable[StoredDocument], shown: Mapping[str, Document], known: Mapping[str, StoredDocument]
) -> list[Document]:
    """Return those of the decisions that have left the list which did not leave by its end: an older one that was known
    still stands there. It must be of their sort, for statements are kept for fewer years than reports."""
    oldest: dict[str, date] = {}
    for key, decision in shown.items():
        if key in known and not known[key].withdrawn and decision.published:
            sort = _sort(decision)
            oldest[sort] = min(oldest.get(sort, decision.published), decision.published)
    documents = (stored.document for stored in left if not stored.withdrawn)
    return [
        decision for decision in documents if decision.published and _is_newer(decision.published, oldest, decision)
    ]


def _is_newer(when: date, oldest: Mapping[str, date], decision: Document) -> bool:
    return _sort(decision) in oldest and oldest[_sort(decision)] < when


def _sort(decision: Document) -> str:
    return str(decision.details.get("sort") or "")


def withdrawn(visit: Visit, asked: Iterable[Document]) -> dict[str, Document]:
    """Ask for each decision's own page, once: return, by key, those whose site says that there is none, as withdrawn.
    Nothing else is an answer; a refusal ends the asking."""
    found: dict[str, Document] = {}
    for decision in asked:
        try:
            visit.get(decision.url)
        except (Gone, NotFound):
            found[decision.key] = replace(decision, details={**decision.details, "withdrawn": True})
        except Refused:
            break
        except (Unreachable, NotUnderstood):
            continue
    return found
