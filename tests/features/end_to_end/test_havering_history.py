"""Havering's own history at Ofsted, 2016 to 2025, row by row (facts/ofsted.md, 11), and what a subscriber reads."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.features.end_to_end.town import HOUR, Town
from tests.tools.standin import Chat
from tests.unit.sources import ofstedreports as made
from tests.unit.sources.ofstedpages import HISTORY, OPENED, error_page, provider_page, row
from tests.unit.sources.ofstedreports import HELP, IN_CARE, LEADERS, LEAVERS, ONE_AREA
from watcher.cli.demo.paper import pdf
from watcher.messages.texts.changes import REPORT_CAN_BE_READ, TEXT_DIFFERS
from watcher.messages.texts.inspections import FRAMEWORKS, UNREAD

PAGE = "/provider/44/80500"
FILES = "/v1/file/"
# Numbers that nobody knows are invented, and so are the words of what is not beside this checkout.
ROWS = {
    **HISTORY,
    "50700002": row("50700002", "Joint area SEND inspection", "26 February 2018", "15 May 2018"),
    "50700003": row("50700003", "Monitoring visit", "26 March 2025", "29 April 2025"),
    "50700004": row("50700004", "Monitoring visit", "16 September 2025", "4 November 2025"),
}
MADE = {
    "50004354": pdf(*made.SIF),
    "50700002": pdf(*made.OLD_SEND),
    "50700003": pdf(*made.MONITORING),
    "50700004": error_page("Report not found", banner="<h1>Tell us what you think</h1>").encode(),
}
REAL = {
    "50006280": "havering_ilacs_2018-07-23_50006280.pdf",
    "50700001": "havering_focused_2021-06-25.pdf",
    "50239788": "havering_ilacs_2024-02-16_50239788.pdf",
}


class Ofsted:
    """The provider page of Havering in a town, and somebody who follows it since 2016."""

    def __init__(self, town: Town, files: dict[str, bytes]) -> None:
        self.town, self.listed = town, [OPENED]
        town.clock.forward(datetime(2016, 12, 1, 9, 30, tzinfo=UTC) - town.clock())
        town.serves({FILES + number: body for number, body in files.items()})
        self._show()
        town.watches("ofsted", PAGE)
        self.ann: Chat = town.subscriber(42, "ofsted")

    def publishes(self, number: str, on: date) -> list[str]:
        """What she is told at the visit of that day, about noon."""
        self.listed.insert(0, self._row(number))
        self._show()
        self.town.once(later=datetime(on.year, on.month, on.day, 12, tzinfo=UTC) - self.town.clock())
        return self._told()

    def takes_away(self, number: str) -> None:
        self.listed.remove(self._row(number))
        self._show()

    def visited(self, *, later: timedelta = 3 * HOUR) -> list[str]:
        self.town.once(later=later)
        return self._told()

    def _row(self, number: str) -> str:
        return ROWS[number].replace("https://files.ofsted.gov.uk", "")

    def _show(self) -> None:
        self.town.serves({PAGE: provider_page(*self.listed, name="London Borough of Havering")})

    def _told(self) -> list[str]:
        return [_in_short(one.partition("\n\n")[2]) for one in self.town.told(self.ann)]


def _in_short(message: str) -> str:
    """The message without Ofsted's words: what stands under "What inspectors found", and under "What needs to improve"
    but for the number of points, and sentences quoted."""
    message = re.sub("(?<=What inspectors found\n)“.*”", "(their words)", message)
    message = re.sub(r"\n(?:p\. [0-9]+ <[^<>]*>: )?“[^\n]*”(?=\n)", "", message)
    before, heading, rest = message.partition("What needs to improve\n")
    points = [line for line in rest.splitlines() if line.startswith("• ")]
    return before + heading + rest.replace("\n".join(points), f"({len(points)} points)") if points else message


@pytest.fixture
def ofsted(town: Town, real: Path) -> Ofsted:
    reports = {number: (real / "ofsted" / "pdf" / name).read_bytes() for number, name in REAL.items()}
    return Ofsted(town, MADE | reports)


def alert(word: str, label: str, number: str, *said: str) -> str:
    """A whole message of one report, but for its first line."""
    return "\n".join(
        [
            f"{word}: {label} <{FILES}{number}>",
            f"London Borough of Havering <{PAGE}>",
            *said,
            f"\nThe Ofsted <{PAGE}> · The Ofsted",
        ]
    )


SERVICES = "Children's services inspection"
ILACS = FRAMEWORKS["ILACS"]


TOLD = {
    ("50004354", date(2016, 12, 9)): alert(
        "New", SERVICES, "50004354",
        FRAMEWORKS["SIF"],
        "Inspected 27 September to 20 October 2016, published 9 December 2016",
        "\nGrades",
        "• Overall judgement: Requires improvement to be good",
        "• Children who need help and protection: Requires improvement",
        "• Children looked after and achieving permanence: Requires improvement",
        "• Adoption performance: Good",
        "• Experiences and progress of care leavers: Inadequate",
        "• Leadership, management and governance: Requires improvement",
    ),
    ("50700002", date(2018, 5, 15)): alert(
        "New", "Joint area SEND inspection", "50700002",
        FRAMEWORKS["local area SEND"],
        "Inspected 26 February to 2 March 2018, published 15 May 2018",
    ),
    ("50006280", date(2018, 7, 23)): alert(
        "New", SERVICES, "50006280",
        ILACS,
        "Inspected 11 June 2018 to 22 June 2018, published 23 July 2018",
        "\nGrades",  # another scale came before: nothing is compared
        "• Overall effectiveness: Good",
        f"• {LEADERS}: Good",
        f"• {HELP}: Requires improvement",
        f"• {ONE_AREA}: Good",
        "\nWhat needs to improve\n(5 points)",
    ),
    ("50700001", date(2021, 6, 25)): alert(
        "New", "Children's services focused visit", "50700001",
        FRAMEWORKS["focused visit"],
        "Inspected 12 and 13 May 2021, published 25 June 2021",
        "\nWhat inspectors found\n(their words)",
        "\nWhat needs to improve\n(3 points)",
    ),
    ("50239788", date(2024, 2, 16)): alert(
        "New", SERVICES, "50239788",
        ILACS,
        "Inspected 11 to 22 December 2023, published 16 February 2024",
        "\nGrades (before: 11 June 2018 to 22 June 2018)",
        "• Overall effectiveness: Good → Inadequate",
        f"• {LEADERS}: Good → Inadequate",
        f"• {HELP}: Requires improvement → Inadequate",
        f"• {IN_CARE}: Inadequate",
        f"• {LEAVERS}: Requires improvement to be good",
        f"Graded only then: {ONE_AREA}: Good",
        "\nWhat needs to improve\n(5 points)\n… and 1 more in the report",
    ),
    ("50700003", date(2025, 4, 29)): alert(
        "New", "Monitoring visit", "50700003",
        FRAMEWORKS["monitoring visit"],
        "Inspected 26 and 27 March 2025, published 29 April 2025",
        "The second visit since the inspection",
    ),
}  # fmt: skip


@pytest.mark.soak  # quicker: unit/sources/test_ofsted_havering.py; test_inspections.py
def test_each_report_is_told_on_its_day_and_only_then(ofsted: Ofsted) -> None:
    assert ofsted.visited() == []
    for (number, day), message in TOLD.items():
        assert ofsted.publishes(number, day) == [message]
        assert ofsted.visited(later=timedelta(days=11)) == []


@pytest.mark.soak  # quicker: test_inspections.py, a file that is not there yet
def test_a_dead_file_is_told_as_one_and_once_it_is_there_what_it_says(ofsted: Ofsted) -> None:
    ofsted.publishes("50239788", date(2024, 2, 16))
    assert ofsted.publishes("50700004", date(2025, 11, 4)) == [
        alert(
            "New", "Monitoring visit", "50700004",
            "Inspected from 16 September 2025, published 4 November 2025",
            f"{UNREAD} (in its place stands a web page headed “Report not found”)",
        )
    ]  # fmt: skip
    ofsted.town.serves({FILES + "50700004": pdf(*made.MONITORING)})
    assert ofsted.visited() == [
        alert(
            "Changed", "Monitoring visit", "50700004",
            FRAMEWORKS["monitoring visit"],
            "Inspected 26 and 27 March 2025, published 4 November 2025",
            "The second visit since the inspection",
            REPORT_CAN_BE_READ,
        )
    ]  # fmt: skip
    assert ofsted.visited(later=timedelta(days=8)) == []


@pytest.mark.soak  # quicker: unit/sources/test_ofsted_havering.py
def test_a_row_that_vanishes_is_withdrawn_at_the_second_visit_and_restored_when_it_is_back(ofsted: Ofsted) -> None:
    for number, day in [one for one in TOLD if one[0] in ("50006280", "50239788", "50700003")]:
        assert ofsted.publishes(number, day)
    ofsted.takes_away("50700003")
    assert ofsted.visited() == []
    what = (
        FRAMEWORKS["monitoring visit"],
        "Inspected 26 and 27 March 2025, published 29 April 2025",
    )
    assert ofsted.visited() == [alert("Withdrawn", "Monitoring visit", "50700003", *what, "Ofsted no longer lists it.")]
    assert ofsted.visited() == []
    assert ofsted.publishes("50700003", date(2025, 5, 6)) == [
        alert("Restored", "Monitoring visit", "50700003", *what, "Ofsted lists it again.")
    ]


@pytest.mark.soak  # quicker: unit/sources/test_ofsted_provider.py
def test_a_page_that_holds_no_timeline_withdraws_nothing(ofsted: Ofsted) -> None:
    ofsted.publishes("50239788", date(2024, 2, 16))
    ofsted.town.serves({PAGE: error_page("Slim Application Error")})
    for _ in range(4):
        assert ofsted.visited(later=timedelta(days=1)) == []


@pytest.mark.soak  # quicker: unit/sources/test_ofsted_files.py
def test_a_report_that_is_replaced_is_told_with_the_grade_that_differs(ofsted: Ofsted) -> None:
    grades = {LEADERS: "Good", HELP: "Good", ONE_AREA: "Good"}
    ofsted.town.serves({FILES + "50239788": pdf(*made.ilacs(grades))})
    ofsted.publishes("50239788", date(2024, 2, 16))
    ofsted.town.serves({FILES + "50239788": pdf(*made.ilacs(grades | {HELP: "Requires improvement to be good"}))})
    assert ofsted.visited(later=timedelta(days=5)) == []
    assert ofsted.visited(later=timedelta(days=5)) == [
        alert(
            "Changed", SERVICES, "50239788",
            ILACS,
            "Inspected 11 to 22 December 2023, published 16 February 2024",
            TEXT_DIFFERS,
            f"• {HELP}: Good → Requires improvement to be good",
        )
    ]  # fmt: skip
