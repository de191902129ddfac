"""assess.py: what a visit tells, what it holds back, what it is silent about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from watcher.assess import Assessment, assess
from watcher.compare import Memory
from watcher.errors import NotUnderstood, Refused
from watcher.model import Document, Known, Reading, Scope, Unread

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PAGE = "https://example.org/list"
OTHER = "https://example.org/other"
PAPERS = tuple(Document(f"s{n}", "report", f"Paper {n}", f"https://example.org/s{n}") for n in range(6))
EMPTY = Memory({}, {})


def knowing(*documents: Document) -> Memory:
    return Memory({one.key: Known(one, PAGE) for one in documents}, {})


def listing(*documents: Document) -> Reading:
    return Reading(PAGE, documents, complete=True)


def again(memory: Memory, scopes: dict[str, Scope], reading: Reading) -> tuple[Assessment, dict[str, Scope]]:
    found = assess([reading], memory, scopes, NOW, silent=False)
    return found, {**scopes, **{scope.scope: scope for scope in found.scopes}}


READ = {PAGE: Scope(PAGE, read_at=NOW)}


def test_a_silent_visit_remembers_everything_and_tells_nothing() -> None:
    found = assess([listing(*PAPERS)], EMPTY, {}, NOW, silent=True)
    assert (len(found.remember), found.changes, found.state) == (6, [], "ok")


def test_a_later_visit_tells_what_is_new() -> None:
    found = assess([listing(*PAPERS)], knowing(*PAPERS[:5]), READ, NOW, silent=False)
    assert [change.document.key for change in found.changes] == ["s5"]


def test_a_page_read_for_the_first_time_after_the_baseline_is_told() -> None:
    found = assess([Reading(OTHER, PAPERS[:1], complete=True)], EMPTY, READ, NOW, silent=False)
    assert len(found.changes) == 1


def test_a_page_that_was_there_before_is_not_told() -> None:
    found = assess([Reading(OTHER, PAPERS[:1], complete=True, baseline=True)], EMPTY, READ, NOW, silent=False)
    assert (len(found.remember), found.changes) == (1, [])


def test_a_page_that_failed_during_the_baseline_is_silent_when_it_is_first_read() -> None:
    first = assess([Unread(OTHER, NotUnderstood("cut in half"))], EMPTY, {}, NOW, silent=True)
    scopes = {scope.scope: scope for scope in first.scopes}
    second, scopes = again(EMPTY, scopes, Reading(OTHER, PAPERS[:1], complete=True))
    third, _ = again(Memory(second.remember, {}), scopes, Reading(OTHER, PAPERS[:2], complete=True))
    assert (second.changes, [one.document.key for one in third.changes]) == ([], ["s1"])


def test_a_page_that_fails_later_is_not_silent_afterwards() -> None:
    failed = assess([Unread(PAGE, NotUnderstood("cut in half"))], knowing(*PAPERS[:5]), READ, NOW, silent=False)
    assert failed.scopes == []
    found, _ = again(knowing(*PAPERS[:5]), READ, listing(*PAPERS))
    assert len(found.changes) == 1


def test_a_document_on_two_pages_of_one_visit_is_told_once() -> None:
    found = assess([listing(*PAPERS), Reading(OTHER, PAPERS[:1])], knowing(*PAPERS[1:]), READ, NOW, silent=False)
    assert [change.document.key for change in found.changes] == ["s0"]


def test_a_suspect_reading_is_held_back_and_nothing_of_it_is_remembered() -> None:
    found = assess([listing()], knowing(*PAPERS), READ, NOW, silent=False)
    assert (found.state, found.changes, found.remember) == ("suspect", [], {})
    assert found.reason == f"held back: empty, where 6 documents stood before ({PAGE})"


def test_a_suspect_page_does_not_hold_back_the_others() -> None:
    found = assess(
        [listing(), Reading(OTHER, (replace(PAPERS[0], key="s9"),))], knowing(*PAPERS), READ, NOW, silent=False
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
    unread = [Unread(OTHER, NotUnderstood("odd")), Unread(PAGE, Refused("www.example.org refused us (403)"))]
    found = assess([Reading("c", PAPERS), *unread], EMPTY, {}, NOW, silent=True)
    assert found.state == "blocked"
    assert found.reason == "www.example.org refused us (403) (and 1 more)"


def test_a_damaged_page_is_ok_with_a_reason() -> None:
    found = assess([Reading(PAGE, PAPERS, damaged="damaged but readable")], EMPTY, READ, NOW, silent=False)
    assert (found.state, found.reason) == ("ok", "damaged but readable")
