"""Reads a page of GOV.UK through its content API: the page itself, and the documents that a collection holds
(facts/ofsted.md, 10). Withdrawn, gone and moved pages are what GOV.UK itself says they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from watcher.core.documents import Document, Json
from watcher.core.errors import Gone, NotUnderstood
from watcher.core.visits import Page, Reading, StoredDocument, Visit
from watcher.sources.dates import instant
from watcher.sources.govuk.fields import (
    Fields,
    answer,
    fields,
    latest,
    listed,
    names,
    plain,
    publication,
    remembered,
    words,
)

MOST_MOVES = 5
LONGEST_BODY = 100_000


def read_page(visit: Visit, site: str, path: str) -> Reading:
    """Read the page, complete with what it holds. Raises SourceError where it can't be read, Gone where it was gone
    before it was ever known."""
    scope = site + path
    try:
        page, content, base_path = _where_it_is_now(visit, site, path)
    except Gone as error:
        return Reading(scope, (_gone(visit, path, str(error)),))
    if page.unchanged:
        return Reading(scope, unchanged=True)
    if content.get("document_type") == "gone":
        why = plain(fields(content.get("details")).get("explanation"))
        return Reading(scope, (_gone(visit, path, why or "GOV.UK has taken this page away"),))
    if content.get("document_type") == "redirect":
        return Reading(scope, (_gone(visit, path, f"moved to {_destination(content, base_path)}"),))
    known = visit.documents.all()
    whole = _page(content, site, base_path, path, known)
    return Reading(scope, (whole, *_held(content, site, whole, known)), complete=True)


def _where_it_is_now(visit: Visit, site: str, path: str) -> tuple[Page, Fields, str]:
    """Follow the moves there were; returns the last page, its content and its path. A page on the way that is as it was
    leads where it led before."""
    for _ in range(MOST_MOVES):
        page = visit.get(f"{site}/api/content{path}")
        note = f"moved {path}"
        content: Fields = {} if page.unchanged else answer(page)
        if content.get("document_type") == "redirect":
            visit.notes[note] = _destination(content, path)
        elif content:
            visit.notes.pop(note, None)
        destination = visit.notes.get(note, "")
        if not destination.startswith("/"):  # it is here, or has left GOV.UK
            return page, content, path
        path = urlsplit(destination).path
    raise NotUnderstood(f"{site}{path} was moved more than {MOST_MOVES} times; paste the address a browser ends at")


def _destination(content: Fields, path: str) -> str:
    """Return where a moved page went: a path of GOV.UK, or an address elsewhere."""
    exact = [
        move for move in listed(content.get("redirects")) if move.get("path") == path and move.get("type") == "exact"
    ]
    moves = exact or listed(content.get("redirects"))
    return words(moves[0].get("destination")) if moves else ""


def _gone(visit: Visit, path: str, why: str) -> Document:
    """Return the page as it was known, withdrawn by GOV.UK itself."""
    known = visit.documents.get_many([path]).get(path)
    if known is None:
        raise Gone(f"GOV.UK no longer has this page: {why}")
    document = known.document
    return replace(document, details={**document.details, "withdrawn": True, "notice": why})


def _page(content: Fields, site: str, base_path: str, key: str, known: Mapping[str, StoredDocument]) -> Document:
    """Make a document of the page itself. It keeps its key when it moves: the path the administrator gave."""
    title = words(content.get("title"))
    if not title:
        raise NotUnderstood(f"{site}/api/content{base_path} holds no page: it has no title")
    details = fields(content.get("details"))
    history = _history(details)
    said = [instant(content.get("public_updated_at")), *(when for when, _ in history)]
    updated = latest(key, max(said), known)
    notes = _notes(history, key, updated, known)
    document = publication(
        key,
        site + base_path,
        title,
        words(content.get("description")),
        updated,
        document_type=words(content.get("document_type")),
    )
    return replace(
        document,
        details={**document.details, **_withdrawal(content), "note": notes},
        aliases=tuple(name for name in (words(content.get("content_id")), base_path) if name and name != key),
        words=" ".join(filter(None, (notes, plain(details.get("body"))[:LONGEST_BODY]))),
    )


def _withdrawal(content: Fields) -> dict[str, Json]:
    """Return the details of a withdrawal by GOV.UK, with its reason; empty for a page in force, as an empty notice
    says."""
    notice = fields(content.get("withdrawn_notice"))
    if not notice and content.get("withdrawn") is not True:
        return {"withdrawn": False, "notice": ""}
    return {"withdrawn": True, "notice": plain(notice.get("explanation")) or "withdrawn by GOV.UK"}


def _history(details: Fields) -> list[tuple[str, str]]:
    """Return the change notes, newest first, each with its moment."""
    notes = (
        (instant(note.get("public_timestamp")), words(note.get("note")))
        for note in listed(details.get("change_history"))
    )
    return sorted(notes, reverse=True)


def _notes(history: Sequence[tuple[str, str]], key: str, updated: str, known: Mapping[str, StoredDocument]) -> str:
    """Return what GOV.UK says has changed since the page was last read; of a page that is not known yet the newest
    note."""
    before = remembered(key, known)
    if before and before == updated:
        return str(known[key].document.details.get("note") or "")
    since = [note for when, note in history if when > before] if before else [note for _, note in history[:1]]
    return " ".join(filter(None, since))


def _held(content: Fields, site: str, collection: Document, known: Mapping[str, StoredDocument]) -> list[Document]:
    """Return the documents that a collection holds, each with the section it stands in."""
    groups = listed(fields(content.get("details")).get("collection_groups"))
    section = {name: words(group.get("title")) for group in groups for name in names(group.get("documents"))}
    documents = []
    for held in listed(fields(content.get("links")).get("documents")):
        path, title, name = words(held.get("base_path")), words(held.get("title")), words(held.get("content_id"))
        if not path or not title:
            continue
        document = publication(
            path,
            site + path,
            title,
            words(held.get("description")),
            latest(path, instant(held.get("public_updated_at")), known),
            document_type=words(held.get("document_type")),
            collection=collection.title,
            section=section.get(name, ""),
        )
        details = {**document.details, **_withdrawal(held)}
        documents.append(replace(document, part_of=collection.key, aliases=(name,) if name else (), details=details))
    return documents
