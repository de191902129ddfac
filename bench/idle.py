"""`once` with nothing due and nobody writing: with a token (against stand-ins for Telegram) and without, beside what
Python itself costs, and beside a yardstick large enough to be steady: Python loading modules of its own."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.contenders import US
from bench.measure import Cost, middle, run
from tests.tools.standin import TEST_TOKEN, BotApi
from tests.tools.web import Site

AGAIN = 3.0
"""Seconds between two runs: Telegram makes who asks again sooner wait (facts/telegram.md, "Updates")."""
EACH = 3
"""Runs of each in a round, with a token each against a Telegram of its own, so that none waits for another."""
WITHOUT, WITH = "without a token", "with a token"
YARDSTICK, PYTHON = "Python loading modules of its own", "Python itself"
_MODULES = (
    "argparse, asyncio, concurrent.futures, decimal, email.message, http.client, logging.config, multiprocessing, sqlite3,"
    " ssl, tarfile, unittest, urllib.request, xml.dom.minidom, xml.sax, zipfile"
)
"""As much to load as a run of ours has that rests: what disturbs one disturbs the other. No change of ours moves it."""
_FEED = '<rss version="2.0"><channel><title>A</title><item><title>B</title></item></channel></rss>'


@dataclass(frozen=True, slots=True)
class _Run:
    name: str
    command: list[str]
    home: Path
    environment: Mapping[str, str] = field(default_factory=dict)


def idle(folder: Path, rounds: int) -> dict[str, Cost]:
    """Returns the medians of so many rounds, after one that visits and one to warm up."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    with ExitStack() as stack:
        site = stack.enter_context(Site({"/feed.xml": _FEED}))
        apis = [stack.enter_context(BotApi()) for _ in range(EACH)]
        runs = list(_runs(folder, site, apis))
        for turn in range(rounds + 2):
            began = time.monotonic()
            for each in runs:
                cost = run(each.command, each.home, each.environment)
                costs[each.name] += [cost] if turn > 1 else []
            time.sleep(max(0.0, began + AGAIN - time.monotonic()))
    return {name: middle(several) for name, several in costs.items()}


def _runs(folder: Path, site: Site, apis: list[BotApi]) -> Iterator[_Run]:
    """A round: one after another in turn, so that a noisy moment is noisy for all."""
    for number, api in enumerate(apis):
        without, told = (_prepared(folder / f"{number}-{kind}", site) for kind in ("without", "with"))
        yield _Run(WITHOUT, _command(without), without)
        yield _Run(WITH, _command(told), told, {"TELEGRAM_BOT_TOKEN": TEST_TOKEN, "TELEGRAM_API_URL": api.url})
        yield _Run(YARDSTICK, [sys.executable, "-c", f"import {_MODULES}"], folder)
        yield _Run(PYTHON, [sys.executable, "-c", "pass"], folder)


def _prepared(home: Path, site: Site) -> Path:
    home.mkdir(parents=True)
    US.prepare(home, [], [f"{site.url}/feed.xml"])
    return home


def _command(home: Path) -> list[str]:
    return [part for part in US.command(home) if part != "--all"]
