"""The public pages as what is known changes: what is written anew, what is kept small, what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tests.unit.site.contexts import NOW, files_of, opened, remember, standing
from tests.unit.site.test_pages import EVIL, MEETING, REPORT, filled, parsed, words
from watcher.core.documents import Change, Quote, TextChange
from watcher.core.promises import AgendaWithout
from watcher.core.site_paths import document_path
from watcher.site.listing import A_PAGE
from watcher.store import Store, promises


def test_what_is_shown_for_a_missing_page_leads_on_from_any_depth(database: Path) -> None:
    with Store(f"sqlite:///{database}") as store, opened(store, url="https://pages.example/watcher/") as context:
        page = parsed({file.path: file for file in files_of(context)}["404.html"].make())
    own = page.xpath("//a[not(starts-with(@href, '#'))]/@href | //script/@src | //link[@rel='stylesheet']/@href")
    assert own
    assert [said for said in own if not said.startswith("/watcher/")] == []


def test_when_a_new_meeting_is_stands_behind_its_name_without_a_gap(database: Path) -> None:
    with Store(f"sqlite:///{database}") as store:
        remember(store, standing(MEETING), [Change("new", MEETING, source="portal", at=NOW)])
        with opened(store) as context:
            front = {file.path: file for file in files_of(context)}["index.html"].make()
    (heading,) = parsed(front).xpath("//h3")
    assert heading.text_content() == "New Cabinet, Tue 8 Dec, 19:00"


def test_without_an_address_no_page_names_one(database: Path) -> None:
    with Store(f"sqlite:///{database}") as store:
        filled(store)
        with opened(store, url="") as context:
            made = {file.path: file for file in files_of(context)}
            page = parsed(made["index.html"].make())
    assert page.xpath("//link[@rel='canonical'] | //meta[@property='og:url']") == []


def test_a_new_change_touches_few_pages_and_leaves_what_a_full_writing_makes(database: Path) -> None:
    many = [
        Change("new", replace(EVIL, key=f"a{number}"), topics=("send",), source="press", at=NOW - timedelta(days=1))
        for number in range(3 * A_PAGE)
    ]
    with Store(f"sqlite:///{database}") as store:
        filled(store)
        remember(store, standing(*(change.document for change in many), source="press"), many)
        with opened(store) as context:
            before = {file.path: (file.stamp, file.make()) for file in files_of(context)}
        remember(store, log=[Change("changed", REPORT, {"size": ("1 KB", "2 KB")}, source="portal", at=NOW)])
        with opened(store) as context:
            after = list(files_of(context))
            again = {file.path for file in after if before.get(file.path, ("",))[0] != file.stamp}
            same = [file for file in after if file.path not in again]
            assert [file.path for file in same if file.make() != before[file.path][1]] == []
    pages = {path for path in again if path.endswith(".html")}
    assert pages == {"index.html", "sources/portal/index.html", document_path("portal", "s7")}


def test_what_becomes_of_a_promise_reaches_the_page_of_its_paper(database: Path) -> None:
    path = document_path("portal", "s7")
    with Store(f"sqlite:///{database}") as store:
        filled(store)
        with opened(store) as context:
            before = {file.path: file.stamp for file in files_of(context)}[path]
        with store.write() as db:
            (kept,) = promises.open_of(db, "portal")
            promises.note(db, kept, "agenda", NOW, AgendaWithout("Cabinet", MEETING.url, date(2026, 12, 8)))
        with opened(store) as context:
            (file,) = [file for file in files_of(context) if file.path == path]
            assert file.stamp != before
            assert "not named on the agenda of" in words({path: file.make()}, path)


def test_no_page_is_too_large_however_much_there_is_to_say(database: Path) -> None:
    wordy = replace(REPORT, title="Transport & schools " * 30, summary="x " * 2_000)
    diff = tuple(TextChange(page, "An old sentence & more. " * 20, "A new one < that. " * 20) for page in range(60))
    quotes = tuple(Quote(page, "It “matters” & is long. " * 40, "send") for page in range(30))
    log = [
        Change(
            "changed", wordy, {"text": ("a", "b")}, topics=("send",), diff=diff, quotes=quotes, source="portal", at=NOW
        )
        for _ in range(30)
    ]
    papers = [replace(wordy, key=f"s{number}") for number in range(200)]
    with Store(f"sqlite:///{database}") as store:
        remember(store, standing(MEETING, wordy, *papers[8:]), log)
        with opened(store) as context:
            wanted = {
                document_path("portal", "m1"),
                document_path("portal", "s7"),
                "index.html",
                "topics/send/index.html",
            }
            made = {file.path: file.make() for file in files_of(context) if file.path in wanted}
    assert {path: len(content) for path, content in made.items() if len(content) > 60_000} == {}
    assert len(made) == len(wanted)
    assert "earlier changes" in words(made, document_path("portal", "s7"))
    assert "more on the page itself" in words(made, document_path("portal", "m1"))
