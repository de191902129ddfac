"""compare.py: what counts as new, changed, withdrawn, restored, and what is too strange to be believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.tools.examples import every_example
from watcher.core.documents import Change, Document
from watcher.core.visits import Reading, StoredDocument
from watcher.rules.assess import document_count_delta
from watcher.rules.compare import Outcome, StoredDocuments, compare
from watcher.rules.plausibility import implausibility

LIST = "https://example.org/list"
REPORT = Document(
    "s1",
    "report",
    "SEND Strategy",
    "https://example.org/s1.pdf",
    details={"size": "388 KB"},
    published=date(2026, 11, 20),
)
STORY = Document("a1", "article", "School’s out", "https://example.org/a1", summary="All about it.")


def memory(*documents: Document, scope: str = LIST, missing: int = 0, withdrawn: bool = False) -> StoredDocuments:
    known = {one.key: StoredDocument(one, scope, missing, withdrawn) for one in documents}
    return StoredDocuments(known, {alias: one.key for one in documents for alias in one.aliases})


def after(outcome: Outcome, before: StoredDocuments) -> StoredDocuments:
    return StoredDocuments({**before.known, **{one.document.key: one for one in outcome.remember}}, before.aliases)


def listing(*documents: Document) -> Reading:
    return Reading(LIST, documents, complete=True)


def window(*documents: Document) -> Reading:
    return Reading(LIST, documents)


def test_a_document_never_seen_is_new() -> None:
    outcome = compare(listing(REPORT), memory())
    assert outcome.changes == (Change("new", REPORT),)
    assert outcome.remember == (StoredDocument(REPORT, LIST),)


def nothing_changes(one: Document) -> Document:
    return one


def link_changes(one: Document) -> Document:
    return replace(one, url="https://elsewhere.example.org/other-slug")


def blanks_and_quotes_change(one: Document) -> Document:
    return replace(one, title=f" {one.title.replace('’', chr(39))}  ")


def a_detail_is_learned(one: Document) -> Document:
    return replace(one, details={**one.details, "restriction": "exempt", "newly-read": "x"})


def a_detail_is_not_read_this_time(one: Document) -> Document:
    return replace(one, details={})


def a_date_is_learned(one: Document) -> Document:
    return replace(one, published=date(2026, 11, 21))


@every_example("one", [REPORT, STORY], ids=["report", "article"])
@every_example(
    "mutation",
    [
        nothing_changes,
        link_changes,
        blanks_and_quotes_change,
        a_detail_is_learned,
        a_detail_is_not_read_this_time,
        a_date_is_learned,
    ],
)
def test_it_is_not_changed_when(mutation: Callable[[Document], Document], one: Document) -> None:
    assert compare(listing(mutation(one)), memory(one)).changes == ()


def test_a_changed_title_names_old_and_new() -> None:
    renamed = replace(REPORT, title="SEND Strategy (revised)")
    (change,) = compare(listing(renamed), memory(REPORT)).changes
    assert change.kind == "changed"
    assert change.fields == {"title": ("SEND Strategy", "SEND Strategy (revised)")}
    assert not change.minor


def test_a_changed_size_is_a_change_of_a_report_and_not_of_an_article() -> None:
    grown = {"size": "412 KB"}
    (change,) = compare(listing(replace(REPORT, details=grown)), memory(REPORT)).changes
    assert change.fields == {"size": ("388 KB", "412 KB")}
    sized = replace(STORY, details={"size": "388 KB"})
    assert not compare(listing(replace(STORY, details=grown)), memory(sized)).changes


@every_example(
    ("known", "found", "fields"),
    [
        ("a1", "a1", []),
        ("a1", "b2", ["size", "text"]),
        (None, "b2", ["size"]),
        ("a1", "", ["size"]),
        ("", "", ["size"]),
    ],
)
def test_a_changed_size_is_no_change_only_where_both_texts_are_known_and_equal(
    known: str | None, found: str, fields: list[str]
) -> None:
    before = replace(REPORT, details={"size": "388 KB", **({"text": known} if known is not None else {})})
    outcome = compare(listing(replace(REPORT, details={"size": "412 KB", "text": found})), memory(before))
    assert [name for change in outcome.changes for name in change.fields] == fields
    assert outcome.remember[0].document.details["size"] == "412 KB"


def test_punctuation_alone_is_a_minor_change_and_a_word_is_not() -> None:
    (minor,) = compare(window(replace(STORY, title="School's out!")), memory(STORY)).changes
    (major,) = compare(window(replace(STORY, title="School's in")), memory(STORY)).changes
    assert (minor.minor, major.minor) == (True, False)


def test_what_was_learned_earlier_is_kept_when_the_page_no_longer_says_it() -> None:
    graded = replace(REPORT, details={"size": "388 KB", "grades": {"Leaders": "Good"}}, words="the whole text")
    bare = replace(REPORT, title="Other", details={"size": "388 KB"}, words="")
    (kept,) = compare(listing(bare), memory(graded)).remember
    assert kept.document.details["grades"] == {"Leaders": "Good"}
    assert kept.document.words == "the whole text"


def test_a_document_known_under_another_name_is_the_same_one() -> None:
    known = replace(STORY, aliases=("example.org/a1",))
    found = replace(STORY, key="changed-guid", aliases=("example.org/a1",))
    outcome = compare(window(found), memory(known))
    assert outcome.changes == ()
    assert outcome.remember[0].document.key == "a1"
    assert "changed-guid" in outcome.remember[0].document.aliases


def test_the_same_key_twice_in_one_reading_counts_once() -> None:
    assert len(compare(window(STORY, replace(STORY, title="Again")), memory()).changes) == 1


def test_missing_once_is_not_withdrawn_and_missing_twice_is() -> None:
    other = replace(REPORT, key="s2")
    known = memory(REPORT, other)
    first = compare(listing(other), known)
    assert first.changes == ()
    second = compare(listing(other), after(first, known))
    assert [(one.kind, one.document.key) for one in second.changes] == [("withdrawn", "s1")]
    third = compare(listing(other), after(second, after(first, known)))
    assert third.changes == ()


def test_a_page_that_is_as_it_was_confirms_what_was_missing() -> None:
    other = replace(REPORT, key="s2")
    known = memory(REPORT, other)
    once_missing = after(compare(listing(other), known), known)
    (change,) = compare(Reading(LIST, unchanged=True), once_missing).changes
    assert (change.kind, change.document.key) == ("withdrawn", "s1")


def test_an_unchanged_page_withdraws_nothing_that_stood_on_it() -> None:
    assert compare(Reading(LIST, unchanged=True), memory(REPORT)) == Outcome()


@pytest.mark.parametrize(
    "reading", [window(), Reading(LIST, complete=True, damaged="cut short")], ids=["window", "damaged"]
)
def test_nothing_is_withdrawn_from(reading: Reading) -> None:
    known = memory(REPORT, missing=1)
    assert compare(reading, known) == Outcome()


def test_a_document_of_another_page_is_not_missing_from_this_one() -> None:
    assert compare(listing(STORY), memory(REPORT, scope="https://example.org/other")).changes == (Change("new", STORY),)


def test_a_withdrawn_document_that_is_back_is_restored() -> None:
    (change,) = compare(listing(REPORT), memory(REPORT, missing=2, withdrawn=True)).changes
    assert change.kind == "restored"


NOTICE = Document("/n", "publication", "Improvement notice", "https://www.gov.uk/n", details={"withdrawn": False})
TAKEN_BACK = replace(NOTICE, details={"withdrawn": True})


def test_what_the_source_itself_calls_withdrawn_is_withdrawn_at_once_and_once() -> None:
    known = memory(NOTICE)
    first = compare(window(TAKEN_BACK), known)
    assert [change.kind for change in first.changes] == ["withdrawn"]
    assert compare(window(TAKEN_BACK), after(first, known)).changes == ()


def test_what_the_source_no_longer_calls_withdrawn_is_restored() -> None:
    (change,) = compare(window(NOTICE), memory(TAKEN_BACK, withdrawn=True)).changes
    assert change.kind == "restored"


def test_what_was_withdrawn_before_we_first_saw_it_is_not_new() -> None:
    outcome = compare(window(TAKEN_BACK), memory())
    assert outcome.changes == ()
    assert outcome.remember[0].withdrawn


def test_a_damaged_page_adds_but_never_changes() -> None:
    reading = Reading(LIST, (replace(REPORT, title="S?ND Strat"), STORY), damaged="not well-formed")
    outcome = compare(reading, memory(REPORT))
    assert [(one.kind, one.document.key) for one in outcome.changes] == [("new", "a1")]
    assert [one.document.key for one in outcome.remember] == ["a1"]


MANY = tuple(replace(REPORT, key=f"s{number}", title=f"Paper {number}") for number in range(10))


@every_example(
    ("reading", "says"),
    [
        (listing(), "empty"),
        (window(), "empty"),
        (listing(*MANY[:4]), "6 of 10 documents are gone"),
        (listing(*(replace(one, key=f"x{one.key}") for one in MANY)), "came back under another number"),
    ],
    ids=["an empty listing", "an empty feed", "more than half gone", "known titles under new keys"],
)
def test_suspicious_is(reading: Reading, says: str) -> None:
    assert says in implausibility(reading, memory(*MANY))


@every_example(
    "reading",
    [
        listing(*MANY),
        listing(*MANY[:5]),
        window(*(replace(one, key=f"n{one.key}", title=f"News {one.key}") for one in MANY)),
        Reading(LIST, unchanged=True),
    ],
    ids=["the same", "half gone", "a feed nearly all new", "an unchanged page"],
)
def test_not_suspicious_is(reading: Reading) -> None:
    assert implausibility(reading, memory(*MANY)) == ""


def test_an_empty_listing_is_not_suspicious_where_nothing_stood() -> None:
    assert implausibility(listing(), memory()) == ""


def numbered(first: int, last: int) -> tuple[Document, ...]:
    return tuple(Document(f"n{n}", "inspection", f"Home {n}", "https://example.org/") for n in range(first, last))


def test_a_listing_that_swells_to_five_times_its_size_is_suspect() -> None:
    swollen = implausibility(listing(*numbered(0, 50)), memory(*numbered(0, 10)))
    assert swollen == "40 documents are new at once, where 10 stood before"


@every_example(("stood", "stand"), [(10, 49), (9, 200), (1, 40)])
def test_a_listing_that_grows_or_was_short_is_not_suspect(stood: int, stand: int) -> None:
    assert implausibility(listing(*numbered(0, stand)), memory(*numbered(0, stood))) == ""


def test_a_window_that_swells_is_not_suspect() -> None:
    assert implausibility(window(*numbered(0, 500)), memory(*numbered(0, 10))) == ""


def test_more_is_what_came_less_what_is_withdrawn() -> None:
    stood, went = StoredDocument(STORY, LIST), StoredDocument(REPORT, LIST, withdrawn=True)
    known = StoredDocuments({"a1": stood, "s1": went}, {})
    come = replace(STORY, key="a2")
    assert (
        document_count_delta(
            [StoredDocument(come, LIST), StoredDocument(replace(STORY, key="a3"), LIST, withdrawn=True)], known
        )
        == 1
    )
    assert document_count_delta([replace(stood, missing=1), replace(went, missing=3)], known) == 0
    assert document_count_delta([replace(stood, withdrawn=True)], known) == -1
    assert document_count_delta([replace(went, withdrawn=False)], known) == 1
