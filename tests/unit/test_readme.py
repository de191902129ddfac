"""What README.md and deploy/crontab tell people to type is typed here, to the letter: only the web is this machine's,
and /srv/watcher and /backups are folders of the test's own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.tools.commandline import invoke
from tests.tools.soaks import some
from tests.tools.standin import BotApi
from tests.tools.web import Answer, Site
from tests.unit.sources.test_moderngov_decisions import decisions
from watcher.jobs.lock import held

README = (ROOT / "README.md").read_text("utf-8")
PORTAL = "https://democracy.havering.gov.uk"
DATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \S")
FEED = (
    '<rss version="2.0"><channel><title>News</title><link>http://news.example.org/</link><description>d</description>'
    "<item><title>SEND</title><guid>1</guid></item></channel></rss>"
)


def blocks(sort: str) -> list[str]:
    """The blocks of code of this sort, without the indentation of a list."""
    found = re.findall(rf"^( *)```{sort}\n(.*?)^ *```", README, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def lines(sort: str) -> list[str]:
    return [line for block in blocks(sort) for line in block.splitlines() if line]


NEEDS_THE_INTERNET = {"docker"}
"""What starts with one of these can't be run offline: see tests/unit/test_packaging.py for the image."""
TYPED = {"make once", "make test", "make demo", "export TELEGRAM_BOT_TOKEN=123456789:the-rest-of-the-token"}
CRONTAB = [line for line in (ROOT / "deploy" / "crontab").read_text("utf-8").splitlines() if " * * * " in line]
CRON_LINES = [*lines("crontab"), *(line.removeprefix("#") for line in CRONTAB)]


def test_every_line_of_the_page_is_typed_by_a_test() -> None:
    left = [line for line in lines("sh") if line.split()[0] not in NEEDS_THE_INTERNET]
    assert set(left) - TYPED == {".venv/bin/watcher once", *(line for line in left if " add " in line)}
    assert len(lines("crontab")) == 2


@pytest.fixture
def site() -> Iterator[Site]:
    """The town's newspaper and its council's portal, which knows the registers of decisions."""
    portal = {f"/{path}": page for path, page in decisions().pages.items() if isinstance(page, str | bytes)}
    with Site({**portal, "/feed.xml": Answer(FEED.encode(), content_type="application/rss+xml")}) as site:
        yield site


