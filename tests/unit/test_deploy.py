"""The examples in deploy/ say what the program knows."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.tools.examples import every_example
from watcher.cli import app

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
EXAMPLES = sorted(path for path in DEPLOY.iterdir() if path.name not in ("token", "password", "database.env"))
VERBS = {command.callback.__name__ for command in app.registered_commands if command.callback}
VARIABLES = {"TELEGRAM_BOT_TOKEN_FILE", "WATCHER_CONFIG", "WATCHER_STATE"}


@every_example("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_names_only_verbs_and_variables_that_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.removeprefix("#!/bin/sh\n").startswith("# ")
    assert set(re.findall(r"bin/watcher ([a-z]+)", text)) <= VERBS
    assert (
        set(re.findall(r"\b((?:TELEGRAM|WATCHER)_[A-Z_]+)", text)) <= VARIABLES
    )  # and the token is never there itself


def test_systemd_hears_from_the_worker_more_often_than_it_wants_to() -> None:
    unit = (DEPLOY / "watcher.service").read_text("utf-8")
    assert {"Type=notify", "WatchdogSec=5min", "RestartPreventExitStatus=2 75"} <= set(unit.splitlines())


def test_single_runs_are_hardened_as_the_worker_is() -> None:
    worker, once = ((DEPLOY / name).read_text("utf-8") for name in ("watcher.service", "watcher-once.service"))
    assert worker.partition("DynamicUser")[2].partition("\n[Install]")[0] == once.partition("DynamicUser")[2]


@pytest.mark.parametrize("name", ["compose.yaml", "compose-postgres.yaml"])
def test_the_container_can_write_to_its_state_alone(name: str) -> None:
    service = YAML(typ="safe").load(DEPLOY / name)["services"]["watcher"]
    assert (service["read_only"], service["cap_drop"], service["tmpfs"]) == (True, ["ALL"], ["/tmp"])
    assert service["volumes"] == ["../config:/config:ro", "state:/state"]


def test_the_second_worker_is_as_the_first_but_for_its_state() -> None:
    services = YAML(typ="safe").load(DEPLOY / "compose-postgres.yaml")["services"]
    assert {**services["second"], "volumes": ["../config:/config:ro", "state:/state"]} == services["watcher"]
    assert services["second"]["volumes"] == ["../config:/config:ro", "state-of-second:/state"]


def test_both_compose_files_build_on_the_base_that_the_dockerfile_names_by_its_digest() -> None:
    builds = [
        YAML(typ="safe").load(DEPLOY / f"compose{name}.yaml")["services"]["watcher"]["build"]
        for name in ("", "-postgres")
    ]
    base = builds[0]["additional_contexts"]["base"]
    assert builds[0] == builds[1]
    assert re.fullmatch(r"docker-image://python:3\.11-slim-bookworm@sha256:[0-9a-f]{64}", base)
    assert f"--build-context base={base} " in (DEPLOY.parent / "Dockerfile").read_text("utf-8")


def test_the_web_server_demands_of_pages_what_they_demand_of_themselves() -> None:
    page = (DEPLOY.parent / "watcher/site/templates/base.html").read_text("utf-8")
    policies = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    server = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert re.findall(r'Content-Security-Policy "([^"]+)" always', server) == [f"{policies[0]}; frame-ancestors 'none'"]
    assert "error_page 404 /404.html;" in server


def run_publisher(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [DEPLOY / "publish-pages.sh", *arguments]
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_pages_are_pushed_as_they_are_now_without_what_the_watcher_keeps(tmp_path: Path) -> None:
    folder, target = tmp_path / "site", tmp_path / "target.git"
    (folder / "assets").mkdir(parents=True)
    (folder / ".watcher-site.json").write_text("{}")
    subprocess.run(["git", "init", "--quiet", "--bare", str(target)], check=True)
    heads = []
    for words in ("One", "Two", "Two"):
        (folder / "index.html").write_text(words)
        assert run_publisher("git", folder, target).stderr == ""
        read = ["git", "-C", str(target), "log", "--format=%H", "main"]
        heads.append(subprocess.run(read, capture_output=True, text=True, check=True).stdout.split())
    listed = ["git", "-C", str(target), "ls-tree", "-r", "--name-only", "main"]
    assert subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split() == [
        ".nojekyll", "index.html",
    ]  # fmt: skip
    assert [len(commits) for commits in heads] == [1, 1, 1]
    assert heads[0] != heads[1] == heads[2]


@pytest.mark.skipif(not shutil.which("rsync"), reason="needs rsync")
def test_pages_are_copied_and_what_is_gone_goes_without_what_the_watcher_keeps(tmp_path: Path) -> None:
    folder, target = tmp_path / "site", tmp_path / "target"
    (folder / "assets").mkdir(parents=True)
    for name in (".watcher-site.json", "index.html", "old.html", "assets/site.css"):
        (folder / name).write_text(name)
    assert run_publisher("rsync", folder, target).stderr == ""
    (folder / "old.html").unlink()
    (folder / "index.html").write_text("Two")
    assert run_publisher("rsync", folder, target).stderr == ""
    found = {str(path.relative_to(target)): path.read_text() for path in target.rglob("*") if path.is_file()}
    assert found == {"index.html": "Two", "assets/site.css": "assets/site.css"}


@pytest.mark.parametrize(("how", "says"), [("git", "holds no site yet"), ("ftp", "neither git nor rsync")])
def test_pages_that_cannot_be_published_are_a_line_of_reason(tmp_path: Path, how: str, says: str) -> None:
    if how == "ftp":
        (tmp_path / "index.html").touch()
    refused = run_publisher(how, tmp_path, "target")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert says in refused.stderr
