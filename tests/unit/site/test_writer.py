"""The folder of the public site: what differs is written and nothing else, and it is whole at every instant."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from watcher.core.errors import SiteError
from watcher.site import manifest
from watcher.site.files import SiteFile, ready
from watcher.site.writer import STAGED, write_site


class Killed(BaseException):
    """What stands for SIGKILL."""


def made(pages: dict[str, str]) -> list[SiteFile]:
    return [ready(path, text.encode()) for path, text in pages.items()]


def held(folder: Path) -> dict[str, str]:
    """Returns what a reader finds, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: path.read_text() for name, path in found.items() if not name.startswith(".")}


def link(*paths: str) -> str:
    return "".join(f'<a href="{path}">.</a>' for path in paths)


ROUND = {"index.html": link("a.html", "b.html"), "a.html": link("b.html"), "b.html": link("a.html", "index.html")}


def test_a_folder_that_is_not_there_is_made_with_all_files_readable_by_a_web_server(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        result = write_site(tmp_path / "srv" / "www", made({"index.html": "hello", "deep/er/page.html": "there"}), "1")
    finally:
        os.umask(before)
    assert held(tmp_path / "srv" / "www") == {"index.html": "hello", "deep/er/page.html": "there"}
    assert (result.written, result.removed, result.unchanged) == (2, 0, 0)
    for path in (tmp_path / "srv").rglob("[a-z]*"):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644)


def test_a_second_writing_of_the_same_makes_and_touches_nothing(tmp_path: Path) -> None:
    write_site(tmp_path, made(ROUND), "1")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}

    def never() -> bytes:
        raise AssertionError("its content was made again")

    result = write_site(tmp_path, [SiteFile(file.path, file.stamp, never) for file in made(ROUND)], "1")
    assert (result.written, result.unchanged) == (0, 3)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_only_what_differs_is_written_and_what_is_made_no_more_goes(tmp_path: Path) -> None:
    write_site(tmp_path, made({"index.html": "1", "old/gone.html": "2", "same.html": "3"}), "1")
    stood = (tmp_path / "same.html").stat().st_mtime_ns
    result = write_site(tmp_path, made({"index.html": "4", "same.html": "3"}), "1")
    assert held(tmp_path) == {"index.html": "4", "same.html": "3"}
    assert (result.written, result.removed, result.unchanged) == (1, 1, 1)
    assert (tmp_path / "same.html").stat().st_mtime_ns == stood
    assert not (tmp_path / "old").exists()


def test_another_edition_makes_all_anew_and_writes_what_differs(tmp_path: Path) -> None:
    write_site(tmp_path, made({"index.html": "1"}), "1")
    stood = (tmp_path / "index.html").stat().st_mtime_ns
    asked: list[str] = []

    def make() -> bytes:
        asked.append("made")
        return b"1"

    assert write_site(tmp_path, [SiteFile("index.html", "x", make)], "2").written == 0
    assert asked == ["made"]
    assert (tmp_path / "index.html").stat().st_mtime_ns == stood


def test_a_file_that_somebody_has_touched_or_removed_is_written_again(tmp_path: Path) -> None:
    write_site(tmp_path, made(ROUND), "1")
    (tmp_path / "a.html").write_text("defaced")
    (tmp_path / "b.html").unlink()
    assert write_site(tmp_path, made(ROUND), "1").written == 2
    assert held(tmp_path) == ROUND


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    (tmp_path / ".well-known").mkdir()
    (tmp_path / ".well-known" / "acme").write_text("theirs")
    (tmp_path / "CNAME").write_text("watcher.example.org")
    write_site(tmp_path, made(ROUND), "1")
    write_site(tmp_path, made({"index.html": "alone"}), "1")
    assert held(tmp_path) == {"index.html": "alone", "CNAME": "watcher.example.org"}
    assert (tmp_path / ".well-known" / "acme").read_text() == "theirs"


def test_the_site_of_somebody_else_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("my own")
    with pytest.raises(SiteError, match=r"holds an index\.html that is not the watcher's"):
        write_site(tmp_path, made(ROUND), "1")
    assert held(tmp_path) == {"index.html": "my own"}


def test_a_folder_that_cannot_be_written_is_told_in_one_plain_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SiteError, match=r"^site: .*file.* can't be written: .*; the watcher's user must own it$"):
        write_site(tmp_path / "file" / "site", made(ROUND), "1")


