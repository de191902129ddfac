"""Who is measured: each with its own folder, set up as its documentation shows, and the command its user would let
cron run. None tells anybody: there is no token, no mail, no reporter but its standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

ROOT = Path(__file__).resolve().parents[1]
THEIRS = ROOT / ".venv-bench/bin"
_SCRIPTS = Path(__file__).parent / "scripts"
# The words of a feed's articles, as urlwatch and webchanges pick them from XML.
_FEED_WORDS = "//*[local-name()='title' or local-name()='description' or local-name()='summary']/text()"


@dataclass(frozen=True, slots=True)
class Contender:
    """`prepare` fills its folder for these pages and feeds; `command` runs it there once."""

    name: str
    prepare: Callable[[Path, Sequence[str], Sequence[str]], None]
    command: Callable[[Path], list[str]]
    pages: bool = True
    """Whether it reads web pages too; else feeds alone."""


def _ours(folder: Path, pages: Sequence[str], feeds: Sequence[str]) -> None:
    sources = [
        *(f"- {{id: page-{n}, name: Page {n}, url: '{url}', kind: page, select: main}}" for n, url in enumerate(pages)),
        *(f"- {{id: feed-{n}, name: Feed {n}, url: '{url}', kind: feed}}" for n, url in enumerate(feeds)),
    ]
    (folder / "sources.yaml").write_text("\n".join(["sources:", *sources]) + "\n")
    copyfile(ROOT / "config/topics.yaml", folder / "topics.yaml")
    (folder / "watcher.yaml").write_text("fetch: {delay: 0s}\n")


def _urlwatch(folder: Path, pages: Sequence[str], feeds: Sequence[str]) -> None:
    jobs = [
        *(f"url: {url}\nfilter:\n  - css: main\n  - html2text\n" for url in pages),
        *(f'url: {url}\nfilter:\n  - xpath:\n      path: "{_FEED_WORDS}"\n      method: xml\n' for url in feeds),
    ]
    (folder / "urls.yaml").write_text("---\n".join(jobs))
    (folder / "urlwatch.yaml").write_text("report:\n  stdout: {color: false, enabled: true}\n")


def _reader(folder: Path, pages: Sequence[str], feeds: Sequence[str]) -> None:
    (folder / "urls.txt").write_text("\n".join(feeds))


def _floor(folder: Path, pages: Sequence[str], feeds: Sequence[str]) -> None:
    (folder / "urls.txt").write_text("\n".join([*pages, *feeds]))


def _once(folder: Path) -> list[str]:
    return [str(Path(sys.executable).with_name("watcher")), "once", "--all", "--config", ".", "--state", "state"]


def _script(name: str) -> Callable[[Path], list[str]]:
    return lambda folder: [str(THEIRS / "python"), str(_SCRIPTS / name)]


US = Contender("watcher", _ours, _once)
URLWATCH = Contender(
    "urlwatch 2.29",
    _urlwatch,
    lambda folder: [
        *(str(THEIRS / "urlwatch"), "--urls", "urls.yaml", "--config", "urlwatch.yaml"),
        *("--hooks", "hooks.py", "--cache", "cache.db"),
    ],
)
WEBCHANGES = Contender(
    "webchanges 3.37",
    _urlwatch,
    lambda folder: [
        *(str(THEIRS / "webchanges"), "--jobs", "urls.yaml", "--config", "urlwatch.yaml"),
        *("--hooks", "hooks.py", "--database", "snapshots.db"),
    ],
)
READER = Contender("reader 3.26", _reader, _script("feeds_by_reader.py"), pages=False)
OUR_FEEDS = Contender("watcher, feeds alone", _ours, _once, pages=False)
FLOOR = Contender("floor", _floor, _script("floor.py"))
ALL = (US, URLWATCH, WEBCHANGES, FLOOR, READER, OUR_FEEDS)
