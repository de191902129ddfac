"""/ombudsman: the Ombudsman's decisions about a council over the years; no finding is made of what is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.tools.lookups import FakeLookups
from tests.tools.says import says
from tests.unit.bot.commands.talk import CATALOGUE, CHAT, judged, read
from watcher.bot.commands import Reply, answer
from watcher.bot.pictures import draw
from watcher.core.chats import ChatSettings, Request
from watcher.core.documents import Change, Document, Json
from watcher.messages.change import happened, render_change
from watcher.messages.texts import ombudsman as texts

NOW = datetime(2026, 10, 20, 9, 30, tzinfo=UTC)
SOURCE = CATALOGUE.sources[0].id


def decision(number: int, outcome: str, when: date, category: str = "SEN", **more: Json) -> Document:
    key = f"25-002-{number:03}"
    details: dict[str, Json] = {
        "reference": key,
        "outcome": outcome,
        "category": category,
        "council": "Anytown",
        **more,
    }
    return Document(
        key, "article", f"{outcome}: {category}, Anytown ({key})", f"https://lgo.example/{key}", when, details=details
    )


KNOWN = [
    decision(1, "Upheld", date(2025, 10, 28), remedy_sum=2900, remedy="pay £2,900"),
    decision(2, "Upheld", date(2025, 3, 1), "School transport"),
    decision(3, "Closed after initial enquiries", date(2025, 2, 1)),
    decision(4, "Not upheld", date(2024, 2, 1)),
]


def asked(words: str, *known: Document) -> Reply:
    lookups = FakeLookups(NOW, decided={SOURCE: known} if known else {})
    return judged(answer(Request(CHAT, "private", words), CATALOGUE, ChatSettings(), lookups))


def test_the_outcomes_are_counted_by_year_with_what_is_paid_and_the_subjects_of_what_was_upheld() -> None:
    said = read(asked("/ombudsman", *KNOWN))
    assert "Ombudsman: Anytown" in said
    assert says(said, "4 decisions", "1 February 2024", "28 October 2025")
    assert says(said, "\n2025", "2 upheld", "1 closed", "£2,900", "\n2024", "1 not upheld")
    assert "• SEN: 1\n• School transport: 1" in said
    assert "is no finding either way" in said


def test_the_picture_holds_the_same_figures_and_can_be_drawn() -> None:
    picture = asked("/ombudsman", *KNOWN).picture
    assert picture is not None
    assert picture.columns == ("2024", "2025")
    cells = {
        (row.area, number): cell.words
        for lane in picture.lanes
        for row in lane.rows
        for number, cell in row.cells.items()
    }
    assert cells["Upheld", 1] == "2"
    assert ("Upheld", 0) not in cells
    assert draw(picture).startswith(b"\x89PNG")


def test_without_a_decision_or_of_a_source_without_any_it_says_so_and_draws_nothing() -> None:
    assert read(asked("/ombudsman")) == texts.NONE
    other = asked("/ombudsman nobody", *KNOWN)
    assert (read(other), other.picture) == (texts.NONE_OF.format(what="nobody"), None)


def test_an_alert_says_what_was_agreed_and_what_is_paid_in_all_where_that_is_known() -> None:
    assert says(render_change(Change("new", KNOWN[0])).html, "£2,900", "pay £2,900")
    unknown = replace(KNOWN[1], details={**KNOWN[1].details, "remedy": "pay £300 a month"})
    assert "Agreed: pay £300 a month" in render_change(Change("new", unknown)).html
    assert happened(KNOWN[0]) == "decided 28 October 2025"
    assert "Agreed" not in render_change(Change("new", KNOWN[3])).html
