"""open_data.py, data_dictionary.py, search_engines.py: data that programs and spreadsheets can use without harm."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from io import StringIO
from xml.etree import ElementTree

import pytest

from tests.tools.examples import every_example
from tests.unit.site.contexts import URL, contents, each, opened, remember, stamps, standing
from tests.unit.site.test_calendars import CABINET, SUMMER, now_with
from watcher.core.documents import Change, Document
from watcher.core.site_paths import document_path
from watcher.messages.change_json import change_line
from watcher.site import search_engines
from watcher.site.data_dictionary import FILES
from watcher.site.open_data import cell, open_data
from watcher.site.search_engines import search_engine_files
from watcher.store import Store

AT = datetime(2026, 11, 20, 9, 30, 15, tzinfo=UTC)
REPORT = Document(
    "s1", "report", "Budget, “2026”", "https://p.example/s 1", date(2026, 11, 19), details={"size": "1 MB"}
)
NEW = Change("new", REPORT, topics=("send", "budget"), source="portal", at=AT)
CHANGED = Change("changed", REPORT, {"title": ("a", "b"), "size": ("1", "2")}, minor=True, source="portal", at=AT)


def data(store: Store, url: str = URL) -> dict[str, str]:
    with opened(store, url) as context:
        return {path: content.decode() for path, content in contents(open_data, context).items()}


def test_lines_of_json_are_those_of_the_command_line_and_all_of_them(store: Store) -> None:
    remember(store, log=[NEW, CHANGED])
    lines = data(store)["data/changes.jsonl"].splitlines()
    assert lines == [change_line(replace(NEW, id=1)), change_line(replace(CHANGED, id=2))]


def test_table_has_a_row_for_each_change(store: Store) -> None:
    remember(store, log=[NEW, CHANGED])
    rows = list(csv.DictReader(StringIO(data(store)["data/changes.csv"])))
    assert rows[0] == {
        "id": "1", "at": "2026-11-20T09:30:15Z", "source": "portal", "source_name": "Havering’s portal",
        "change": "new",
        "document_kind": "report", "title": "Budget, “2026”", "published": "2026-11-19", "topics": "send budget",
        "fields": "", "url": "https://p.example/s%201", "page": URL + document_path("portal", "s1"),
    }  # fmt: skip
    assert rows[1]["fields"] == "title size"


@every_example("begins", ["=", "+", "-", "@", "\t=", "  =", "\r=", "＝", "\u200b=", "\x00=", "\n+"])
def test_no_cell_is_taken_for_a_formula(store: Store, begins: str) -> None:
    assert cell(f"{begins}HYPERLINK(1)").startswith("'")
    assert cell("a=b") == "a=b"


def test_title_of_a_stranger_stays_in_its_cell(store: Store) -> None:
    evil = replace(REPORT, title='=cmd|"/C calc"!A0\r\n"2",x', url="javascript:alert(1)")
    remember(store, log=[replace(NEW, document=evil)])
    (row,) = csv.DictReader(StringIO(data(store)["data/changes.csv"]))
    assert (row["title"], row["url"]) == ('\'=cmd|"/C calc"!A0 "2",x', "")


def test_meetings_say_when_where_and_until_when_to_ask(store: Store) -> None:
    remember(store, standing(CABINET, now_with(SUMMER, status="Cancelled")))
    first, second = json.loads(data(store)["data/meetings.json"])
    assert second == {
        "id": "p.example m8", "source": "portal", "committee": "Cabinet", "title": "CABINET", "date": "2026-12-02",
        "time": "19:00", "venue": "Town Hall; Main Road, Romford", "status": "Confirmed", "takes_place": True,
        "questions_until": "2026-11-27T12:00", "questions_basis": "page", "url": "https://p.example/m8",
        "page": URL + document_path("portal", "m8"), "calendar": f"{URL}calendars/portal/cabinet.ics",
    }  # fmt: skip
    assert (first["title"], first["takes_place"], first["status"]) == ("Council", False, "Cancelled")


def test_dictionary_names_every_field_of_every_file(store: Store) -> None:
    remember(store, standing(CABINET), [NEW])
    found = data(store)
    package = json.loads(found["data/datapackage.json"])
    named = {each["path"]: [field["name"] for field in each["schema"]["fields"]] for each in package["resources"]}
    assert named == {
        "changes.jsonl": list(json.loads(found["data/changes.jsonl"].splitlines()[0])),
        "changes.csv": next(csv.reader(StringIO(found["data/changes.csv"]))),
        "meetings.json": list(json.loads(found["data/meetings.json"])[0]),
    }
    assert all(field.meaning for file in FILES for field in file.fields)
    assert "theirs" in found["data/LICENCE.txt"]


def test_only_what_a_change_touches_is_made_again(store: Store) -> None:
    remember(store, standing(CABINET), [NEW])
    with opened(store) as context:
        before = stamps(open_data(context))
    remember(store, log=[CHANGED])
    with opened(store) as context:
        after = stamps(open_data(context))
    assert {path for path in after if after[path] != before[path]} == {"data/changes.jsonl", "data/changes.csv"}


def made(store: Store, *earlier: str) -> dict[str, bytes]:
    """Returns the files of the log, grown from what stood there before."""
    with opened(store) as context:
        files = [(file.path, file.grow) for file in each(open_data(context)) if file.grow]
        return {path: grow(before.encode()) for (path, grow), before in zip(files, earlier, strict=True)}


def test_the_log_grows_by_its_new_lines_alone(store: Store) -> None:
    remember(store, log=[NEW, CHANGED])
    before = data(store)
    stood = before["data/changes.jsonl"].replace("Budget", "Bu"), before["data/changes.csv"].replace("Budget", "Bu")
    remember(store, log=[replace(NEW, kind="withdrawn")])
    grown = made(store, *stood)
    assert [content.decode().count("Bu,") for content in grown.values()] == [2, 2]
    assert all(content.decode().startswith(old) for content, old in zip(grown.values(), stood, strict=True))
    whole = made(store, before["data/changes.jsonl"], before["data/changes.csv"])
    assert {path: content.decode() for path, content in whole.items()} == {path: data(store)[path] for path in whole}


def damaged(how: str, text: str) -> str:
    lines = text.splitlines(keepends=True)
    return {
        "cut": "".join([*lines[:-2], lines[-1]]),
        "more": text + lines[-1],
        "other": "something else\n" * len(lines),
        "empty": "",
        "half": text[:-5],
    }[how]


@pytest.mark.parametrize("damage", ["cut", "more", "other", "empty", "half"])
def test_a_log_that_is_not_as_it_was_left_is_written_anew(store: Store, damage: str) -> None:
    remember(store, log=[NEW, CHANGED, NEW])
    right = data(store)
    spoilt = partial(damaged, damage)
    grown = made(store, *(spoilt(right[path]) for path in ("data/changes.jsonl", "data/changes.csv")))
    assert {path: content.decode() for path, content in grown.items()} == {path: right[path] for path in grown}


def test_without_anything_the_files_are_there_and_empty(store: Store) -> None:
    found = data(store, "")
    assert (found["data/changes.jsonl"], json.loads(found["data/meetings.json"])) == ("", [])
    assert len(found["data/changes.csv"].splitlines()) == 1


PATHS = ["index.html", "topics/send/index.html", document_path("portal", "s1"), "feeds/all.atom", "404.html"]


def located(content: bytes) -> list[str]:
    return [str(element.text) for element in ElementTree.fromstring(content).iter() if element.tag.endswith("}loc")]


def test_sitemap_names_each_page_by_its_one_address_and_when_it_last_had_news(store: Store) -> None:
    remember(store, standing(REPORT), [NEW])
    with opened(store) as context:
        found = contents(lambda context: search_engine_files(context, PATHS), context)
    assert located(found["sitemap.xml"]) == [URL + PATHS[2], URL, f"{URL}topics/send/"]
    assert b"<lastmod>2026-11-20</lastmod>" in found["sitemap.xml"]
    assert found["robots.txt"].endswith(f"\nSitemap: {URL}sitemap.xml\n".encode())


def all_maps(store: Store) -> dict[str, bytes]:
    with opened(store) as context:
        return contents(lambda context: search_engine_files(context, PATHS), context)


def test_many_pages_are_in_several_sitemaps_each_page_in_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_engines, "MOST_ALONE", 2)
    monkeypatch.setattr(search_engines, "MOST_IN_ONE", 1)
    remember(store, standing(REPORT), [NEW])
    found = all_maps(store)
    maps = [path.removeprefix(URL) for path in located(found["sitemap.xml"])]
    assert set(maps) == found.keys() - {"sitemap.xml", "robots.txt"}
    assert sorted(page for path in maps for page in located(found[path])) == sorted(
        [URL + PATHS[2], URL, f"{URL}topics/send/"]
    )
    assert {"sitemap-lists.xml", "sitemap-lists-1.xml"} < set(maps)


def test_a_change_renews_the_sitemap_of_its_document_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_engines, "MOST_ALONE", 2)
    many = [replace(REPORT, key=f"s{number}") for number in range(40)]
    remember(store, standing(*many))
    before = all_maps(store)
    remember(store, log=[replace(NEW, document=many[7], at=datetime(2027, 1, 2, tzinfo=UTC))])
    after = all_maps(store)
    (renewed,) = {path for path in after if after[path] != before[path]}
    assert after[renewed].count(b"<lastmod>2027-01-02</lastmod>") == 1


def test_site_without_an_address_has_no_sitemap(store: Store) -> None:
    with opened(store, "") as context:
        assert list(contents(lambda context: search_engine_files(context, PATHS), context)) == ["robots.txt"]
