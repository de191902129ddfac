"""Nothing that did not pass is lost between the processes of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

EACH_END = """
import pytest

@pytest.fixture
def broken_before(): raise ValueError("before")

@pytest.fixture
def broken_after():
    yield
    raise ValueError("after")

def test_passes(): pass
def test_fails(): assert False, "during"
def test_is_never_begun(broken_before): pass
def test_passes_and_leaves_a_mess(broken_after): pass
def test_is_skipped(): pytest.skip("not here")
@pytest.mark.skip(reason="not at all")
def test_is_marked_as_skipped(): pass
@pytest.mark.xfail
def test_fails_as_expected(): assert False
"""


def test_whatever_does_not_pass_is_told_however_it_ends(tmp_path: Path) -> None:
    (tmp_path / "test_each_end.py").write_text(EACH_END)
    # As in a process of pytest-xdist, but for the other process.
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTEST_XDIST_WORKER": "gw0"}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    command = [sys.executable, "-m", "pytest", "-p", "tests.tools.reporting", "-q", "-rfEsx", "--rootdir=."]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    told = done.stdout.partition("short test summary info")[2]
    assert "FAILED test_each_end.py::test_fails - AssertionError: during" in told
    assert "ERROR test_each_end.py::test_is_never_begun - ValueError: before" in told
    assert "ERROR test_each_end.py::test_passes_and_leaves_a_mess - ValueError: after" in told
    assert "1 failed, 2 passed, 2 skipped, 1 xfailed, 2 errors in" in told