@pytest.fixture
def srv(tmp_path: Path, site: Site, empty_database: Path) -> Path:
    """What stands for /srv/watcher: a checkout with its environment and the config that is shipped, but for the web.
    The database is there already: a first run takes longest over that."""
    folder = tmp_path / "srv"
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-build.lock", "requirements-dev.lock"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder)
    for name in ("config", "state"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.sqlite3*", "*.json", "*.log"))
    shutil.copyfile(empty_database, folder / "state" / "watcher.sqlite3")
    made = folder / ".venv" / "bin"
    made.mkdir(parents=True)
    (made / "python").symlink_to(sys.executable)
    (made / "watcher").write_text(f'#!/bin/sh\nexec {sys.executable} -m watcher "$@"\n')
    (made / "watcher").chmod(0o755)
    for name in (".installed", ".developing"):
        (folder / ".venv" / name).touch()
    watched(folder, f"{site.url}/feed.xml")
    (tmp_path / "backups").mkdir()
    return folder


def watched(folder: Path, url: str) -> None:
    sources = f"sources:\n  - {{id: news, name: News, url: '{url}', every: 90s}}\n"
    (folder / "config" / "sources.yaml").write_text(sources)
    watcher = folder / "config" / "watcher.yaml"
    watcher.write_text(watcher.read_text("utf-8").replace("https://example.org/watcher", "https://example.org/us"))


def typed(command: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The command as a shell runs it here, with what cron gives a program and no more."""
    plain = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(folder), "NO_PROXY": "127.0.0.1"}
    here = command.replace("/srv/watcher", str(folder)).replace("/backups", str(folder.parent / "backups"))
    return subprocess.run(["/bin/sh", "-c", here], cwd=folder, env=plain | more, capture_output=True, text=True)


def by_cron(line: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """As cron runs a line of a crontab: a bare `%` ends the command, and what follows is its input."""
    *when, command = line.split(None, 5)
    assert all(re.fullmatch(r"[\d*/,-]+", field) for field in when), line
    command = re.split(r"(?<!\\)%", command)[0].replace("\\%", "%")
    return typed(command, folder, **more)


def tokened(folder: Path, api: BotApi) -> dict[str, str]:
    (folder / "token").write_text(f"{api.token}\n")
    return {"TELEGRAM_API_URL": api.url}


README_RUN, DEPLOYED_RUN = (line for line in CRON_LINES if " once" in line)


def mails_nothing(done: subprocess.CompletedProcess[str], folder: Path) -> str:
    """What was logged, every line with its date."""
    assert (done.stdout, done.stderr) == ("", "")
    logged = (folder / "state" / "watcher.log").read_text("utf-8")
    assert [line for line in logged.splitlines() if not DATED.match(line)] == []
    return logged


RUNS = [[(README_RUN, "1 source visited")], [(README_RUN, "1 source visited"), (DEPLOYED_RUN, "0 sources visited")]]


@pytest.mark.soak
@pytest.mark.parametrize("runs", some(RUNS, every=2), ids=len)
def test_the_cron_lines_mail_nothing_when_all_is_well_log_every_line_with_its_date(
    srv: Path, runs: list[tuple[str, str]]
) -> None:
    with BotApi() as api:
        environment = tokened(srv, api)
        for line, visits in runs:
            done = by_cron(line, srv, **environment)
            assert f"{visits}, 0 changes, 0 messages delivered." in mails_nothing(done, srv)
            assert done.returncode == 0


@pytest.mark.soak
def test_the_cron_line_of_the_day_mails_until_a_run_has_been_and_then_no_more(srv: Path) -> None:
    (daily,) = (line for line in CRON_LINES if "--healthy" in line)
    assert by_cron(daily, srv).stdout != ""
    with BotApi() as api:
        by_cron(README_RUN, srv, **tokened(srv, api))
    assert (by_cron(daily, srv).stdout, by_cron(daily, srv).stderr) == ("", "")


@pytest.mark.soak
def test_the_cron_line_of_the_night_makes_the_day_s_backup(srv: Path) -> None:
    (backup,) = (line for line in CRON_LINES if " backup " in line)
    before = date.today()  # noqa: DTZ011 - the day that `date` says
    done = by_cron(backup, srv)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (made,) = (srv.parent / "backups").iterdir()
    assert made.name in {f"watcher-{day}.sqlite3" for day in (before, before + timedelta(days=1))}


@pytest.mark.soak
def test_the_cron_line_mails_nothing_either_when_a_site_is_down_the_config_is_wrong_or_another_run_works(
    srv: Path, site: Site
) -> None:
    site.pages["/feed.xml"] = Answer(status=403)
    with BotApi() as api:
        environment = tokened(srv, api)
        done = by_cron(README_RUN, srv, **environment)
        assert "news: blocked" in mails_nothing(done, srv)
        assert done.returncode == 1
        with held(srv / "state"):
            done = by_cron(README_RUN, srv, **environment)
        assert "another run works" in mails_nothing(done, srv)
        assert done.returncode == 75
        (srv / "config" / "watcher.yaml").write_text("fetch: {delay: soon}\n")
        done = by_cron(README_RUN, srv, **environment)
        assert "fetch: delay must be a duration" in mails_nothing(done, srv)
        assert done.returncode == 2


@pytest.mark.soak
def test_the_token_of_the_page_is_taken_and_said_nowhere(srv: Path) -> None:
    (export, once) = (line for line in lines("sh") if "TOKEN=" in line or line.endswith("watcher once"))
    secret = export.partition(":")[2]
    with BotApi(token=export.partition("=")[2]) as api:
        ann = api.private(42)
        ann.says("/start")
        done = typed(f"{export}\n{once}", srv, TELEGRAM_API_URL=api.url)
        assert ann.texts != []
    assert (done.returncode, done.stderr) == (0, "")
    assert secret not in done.stdout


def test_git_takes_in_no_file_in_which_a_token_is_kept(tmp_path: Path) -> None:
    kept = set(re.findall(r"TELEGRAM_BOT_TOKEN_FILE=/srv/watcher/(\S+)", "\n".join(CRON_LINES)))
    kept |= {"deploy/token" for text in [(ROOT / "deploy" / "compose.yaml").read_text("utf-8")] if "./token" in text}
    assert kept
    shutil.copy(ROOT / ".gitignore", tmp_path)
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    for name in kept:
        ignored = subprocess.run(["git", "-C", tmp_path, "check-ignore", name], capture_output=True, check=False)
        assert ignored.returncode == 0, f"{name} would be committed"


@pytest.mark.soak
def test_the_example_of_add_works_on_the_config_that_is_shipped(srv: Path, site: Site) -> None:
    (line,) = (one for one in lines("sh") if " add " in one)
    shipped = (ROOT / "config" / "sources.yaml").read_text("utf-8")
    (srv / "config" / "sources.yaml").write_text(shipped.replace(PORTAL, site.url))
    assert PORTAL in line
    done = typed(line.replace(PORTAL, site.url), srv)
    assert (done.returncode, done.stderr) == (0, "")
    added = (srv / "config" / "sources.yaml").read_text("utf-8")
    assert added.startswith(shipped.replace(PORTAL, site.url))
    assert invoke("check", "--config", str(srv / "config")).exit_code == 0


def test_the_commands_that_do_everything_call_the_program(srv: Path) -> None:
    """Of which tests/unit/cli and tests/features/test_demo.py show that it does what they say."""
    called = {name: typed(f"make --dry-run {name}", srv).stdout.splitlines()[-1] for name in ("once", "demo", "test")}
    assert called["once"].split() == [".venv/bin/watcher", "once"]
    assert called["demo"].split() == [".venv/bin/watcher", "demo"]
    assert "-m pytest" in called["test"]


@pytest.mark.soak
def test_the_commands_that_do_everything_do_what_they_say(srv: Path) -> None:
    once, demo = typed("make once", srv), typed("make demo", srv)
    assert once.stdout.splitlines()[-1].startswith("1 source visited, 0 changes. No token is set")
    assert "Changed" in demo.stdout
    assert (once.returncode, demo.returncode, once.stderr, demo.stderr) == (0, 0, "", "")
