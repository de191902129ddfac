"""Writes the public site into its folder: only what differs, each file whole, and in an order in which no page ever
leads to one that is not there, wherever the writing is broken off (docs/adr/0055)."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from watcher.core.errors import SiteError
from watcher.site import manifest
from watcher.site.files import SiteFile
from watcher.site.manifest import UNSURE, Written

STAGED = ".watcher-site.new"
"""The folder inside that of the site in which files wait until all of them are made."""
FOR_ALL = 0o644
FOLDER_FOR_ALL = 0o755
"""Whatever the umask: a web server of another user reads them."""
PLACEHOLDER = (
    b'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Being written</title>'
    b"<p>This page is being written. Please read it again in a minute.</p></html>\n"
)


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What the writing of a site came to, in files."""

    written: int = 0
    removed: int = 0
    unchanged: int = 0


def write_site(folder: Path, files: Iterable[SiteFile], edition: str, note: str = "") -> WriteResult:
    """Makes the folder hold these files and none of our earlier ones. `edition`: what every file depends on beside its
    own stamp; `note`: left there for manifest.note. Raises SiteError where it can't be written, or is another's."""
    try:
        for place in (*reversed(folder.parents), folder):
            _make_folder(place)
        return _Writing(folder, edition, note).write(files)
    except OSError as error:
        where = error.filename or folder
        raise SiteError(f"site: {where} can't be written: {error.strerror}; the watcher's user must own it") from error


class _Writing:
    """One writing of a site."""

    def __init__(self, folder: Path, edition: str, note: str) -> None:
        self._folder, self._edition, self._note = folder, edition, note
        self._staging = folder / STAGED
        self._before = _ours(folder)
        self._known: dict[str, Written] = {}
        self._staged: dict[str, Path] = {}

    def write(self, files: Iterable[SiteFile]) -> WriteResult:
        """Makes what differs, and only then puts it in its place."""
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir(mode=0o700)
        try:
            for file in files:
                self._take(file)
            gone = self._before.keys() - self._known.keys()
            if self._staged or gone:
                self._publish(gone)
            if self._known != self._before or manifest.note(self._folder) != self._note:
                manifest.write(self._folder, self._known, self._note)
        finally:
            shutil.rmtree(self._staging, ignore_errors=True)
        return WriteResult(len(self._staged), len(gone), len(self._known) - len(self._staged))

    def _take(self, file: SiteFile) -> None:
        """Stages a file if it is to differ from what stands there."""
        stamp, before = f"{self._edition} {file.stamp}", self._before.get(file.path, UNSURE)
        there = before.is_there(f"{self._folder}/{file.path}")
        if there and before.stamp == stamp:
            self._known[file.path] = before
            return
        _refuse_outside(file.path)
        content = self._content(file, before, there=there)
        digest = sha256(content).hexdigest()
        if there and before.digest == digest:
            self._known[file.path] = replace(before, stamp=stamp)
            return
        staged = self._staging / str(len(self._staged))
        staged.write_bytes(content)
        staged.chmod(FOR_ALL)
        seen = staged.stat()
        self._staged[file.path] = staged
        self._known[file.path] = Written(stamp, digest, seen.st_size, seen.st_mtime_ns)

    def _content(self, file: SiteFile, before: Written, *, there: bool) -> bytes:
        """Returns what is to stand there; of a file that is only added to, what does and what is added."""
        if file.grow and there and before.stamp.startswith(f"{self._edition} "):
            return file.grow((self._folder / file.path).read_bytes())
        return file.make()

    def _publish(self, gone: Iterable[str]) -> None:
        """Puts all in place: first what nothing leads to yet, then what may lead there; what is gone goes last."""
        touched = dict.fromkeys((*self._staged, *gone), UNSURE)
        manifest.write(self._folder, self._before | touched)  # killed from here on, the next run makes them again
        paths = sorted(self._staged, key=self._turn)
        for place in sorted({parent for path in paths for parent in PurePosixPath(path).parents}):
            _make_folder(self._folder / place)
        for path in paths:
            self._hold_place(path)
        for path in paths:
            self._place(path)
        for path in gone:
            self._remove(path)

    def _turn(self, path: str) -> tuple[int, bool]:
        """Returns the sort key of a file: new ones that lead nowhere, new pages, changed files; of each the front page
        last."""
        new, page = path not in self._before, path.endswith(".html")
        return (1 if page else 0) if new else 2, path == "index.html"

    def _hold_place(self, path: str) -> None:
        """Puts a page without links where a new one is to stand: new pages may lead to one another in a circle."""
        place = self._folder / path
        if path.endswith(".html") and not place.exists():
            self._hold_with_placeholder(place)

    def _hold_with_placeholder(self, place: Path) -> None:
        """Puts the placeholder there: another name of the same file, which is quicker, where the disk knows such."""
        shared = self._staging / "placeholder"
        if not shared.exists():
            shared.write_bytes(PLACEHOLDER)
            shared.chmod(FOR_ALL)
        try:
            place.hardlink_to(shared)
        except OSError:
            place.write_bytes(PLACEHOLDER)
            place.chmod(FOR_ALL)

    def _place(self, path: str) -> None:
        self._staged[path].replace(self._folder / path)

    def _remove(self, path: str) -> None:
        """Removes a file, and the folders that are empty without it."""
        (self._folder / path).unlink(missing_ok=True)
        for parent in PurePosixPath(path).parents[:-1]:
            try:
                (self._folder / parent).rmdir()
            except OSError:  # something is left in it
                return


def _ours(folder: Path) -> dict[str, Written]:
    """Returns what was written there before. Raises SiteError where a site stands that is not ours."""
    before = manifest.read(folder)
    if before is None and (folder / "index.html").exists():
        raise SiteError(
            f"site: {folder} holds an index.html that is not the watcher's; give it a folder of its own, or empty this"
        )
    return before or {}


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir()
        folder.chmod(FOLDER_FOR_ALL)


def _refuse_outside(path: str) -> None:
    """Raises ValueError for a path that would leave the folder, which no maker may name."""
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or "\\" in path or path.startswith("."):
        raise ValueError(f"{path} is no path of the site")
