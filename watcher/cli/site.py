"""`watcher site`: writes the public pages, and shows them on this machine."""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.app import Config, State, app
from watcher.cli.exit import command
from watcher.cli.terminal import put
from watcher.core.errors import ConfigError, LockHeld
from watcher.core.text import pluralise

if TYPE_CHECKING:
    from watcher.config import Environment, Settings


@app.command()
@command
def site(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Into this folder; else that of site: in watcher.yaml.")
    ] = None,
    serve: Annotated[
        int | None, typer.Option("--serve", metavar="PORT", min=1024, max=65535, help="Show them on this machine.")
    ] = None,
    config: Config = None,
    state: State = None,
) -> None:
    """Write the public pages, feeds, calendars and open data.

    Only files that differ are written. With --serve they are shown until Ctrl-C; without a folder, from a passing one.
    """
    from watcher.config import load_all

    settings, environment = load_all(os.environ, config=config, state=state)
    with ExitStack() as stack:
        folder = out or (Path(settings.site.folder) if settings.site else None)
        if folder is None and serve:
            from tempfile import TemporaryDirectory

            folder = Path(stack.enter_context(TemporaryDirectory(prefix="watcher-site-"))) / "site"
        if folder is None:
            raise ConfigError(["nothing says where: name a folder with --out, or in watcher.yaml under site: folder"])
        put(_written(settings, environment, folder))
        if serve:
            from watcher.cli.site_server import show

            show(folder, serve)


def _written(settings: Settings, environment: Environment, folder: Path) -> str:
    """Writes the site; returns what it came to. Raises LockHeld where another run writes it just now."""
    from watcher.jobs.publish import publish
    from watcher.store import Store

    with Store(environment.database_url, state=environment.state) as store:
        result = publish(settings, environment, store, folder, datetime.now(UTC))
    if not result:
        raise LockHeld("another run writes the site just now; try again in a minute")
    there = f"{pluralise(result.written, 'file')} written, {result.removed} removed, {result.unchanged} as they were"
    return f"{folder}: {there}"
