"""Writes the public site into its folder: only what differs, each file whole, and in an order in which no page ever
leads to one that is not there, wherever the writing is broken off (docs/adr/0055)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from watcher.core.errors import SiteError
from watcher.site import manifest
from watcher.site.files import FileGroup, SiteFile
from watcher.site.manifest import ALONE, UNSURE, Manifest, Written, WrittenGroup, all_files

STAGED = ".watcher-site.new"
"""The folder inside that of the site in which files wait until all of them are made."""
FOR_ALL = 0o644
FOLDER_FOR_ALL = 0o755
"""Whatever the umask: a web server of another user reads them."""
_OUTSIDE = frozenset({"", ".", ".."})
PLACEHOLDER = (
    b'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Being written</title>'
    b"<p>This page is being written. Please read it again in a minute.</p></html>\n"
)


class WriteResult(NamedTuple):
    """What the writing of a site came to, in files."""

    written: int = 0
    removed: int = 0
    unchanged: int = 0


def write_site(
    folder: Path,
    files: Iterable[SiteFile | FileGroup],
    edition: str,
    note: str = "",
    last: Callable[[Collection[str]], Iterable[SiteFile]] = lambda paths: (),
) -> WriteResult:
    """Makes the folder hold these files and none of our earlier ones. `edition`: what every file depends on beside its
    own stamp; `note`: left there for manifest.note; `last`: returns the files that depend on which others there are.
    Raises SiteError where it can't be written, or is another's."""
    try:
        for place in (*reversed(folder.parents), folder):
            _make_folder(place)
        return _Writing(folder, edition).write(files, last, note)
    except OSError as error:
        where = error.filename or folder
        raise SiteError(f"site: {where} can't be written: {error.strerror}; the watcher's user must own it") from error


class _Writing:
    """One writing of a site."""

    def __init__(self, folder: Path, edition: str) -> None:
        self._folder = folder
        self._staging = folder / STAGED
        self._held = _ours(folder)
        self._before = all_files(self._held)
        self._same_edition = self._held.edition == edition
        self._now = Manifest(edition)
        self._known: dict[str, Written] = {}
        self._staged: dict[str, str] = {}

    def write(
        self,
        files: Iterable[SiteFile | FileGroup],
        last: Callable[[Collection[str]], Iterable[SiteFile]],
        note: str,
    ) -> WriteResult:
        """Makes what differs, and only then puts it in its place."""
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir(mode=0o700)
        self._now.note = note
        try:
            self._take_all(files)
            self._take_all(last(self._known))
            gone = self._before.keys() - self._known.keys()
            if self._staged or gone:
                self._publish(gone)
            if self._now != self._held:
                manifest.write(self._folder, self._now)
        finally:
            shutil.rmtree(self._staging, ignore_errors=True)
        return WriteResult(len(self._staged), len(gone), len(self._known) - len(self._staged))

    def _take_all(self, files: Iterable[SiteFile | FileGroup]) -> None:
        alone = self._now.groups.setdefault(ALONE, WrittenGroup())
        for file in files:
            if isinstance(file, FileGroup):
                self._take_group(file)
            else:
                alone.files[file.path] = self._known[file.path] = self._take(file)

    def _take_group(self, group: FileGroup) -> None:
        """Takes the files of a group, all at once where they are what they were."""
        held = self._held.groups.get(group.name)
        if not held or not self._is_same(group, held):
            held = WrittenGroup(group.stamp, {file.path: self._take(file) for file in group.files()})
        self._now.groups[group.name] = held
        self._known |= held.files

    def _is_same(self, group: FileGroup, held: WrittenGroup) -> bool:
        if not self._same_edition or held.stamp != group.stamp:
            return False
        root = f"{self._folder}/"
        return all(written.is_there(root + path) for path, written in held.files.items())

    def _take(self, file: SiteFile) -> Written:
        """Returns how a file is to stand there, and stages it if that is not how it does."""
        before = self._before.get(file.path, UNSURE)
        there = before is not UNSURE and before.is_there(f"{self._folder}/{file.path}")
        if there and self._same_edition and before.stamp == file.stamp:
            return before
        _refuse_outside(file.path)
        content = self._content(file, there=there)
        digest = sha256(content).hexdigest()
        if there and before.digest == digest:
            return before._replace(stamp=file.stamp)
        return self._stage(file, content, digest)

    def _content(self, file: SiteFile, *, there: bool) -> bytes:
        """Returns what is to stand there; of a file that is only added to, what does and what is added."""
        if file.grow and there and self._same_edition:
            return file.grow((self._folder / file.path).read_bytes())
        return file.make()

    def _stage(self, file: SiteFile, content: bytes, digest: str) -> Written:
        """Writes it beside the site. By the descriptor: of twelve thousand files paths and file objects take twice as
        long."""
        staged = f"{self._staging}/{len(self._staged)}"
        new = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FOR_ALL)
        try:
            while content:
                content = content[os.write(new, content) :]
            seen = os.fstat(new)
            if seen.st_mode & 0o777 != FOR_ALL:  # for the umask: most have one that leaves it as it is
                os.fchmod(new, FOR_ALL)
        finally:
            os.close(new)
        self._staged[file.path] = staged
        return Written(file.stamp, digest, seen.st_size, seen.st_mtime_ns)

    def _publish(self, gone: Collection[str]) -> None:
        """Puts all in place: first what nothing leads to yet, then what may lead there; what is gone goes last."""
        unsure = self._held.unsure_of((*self._staged, *gone))
        manifest.write(self._folder, unsure)  # killed from here on, the next run makes them again
        paths = sorted(self._staged, key=self._turn)
        folders = {path.rpartition("/")[0] for path in paths}  # of twelve thousand files there are few
        for place in sorted({parent for folder in folders for parent in PurePosixPath(folder, "file").parents}):
            _make_folder(self._folder / place)
        for path in paths:
            self._hold_place(path)
        for path in paths:
            os.replace(self._staged[path], f"{self._folder}/{path}")  # noqa: PTH105 - as for staging
        for path in gone:
            self._remove(path)

    def _turn(self, path: str) -> tuple[int, bool]:
        """Returns the sort key of a file: new ones that lead nowhere, new pages, changed files; of each the front page
        last."""
        new, page = path not in self._before, path.endswith(".html")
        return (1 if page else 0) if new else 2, path == "index.html"

    def _hold_place(self, path: str) -> None:
        """Puts a page without links where a new one is to stand: new pages may lead to one another in a circle. It is
        another name of one file, which is quicker, where the disk knows such."""
        if not path.endswith(".html"):
            return
        try:
            os.link(self._placeholder, f"{self._folder}/{path}")  # noqa: PTH
        except FileExistsError:
            return
        except OSError:
            _write_placeholder(self._folder / path)

    @cached_property
    def _placeholder(self) -> Path:
        return _write_placeholder(self._staging / "placeholder")

    def _remove(self, path: str) -> None:
        """Removes a file, and the folders that are empty without it."""
        (self._folder / path).unlink(missing_ok=True)
        for parent in PurePosixPath(path).parents[:-1]:
            try:
                (self._folder / parent).rmdir()
            except OSError:  # something is left in it
                return


def _ours(folder: Path) -> Manifest:
    """Returns what was written there before. Raises SiteError where a site stands that is not ours."""
    before = manifest.read(folder)
    if before is None and (folder / "index.html").exists():
        raise SiteError(
            f"site: {folder} holds an index.html that is not the watcher's; give it a folder of its own, or empty this"
        )
    return before or Manifest()


def _write_placeholder(place: Path) -> Path:
    place.write_bytes(PLACEHOLDER)
    place.chmod(FOR_ALL)
    return place


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir()
        folder.chmod(FOLDER_FOR_ALL)


def _refuse_outside(path: str) -> None:
    """Raises ValueError for a path that would leave the folder, which no maker may name."""
    if not _OUTSIDE.isdisjoint(path.split("/")) or "\\" in path or path.startswith("."):
        raise ValueError(f"{path} is no path of the site")
