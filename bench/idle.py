"""`once` with nothing due and nobody writing: with a token (against the stand-in for Telegram) and without."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bench.contenders import US
from bench.measure import Cost, middle, run
from tests.tools.standin import TEST_TOKEN, BotApi
from tests.tools.web import Site


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
        return {
            name: _once(folder / str(n), site.url, env, rounds) for n, (name, env) in enumerate(environments.items())
        }


def _once(home: Path, url: str, environment: Mapping[str, str], rounds: int) -> Cost:
    home.mkdir(parents=True)
    US.prepare(home, [], [f"{url}/feed.xml"])
    command = [part for part in US.command(home) if part != "--all"]
    return middle([run(command, home, **environment) for _ in range(rounds + 2)][2:])
