"""A made-up borough's site on this machine, and Debian's Chromium to look at it. Only `make browser` has what drives
that: elsewhere nothing here is collected."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.browser import borough
from watcher.cli.site_server import server_of
from watcher.site import search_index

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Route

collect_ignore_glob = [] if find_spec("playwright") else ["test_*.py"]
PATIENCE = 120_000
"""Milliseconds: no verdict hangs on how busy the machine is."""


@dataclass(frozen=True)
class Look:
    """How a page is looked at. `zoom`: of 2, a window of 1280 has room for 640."""

    width: int = 1280
    script: bool = True
    scheme: str = "light"
    zoom: int = 1
    bare: bool = False
    """What a browser without scripts shows, in one that has them: axe-core is a script itself."""

    def __str__(self) -> str:
        zoomed = f"-{self.zoom}00%" if self.zoom > 1 else ""
        return f"{self.width}{zoomed}-{self.scheme}-{'script' if self.script else 'no-script'}"


@dataclass
class Shown:
    """A page in a browser, and what it asked for and complained of."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    loaded: dict[str, int] = field(default_factory=dict)
    """Of each file that came, how large it is."""


Opener = Callable[[str, Look], Shown]


@pytest.fixture(scope="session")
def site_folder(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("borough")
    shutil.copy(empty_database, folder / "watcher.sqlite3")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "FEW", 20)  # as on a large site: the index comes in parts
        borough.build(folder / "watcher.sqlite3", folder / "site")
    return folder / "site"


@pytest.fixture(scope="session")
def address(site_folder: Path) -> Iterator[str]:
    """Where the site is served, with a slash at its end."""
    with server_of(site_folder, 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    chromium = shutil.which("chromium")
    assert chromium, "no Chromium on this machine: apt-get install chromium"
    # Without a sandbox: root, as which containers run, gets none, and all that is shown is our own.
    with sync_playwright() as driver, driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as ours:
        yield ours


@pytest.fixture
def show(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens a page of the site in a window of its own; what leads to anybody else is stopped and noted."""
    windows = []

    def opened(path: str, look: Look) -> Shown:
        window = browser.new_context(
            viewport={"width": look.width // look.zoom, "height": 800 // look.zoom},
            device_scale_factor=look.zoom, java_script_enabled=look.script, color_scheme=look.scheme,
            locale="en-GB", base_url=address,
        )  # fmt: skip
        windows.append(window)
        window.set_default_timeout(PATIENCE)
        shown = Shown(window.new_page())
        _watch(shown, address)
        if look.bare:
            shown.page.route("**/*.html", _without_script)
        shown.page.goto(address + path, wait_until="load")
        return shown

    yield opened
    for window in windows:
        window.close()


def _watch(shown: Shown, address: str) -> None:
    """Notes what the page asks for and complains of: a policy that is broken is among it."""
    page = shown.page

    def refuse(route: Route) -> None:
        shown.foreign.append(route.request.url)
        route.abort()

    def refuse_window(said: Dialog) -> None:
        shown.complaints.append(f"a window that says {said.message}")
        said.dismiss()

    page.route(lambda url: not url.startswith(address), refuse)
    page.on("console", lambda said: shown.complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("dialog", refuse_window)
    page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    page.on("response", lambda answer: shown.loaded.update({answer.url.removeprefix(address): len(answer.body())}))


def _without_script(route: Route) -> None:
    answer = route.fetch()
    page = re.sub(r"<script[^>]*></script>|</?noscript>", "", answer.text())
    route.fulfill(response=answer, body=page)
