"""The examples in deploy/ say what the program knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from watcher.cli import app

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
EXAMPLES = sorted(path for path in DEPLOY.iterdir() if path.name not in ("token", "password", "database.env"))
VERBS = {command.callback.__name__ for command in app.registered_commands if command.callback}
VARIABLES = {"TELEGRAM_BOT_TOKEN_FILE", "WATCHER_CONFIG", "WATCHER_STATE"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_names_only_verbs_and_variables_that_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# ")
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


def test_both_compose_files_build_on_the_base_that_the_dockerfile_names_by_its_digest() -> None:
    builds = [
        YAML(typ="safe").load(DEPLOY / f"compose{name}.yaml")["services"]["watcher"]["build"]
        for name in ("", "-postgres")
    ]
    base = builds[0]["additional_contexts"]["base"]
    assert builds[0] == builds[1]
    assert re.fullmatch(r"docker-image://python:3\.11-slim-bookworm@sha256:[0-9a-f]{64}", base)
    assert f"--build-context base={base} " in (DEPLOY.parent / "Dockerfile").read_text("utf-8")
