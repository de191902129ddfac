"""The set-up keeps what it promises: make's targets, the lock files, the image and the CI script agree."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.tools.examples import every_example

ROOT = Path(__file__).resolve().parents[2]
PINNED = re.compile(
    r"^([a-z0-9][a-z0-9.-]*)==(\S+?)(?: ; (.+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)*)", re.M
)
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock", "requirements-postgres.lock")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def named(requirements: list[Any]) -> set[str]:
    """The names of what is required, spelt as in a lock file."""
    plain = [requirement for requirement in requirements if isinstance(requirement, str)]
    return {re.sub(r"[._]", "-", re.split(r"[\[<>=!~ ;]", requirement)[0].lower()) for requirement in plain}


def pins(lock: str) -> set[tuple[str, str, str]]:
    """Name, version and marker of everything pinned in a lock file."""
    text = (ROOT / lock).read_text("utf-8")
    return {(name, version, marker) for name, version, marker, _ in PINNED.findall(text)}


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    # MAKEFLAGS: a test run from make must not hand make's own options on.
    known = {name: text for name, text in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return subprocess.run(
        command, cwd=cwd, env=known | environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


@every_example("lock", LOCKS)
def test_everything_locked_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    found = PINNED.findall(text)
    assert found
    assert all(hashes for *_, hashes in found)
    assert len(found) == len(re.findall(r"^[^\s#]", text, re.M))


@every_example("lock", LOCKS)
def test_lock_names_no_host(lock: str) -> None:
    assert not re.search(r"://|^--|@ ", (ROOT / lock).read_text("utf-8"), re.M)


def test_lock_holds_every_dependency(project: dict[str, Any]) -> None:
    groups = project["dependency-groups"]
    for lock, required in {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-build.lock": groups["build"],
        "requirements-dev.lock": groups["dev"] + groups["build"] + project["project"]["dependencies"],
    }.items():
        assert named(required) - {name for name, *_ in pins(lock)} == set(), lock


def test_lock_files_agree_so_that_nothing_is_installed_twice() -> None:
    assert pins("requirements.lock") | pins("requirements-build.lock") <= pins("requirements-dev.lock")


def test_what_builds_the_project_is_locked(project: dict[str, Any]) -> None:
    assert project["build-system"]["requires"] == project["dependency-groups"]["build"]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_a_page_names_exists(page: str) -> None:
    if not (ROOT / page).exists():
        pytest.skip(f"{page} is not written yet")
    code = re.findall(r"```.*?```|`[^`]+`", (ROOT / page).read_text("utf-8"), re.S)
    asked = {word for line in code for words in re.findall(r"\bmake ((?:[a-z]+ ?)+)", line) for word in words.split()}
    assert asked
    assert asked - targets() == set()


def test_readme_shows_the_two_commands_that_do_everything() -> None:
    if not (ROOT / "README.md").exists():
        pytest.skip("README.md is not written yet")
    assert {"make once", "make test"} <= set(re.findall(r"make [a-z]+", (ROOT / "README.md").read_text("utf-8")))


def test_make_lists_every_target(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    listed = run("make", cwd=tmp_path).stdout
    assert set(re.findall(r"make ([a-z-]+)\t", listed)) == targets()


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """What make needs of a fresh clone, without an environment."""
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_old_python_is_refused_with_what_to_do(bare: Path) -> None:
    old = bare / "python-3.9"
    old.write_text(
        f"""#!/bin/sh\nexec {sys.executable} -c 'import sys; sys.version_info = (3, 9, 18); exec(sys.argv[1])' "$2"\n"""
    )
    old.chmod(0o755)
    done = run("make", "once", f"PYTHON={old}", cwd=bare)
    assert done.returncode == 2
    assert "needs Python 3.11 or newer; found 3.9; set PYTHON=" in done.stderr
    assert not (bare / ".venv").exists()


