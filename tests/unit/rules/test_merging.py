"""merging.py: edits of one document are told together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.tools.examples import every_example
from watcher.core.alerts import Alert, Reason
from watcher.core.documents import Change, Document, TextChange
from watcher.rules.merging import edit_due, merge_edits, was_reverted

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
STORY = Document(
    "a", "article", "Parents wait months for EHC plans", "https://a.example.org/1", published=date(2026, 11, 22)
)
ELSEWHERE = replace(STORY, key="b", title="Parents wait months for EHC plans!", url="https://b.example.org/2")


@every_example(
    ("told", "waiting", "due"),
    [
        (None, None, 0),
        (-30, None, 0),
        (-6, None, 0),
        (-5, None, 1),
        (0, None, 6),
        (24 * 365, None, 0),
        (-2, 4, 4),
        (-7, -1, 0),
        (None, -50, 0),
        (None, 24 * 365, 0),
    ],
)
def test_an_edit_is_told_six_hours_after_the_one_before_or_with_the_one_that_waits(
    told: int | None, waiting: int | None, due: int
) -> None:
    before, pending = (None if hours is None else AT + hours * HOUR for hours in (told, waiting))
    assert edit_due(before, pending, AT) == AT + due * HOUR


def alert(number: int, document: Document, kind: str, title: str = "", source: str = "daily", hours: int = 0) -> Alert:
    fields = {"title": (title, document.title)} if title else {}
    change = Change(kind, document, fields, source=source, at=AT + hours * HOUR, id=number)  # type: ignore[arg-type]
    return Alert(change, 42, (Reason("source", f"reason {number}"),), id=number)


def test_two_edits_become_one_from_the_first_old_to_the_last_new() -> None:
    second = replace(STORY, title="Second")
    third = replace(STORY, title="Third")
    (one,) = merge_edits([alert(1, second, "changed", "First"), alert(2, third, "changed", "Second", hours=1)])
    assert one.change.fields == {"title": ("First", "Third")}
    assert (one.id, one.also) == (2, (1,))
    assert one.reasons == (Reason("source", "reason 1"), Reason("source", "reason 2"))


def test_an_edit_of_what_is_still_to_be_told_as_new_is_told_as_new() -> None:
    (one,) = merge_edits([alert(1, STORY, "new"), alert(2, replace(STORY, title="Better"), "changed", STORY.title)])
    assert (one.change.kind, one.change.document.title, dict(one.change.fields)) == ("new", "Better", {})


def test_an_edit_taken_back_before_it_was_told_leaves_nothing_to_tell() -> None:
    there, back = replace(STORY, title="First again"), replace(STORY, title="First")
    (one,) = merge_edits([alert(1, there, "changed", "First"), alert(2, back, "changed", there.title, hours=1)])
    assert was_reverted(one)
    assert (one.id, one.also) == (2, (1,))


def test_an_edit_of_which_only_a_correction_is_left_is_undone_too() -> None:
    there, back = replace(STORY, title="Another"), replace(STORY, title="First!")
    (one,) = merge_edits([alert(1, there, "changed", "First"), alert(2, back, "changed", there.title, hours=1)])
    assert was_reverted(one)


def test_two_corrections_in_a_row_are_one_that_is_told_to_those_who_want_it() -> None:
    once, twice = replace(STORY, title="First!"), replace(STORY, title="First?")
    alerts = [alert(1, once, "changed", "First"), alert(2, twice, "changed", once.title, hours=1)]
    (one,) = merge_edits(replace(each, change=replace(each.change, minor=True)) for each in alerts)
    assert one.change.fields == {"title": ("First", "First?")}
    assert not was_reverted(one)


def test_what_is_new_is_never_undone() -> None:
    first, second = replace(STORY, title="First"), replace(STORY, title="Second")
    edits = [alert(2, second, "changed", "First"), alert(3, first, "changed", "Second", hours=1)]
    (one,) = merge_edits([alert(1, first, "new"), *edits])
    assert (one.change.kind, one.also) == ("new", (1, 2))
    assert not was_reverted(one)


@every_example(
    ("kinds", "kind"),
    [
        (["withdrawn", "restored"], None),
        (["restored", "withdrawn"], None),
        (["withdrawn", "restored", "withdrawn"], "withdrawn"),
        (["restored", "withdrawn", "restored"], "restored"),
    ],
)
def test_going_and_coming_back_before_it_was_told_is_what_it_comes_to(kinds: list[str], kind: str | None) -> None:
    (one,) = merge_edits(alert(number, STORY, kind, hours=number) for number, kind in enumerate(kinds, 1))
    assert was_reverted(one) is (kind is None)
    assert kind in (None, one.change.kind)
    assert (one.id, one.also) == (len(kinds), tuple(range(1, len(kinds))))


def test_what_was_edited_while_it_was_away_is_told_as_changed() -> None:
    back = replace(STORY, title="Better")
    (one,) = merge_edits([alert(1, STORY, "withdrawn"), alert(2, back, "restored", STORY.title, hours=1)])
    assert (one.change.kind, one.change.fields) == ("changed", {"title": (STORY.title, "Better")})


def test_other_documents_chats_and_withdrawals_are_not_merged() -> None:
    apart = [
        alert(1, STORY, "new"),
        alert(2, ELSEWHERE, "new"),
        replace(alert(3, STORY, "new"), chat_id=43),
        alert(4, STORY, "withdrawn"),
        alert(5, STORY, "new", source="recorder"),
    ]
    assert len(merge_edits(apart)) == 5


def replacement(number: int, *versions: str, diff: tuple[TextChange, ...] = ()) -> Alert:
    paper = Document("s1", "report", "Travel policy", "https://a.example.org/s1.pdf")
    change = Change(
        "changed",
        paper,
        {"text": (versions[-2], versions[-1])},
        diff=diff,
        versions=versions,
        source="cabinet",
        id=number,
    )
    return Alert(change, 42, (), id=number)


def test_two_replacements_are_told_as_one_from_the_first_version_to_the_last() -> None:
    fee, taken_back = TextChange(1, "A fee of £450.", "A fee of £500."), TextChange(2, "May", "June")
    again, other = TextChange(1, "A fee of £500.", "A fee of £950."), TextChange(3, None, "No buses.")
    first = replacement(1, "a", "b", diff=(fee, taken_back))
    (one,) = merge_edits([first, replacement(2, "a", "b", "c", diff=(again, TextChange(2, "June", "May"), other))])
    assert one.change.diff == (TextChange(1, "A fee of £450.", "A fee of £950."), other)
    assert one.change.earlier_version == "a"


def test_a_replacement_that_nobody_was_told_of_as_new_keeps_its_own_version_of_before() -> None:
    (one,) = merge_edits([replacement(2, "a", "b", "c")])
    assert one.change.earlier_version == "b"
