"""`watcher site`, and the pages that a run writes by itself."""

from __future__ import annotations

import os
import re
import socket
from contextlib import closing
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from filelock import FileLock

from tests.tools.web import Site
from tests.unit.cli.conftest import FIRST, Watcher, served
from watcher.cli.site_server import server_of
from watcher.config import load_all
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.setup import render_context, utc_now
from watcher.jobs.worker.parts import Intervals, WorkerParts
from watcher.jobs.worker.service import WorkerService
from watcher.jobs.worker.shutdown import Shutdown
from watcher.jobs.worker.speaker import Speaker
from watcher.jobs.worker.term import Term
from watcher.store import Store
from watcher.store.leases import join

pytestmark = pytest.mark.usefixtures("database")
PACKAGE = Path(__file__).resolve().parents[3] / "watcher"


def publishes(config: Path, folder: str = "www") -> None:
    text = (config / "watcher.yaml").read_text()
    site = f"site: {{folder: {folder}, url: 'https://watcher.example.org', title: Our Watcher}}\n"
    (config / "watcher.yaml").write_text(text + site)


def changed(site: Site) -> None:
    site.pages["/feed.xml"] = served({**FIRST, "3": "EHCP delays &amp; appeals"})


def test_a_run_that_changed_something_writes_the_pages_by_itself(watcher: Watcher, config: Path, site: Site) -> None:
    publishes(config)
    assert watcher("once").code == 0
    assert "Nothing has changed yet" in Path("www/index.html").read_text()
    assert len(list(Path("www/documents/gazette").iterdir())) == len(FIRST)
    changed(site)
    ended = watcher("once", "--all")
    assert (ended.code, ended.err) == (0, "")
    assert "EHCP delays &amp; appeals" in Path("www/index.html").read_text()
    assert "<title>EHCP delays &amp; appeals – Our Watcher</title>" in "".join(
        page.read_text() for page in Path("www/documents").rglob("*.html")
    )


def test_a_run_without_news_touches_no_page(watcher: Watcher, config: Path) -> None:
    publishes(config)
    watcher("once")
    before = {path: path.stat().st_mtime_ns for path in Path("www").rglob("*")}
    assert watcher("once", "--all").code == 0
    assert {path: path.stat().st_mtime_ns for path in Path("www").rglob("*")} == before


def test_pages_that_cannot_be_written_are_told_in_one_line_and_cost_no_change(
    watcher: Watcher, config: Path, site: Site
) -> None:
    watcher("once")
    Path("taken").write_text("a file where a folder should be")
    publishes(config, "taken")
    changed(site)
    ended = watcher("once", "--all")
    assert "EHCP delays & appeals" in ended.out
    (line,) = ended.err.splitlines()
    assert line.startswith("watcher: site: ") or "site: " in line
    assert "can't be written" in line
    assert ended.code == 1
    Path("taken").unlink()
    assert watcher("once", "--source", "gazette").code == 0  # nothing is new, but the pages were never written
    assert "EHCP delays &amp; appeals" in Path("taken/index.html").read_text()


def test_without_site_in_the_config_no_page_is_written(watcher: Watcher, config: Path, site: Site) -> None:
    watcher("once")
    assert not Path("www").exists()
    assert not Path("state/site.lock").exists()


def test_nothing_but_a_writing_of_the_site_loads_its_libraries() -> None:
    """A run without `site:` must not get heavier: the site's modules are imported where they are used."""
    loading = re.compile(r"^(?:from|import) (?:watcher\.site\b|watcher\.store\.site_data|jinja2)", re.MULTILINE)
    files = [path for room in ("bot", "cli", "config", "jobs") for path in (PACKAGE / room).rglob("*.py")]
    assert [path for path in files if loading.search(path.read_text("utf-8"))] == []
    assert loading.search((PACKAGE / "site" / "outputs.py").read_text("utf-8"))


def test_the_verb_writes_into_the_folder_that_is_named(watcher: Watcher, config: Path) -> None:
    watcher("once")
    ended = watcher("site", "--out", "pages")
    assert ended.code == 0
    assert ended.out.startswith("pages: ")
    assert ended.out.endswith(" files written, 0 removed, 0 as they were\n")
    assert "Havering Watcher" in Path("pages/index.html").read_text()
    assert " 0 files written, 0 removed, " in watcher("site", "--out", "pages").out


def test_the_verb_writes_where_the_config_says(watcher: Watcher, config: Path) -> None:
    publishes(config)
    assert watcher("site").code == 0
    assert "Our Watcher" in Path("www/index.html").read_text()


@pytest.mark.usefixtures("config")
def test_without_any_folder_the_verb_says_what_to_do(watcher: Watcher) -> None:
    ended = watcher("site")
    assert ended.code == 2
    assert "name a folder with --out, or in watcher.yaml under site: folder" in ended.err


@pytest.mark.parametrize("folder", ["state", "config", "."])
def test_no_page_is_put_where_it_would_show_the_state_or_the_config(
    watcher: Watcher, config: Path, folder: str
) -> None:
    ended = watcher("site", "--out", folder)
    assert ended.code == 2
    assert "would show everybody" in ended.err
    assert not Path(folder, "index.html").exists()
    publishes(config, folder)
    assert ("must be a folder of its own" if folder == "." else "would show everybody") in watcher("check").err


@pytest.mark.usefixtures("config")
def test_two_do_not_write_at_once(watcher: Watcher) -> None:
    Path("state").mkdir(exist_ok=True)
    with FileLock("state/site.lock"):
        ended = watcher("site", "--out", "pages")
    assert ended.code == 75
    assert "another run writes the site just now" in ended.err


@pytest.mark.usefixtures("config")
def test_a_port_that_is_taken_is_told(watcher: Watcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = watcher("site", "--serve", str(taken.getsockname()[1]))
    assert ended.code == 2
    assert "choose another port" in ended.err


def test_pages_are_shown_on_this_machine_and_hidden_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "index.html").write_text("hello")
    (tmp_path / "www" / ".watcher-site.json").write_text("secret")
    with server_of(tmp_path / "www", 0) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        with urlopen(f"{address}/") as answer:
            assert answer.read() == b"hello"
        with pytest.raises(OSError, match="404"):
            urlopen(f"{address}/.watcher-site.json")
        with pytest.raises(OSError, match="404"):
            urlopen(f"{address}/%2e%2e/state/x")
        server.shutdown()


def test_the_worker_writes_when_something_changed_and_says_once_what_keeps_it_from_that(
    config: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publishes(config)
    Path("www").write_text("a file where a folder should be")
    settings, environment = load_all(os.environ)
    with Store(environment.database_url) as store, join(store) as leases, Shutdown() as ending:
        post, term = OutboxWorker(store, render_context(settings), utc_now), Term(ending)
        speaker = Speaker(settings, environment, store, leases, post, term, utc_now)
        speaker.begin()
        parts = WorkerParts(environment, store, post, speaker, leases, term, utc_now, Intervals())
        with closing(WorkerService(settings, parts, lambda source, result: None)) as service:
            service.publish()
            service.publish()
            assert [record.message for record in caplog.records if "can't be written" in record.message] == [
                f"site: {Path('www').absolute()} can't be written: File exists; the watcher's user must own it"
            ]
            Path("www").unlink()
            service.publish()
            written = Path("www/index.html").stat().st_mtime_ns
            service.publish()
    assert Path("www/index.html").stat().st_mtime_ns == written
