"""PDFs made to hurt: they end the process that reads them, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.features.attacks import bombs
from tests.tools.soaks import some
from watcher.cli.demo.paper import pdf
from watcher.core.errors import NotUnderstood
from watcher.papers.extract import MOST_PAGES
from watcher.papers.reader import Reader

HERE = Path("/proc/self")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """One with half the memory for all of them, as for a run; its time is only ever used up by a test that fails."""
    one = Reader(most_memory=250_000_000)
    yield one
    one.close()


def children() -> dict[int, Path]:
    """The processes that read PDFs for this one, by number."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            command = (stat.parent / "cmdline").read_bytes()
        except (OSError, IndexError):  # it has just ended
            continue
        if parent == os.getpid() and b"watcher.papers.reader_process" in command:
            found[int(stat.parent.name)] = stat.parent
    return found


TOO_MUCH = [bombs.endless_text, bombs.laughing_forms]


@pytest.mark.soak
@pytest.mark.parametrize("bomb", some(TOO_MUCH, every=2), ids=lambda one: one.__name__)
def test_a_pdf_that_grows_is_refused_with_a_plain_reason_and_the_next_is_read(
    reader: Reader, bomb: Callable[[], bytes]
) -> None:
    with pytest.raises(NotUnderstood, match="can't be read: it takes too much time or memory"):
        reader.pages(bomb())
    assert reader.pages(pdf("Well")) == ["Well"]


def test_a_pdf_that_takes_too_long_is_given_up() -> None:
    patient = Reader(most_memory=8_000_000_000, most_seconds=0.1)
    with pytest.raises(NotUnderstood, match="too much time"):
        patient.pages(bombs.laughing_forms())


HARMLESS = {
    bombs.huge_page: 1,
    bombs.deep_tree: 1,
    bombs.tree_in_itself: MOST_PAGES,
    bombs.many_pages: MOST_PAGES,
    bombs.huge_object_stream: 1,
}


@pytest.mark.parametrize("bomb", HARMLESS, ids=lambda one: one.__name__)
def test_a_pdf_of_odd_shape_is_read_within_bounds(reader: Reader, bomb: Callable[[], bytes]) -> None:
    assert len(reader.pages(bomb())) == HARMLESS[bomb]


def test_brackets_inside_brackets_are_refused(reader: Reader) -> None:
    with pytest.raises(NotUnderstood, match=r"damaged|too much time or memory"):
        reader.pages(bombs.brackets())


linux = pytest.mark.skipif(not HERE.is_dir(), reason="there is no /proc to look at")


@linux
def test_several_files_are_read_by_one_process_which_starts_with_the_first() -> None:
    before = children().keys()
    one = Reader()
    assert children().keys() == before
    read = [(one.pages(pdf(f"File {number}")), children().keys() - before) for number in range(3)]
    one.close()
    assert [texts for texts, _ in read] == [["File 0"], ["File 1"], ["File 2"]]
    assert len(set.union(*(set(numbers) for _, numbers in read))) == 1
    assert children().keys() == before


@linux
def test_the_process_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:not-for-files")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:not-for-files@127.0.0.1/x")
    before = children().keys()
    one = Reader()
    one.pages(pdf("x"))
    (mine,) = (folder for number, folder in children().items() if number not in before)
    known = (mine / "environ").read_bytes()
    one.close()
    assert b"PATH=" in known
    assert b"not-for-files" not in known
