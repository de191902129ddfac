"""A writing of the site after a change: the same files as one from nothing, for little work."""

from __future__ import annotations

import gc
import re
import sys
import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.unit.site.contexts import NOW, files_of, opened, remember, standing
from watcher.core.documents import Change, ChangeKind, Document, Quote
from watcher.site import outputs
from watcher.site.files import FileGroup
from watcher.site.outputs import write_outputs
from watcher.store import Store

SITE = Path(outputs.__file__).parent
PAST = Document("m0", "meeting", "Schools Forum", "https://p.example/ieListDocuments.aspx?MId=9", details={
    "date": "2026-11-20", "time": "19:00", "venue": "Town Hall", "committee": "Schools Forum"})  # fmt: skip
IN_TIME = Document("r0", "report", "Budget", "https://p.example/r0.pdf", date(2026, 11, 10), part_of="m0")
LATE = replace(IN_TIME, key="r1", title="Transport", url="https://p.example/r1.pdf", published=date(2026, 11, 18))
STORY = Document("a1", "article", "A story", "https://news.example/1", date(2026, 11, 28), "In short.")


def told(kind: ChangeKind, document: Document, hours: int, source: str = "portal") -> Change:
    return Change(kind, document, topics=("send",), quotes=(Quote(2, "It matters.", "send"),), source=source,
                  at=NOW - timedelta(hours=hours))  # fmt: skip


HAPPENINGS: list[Callable[[Store], None]] = [
    lambda store: remember(store, standing(STORY, source="press"), [told("new", STORY, 9, "press")]),
    lambda store: remember(store, standing(LATE), [told("new", LATE, 8)]),
    lambda store: remember(store, log=[told("withdrawn", IN_TIME, 7)]),
    lambda store: remember(store, log=[replace(told("changed", PAST, 6), fields={"time": ("19:00", "18:00")})]),
]


def written(store: Store, folder: Path) -> dict[str, bytes]:
    """Writes the site, and returns what a reader finds there."""
    with opened(store) as context:
        write_outputs(context, folder)
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_writing_after_each_change_leaves_byte_for_byte_what_one_from_nothing_does(
    database: Path, tmp_path: Path
) -> None:
    with Store(f"sqlite:///{database}") as store:
        remember(store, standing(PAST, IN_TIME), [told("new", IN_TIME, 99)])
        written(store, tmp_path / "kept")
        for number, happens in enumerate(HAPPENINGS):
            happens(store)
            kept = written(store, tmp_path / "kept")
            whole = written(store, tmp_path / str(number))
            assert {path for path in kept.keys() | whole.keys() if kept.get(path) != whole.get(path)} == set()


def test_a_story_that_is_new_draws_no_chart_and_no_calendar_again_and_a_late_paper_does(database: Path) -> None:
    with Store(f"sqlite:///{database}") as store:
        remember(store, standing(PAST, IN_TIME), [told("new", IN_TIME, 99)])
        seen = []
        for happens in (lambda _: None, *HAPPENINGS[:2]):
            happens(store)
            with opened(store) as context:
                files = [file for file in files_of(context) if file.path.startswith(("charts/", "calendars/"))]
                seen.append({file.path: file.stamp for file in files})
    assert seen[0] == seen[1]
    assert {path for path in seen[2] if seen[2][path] != seen[1][path]} >= {"charts/late-by-year.svg"}


@pytest.mark.parametrize(("pages", "reads"), [(1, [1]), (40, [1, 4, 16, 19])])
def test_little_is_read_for_one_page_and_the_more_together_the_more_are_made(
    database: Path, pages: int, reads: list[int]
) -> None:
    many = [replace(STORY, key=f"a{number:02}") for number in range(40)]
    with Store(f"sqlite:///{database}") as store:
        remember(store, standing(*many, source="press"))
        with opened(store) as context:
            known = [mine for group in context.data.prints.groups.values() for mine in group]
            asked: list[int] = []
            event.listen(store.engine, "before_cursor_execute", lambda *said: asked.append(keys_in(said[2], said[3])))
            for mine in known[:pages]:
                assert context.data.life(*mine).document.key == mine[1]
    assert [keys for keys in asked if keys] == reads


def keys_in(query: str, parameters: Sequence[object]) -> int:
    """Returns of how many documents a query reads the changes; all are of one source."""
    return len(parameters) - 1 if "FROM changes" in query and parameters else 0


def test_what_draws_charts_and_calendars_is_loaded_only_where_one_is_made() -> None:
    loading = re.compile(
        r"^(?:from|import) (?:icalendar|drawsvg|watcher\.site\.charts\.(?:canvas|drawing))", re.MULTILINE
    )
    files = {path.name: loading.search(path.read_text("utf-8")) for path in SITE.rglob("*.py")}
    assert {name for name, found in files.items() if found} == {"canvas.py", "drawing.py"}


def stamp_of_group(store: Store, name: str) -> str:
    with opened(store) as context:
        groups = [file for file in outputs.files_of(context) if isinstance(file, FileGroup)]
        return next(group.stamp for group in groups if group.name == name)


def test_a_paper_of_a_meeting_to_come_makes_nobody_count_late_papers_and_one_of_a_past_meeting_does(
    database: Path,
) -> None:
    ahead = replace(PAST, key="m1", details={**PAST.details, "date": "2026-12-01"})
    with Store(f"sqlite:///{database}") as store:
        remember(store, standing(PAST, ahead, IN_TIME))
        before = stamp_of_group(store, "late-papers")
        remember(store, standing(replace(LATE, part_of="m1")), [told("new", LATE, 1)])
        assert stamp_of_group(store, "late-papers") == before
        remember(store, standing(replace(LATE, key="r2")))
        assert stamp_of_group(store, "late-papers") != before


def test_stamps_are_those_of_the_values_whoever_else_holds_them(database: Path) -> None:
    with Store(f"sqlite:///{database}") as store:
        remember(store, standing(PAST, IN_TIME), [told("new", IN_TIME, 9)])
        found = []
        for _ in range(2):
            with opened(store) as context:
                found.append(dict(context.data.prints.group_stamps))
                kept = [sys.intern(context.data.prints.document(mine).title) for mine in context.data.prints.ids]
        assert kept
    assert found[0] == found[1]


def test_all_that_was_read_for_an_ordinary_change_is_gone_without_the_collector(database: Path, tmp_path: Path) -> None:
    with Store(f"sqlite:///{database}") as store:
        remember(store, standing(PAST, IN_TIME), [told("new", IN_TIME, 9)])
        written(store, tmp_path)
        HAPPENINGS[0](store)
        gc.disable()
        try:
            with opened(store) as context:
                write_outputs(context, tmp_path)
                data = weakref.ref(context.data)
            del context
            assert data() is None
        finally:
            gc.enable()


def test_what_makes_pages_that_differ_seldom_is_loaded_only_where_one_does() -> None:
    seldom = r"about|open_data_page|plan|promises|ofsted|figures|lateness|late_papers|charts"
    loading = re.compile(rf"^(?:from|import) watcher\.site\.(?:{seldom})\b", re.MULTILINE)
    files = {path.name: loading.search(path.read_text("utf-8")) for path in SITE.glob("*.py")}
    found = {name.removesuffix(".py") for name, loads in files.items() if loads}
    assert found - set(seldom.split("|")) == set()
