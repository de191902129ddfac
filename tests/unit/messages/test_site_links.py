"""site_links.py: an alert leads to its page on the public site, where there is one."""

from __future__ import annotations

from dataclasses import replace

from tests.tools.examples import every_example
from tests.unit.messages.example_documents import AT, SETTING
from watcher.core.alerts import Alert, Frequency, Reason
from watcher.core.documents import Change, Document, TextChange
from watcher.core.site_paths import document_path
from watcher.messages.paper_buttons import paper_rows
from watcher.messages.site_links import story_row

SITE = "https://watcher.example.org/"
MEETING = Document("m1", "meeting", "Cabinet", "https://c.example/m1", details={"date": "2026-12-01"})
REPORT = Document(
    "r1", "report", "Fees", "https://c.example/r1.pdf", part_of="m1", details={"meeting": "Cabinet, 1 Dec"}
)
OTHER = replace(REPORT, key="r2", title="Roads")
NEWS = Document("n1", "article", "News", "https://n.example/1")


def alert(document: Document, number: int = 1, frequency: Frequency = "now") -> Alert:
    change = Change("new", document, source="cabinet", at=AT)
    return Alert(change, 1, (Reason("topic", "SEND"),), frequency=frequency, id=number)


def urls(told: list[Alert], site: str = SITE) -> list[str]:
    return [button.url for row in story_row(told, site) for button in row]


@every_example("document", [MEETING, REPORT, NEWS], ids=["a meeting", "a report", "an article"])
def test_an_alert_of_one_document_leads_to_its_page(document: Document) -> None:
    assert urls([alert(document)]) == [SITE + document_path("cabinet", document.key)]


def test_an_alert_of_several_papers_leads_to_the_page_of_their_meeting() -> None:
    assert urls([alert(REPORT), alert(OTHER, 2)]) == [SITE + document_path("cabinet", "m1")]


@every_example(
    ("told", "site"),
    [
        ([alert(REPORT)], ""),
        ([alert(REPORT), alert(NEWS, 2)], SITE),
        ([alert(REPORT, frequency="daily")], SITE),
        ([alert(REPORT)], "http://localhost:8000/"),
        ([alert(REPORT)], "http://10.0.0.7/"),
        ([], SITE),
    ],
    ids=["no site", "documents of several", "a digest", "this machine", "an address by number", "nothing"],
)
def test_no_page_is_led_to_where_there_is_none_for_it(told: list[Alert], site: str) -> None:
    assert urls(told, site) == []


def test_all_changes_are_shown_side_by_side_on_the_site_else_in_the_chat() -> None:
    told = [alert(REPORT)]
    differs = tuple(TextChange(1, f"{number} places.", f"{number + 1} places.") for number in range(9))
    told = [replace(told[0], change=replace(told[0].change, kind="changed", diff=differs))]
    on_site, in_chat = (paper_rows(told, {}, SETTING.timezone, AT, site)[0][0] for site in (SITE, ""))
    assert (on_site.url, on_site.data) == (f"{SITE}{document_path('cabinet', 'r1')}#life", "")
    assert (in_chat.url, in_chat.data) == ("", "diff:0:show:1")
