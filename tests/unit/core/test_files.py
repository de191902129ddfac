"""Locks by files (core/files.py); that a run keeps another one out is shown by the runs themselves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from watcher.core.files import locked

HOLD = "import sys; from pathlib import Path; from watcher.core.files import locked\n"
HOLD += "with locked(Path(sys.argv[1])) as mine: print(mine, flush=True); sys.stdin.read()"


def test_a_lock_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with locked(lock) as first, locked(lock) as second:
        assert (first, second) == (True, False)
    with locked(lock) as again:
        assert again
    assert lock.stat().st_mode & 0o777 == 0o600


def test_who_did_not_get_a_lock_takes_it_from_nobody(tmp_path: Path) -> None:
    with locked(tmp_path / "lock"):
        with locked(tmp_path / "lock") as second:
            assert not second
        with locked(tmp_path / "lock") as third, locked(tmp_path / "another") as other:
            assert (third, other) == (False, True)


def test_a_lock_ends_with_the_process_that_is_killed(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    command = [sys.executable, "-c", HOLD, str(lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "True\n"
        with locked(lock) as mine:
            assert not mine
        holder.kill()
        holder.wait(timeout=300)
        with locked(lock) as mine:
            assert mine
