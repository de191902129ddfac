"""assess.py: what a visit tells, what it holds back, what it is silent about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.tools.examples import every_example
from watcher.core.documents import Document
from watcher.core.errors import NotUnderstood, Refused
from watcher.core.visits import FailedReading, PageState, Reading, StoredDocument
from watcher.rules.assess import assess_visit
from watcher.rules.compare import StoredDocuments, kind_of
from watcher.rules.visit_outcome import AGREEING_VISITS, APPROVED, VisitOutcome

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PAGE = "https://example.org/list"
OTHER = "https://example.org/other"
PAPERS = tuple(Document(f"s{n}", "report", f"Paper {n}", f"https://example.org/s{n}") for n in range(6))
EMPTY = StoredDocuments({}, {})


def knowing(*documents: Document) -> StoredDocuments:
    return StoredDocuments({one.key: StoredDocument(one, PAGE) for one in documents}, {})


def listing(*documents: Document) -> Reading:
    return Reading(PAGE, documents, complete=True)


def again(
    memory: StoredDocuments, scopes: dict[str, PageState], reading: Reading
) -> tuple[VisitOutcome, dict[str, PageState]]:
    found = assess_visit([reading], memory, scopes, NOW, is_baseline=False)
    return found, {**scopes, **{scope.scope: scope for scope in found.scopes}}


READ = {PAGE: PageState(PAGE, read_at=NOW)}


def test_a_silent_visit_remembers_everything_and_tells_nothing() -> None:
    found = assess_visit([listing(*PAPERS)], EMPTY, {}, NOW, is_baseline=True)
    assert (len(found.remember), found.changes, found.state) == (6, [], "ok")


def test_a_later_visit_tells_what_is_new() -> None:
    found = assess_visit([listing(*PAPERS)], knowing(*PAPERS[:5]), READ, NOW, is_baseline=False)
    assert [change.document.key for change in found.changes] == ["s5"]


def test_a_page_read_for_the_first_time_after_the_baseline_is_told() -> None:
    found = assess_visit([Reading(OTHER, PAPERS[:1], complete=True)], EMPTY, READ, NOW, is_baseline=False)
    assert len(found.changes) == 1


def test_a_page_that_was_there_before_is_not_told() -> None:
    found = assess_visit(
        [Reading(OTHER, PAPERS[:1], complete=True, baseline=True)], EMPTY, READ, NOW, is_baseline=False
    )
    assert (len(found.remember), found.changes) == (1, [])


def test_a_page_that_failed_during_the_baseline_is_silent_when_it_is_first_read() -> None:
    first = assess_visit([FailedReading(OTHER, NotUnderstood("cut in half"))], EMPTY, {}, NOW, is_baseline=True)
    scopes = {scope.scope: scope for scope in first.scopes}
    second, scopes = again(EMPTY, scopes, Reading(OTHER, PAPERS[:1], complete=True))
    third, _ = again(StoredDocuments(second.remember, {}), scopes, Reading(OTHER, PAPERS[:2], complete=True))
    assert (second.changes, [one.document.key for one in third.changes]) == ([], ["s1"])


def test_a_page_that_fails_later_is_not_silent_afterwards() -> None:
    failed = assess_visit(
        [FailedReading(PAGE, NotUnderstood("cut in half"))], knowing(*PAPERS[:5]), READ, NOW, is_baseline=False
    )
    assert failed.scopes == []
    found, _ = again(knowing(*PAPERS[:5]), READ, listing(*PAPERS))
    assert len(found.changes) == 1


def test_a_document_on_two_pages_of_one_visit_is_told_once() -> None:
    found = assess_visit(
        [listing(*PAPERS), Reading(OTHER, PAPERS[:1])], knowing(*PAPERS[1:]), READ, NOW, is_baseline=False
    )
    assert [change.document.key for change in found.changes] == ["s0"]


def test_a_suspect_reading_is_held_back_and_nothing_of_it_is_remembered() -> None:
    found = assess_visit([listing()], knowing(*PAPERS), READ, NOW, is_baseline=False)
    assert (found.state, found.changes, found.remember) == ("suspect", [], {})
    assert found.reason == f"held back: empty, where 6 documents stood before ({PAGE})"


def test_a_suspect_page_does_not_hold_back_the_others() -> None:
    found = assess_visit(
        [listing(), Reading(OTHER, (replace(PAPERS[0], key="s9"),))], knowing(*PAPERS), READ, NOW, is_baseline=False
    )
    assert [change.document.key for change in found.changes] == ["s9"]


def test_three_visits_that_agree_are_believed() -> None:
    memory, scopes = knowing(*PAPERS), READ
    for _ in range(2):
        found, scopes = again(memory, scopes, listing(*PAPERS[:2]))
        assert found.state == "suspect"
    found, _ = again(memory, scopes, listing(*PAPERS[:2]))
    assert found.state == "ok"
    assert {(change.kind, change.document.key) for change in found.changes} == {
        ("withdrawn", key) for key in ("s2", "s3", "s4", "s5")
    }


def test_three_visits_that_differ_are_not_believed() -> None:
    memory, scopes = knowing(*PAPERS), READ
    for seen in (PAPERS[:2], PAPERS[:1], PAPERS[:2], PAPERS[1:2]):
        found, scopes = again(memory, scopes, listing(*seen))
        assert found.state == "suspect"


def test_a_listing_that_is_whole_again_is_released_without_a_word() -> None:
    memory, scopes = knowing(*PAPERS), READ
    _, scopes = again(memory, scopes, listing())
    found, scopes = again(memory, scopes, listing(*PAPERS))
    assert (found.state, found.changes, scopes[PAGE].held_count) == ("ok", [], 0)


def test_the_worst_page_gives_the_state() -> None:
    unread = [
        FailedReading(OTHER, NotUnderstood("odd")),
        FailedReading(PAGE, Refused("www.example.org refused us (403)")),
    ]
    found = assess_visit([Reading("c", PAPERS), *unread], EMPTY, {}, NOW, is_baseline=True)
    assert found.state == "blocked"
    assert found.reason == "www.example.org refused us (403) (and 1 more)"


def test_a_damaged_page_is_ok_with_a_reason() -> None:
    found = assess_visit([Reading(PAGE, PAPERS, damaged="damaged but readable")], EMPTY, READ, NOW, is_baseline=False)
    assert (found.state, found.reason) == ("ok", "damaged but readable")


def approved(scopes: dict[str, PageState]) -> dict[str, PageState]:
    return {PAGE: replace(scopes[PAGE], held_fingerprint=APPROVED, held_count=AGREEING_VISITS - 1)}


@every_example("next_read", [PAPERS[:2], PAPERS[1:3], PAPERS[:1]], ids=["the same", "others", "fewer"])
def test_what_was_approved_counts_at_the_next_reading_whatever_that_holds(next_read: tuple[Document, ...]) -> None:
    memory = knowing(*PAPERS)
    _, scopes = again(memory, READ, listing(*PAPERS[:2]))
    found, _ = again(memory, approved(scopes), listing(*next_read))
    assert (found.state, len(found.changes)) == ("ok", 6 - len(next_read))


def test_approval_does_not_hold_for_what_is_held_for_another_reason() -> None:
    memory = knowing(*PAPERS)
    _, scopes = again(memory, READ, listing(*PAPERS[:2]))
    found, scopes = again(memory, approved(scopes), listing())
    assert (found.state, scopes[PAGE].held_count) == ("suspect", 1)
    assert found.doubts == {"empty, where # stood before"}


def test_approval_holds_for_one_reading_only() -> None:
    memory = knowing(*PAPERS)
    _, scopes = again(memory, READ, listing(*PAPERS[:2]))
    _, scopes = again(memory, approved(scopes), listing(*PAPERS))
    found, _ = again(memory, scopes, listing(*PAPERS[:2]))
    assert found.state == "suspect"


def test_what_was_rejected_stays_held_although_each_reading_differs_and_three_agree_in_the_end() -> None:
    memory = knowing(*PAPERS)
    _, scopes = again(memory, READ, listing(*PAPERS[:2]))
    scopes = {PAGE: replace(scopes[PAGE], rejected=True)}
    for seen in (PAPERS[:1], PAPERS[1:2], PAPERS[:2], PAPERS[:2], PAPERS[:2], PAPERS[:2]):
        found, scopes = again(memory, scopes, listing(*seen))
        assert (found.state, scopes[PAGE].rejected) == ("suspect", True)
    assert again(memory, scopes, listing())[1][PAGE].rejected is False, "another reason is judged afresh"


@every_example(
    ("one", "other"),
    [
        ("4 of 6 documents are gone at once", "12 of 14 documents are gone at once"),
        ("empty, where 1 document stood before", "empty, where 2 documents stood before"),
        (
            "6 of 6 paragraphs are gone at once; this may be another page",
            "9 of 9 paragraphs are gone at once; this may be another page",
        ),
    ],
)
def test_reasons_that_differ_by_their_numbers_alone_are_of_one_kind(one: str, other: str) -> None:
    assert kind_of(one) == kind_of(other)


@every_example(
    ("one", "other"),
    [
        ("4 of 6 documents are gone at once", "4 documents are new at once, where 6 stood before"),
        (
            "it comes from www2.example.org now, no longer from example.org",
            "it comes from www3.example.org now, no longer from example.org",
        ),
        ("it is in another language now (Welsh, not English)", "it is in another language now (fr, not English)"),
    ],
)
def test_other_reasons_are_of_another_kind(one: str, other: str) -> None:
    assert kind_of(one) != kind_of(other)
