"""Which report files are opened, when, and what their rows learn from them; grades beside the ones before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.sources import ofstedreports as told
from tests.unit.sources.ofstedpages import FILES, HISTORY, PROVIDER, error_page, provider_page, row
from tests.unit.sources.ofstedreports import HELP, IN_CARE, LEADERS, LEAVERS, ONE_AREA, OVERALL
from tests.unit.sources.visits import Watched
from watcher.cli.demo.paper import pdf
from watcher.core.errors import Refused, Unreachable
from watcher.core.visits import FailedReading
from watcher.sources.ofsted import collect

THEN = {LEADERS: "Good", HELP: "Requires improvement", ONE_AREA: "Good", OVERALL: "Good"}
NOW = {LEADERS: "Inadequate", HELP: "Inadequate", IN_CARE: "Inadequate", LEAVERS: "Good", OVERALL: "Inadequate"}
TEXTS = {
    "50004354": told.SIF,
    "50006280": told.ilacs(THEN, dates="11 June 2018 to 22 June 2018"),
    "50700001": told.FOCUSED,
    "50239788": told.ilacs(NOW),
}
WEEK = timedelta(days=7)


def page_of(*numbers: str) -> str:
    return provider_page(*(HISTORY[number] for number in reversed(numbers)))


@pytest.fixture
def ofsted() -> Watched:
    """The history to 2021, visited once, every file at its place; the newest report still to come."""
    web = {FILES + number: pdf(*texts) for number, texts in TEXTS.items()}
    watched = Watched(collect, PROVIDER, {PROVIDER: page_of(*list(HISTORY)[:3]), **web})
    watched.visit()
    watched.asked.clear()
    return watched


def publish(ofsted: Watched) -> None:
    ofsted.web[PROVIDER] = page_of(*HISTORY)


NEW = FILES + "50239788"


def test_only_the_file_of_a_new_number_is_fetched(ofsted: Watched) -> None:
    publish(ofsted)
    ofsted.visit()
    assert ofsted.asked == [PROVIDER, NEW]


def test_the_new_report_is_told_with_what_it_says(ofsted: Watched) -> None:
    publish(ofsted)
    [change] = ofsted.visit()
    details = change.document.details
    assert (details["framework"], details["inspected"]) == ("ILACS", "11 to 22 December 2023")
    assert details["grades"] == NOW
    assert "unread" not in details
    assert "Judgement Grade" in change.document.words


def test_its_words_are_kept_by_page_and_line_so_that_no_heading_runs_into_a_sentence(ofsted: Watched) -> None:
    publish(ofsted)
    [change] = ofsted.visit()
    first = change.document.words.split("\f")[0]
    assert len(first.splitlines()) > 1


def test_the_grades_of_the_inspection_before_on_the_same_scale_come_with_it(ofsted: Watched) -> None:
    publish(ofsted)
    [change] = ofsted.visit()
    assert change.document.details["previous"] == THEN
    assert change.document.details["previous_inspected"] == "11 June 2018 to 22 June 2018"


def test_scales_are_not_mixed(ofsted: Watched) -> None:
    earlier = ofsted.documents()
    assert "previous" not in earlier["50006280"].details  # only a SIF report came before it
    assert "previous" not in earlier["50700001"].details


def test_an_area_send_outcome_comes_with_the_one_before() -> None:
    label = "Area SEND full inspection"
    old, new = row("1", label, "1 May 2023", "2 June 2023"), row("2", label, "1 May 2026", "2 June 2026")
    files = {
        FILES + "1": pdf(*told.send("show widespread and/or systemic failings")),
        FILES + "2": pdf(*told.send("lead to inconsistent experiences and outcomes")),
    }
    watched = Watched(collect, PROVIDER, {PROVIDER: provider_page(old), **files})
    watched.visit()
    watched.web[PROVIDER] = provider_page(new, old)
    [change] = watched.visit()
    assert (change.document.details["outcome"], change.document.details["previous_outcome"]) == (
        "inconsistent",
        "failings",
    )


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Unreachable("the file host has no such page (404)"), "404"),
        (error_page("Report not found", banner="<h1>Maintenance</h1>"), "Report not found"),
        (error_page("Report not found"), "Report not found"),
        (b"%PDF-1.4 cut short", "damaged"),
        (b"no idea", "no PDF"),
        (pdf("", ""), "pictures"),
    ],
)
def test_a_file_that_cannot_be_read_does_not_lose_its_row(ofsted: Watched, answer: str | bytes, why: str) -> None:
    ofsted.web[NEW] = answer
    publish(ofsted)
    [change] = ofsted.visit()
    assert (change.kind, change.document.key) == ("new", "50239788")
    assert why in str(change.document.details["unread"])
    assert "grades" not in change.document.details


@pytest.mark.parametrize("before", [error_page("Report not found"), Unreachable("it answered 500"), Refused("403")])
def test_a_report_that_could_not_be_read_is_told_once_it_can(ofsted: Watched, before: str | Exception) -> None:
    whole, ofsted.web[NEW] = ofsted.web[NEW], before
    publish(ofsted)
    assert [change.document.details["report"] for change in ofsted.visit()] == ["awaited"]
    assert ofsted.visit() == []
    ofsted.web[NEW] = whole
    [change] = ofsted.visit()  # by now the page itself is as it was
    assert (change.kind, change.fields) == ("changed", {"report": ("awaited", "read")})
    details = change.document.details
    assert (details["grades"], details["previous"], details["unread"]) == (NOW, THEN, None)
    assert ofsted.visit(after=WEEK) == []


def test_a_new_report_left_for_the_next_visit_is_told_when_it_is_read(ofsted: Watched) -> None:
    rows = [row(str(number), "Full inspection", "1 May 2024", "2 June 2024") for number in (1, 2, 3)]
    ofsted.web |= {FILES + "3": pdf(*told.SCHOOL), PROVIDER: page_of(*list(HISTORY)[:3])}
    whole = str(ofsted.web[PROVIDER])
    ofsted.web[PROVIDER] = whole.replace('<ol class="timeline">', '<ol class="timeline">' + "".join(rows))
    changes = {change.document.key: change.document.details for change in ofsted.visit()}
    assert (changes["3"]["report"], changes["3"]["unread"]) == ("awaited", "it waits for the next visit")
    ofsted.web |= {FILES + number: pdf(*told.SCHOOL) for number in ("1", "2")}
    assert sorted(change.document.key for change in ofsted.visit()) == ["1", "2", "3"]


def test_a_report_of_the_baseline_that_is_readable_only_later_is_told_to_nobody() -> None:
    page = provider_page(row("1", "Full inspection", "1 May 2012", "2 June 2012"))
    watched = Watched(collect, PROVIDER, {PROVIDER: page, FILES + "1": error_page("Report not found")})
    watched.visit()
    watched.web[FILES + "1"] = pdf(*told.SCHOOL)
    assert watched.visit(after=WEEK) == []
    assert watched.documents()["1"].details["framework"] == "EIF"


def test_another_providers_page_at_an_edited_address_is_a_baseline_whose_reports_nobody_awaits(ofsted: Watched) -> None:
    ofsted.url = PROVIDER.replace("80500", "80501")
    ofsted.web[ofsted.url] = provider_page(row("9", "Full inspection", "1 May 2012", "2 June 2012"), urn="80501")
    [change] = ofsted.visit()
    assert "report" not in change.document.details


def test_a_refusal_by_the_file_host_is_reported_and_ends_the_asking(ofsted: Watched) -> None:
    ofsted.web |= {FILES + number: Refused("files.ofsted.gov.uk refused us (403)") for number in ("1", "2", "50239788")}
    rows = [row(number, "Full inspection", "1 May 2024", "2 June 2024") for number in ("1", "2")]
    ofsted.web[PROVIDER] = page_of(*HISTORY).replace('<ol class="timeline">', '<ol class="timeline">' + "".join(rows))
    readings = ofsted.read()
    assert [type(one) for one in readings[1:]] == [FailedReading]
    assert len(ofsted.asked) == 2


def test_two_failures_in_a_row_leave_the_other_files_for_the_next_visit() -> None:
    rows = [row(str(number), "Full inspection", "1 May 2024", f"{number} June 2024") for number in range(1, 6)]
    watched = Watched(collect, PROVIDER, {PROVIDER: provider_page(*rows)}, now=datetime(2024, 6, 6, 9, tzinfo=UTC))
    watched.visit()
    assert watched.asked == [PROVIDER, FILES + "5", FILES + "4"]
    assert len(watched.known) == 5


def test_after_a_week_the_newest_are_looked_at_again(ofsted: Watched) -> None:
    ofsted.visit(after=WEEK - timedelta(hours=1))
    assert ofsted.asked == [PROVIDER]
    ofsted.visit(after=timedelta(hours=1))
    assert ofsted.asked[1:] == [PROVIDER, *(FILES + number for number in ("50700001", "50006280", "50004354"))]
    ofsted.visit()
    assert len(ofsted.asked) == 6


def test_a_file_that_reads_differently_is_a_change(ofsted: Watched) -> None:
    ofsted.web[FILES + "50006280"] = pdf(*told.ilacs(THEN | {OVERALL: "Outstanding"}))
    [change] = ofsted.visit(after=WEEK)
    assert (change.kind, change.document.key, list(change.fields)) == ("changed", "50006280", ["text", "grades"])
    grades = change.document.details["grades"]
    assert isinstance(grades, dict)
    assert grades[OVERALL] == "Outstanding"


def same_bytes(texts: Sequence[str]) -> bytes:
    return pdf(*texts)


def other_bytes(texts: Sequence[str]) -> bytes:
    return pdf(*texts) + b"\n% made again"


def other_lines(texts: Sequence[str]) -> bytes:
    return pdf(*(text.replace("\n", " \n ") for text in texts))


def dead(texts: Sequence[str]) -> bytes:
    return error_page("Report not found").encode()


def refused(texts: Sequence[str]) -> Refused:
    return Refused("files.ofsted.gov.uk refused us (403)")


def of_pictures(texts: Sequence[str]) -> bytes:
    return pdf("", "")


@pytest.mark.parametrize("serve", [same_bytes, other_bytes, other_lines, dead, refused, of_pictures])
def test_a_file_that_reads_the_same_or_is_dead_is_no_change(ofsted: Watched, serve: object) -> None:
    assert callable(serve)
    before = ofsted.documents()
    for number in list(HISTORY)[:3]:
        ofsted.web[FILES + number] = serve(TEXTS[number])
    assert ofsted.visit(after=WEEK) == []
    assert ofsted.documents() == before


def test_a_changed_row_keeps_what_its_file_said(ofsted: Watched) -> None:
    page = page_of(*list(HISTORY)[:3])
    ofsted.web[PROVIDER] = page.replace("23 July 2018", "24 July 2018")
    [change] = ofsted.visit()
    assert change.document.details["grades"] == THEN
    assert ofsted.asked == [PROVIDER]


SHOWN = """<div class="subjudgements__overall">The overall outcome of the inspection on 1 May 2022 was:
  <strong>Good</strong></div>"""


def test_grades_that_the_page_shows_stand_beside_a_file_that_tells_none() -> None:
    page = provider_page(row("1", "Full inspection", "1 May 2022", "2 June 2022"), above=SHOWN)
    watched = Watched(collect, PROVIDER, {PROVIDER: page, FILES + "1": pdf("A letter to the head teacher.")})
    watched.visit()
    details = watched.documents()["1"].details
    assert (details["grades"], details["framework"]) == ({OVERALL: "Good"}, "EIF")
    assert "unread" not in details


def test_a_withdrawn_row_is_not_opened_again(ofsted: Watched) -> None:
    ofsted.web[PROVIDER] = page_of("50006280", "50700001")
    ofsted.visit()
    ofsted.visit(after=WEEK)
    assert FILES + "50004354" not in ofsted.asked


def test_failures_of_a_file_are_counted_until_it_is_given(ofsted: Watched) -> None:
    whole, ofsted.web[NEW] = ofsted.web[NEW], Unreachable("it answered 500")
    publish(ofsted)
    for _ in range(3):
        ofsted.visit()
    assert ofsted.notes["looked at 50239788"].endswith(" 3")
    ofsted.web[NEW] = whole
    ofsted.visit()
    assert ofsted.notes["looked at 50239788"].endswith(" 0")
