"""inspections.py: a provider's history as a table for a phone; and whatever the details hold, all of it is valid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.standin.markup import parse_with_tdjson
from tests.unit.messages.test_inspections import PROVIDER, ROW, THEN, ilacs, inspection
from tests.unit.messages.test_render import alert, messages
from tests.unit.sources.ofstedreports import LEADERS
from watcher.core.documents import Document, Json
from watcher.messages.inspections import brief, history

WIDEST_ON_A_PHONE = 32
EARLIER = replace(
    inspection(framework="ILACS", inspection_start="2018-06-11", grades=THEN), published=date(2018, 7, 23)
)
OLDEST = replace(
    inspection(framework="SIF", inspection_start="2016-09-27", grades={"Adoption performance": "Good"}),
    published=date(2016, 12, 9),
)
VISIT = replace(
    inspection("Focused visit", framework="focused visit", inspection_start="2021-05-12", unread="gone"),
    published=date(2021, 6, 25),
)


def test_a_history_lists_the_newest_first_and_sets_grades_of_one_kind_side_by_side() -> None:
    assert parse_with_tdjson(history([OLDEST, EARLIER, VISIT, ilacs()]).html).text == (
        "Ofsted: Anytown Council\n\n"
        "• 11 Dec 2023: Children's services inspection\n"
        "• 12 May 2021: Focused visit: not read\n"
        "• 11 Jun 2018: Children's services inspection\n"
        "• 27 Sep 2016: Children's services inspection\n\n"
        "Grades (ILACS)\n"
        "Inspected        Jun  Dec\n"
        "                 2018 2023\n"
        "Overall          Good Good\n"
        "Leaders          Good Inad\n"
        "Help, protection RI   RI\n"
        "In care          –    Good\n"
        "Care and leavers Good –\n"
        "RI = requires improvement, Inad = inadequate\n\n"
        "Grades (SIF)\n"
        "Inspected        Sep\n"
        "                 2016\n"
        "Adoption         Good"
    )


def test_each_report_of_a_history_is_a_link_and_so_is_the_provider() -> None:
    _, entities = parse_with_tdjson(history([replace(EARLIER, url="https://example.org/1"), ilacs()]).html)
    linked = [one["url"] for one in entities if one["type"] == "text_link"]
    assert linked == [PROVIDER, ilacs().url, "https://example.org/1"]


def test_a_history_tells_outcome_and_alarm() -> None:
    send = inspection("Area SEND full inspection", framework="area SEND", outcome="inconsistent")
    text = parse_with_tdjson(history([send, replace(VISIT, details={"priority_action": ["Now."]})]).html).text
    assert "Area SEND full inspection: inconsistent experiences and outcomes\n" in text
    assert "Focused visit: ⚠️ areas for priority action" in text


def test_of_many_inspections_the_last_three_fit_side_by_side() -> None:
    grades: dict[str, Json] = {
        LEADERS: "Requires improvement to be good",
        "A name that goes on and on": "Urgent matter",
    }
    many = [ilacs(inspection_start=f"{year}-01-09", grades=grades) for year in range(2000, 2030)]
    html = history(many).html
    table = html.partition("<pre>")[2].partition("</pre>")[0].splitlines()
    assert [line.split()[-3:] for line in table[:2]] == [["Jan"] * 3, ["2027", "2028", "2029"]]
    assert max(map(len, table)) <= WIDEST_ON_A_PHONE
    assert html.count("<a href") == 16


def test_a_history_of_nothing_says_so() -> None:
    assert history([]).html == "No inspection is known yet."


def test_a_listing_reads_as_a_history_too() -> None:
    assert parse_with_tdjson(history([ROW]).html).text == f"Ofsted\n\n• Anytown Home: {brief(ROW)}"


# Signs that have to be escaped, that Telegram counts twice, drops or turns round, in front of any words.
anything = st.builds(
    "{}{}".format,
    st.sampled_from(["", "<b>&amp;", "\U0001f476" * 40, "\u202e\u0000", "\ud800", "£ " * 300]),
    st.text(max_size=9),
)
grades = st.one_of(anything, st.sampled_from(["Good", "Inadequate", "met", "failings", "2024-02-16", "none"]))
value: st.SearchStrategy[Json] = st.one_of(
    st.none(), st.integers(), grades, st.lists(anything, max_size=9), st.dictionaries(anything, grades, max_size=9)
)
NAMES = (
    "provider", "provider_url", "framework", "inspected", "inspection_start", "grades", "previous", "outcome",
    "previous_outcome", "previous_inspected", "priority_action", "needs_to_improve", "unread", "latest_report",
    "rating", "category", "address",
)  # fmt: skip
found = st.builds(
    Document,
    key=st.just("1"),
    kind=st.just("inspection"),
    title=anything,
    url=st.one_of(anything, st.builds("https://example.org/{}".format, anything)),
    published=st.none() | st.dates(),
    details=st.dictionaries(st.sampled_from(NAMES), value, max_size=9),
)
LONG = "Ä" * 150
FULL = Document(
    "1",
    "inspection",
    "T" * 900,
    f"https://example.org/{'ä' * 320}",
    details={
        "provider": LONG,
        "provider_url": f"https://example.org/{'ö' * 320}",
        "framework": "ILACS",
        "inspection_start": "2026-06-01",
        "inspected": LONG,
        "unread": LONG,
        "grades": {f"{number} {LONG}": "Good" for number in range(40)},
        "previous": {f"{number} {LONG}": "Inadequate" for number in range(60)},
        "outcome": LONG,
        "previous_outcome": LONG,
        "priority_action": [LONG * 9] * 30,
        "needs_to_improve": [LONG * 9] * 30,
    },
)


def is_valid(html: str) -> bool:
    text, entities = parse_with_tdjson(html)
    heavy = sum(len(one.get("url", "")) + 20 for one in entities)
    return 0 < len(text.strip()) <= 4096 and len(entities) <= 100 and heavy <= 9_500


def all_told(*documents: Document, old: Json = None, new: Json = None, frequency: str = "now") -> list[str]:
    """The messages that tell of each as new, changed, withdrawn, restored in turn."""
    kinds = ("new", "changed", "withdrawn", "restored")
    fields = dict.fromkeys(("grades", "text", "latest_report", "published"), (old, new))
    alerts = [alert(at, one, kinds[at % 4], fields=fields, frequency=frequency) for at, one in enumerate(documents)]
    return [message.html for message in messages(*alerts)]


@given(st.lists(found, min_size=1, max_size=5), value, value, st.sampled_from(["now", "daily"]))
def test_whatever_the_details_hold_every_message_is_valid_and_within_the_limits(
    documents: list[Document], old: Json, new: Json, frequency: str
) -> None:
    assert all(map(is_valid, all_told(*documents, old=old, new=new, frequency=frequency)))


@given(st.lists(found, max_size=9))
def test_whatever_the_details_hold_a_history_is_one_valid_message(documents: list[Document]) -> None:
    assert is_valid(history(documents).html)


@pytest.mark.soak
def test_inspections_of_which_very_much_is_told_fit_too() -> None:
    told = all_told(*[FULL] * 20, old=FULL.details["grades"], new=FULL.details["previous"])
    assert all(map(is_valid, told))
    assert len(told) > 5
    areas: dict[str, Json] = {str(number): "met" for number in range(200)}
    many_areas = replace(FULL, details={"grades": areas, "previous": dict.fromkeys(areas, "not met")})
    assert all(map(is_valid, all_told(many_areas, many_areas, old=areas, new=many_areas.details["previous"])))
    many = [replace(FULL, details={**FULL.details, "framework": f"kind {number}"}) for number in range(20)]
    assert is_valid(history(many).html)
