"""The import rules see what they are to see: a small package that breaks each of them once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.imports import Module, read
from tests.unit.test_imports import (
    circle,
    going_up,
    impure,
    into_own_package,
    misplaced,
    printing,
    reaching_out,
    unplaced,
)

BROKEN = {
    "__init__.py": "",
    "store/__init__.py": "def later():\n    from watcher.jobs import visit\n",
    "store/chats.py": "from watcher.store import later\n",
    "jobs/visit.py": "from watcher.store import later\nimport requests, numpy\nprint('x')\n",
    "rules/compare.py": "import os\nfrom datetime import datetime\nimport watcher.fetch.robots\nX = datetime.now\n",
    "rules/matching.py": "import typing\nif typing.TYPE_CHECKING:\n    import os\n    from watcher.jobs import visit\n",
    "rules/quotes.py": "import random\nimport datetime as d\nX = d.x.now(), open('x')\nY = visit.now, visit.open()\n",
    "messages/render.py": "from watcher.core import files\n",
    "fetch/robots.py": "",
    "core/files.py": "import os\n",
    "sources/feed/__init__.py": "from . import entry\nimport feedparser, urllib.parse\n",
    "sources/feed/entry.py": "from ..dates import LONDON\nfrom ...fetch import robots\n",
    "sources/dates.py": "LONDON = 1\n",
    "sources/urls.py": "from pathlib import Path\nimport os\n",
}


@pytest.fixture
def broken(tmp_path: Path) -> dict[str, Module]:
    """A small package that breaks every rule once, beside lines that break none."""
    for name, text in BROKEN.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "linked").symlink_to(tmp_path / "sources")
    return read(tmp_path)


def test_each_breach_is_seen_and_nothing_else(broken: dict[str, Module]) -> None:
    assert going_up(broken) == ["rules.compare -> fetch.robots", "store -> jobs.visit"]
    assert into_own_package(broken) == ["store.chats -> store"]
    assert reaching_out(broken) == ["messages.render -> core.files", "rules.compare -> fetch.robots"]
    assert sorted(set(circle(broken))) == ["jobs.visit", "store"]
    assert misplaced(broken, "requests") == ["watcher/jobs/visit.py:2: requests belongs in fetch"]
    assert misplaced(broken, "feedparser") == []
    assert unplaced(broken) == ["watcher/jobs/visit.py:2: no place is named for numpy"]
    assert printing(broken) == ["watcher/jobs/visit.py:3: only cli prints"]
    assert impure(broken) == [
        "watcher/rules/compare.py:1: rules must be given what it reads from os",
        "watcher/rules/compare.py:4: the time must be an argument",
        "watcher/rules/quotes.py:1: rules must be given what it reads from random",
        "watcher/rules/quotes.py:3: rules must be given what it reads",
        "watcher/rules/quotes.py:3: the time must be an argument",
        "watcher/sources/urls.py:2: sources must be given what it reads from os",
    ]
    assert "linked.dates" not in broken
    assert [target for _, target in broken["sources.feed.entry"].ours()] == ["sources.dates", "fetch.robots"]
