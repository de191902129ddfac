"""What names a promise, and what shows that it was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.tools.examples import every_example
from watcher.core.documents import Document
from watcher.core.promises import KeptPromise, Promise
from watcher.rules.promise_kept import is_named_in, names, next_meeting, shows_kept, subject_words

SENTENCE = "RESOLVED to ask that EHCP timeliness figures be brought to the next meeting."
PROMISE = Promise(SENTENCE, 1, "SEND update", what="EHCP timeliness figures", to_next_meeting=True)
KEPT = KeptPromise(1, "s", "g1", "https://a.example/g1", "People", "m1", date(2026, 9, 29), PROMISE)
TELLS = "The timeliness of EHCPs fell to 41 per cent."


def paper(title: str, words: str = "", kind: str = "report") -> Document:
    text = {"text": "print"} if words else {}
    return Document("s9", kind, title, "https://a.example/s9", details=text, words=words)  # type: ignore[arg-type]


def held(day: str, title: str = "People", status: str = "confirmed") -> Document:
    return Document(day, "meeting", title, "", details={"date": day, "status": status})


def test_a_promise_is_known_by_its_own_words_and_not_by_those_that_stand_everywhere() -> None:
    assert subject_words(PROMISE) == {"ehcp", "timeliness"}
    assert subject_words(replace(PROMISE, what="a further update")) == {"send"}  # then by its item


@every_example(("title", "named"), [("5. EHCPs", True), ("5. SEND transport", True), ("5. Libraries", False)])
def test_one_word_of_it_in_a_title_is_enough_to_stay_silent(title: str, named: bool) -> None:
    assert names(PROMISE, title) == named


def test_a_page_names_it_by_most_of_its_words_but_not_by_repeating_the_promise() -> None:
    assert is_named_in(PROMISE, ["A cover.", TELLS])
    assert not is_named_in(PROMISE, ["A cover.", "EHCPs are plans.", f"MINUTES\n{SENTENCE}"])


def test_a_later_report_or_what_minutes_say_was_done_shows_it_kept() -> None:
    assert shows_kept(KEPT, paper("EHCP timeliness"))
    assert shows_kept(KEPT, paper("Quarterly performance", TELLS))
    done = "The EHCP timeliness figures had been circulated to Members. The Panel noted them."
    assert shows_kept(KEPT, paper("Minutes", done, "minutes"))


@every_example(
    "other",
    [
        paper("Action log", TELLS),
        paper("Work programme: EHCP timeliness"),
        paper("Minutes of the last meeting", f"{SENTENCE} {TELLS}"),
        paper("Minutes", "The Panel asked again for the EHCP timeliness figures.", "minutes"),
        paper("Libraries", "Opening hours."),
        paper("EHCP timeliness", kind="agenda"),
    ],
    ids=["action log", "work programme", "old minutes", "asked again", "another", "agenda"],
)
def test_what_only_lists_it_or_asks_for_it_again_does_not(other: Document) -> None:
    assert not shows_kept(KEPT, other)


def test_the_next_meeting_is_the_first_after_it_or_the_one_it_is_due_at() -> None:
    found = [held("2026-12-08"), held("2026-10-20"), held("2026-09-29"), held("2027-02-09")]
    due = replace(KEPT, promise=replace(PROMISE, due=date(2026, 12, 8)))
    assert (next_meeting(KEPT, found) or PROMISE) == held("2026-10-20")
    assert (next_meeting(due, found) or PROMISE) == held("2026-12-08")
    assert next_meeting(due, [held("2026-12-10")]) is None  # it moved: nobody knows
    extra = [held("2026-10-20", status="Cancelled"), held("2026-10-21", "Extraordinary meeting")]
    assert next_meeting(KEPT, extra) is None
