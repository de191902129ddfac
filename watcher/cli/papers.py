"""`watcher papers`: the kept versions of a paper; writes them into a folder, checks that each is still what it was."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from watcher.cli.app import Config, State, app
from watcher.cli.exit import FAILED, command
from watcher.cli.terminal import put
from watcher.core.errors import ConfigError, StateError
from watcher.core.text import pluralise

if TYPE_CHECKING:
    from watcher.cli.table import Grid
    from watcher.config import Environment
    from watcher.core.papers import PaperVersion
    from watcher.papers.kept_files import FileState, PaperFiles
    from watcher.store.paper_search import KeptPaper

MOST_LISTED = 200
_STATES: Mapping[FileState, str] = {"ok": "ok", "missing": "MISSING", "wrong": "WRONG"}
NONE_YET = "No paper is kept yet; papers are kept from the first visit on that opens one."
NO_ROOM = "let go, no room"


@app.command()
@command
def papers(
    asked: Annotated[
        str, typer.Argument(metavar="DOCUMENT-or-URL", help="A key, an address, a SHA-256 or words of a title.")
    ] = "",
    save: Annotated[
        Path | None, typer.Option("--save", metavar="DIR", help="Write them into this new folder, with a manifest.")
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Check each file's hash; exit code 1 where one is wrong or missing.")
    ] = False,
    config: Config = None,
    state: State = None,
) -> int:
    """The kept versions of a paper: when each was seen, its bytes, pages and SHA-256.

    Where several papers are meant they are listed; without a name all are. Needs no network.
    """
    from watcher.config import load_all
    from watcher.jobs.setup import paper_files

    settings, environment = load_all(os.environ, config=config, state=state)
    files = paper_files(settings, environment.state)
    found = _found(environment, asked, files, save)
    if not found:
        put(NONE_YET)
        return 0
    states = _checked(found, files) if verify else {}
    show(found, settings.timezone, states, files, listed=not asked or (len(found) > 1 and not found[0].is_exact))
    return _verdict(states) if verify else 0


def _found(environment: Environment, asked: str, files: PaperFiles, save: Path | None) -> Sequence[KeptPaper]:
    """Returns the papers that are meant; the only one written into the folder, where one is named. Raises ConfigError
    where what is named is none, or not only one."""
    from watcher.store import Store
    from watcher.store.paper_search import find

    with Store(environment.database_url) as store:
        with store.read() as db:
            found = find(db, asked)
        if not found and (asked or save):
            raise ConfigError([_nothing(asked)])
        if save:
            from watcher.cli.saved_papers import save_versions

            put(save_versions(store, one_of(found, asked), files, save))
    return found


def _nothing(asked: str) -> str:
    if not asked:
        return NONE_YET
    return f"no kept paper has {asked!r} as its key or address, or in its title; `watcher papers` lists all"


def one_of(found: Sequence[KeptPaper], asked: str) -> KeptPaper:
    """Returns the one paper that is meant. Raises ConfigError where that is not clear."""
    if len(found) > 1:
        named = "; ".join(f"{paper.key} ({paper.title})" for paper in found[:5])
        said = f"{len(found)} papers are meant by {asked!r}" if asked else "--save needs a paper"
        raise ConfigError([f"{said}; name one by its key or its address: {named}"])
    return found[0]


def show(
    found: Sequence[KeptPaper], zone: ZoneInfo, states: Mapping[str, FileState], files: PaperFiles, *, listed: bool
) -> None:
    """Prints every version of each paper, or a line for each paper where they are only listed."""
    if listed:
        _listing(found[:MOST_LISTED], zone, states).show()
        if len(found) > MOST_LISTED:
            put(f"… and {len(found) - MOST_LISTED} more; name one by its key, its address or words of its title")
        return
    for number, paper in enumerate(found):
        put(("\n" if number else "") + f"{paper.title}\n{paper.source}, {paper.key}\n{paper.versions[-1].url}")
        _versions(paper.versions, zone, states).show()
    put(f"The files lie in {files.folder}, each named by its SHA-256.")


def _listing(found: Sequence[KeptPaper], zone: ZoneInfo, states: Mapping[str, FileState]) -> Grid:
    from watcher.cli.table import Column, Grid

    columns = [Column("Seen", whole=True), Column("Versions", right=True), Column("Source"), Column("Key")]
    grid = Grid((*columns, Column("Title", wide=True), *([Column("Check")] if states else [])))
    for paper in found:
        seen, count = _when(paper.versions[-1].first_seen, zone), str(len(paper.versions))
        check = [_worst(paper.versions, states)] if states else []
        grid.add(seen, count, paper.source, paper.key, paper.title, *check)
    return grid


def _worst(versions: Sequence[PaperVersion], states: Mapping[str, FileState]) -> str:
    found = [states[version.sha256] for version in versions if version.sha256 in states]
    bad = [_STATES[state] for state in found if state != "ok"]
    return ", ".join(dict.fromkeys(bad)) or ("ok" if found else NO_ROOM)


def _versions(versions: Sequence[PaperVersion], zone: ZoneInfo, states: Mapping[str, FileState]) -> Grid:
    from watcher.cli.table import Column, Grid

    columns = [Column("First seen", whole=True), Column("Last seen", whole=True), Column("Last-Modified")]
    columns += [Column("Bytes", right=True), Column("Pages", right=True), Column("SHA-256", wide=True), Column("File")]
    grid = Grid(tuple(columns))
    for version in versions:
        last = _when(version.last_seen, zone) if version.last_seen else "stands there"
        kept = "kept" if version.is_kept else NO_ROOM
        state = states.get(version.sha256)
        pages = f"{version.pages}{_READ_AS[version.read_as]}"
        grid.add(
            _when(version.first_seen, zone), last, version.last_modified or "-", f"{version.size:,}", pages,
            version.sha256, _STATES[state] if state else kept,
        )  # fmt: skip
    return grid


_READ_AS = {"text": "", "pictures": " (pictures)", "recognised": " (read from pictures)"}


def _checked(found: Sequence[KeptPaper], files: PaperFiles) -> dict[str, FileState]:
    """Returns, by SHA-256, how the files of these papers fare that should be there. Raises StateError for one that
    can't be read."""
    kept = dict.fromkeys(version.sha256 for paper in found for version in paper.versions if version.is_kept)
    try:
        return {sha256: files.check(sha256) for sha256 in kept}
    except OSError as error:
        raise StateError(f"{files.folder} can't be read: {error.strerror}") from error


def _verdict(states: Mapping[str, FileState]) -> int:
    wrong = [state for state in states.values() if state != "ok"]
    put(f"{pluralise(len(states), 'file')} checked: {len(states) - len(wrong)} as kept, {len(wrong)} wrong or missing.")
    return FAILED if wrong else 0


def _when(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
