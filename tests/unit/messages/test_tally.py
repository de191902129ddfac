"""tally.py: what very many changes of one source come to."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from tests.tools.examples import every_example
from watcher.core.documents import Change, ChangeKind, Document, DocumentKind, Json
from watcher.messages.tally import tally
from watcher.messages.texts import alerts as texts

MOVE = {"date": ("2026-12-01", "2026-12-08")}
PUBLISHED = {"state": ("nothing yet", "Agenda")}


def change(of: str, kind: str = "new", /, **fields: tuple[Json, Json]) -> Change:
    document = Document("k", of, "Title", "https://example.org/k")  # type: ignore[arg-type]  # a test's shorthand
    return Change(kind, document, fields, source="cabinet")  # type: ignore[arg-type]  # likewise


def listed(kind: str, **fields: tuple[Json, Json]) -> Change:
    """A row of an Ofsted listing."""
    one = change("inspection", kind, **fields)
    return replace(one, document=replace(one.document, details={"latest_report": "2026-11-20"}))


@every_example(
    ("changes", "said"),
    [
        ([change("report")], "New report"),
        ([change("report", "changed", size=("1 MB", "2 MB"))], "Report changed"),
        ([change("report", "withdrawn")], "Report withdrawn"),
        ([change("report", "restored")], "Report restored"),
        ([change("minutes")], "New minutes"),
        ([change("minutes")] * 2, "2 new sets of minutes"),
        ([change("article"), change("article", "changed", title=("A", "B"))], "1 new article, 1 article changed"),
        ([change("supplement")], "New supplementary papers"),
        ([change("plan-item", "changed", due=("March", "April"))], "Planned decision changed"),
        ([change("meeting", "changed", status=("confirmed", "cancelled"))], "Meeting cancelled"),
        ([change("meeting", "changed", status=("confirmed", "postponed"))], "Meeting postponed"),
        ([change("meeting", "changed", **MOVE)], "Meeting moved"),
        ([change("article")] * 3, "3 new articles"),
        ([change("report")] * 2 + [change("agenda")], "3 new papers"),
        ([change("report"), change("decision")], "New report, new decision"),
        ([change("report"), change("meeting", "changed", **MOVE)], "Meeting moved, new report"),
        ([change("agenda"), change("meeting", "changed", **PUBLISHED)], "New agenda"),
        ([change("meeting", "changed", **PUBLISHED)], "Meeting changed"),
        ([listed("new")], "New provider"),
        ([listed("changed", latest_report=("2025-01-01", "2026-11-20"))], "New inspection report"),
        ([listed("changed", rating=("Good", "Inadequate"))], "Provider changed"),
    ],
)
def test_it_says_what_happened(changes: list[Change], said: str) -> None:
    assert tally(changes, "Cabinet, 1 December 2026").html == f"<b>{said}, all at once: Cabinet, 1 December 2026</b>"


def test_of_very_many_kinds_three_are_named() -> None:
    many = [change(kind) for kind in ("issue", "decision", "plan-item", "article")]
    assert tally(many, "X").html == "<b>New issue, new decision, new planned decision and more, all at once: X</b>"


@every_example("of", get_args(DocumentKind))
@every_example("kind", get_args(ChangeKind))
def test_every_kind_of_document_and_of_change_has_words(of: str, kind: str) -> None:
    assert tally([change(of, kind)], "X").html.startswith("<b>")
    assert texts.NOUNS[of]


def test_a_very_long_name_is_cut() -> None:
    assert tally([change("report")], "X " * 500).characters <= 300
