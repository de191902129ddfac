"""PURE: tells what is known of a school, or of another that Ofsted inspects, by its name."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.bot.commands.context import Reply, RequestContext
from watcher.bot.commands.directory import key_of
from watcher.bot.commands.offers import follow_row, keyword_row
from watcher.bot.commands.pasted_links import answer_link
from watcher.core.documents import Document
from watcher.messages import inspections

MOST_SHOWN = 3
_KINDS_OF_SCHOOL = frozenset((
    "school", "schools", "academy", "college", "primary", "secondary", "infant", "infants", "junior", "nursery",
    "preschool", "special", "high", "the",
))  # fmt: skip
_LEAST_WORDS = 2
"""Of so many words a name without its `Primary School` must be: one word alone (`Romford`) may be a place."""


def answer_provider(context: RequestContext, words: str) -> Reply | None:
    """Returns what is known of the provider of this name, whether its own page is read or it stands in a list that is;
    None where none is called so. The words themselves are offered beside it."""
    found: dict[str, Reply] = {}
    read = {source.id for source in context.catalogue.sources}
    known = [(source, documents) for source, documents in context.lookups.inspections().items() if source in read]
    for source, documents in sorted(known, key=_is_list):  # a page tells more than a list
        for document in documents:
            name, url = _provider(document)
            if url not in found and len(found) < MOST_SHOWN and _is_called(key_of(name), key_of(words)):
                found[url] = _known(context, source, document, documents)
    if not found:
        return None
    first, *more = (reply.html for reply in found.values())
    rows = dict.fromkeys(row for reply in found.values() for row in reply.buttons)
    return Reply(first, (*rows, *keyword_row(context, words)), more=tuple(more))


def _is_list(known: tuple[str, Sequence[Document]]) -> bool:
    return not any("provider" in document.details for document in known[1])


def _provider(document: Document) -> tuple[str, str]:
    """Returns whose inspection this is, and the address of the provider's page: a report says so, a row of a list is
    one."""
    said = document.details
    if "provider" in said:
        return str(said["provider"]), str(said.get("provider_url") or document.url)
    return document.title, document.url


def _is_called(name: str, wanted: str) -> bool:
    if not wanted or not name:
        return False
    short = [word for word in name.split() if word not in _KINDS_OF_SCHOOL]
    said = [word for word in wanted.split() if word not in _KINDS_OF_SCHOOL]
    return name == wanted or (len(wanted.split()) >= _LEAST_WORDS and bool(said) and short == said)


def _known(context: RequestContext, source: str, document: Document, documents: Sequence[Document]) -> Reply:
    """Shows all reports of a provider whose page is read; of another, what its row in a list says."""
    if "provider" not in document.details:
        return answer_link(context, document.url)
    return Reply(inspections.history(documents).html, (follow_row(context, source),))
