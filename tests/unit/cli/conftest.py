"""A small borough to watch, and the command line run in this process."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.tools.commandline import invoke
from tests.tools.web import Answer, Site

TOPICS = "topics:\n  - {id: send, name: SEND, phrases: [SEND, EHCP]}\n"
QUICK = "timezone: Europe/London\nfetch: {delay: 0s, timeout: 60s}\n"
FIRST = {"1": "A new bus stop", "2": "SEND pupils wait"}


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Watcher: TypeAlias = Callable[..., Ended]


def rss(stories: dict[str, str]) -> str:
    """A feed that holds these stories, number -> title."""
    entries = "".join(
        f"<item><title>{title}</title><link>https://news.example.org/{number}</link>"
        f"<guid>https://news.example.org/{number}</guid><pubDate>Fri, 20 Nov 2026 09:00:00 GMT</pubDate></item>"
        for number, title in stories.items()
    )
    head = "<title>Gazette</title><link>https://news.example.org/</link><description>News</description>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'


def served(stories: dict[str, str]) -> Answer:
    return Answer(rss(stories).encode(), content_type="application/rss+xml")


@pytest.fixture
def site() -> Iterator[Site]:
    """One newspaper on a loopback port."""
    with Site({"/feed.xml": served(FIRST)}) as site:
        yield site


@pytest.fixture
def config(site: Site) -> Path:
    """A folder of config, where the command line looks for it, that watches the newspaper."""
    folder = Path("config")
    folder.mkdir()
    watched = f"sources:\n  # the paper\n  - id: gazette\n    name: Gazette\n    url: {site.url}/feed.xml\n"
    (folder / "sources.yaml").write_text(watched)
    (folder / "topics.yaml").write_text(TOPICS)
    (folder / "watcher.yaml").write_text(QUICK)
    return folder


def watch_also(config: Path, *lines: str) -> None:
    """One more source, behind the others."""
    text = (config / "sources.yaml").read_text()
    (config / "sources.yaml").write_text(text + "  - " + "\n    ".join(lines) + "\n")


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    """Runs a command in this process: `watcher("once", "--all")`. Logging is put back as it was."""
    root, ours = logging.getLogger(), logging.getLogger("watcher")
    handlers, levels = list(root.handlers), (root.level, ours.level)

    def run(*arguments: str) -> Ended:
        result = invoke(*arguments)
        return Ended(result.exit_code, result.stdout, result.stderr)

    yield run
    root.handlers = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])