@pytest.mark.parametrize("path", ["../state/x", "/etc/x", "a//b", "", "a/./b", ".htaccess"])
def test_no_path_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="is no path of the site"):
        write_site(tmp_path / "site", [ready(path, b"x")], "1")


def test_what_cannot_be_made_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    write_site(tmp_path, made(ROUND), "1")

    def fails() -> bytes:
        raise RuntimeError("a template is wrong")

    with pytest.raises(RuntimeError):
        write_site(tmp_path, [*made({"index.html": "half"}), SiteFile("a.html", "x", fails)], "1")
    assert held(tmp_path) == ROUND
    assert not (tmp_path / STAGED).exists()


def broken_links(folder: Path) -> list[str]:
    pages = {name: text for name, text in held(folder).items() if name.endswith(".html")}
    return [f"{page} -> {to}" for page, text in pages.items() for to in re.findall(r'href="([^"]+)"', text)
            if not (folder / to).exists()]  # fmt: skip


BEFORE = {"index.html": link("a.html", "old.html"), "a.html": link("index.html"), "old.html": link("a.html")}
AFTER = {"index.html": link("a.html", "n1.html", "d.json"), "a.html": link("n2.html"), "n1.html": link("n2.html"),
         "n2.html": link("n1.html"), "d.json": "[]"}  # fmt: skip


def killed_at(steps: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Breaks off at the so manieth file that is put in its place or removed."""
    left = [steps]

    def counted(name: str) -> None:
        real = getattr(os, name)

        def step(*args: object, **kwargs: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return real(*args, **kwargs)

        monkeypatch.setattr(os, name, step)

    for name in ("replace", "unlink", "link", "mkdir"):
        counted(name)
    yield
    monkeypatch.undo()


@pytest.mark.parametrize("before", [BEFORE, None], ids=["a change", "from nothing"])
def test_a_writing_that_is_killed_at_any_step_leaves_a_whole_site_and_is_mended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, str] | None
) -> None:
    for steps in range(40):
        folder = tmp_path / str(steps)
        if before:
            write_site(folder, made(before), "1")
        for _ in killed_at(steps, monkeypatch):
            try:
                write_site(folder, made(AFTER), "1")
                ended = True
            except Killed:
                ended = False
        assert broken_links(folder) == []
        again = made(before or AFTER)  # what it was may be true again: then the half of the other must go
        write_site(folder, again, "1")
        assert held(folder) == (before or AFTER)
        if ended:
            assert steps > len(AFTER)
            return
    raise AssertionError("it never came to its end")


def test_a_manifest_of_another_form_only_says_which_files_are_ours(tmp_path: Path) -> None:
    write_site(tmp_path, made(ROUND), "1")
    text = (tmp_path / manifest.NAME).read_text()
    (tmp_path / manifest.NAME).write_text(text.replace('"form": 2', '"form": 99'))
    assert write_site(tmp_path, made({"index.html": "x"}), "1").removed == 2
    assert held(tmp_path) == {"index.html": "x"}


def test_a_note_is_left_only_by_a_writing_that_came_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert manifest.note(tmp_path) == ""
    write_site(tmp_path, made(ROUND), "1", "Monday")
    assert manifest.note(tmp_path) == "Monday"
    for _ in killed_at(9, monkeypatch):
        with pytest.raises(Killed):
            write_site(tmp_path, made(AFTER), "1", "Tuesday")
    assert manifest.note(tmp_path) == ""
    write_site(tmp_path, made(ROUND), "1", "Tuesday")
    assert manifest.note(tmp_path) == "Tuesday"


def test_a_file_that_only_grows_is_made_from_what_stands_there_while_the_edition_is_the_same(tmp_path: Path) -> None:
    def log(lines: str) -> list[SiteFile]:
        return [SiteFile("log", lines, lambda: f"all {lines}".encode(), lambda before: before + b"+")]

    held_so = []
    for lines, edition in (("1", "1"), ("2", "1"), ("2", "1"), ("3", "2")):
        write_site(tmp_path, log(lines), edition)
        held_so.append(held(tmp_path)["log"])
    (tmp_path / "log").write_text("touched")
    write_site(tmp_path, log("4"), "2")
    assert [*held_so, held(tmp_path)["log"]] == ["all 1", "all 1+", "all 1+", "all 3", "all 4"]
