"""What holds whatever comes: no answer makes a kind raise anything but our errors, every document survives the store,
what was compared with itself is no change, and every message is within Telegram's limits."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.mutations import Specimen, answers, ours, real
from tests.tools.soaks import a_third, some
from tests.tools.standin.markup import parse_with_tdjson
from watcher.core.alerts import Alert, Frequency, Reason, ReasonKind
from watcher.core.documents import Change, ChangeKind, Document, DocumentKind, Quote
from watcher.core.errors import SourceError
from watcher.core.sources import Source
from watcher.core.visits import Health, Reading, StoredDocument, Visit
from watcher.messages.context import RenderContext
from watcher.messages.render import render
from watcher.rules.assess import assess_visit
from watcher.rules.compare import COMPARED, StoredDocuments, compare
from watcher.sources import load
from watcher.store import Store, changes, documents, sources

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SCOPE = "https://example.org/list"
KINDS = sorted(COMPARED)
SPECIMENS = ours() + real()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("store") / "watcher.sqlite3"
    shutil.copyfile(empty_database, path)
    with Store(f"sqlite:///{path}") as one:
        yield one


def read(specimen: Specimen) -> list[Reading]:
    """What a first visit to the specimen understands; nothing where it raises one of the errors that are allowed."""
    source = Source("one", "One", specimen.url, specimen.kind)
    visit = Visit(source, NOW, specimen.get)
    try:
        return [one for one in load(specimen.kind).collect(visit) if isinstance(one, Reading)]
    except SourceError:
        return []


@pytest.mark.parametrize("specimen", some(ours(), every=3), ids=lambda one: f"{one.kind}-{one.name}")
def test_every_specimen_of_ours_is_understood_as_it_is(specimen: Specimen) -> None:
    assert read(specimen)


def test_a_character_that_no_database_keeps_is_left_out() -> None:
    (results,) = (one for one in ours() if one.name == "results")
    (reading,) = read(replace(results, body=results.body.replace(b'"A"', b'"A\\u0000B"')))
    assert {one.title for one in reading.documents} == {"AB"}


class Undo(Exception):
    """Ends a transaction with nothing saved."""


def kept(store: Store, known: list[StoredDocument]) -> StoredDocuments:
    """What the store gives back of documents that were saved; it is empty again afterwards."""
    try:
        with store.write() as db:
            sources.save_health(db, Health("one", "page", SCOPE))
            documents.save(db, "one", known, StoredDocuments({}, {}), NOW)
            found = documents.memory(db, "one")
            words = {key: documents.words_of(db, "one", key) for key in found.known}
            raise Undo
    except Undo:
        pass
    whole = {key: replace(one, document=_whole(one.document, words[key])) for key, one in found.known.items()}
    return StoredDocuments(whole, found.aliases)


def _whole(document: Document, words: str) -> Document:
    """With its words, and its other names in one order: they are a set."""
    return replace(document, words=words, aliases=tuple(sorted(document.aliases)))


@given(answers(SPECIMENS))
def test_no_answer_makes_a_kind_raise_anything_but_our_errors_and_what_it_says_can_be_stored(
    store: Store, specimen: Specimen
) -> None:
    found = assess_visit(read(specimen), StoredDocuments({}, {}), {}, NOW, is_baseline=True)
    assert "\\x00" not in repr(found.remember)  # PostgreSQL keeps no text with it
    known = {
        key: replace(one, document=_whole(one.document, one.document.words)) for key, one in found.remember.items()
    }
    assert kept(store, list(known.values())).known == known


words = st.text(max_size=60)
dates = st.dates(date(1, 1, 1), date(9999, 12, 31))
plain = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
anything = st.recursive(
    plain | words, lambda one: st.lists(one, max_size=3) | st.dictionaries(words, one, max_size=3), max_leaves=5
)
OBJECTS = ("grades", "previous")
LISTS = ("needs_to_improve", "priority_action", "items", "documents", "paragraphs")
CLAIMS = ("late", "draft", "withdrawn", "withheld")
WORDS = (
    "date", "inspection_start", "previous_inspected", "call_in_until", "due", "updated", "latest_report", "questions",
    "text", "time", "venue", "status", "state", "committee", "meeting", "item", "size", "restriction", "framework",
    "outcome", "provider", "provider_url", "urn", "unread", "notice", "note", "section", "collection", "rating",
    "category", "first_seen", "for_meeting",
)  # fmt: skip
# What the kinds really put under these names, with whatever words; and names that nobody has heard of.
details = st.builds(
    lambda objects, lists, claims, said, unknown: objects | lists | claims | said | unknown,
    st.dictionaries(st.sampled_from(OBJECTS), st.dictionaries(words, words, max_size=20), max_size=2),
    st.dictionaries(st.sampled_from(LISTS), st.lists(words, max_size=30), max_size=2),
    st.dictionaries(st.sampled_from(CLAIMS), st.booleans(), max_size=2),
    st.dictionaries(st.sampled_from(WORDS), words | dates.map(date.isoformat), max_size=6),
    st.dictionaries(st.builds("x-{}".format, words), anything, max_size=2),
)
kinds = st.sampled_from(get_args(DocumentKind))


@st.composite
def papers(draw: st.DrawFn) -> Document:
    """Any document: whatever words, under keys that differ."""
    return Document(
        key=draw(st.text(min_size=1, max_size=40)),
        kind=draw(kinds),
        title=draw(words),
        url=draw(words | st.builds("https://example.org/{}".format, words)),
        published=draw(st.none() | dates),
        summary=draw(words),
        details=draw(details),
        part_of=draw(words),
        words=draw(words),
    )


@st.composite
def changed(draw: st.DrawFn) -> Change:
    """Any change; of a changed document, the fields that two versions of it have in common."""
    old, new = draw(papers()), draw(papers())
    kind = draw(st.sampled_from(get_args(ChangeKind)))
    names = [name for name in COMPARED[new.kind] if name in old.details and name in new.details]
    fields = {"title": (old.title, new.title)} | {name: (old.details[name], new.details[name]) for name in names}
    return Change(kind, new, fields if kind == "changed" else {}, source="one", at=NOW)


many_papers = st.lists(papers(), max_size=6, unique_by=lambda one: one.key)


def test_every_kind_of_document_has_its_compared_fields() -> None:
    assert sorted(get_args(DocumentKind)) == KINDS


@given(many_papers, words, st.integers(0, 5), st.booleans())
@a_third()
def test_a_document_survives_the_store(
    store: Store, found: list[Document], scope: str, missing: int, withdrawn: bool
) -> None:
    named = [replace(one, aliases=(f"also {number}", f"and {number}")) for number, one in enumerate(found)]
    known = {one.key: StoredDocument(one, scope, missing, withdrawn) for one in named}
    back = kept(store, list(known.values()))
    assert back.known == known
    assert back.aliases == {name: one.key for one in named for name in one.aliases}


@given(many_papers, st.booleans())
@a_third()
def test_what_is_compared_with_itself_is_no_change(store: Store, found: list[Document], complete: bool) -> None:
    found = [replace(one, details={**one.details, "withdrawn": False}) for one in found]
    memory = kept(store, [StoredDocument(one, SCOPE) for one in found])
    outcome = compare(Reading(SCOPE, tuple(found), complete=complete), memory)
    assert outcome.changes == ()
    assert outcome.remember == ()


@given(changed())
@a_third()
def test_a_change_survives_the_log(store: Store, change: Change) -> None:
    change = replace(
        change, topics=("send",), quotes=(Quote(6, "SEND costs rise.", "send"), Quote(1, "“", "a", only_page=True))
    )
    try:
        with store.write() as db:
            number = changes.add(db, change)
            (back,) = changes.since(db)
            raise Undo
    except Undo:
        pass
    assert back == replace(change, id=number, document=replace(change.document, aliases=(), words=""))


SETTING = RenderContext({"one": Source("one", "One", "https://example.org/feed", "feed")}, ZoneInfo("Europe/London"))


KINDS_OF_REASON = st.sampled_from(get_args(ReasonKind))


@st.composite
def alerts(draw: st.DrawFn) -> list[Alert]:
    """Up to twenty-five changes of any documents for one chat."""
    frequency = draw(st.sampled_from(get_args(Frequency)))
    said = st.builds(Quote, st.integers(1, 10**9), st.text(max_size=420), words, st.booleans())
    quotes, named = st.lists(said, max_size=2).map(tuple), st.builds(Reason, KINDS_OF_REASON, words, words)
    found = []
    for number in range(draw(st.sampled_from([1, 1, 2, 3, 25]))):
        change = replace(draw(changed()), id=number)
        reasons = Reason("topic", "SEND"), draw(named)
        found.append(Alert(change, 42, reasons, frequency=frequency, id=number, quotes=draw(quotes)))
    return found


@given(alerts())
@a_third()
def test_whatever_documents_hold_every_message_is_within_telegrams_limits(group: list[Alert]) -> None:
    told: list[int] = []
    for message, numbers in render(group, SETTING):
        text, entities = parse_with_tdjson(message.html)
        assert 0 < len(text.strip()) <= 4096
        assert len(text.encode("utf-16-le")) <= 2 * 4096
        assert len(entities) <= 100
        told += numbers
    assert sorted(told) == [alert.id for alert in group]
