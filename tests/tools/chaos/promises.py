"""`python -m tests.tools.chaos.promises [LIVES]`: many random lives in which the promises of DESIGN.md are kept, with
more steps each than `make test` has time for."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.features.test_promises import lives
from watcher.store import Store

LIVES, STEPS = 150, 60


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "watcher.sqlite3"
        with Store(f"sqlite:///{empty}"):
            pass
        lives(empty, count, STEPS)
    print(f"{count} random lives of {STEPS} steps each, killed at random statements: every promise kept")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LIVES)