def test_missing_python_is_refused_with_what_to_do(bare: Path) -> None:
    done = run("make", "once", "PYTHON=no-such-python", cwd=bare)
    assert done.returncode == 2
    assert "found no no-such-python; set PYTHON=" in done.stderr


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with the CI script, whose make only says what it was asked for."""
    (tmp_path / "main" / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "run", tmp_path / "main" / ".ci")
    others = "".join(f"{name}:\n\t@echo {name}\n" for name in ("test", "test-postgres", "browser"))
    others += ".venv-browser/.installed:\n\t@true\n"
    (tmp_path / "main" / "Makefile").write_text("lint:\n\t@echo lint; $(CHECKS)\n" + others)
    return tmp_path / "main"


def test_ci_refuses_without_the_real_pages(clone: Path) -> None:
    done = run("bash", ".ci/run", cwd=clone)
    assert (done.returncode, done.stdout) == (1, "")
    assert "put them at ../shared/real" in done.stderr


@pytest.mark.parametrize("starts", [True, False])
def test_ci_checks_then_tests_from_any_folder(clone: Path, tmp_path: Path, starts: bool) -> None:
    (clone.parent / "shared" / "real").mkdir(parents=True)
    chromium = tmp_path / "bin" / "chromium"  # whatever this machine has, nothing is installed on it
    chromium.parent.mkdir()
    chromium.write_text(f"#!/bin/sh\n{str(starts).lower()}\n")
    chromium.chmod(0o755)
    path = f"{chromium.parent}:{os.environ['PATH']}"
    done = run("bash", clone / ".ci" / "run", cwd=clone.parent, PATH=path)
    said = done.stdout.split()
    assert (done.returncode, said[:2]) == (0, ["lint", "test"])
    assert ("test-postgres" in said) != ("no PostgreSQL on this machine" in done.stderr)
    assert ("browser" in said, "no Chromium to be had" in done.stderr) == (starts, not starts)


def test_ci_fails_with_the_checks(clone: Path) -> None:
    (clone.parent / "shared" / "real").mkdir(parents=True)
    done = run("bash", ".ci/run", cwd=clone, CHECKS="false")
    assert done.returncode != 0
    assert done.stdout.split() == ["lint"]


BASE, BUILD, RUN = range(3)
"""The Dockerfile's stages."""


def instructions(stage: int) -> list[tuple[str, str]]:
    """The Dockerfile's instructions of one stage, each with its argument on one line."""
    text = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.M))
    lines = [line.partition(" ")[::2] for line in text.splitlines() if line]
    starts = [number for number, (word, _) in enumerate(lines) if word == "FROM"]
    return lines[starts[stage] : [*starts[1:], None][stage]]


def test_image_is_built_in_two_stages_and_the_second_installs_nothing() -> None:
    assert [text for word, text in instructions(BASE)] == ["python:3.11-slim-bookworm AS base"]
    assert (instructions(BUILD)[0], instructions(RUN)[0]) == (("FROM", "base AS build"), ("FROM", "base"))
    assert not [text for word, text in instructions(RUN) if word == "RUN" and re.search(r"\b(pip|apt|apt-get)\b", text)]


def test_image_takes_only_what_is_locked() -> None:
    installs = [
        part for word, text in instructions(BUILD) if word == "RUN" for part in text.split("&&") if "install" in part
    ]
    assert installs
    assert all("--require-hashes" in command or "--no-index" in command for command in installs)


def test_image_runs_as_a_numbered_user_that_is_not_root() -> None:
    user = dict(instructions(RUN))["USER"]
    assert all(number.isdigit() and int(number) > 0 for number in user.split(":"))


def test_image_says_how_it_is_and_where_things_lie() -> None:
    final = dict(instructions(RUN))
    assert json.loads(final["HEALTHCHECK"].partition("CMD ")[2])[:2] == ["watcher", "status"]
    assert (json.loads(final["ENTRYPOINT"]), json.loads(final["CMD"])) == (["watcher"], ["run"])
    assert final["VOLUME"] == "/state"
    assert {"WATCHER_CONFIG=/config", "WATCHER_STATE=/state"} <= set(final["ENV"].split())


def test_image_is_given_nothing_but_what_it_copies() -> None:
    ignore = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignore[1] == "*"
    copied = [text.split()[:-1] for word, text in instructions(BUILD) + instructions(RUN) if word == "COPY"]
    wanted = {name for names in copied for name in names if not names[0].startswith("--from")}
    assert wanted == {line[1:] for line in ignore if line.startswith("!")}


def test_image_says_what_it_is() -> None:
    labels = " ".join(text for word, text in instructions(RUN) if word == "LABEL")
    for name in ("title", "description", "licenses", "base.name"):
        assert f"org.opencontainers.image.{name}=" in labels


def test_package_carries_its_types_and_its_page(project: dict[str, Any]) -> None:
    assert (ROOT / "watcher" / "py.typed").exists()
    assert (ROOT / project["project"]["readme"]).exists()


@pytest.mark.parametrize("unit", ["watcher.service", "watcher-once.service"])
def test_units_say_how_the_program_gets_where_they_expect_it(unit: str) -> None:
    text = (ROOT / "deploy" / unit).read_text("utf-8")
    said = (ROOT / "deploy" / "watcher.service").read_text("utf-8") if "watcher.service" in text else text
    started = re.search(r"^ExecStart=(\S+)/bin/watcher ", text, re.M)
    assert started
    assert f"python3 -m venv {started[1]}" in said
