"""`once` with nothing due and nobody writing: with a token (against the stand-in for Telegram) and without, beside what
Python itself costs."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.contenders import US
from bench.measure import Cost, middle, run
from tests.tools.standin import TEST_TOKEN, BotApi
from tests.tools.web import Site

AGAIN = 3.0
"""Seconds between two runs: Telegram makes who asks again sooner wait (facts/telegram.md, "Updates")."""


def idle(folder: Path, rounds: int) -> dict[str, Cost]:
    """The median of so many runs, after one that visits and one to warm up."""
    with BotApi() as api, Site() as site:
        site.pages["/feed.xml"] = (
            '<rss version="2.0"><channel><title>A</title><item><title>B</title></item></channel></rss>'
        )
        environments: dict[str, dict[str, str]] = {
            "without a token": {},
            "with a token": {"TELEGRAM_BOT_TOKEN": TEST_TOKEN, "TELEGRAM_API_URL": api.url},
        }
        homes = {name: _prepared(folder / str(number), site.url) for number, name in enumerate(environments)}
        costs: dict[str, list[Cost]] = {name: [] for name in (*environments, "Python itself")}
        for _ in range(rounds + 2):
            for name, home in homes.items():
                costs[name].append(run(_command(home), home, **environments[name]))
            costs["Python itself"].append(run([sys.executable, "-c", "pass"], folder))
            time.sleep(AGAIN)
    return {name: middle(several[2:]) for name, several in costs.items()}


def _prepared(home: Path, url: str) -> Path:
    home.mkdir(parents=True)
    US.prepare(home, [], [f"{url}/feed.xml"])
    return home


def _command(home: Path) -> list[str]:
    return [part for part in US.command(home) if part != "--all"]
