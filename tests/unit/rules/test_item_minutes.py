"""What minutes say of one item, and nothing that they say of its neighbour."""

from __future__ import annotations

from tests.tools.examples import every_example
from watcher.core.documents import Quote
from watcher.rules.item_minutes import mentions, minute_of

MINUTES = (
    "MINUTES OF A MEETING OF THE CABINET\nTown Hall, 16 September 2026\n\n"
    "6 FENCES IN PARKS\n\nThe report was agreed by all who were there.\n",
    "7 HOME TO SCHOOL TRANSPORT CONTRACTS\n\nThe Leader presented the report and thanked the officers.\n\n"
    "RESOLVED\n\nThat the contracts be awarded for two years from November.\n\n"
    "8 BUDGET MONITORING\n\nCabinet noted the forecast of the quarter.\n",
)


def test_the_sentence_that_decides_is_taken_with_its_page() -> None:
    found = minute_of(MINUTES, "Home to school transport contracts")
    assert found is not None
    assert found.page == 2
    assert "be awarded for two years" in found.text
    assert minute_of(MINUTES, "Budget monitoring") == Quote(2, "Cabinet noted the forecast of the quarter.")


@every_example("title", ["Leisure centres", "", "Contracts for transport"])
def test_of_an_item_that_is_not_there_nothing_is_said(title: str) -> None:
    assert minute_of(MINUTES, title) is None
    assert minute_of((), title) is None


SHEET = (
    "CABINET - DECISIONS\n16 September 2026\n\nItem 6 Fences in parks\nDecision: That the fences be put up.\n\n"
    "Item 7 Home to school transport contracts\nDecision: That the award of seven contracts be approved.\n",
)
ROWS = ("Agenda item | Decision\n6 Fences in parks Noted\n7 Home to school transport contracts Approved\n",)
PROSE = (
    "The report on fences in parks was noted.\nCabinet then turned to the report on HOME TO SCHOOL TRANS-\n"
    "PORT CONTRACTS, and it was agreed that seven be awarded.\n",
)
LONG = ("7 HOME TO SCHOOL TRANSPORT CONTRACTS (PART EXEMPT)\n\nRESOLVED:\n\n1. That seven contracts be awarded.\n",)


@every_example(
    ("pages", "said"),
    [
        (SHEET, "That the award of seven contracts be approved."),
        (ROWS, "Home to school transport contracts Approved"),
        (PROSE, "it was agreed that seven be awarded."),
        (LONG, "That seven contracts be awarded."),
    ],
)
def test_the_item_is_found_however_a_council_writes_its_decisions(pages: tuple[str, ...], said: str) -> None:
    found = minute_of(pages, "Home to school transport contracts")
    assert found is not None
    assert found.text.endswith(said)
    assert mentions(pages, "Home to School Transport – Contracts")
    assert not mentions(pages, "Home to school transport contracts for adults")
    assert not mentions(pages, "Leisure centres")
    assert not mentions(pages, "")


def test_a_title_in_a_list_of_contents_is_a_mention_and_no_decision() -> None:
    contents = ("CONTENTS\n6 Fences in parks 2\n7 Home to school transport contracts 3\n",)
    assert mentions(contents, "Home to school transport contracts")
    assert minute_of(contents, "Home to school transport contracts") is None
