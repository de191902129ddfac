"""Writes the kept versions of a paper into a new folder, with a manifest that says what each is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from watcher.bot.commands.papers import file_name
from watcher.core.errors import ConfigError, StateError
from watcher.core.papers import PaperVersion
from watcher.core.text import pluralise
from watcher.messages.change_json import moment
from watcher.papers.kept_files import PaperFiles
from watcher.store import Store, papers

if TYPE_CHECKING:
    from watcher.store.paper_search import KeptPaper

MANIFEST = "manifest.json"


def save_versions(store: Store, paper: KeptPaper, files: PaperFiles, folder: Path) -> str:
    """Writes each version's file and text, and the manifest; returns what was done, in a line. Raises ConfigError for
    a folder that holds something, StateError where it can't be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise ConfigError([f"{folder} is not empty, and nothing in it is overwritten; name a new folder"])
        entries = [_saved(store, paper, version, files, folder) for version in paper.versions]
        manifest = {"source": paper.source, "key": paper.key, "title": paper.title, "versions": entries}
        words = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
        (folder / MANIFEST).write_text(words, encoding="utf-8")
    except OSError as error:
        raise StateError(f"{folder} can't be written: {error.strerror}") from error
    written = len({entry["file"] for entry in entries if entry["file"]})
    lost = sum(version.is_kept and not entry["intact"] for version, entry in zip(paper.versions, entries, strict=True))
    warned = (
        f"\nOf {pluralise(lost, 'version')} the file is missing or not what was read: see --verify." if lost else ""
    )
    return f"Wrote {pluralise(written, 'file')}, the text of each version and {MANIFEST} into {folder}.{warned}"


def _saved(store: Store, paper: KeptPaper, version: PaperVersion, files: PaperFiles, folder: Path) -> dict[str, object]:
    """Writes one version; returns what the manifest says of it. `file` is null where only its text is there; `intact`
    whether the bytes still have the hash."""
    name = file_name(paper.title, version)
    try:
        body = files.path(version.sha256).read_bytes() if version.is_kept else None
    except OSError:
        body = None
    if body is not None:
        (folder / name).write_bytes(body)
    with store.read() as db:
        text = "\f".join(papers.pages_of(db, version.sha256))
    text_name = f"{name.removesuffix('.pdf')}.txt"
    (folder / text_name).write_text(text, encoding="utf-8", errors="replace")
    return {
        "file": name if body is not None else None,
        "intact": files.check(version.sha256) == "ok" if body is not None else None,
        "text": text_name,
        "sha256": version.sha256,
        "bytes": version.size,
        "pages": version.pages,
        "read_as": version.read_as,
        "url": version.url,
        "first_seen": moment(version.first_seen),
        "last_seen": moment(version.last_seen),
        "last_modified": version.last_modified or None,
    }
