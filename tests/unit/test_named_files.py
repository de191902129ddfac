"""A file that documentation, a docstring or a comment sends its reader to is there: also after it was renamed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tests.conftest import ROOT

NAMED = re.compile(r"(?<![\w.:/*-])(?:[\w-]+/){0,6}[\w-]+\.py\b")
PYTHONS_OWN = {"socket.py", "ssl.py", "threading.py", "selectors.py", "subprocess.py", "thread.py"}
"""Files of tracebacks that a hang is known by (jobs/hang_log.py)."""


def missing(text: str, files: Iterable[Path]) -> set[str]:
    """Returns the Python files that the text names and that are none of these, by whatever end of a path."""
    ends = {"/".join(file.parts[at:]) for file in files for at in range(len(file.parts))}
    lines = "\n".join(line for line in text.splitlines() if ".py" in line)
    return set(NAMED.findall(lines)) - ends - PYTHONS_OWN


def test_every_file_that_somebody_is_sent_to_is_there() -> None:
    files = [path.relative_to(ROOT) for top in ("watcher", "tests", "bench") for path in (ROOT / top).rglob("*.py")]
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "watcher").rglob("*.py")]
    texts = {page: page.read_text("utf-8") for page in pages if page.name != "CHANGELOG.md"}
    texts |= {
        ROOT / file: (ROOT / file).read_text("utf-8").partition("\n")[0] for file in files if file.parts[0] == "tests"
    }
    assert missing("\n".join(texts.values()), files) == set()


def test_file_that_is_gone_is_seen_and_one_that_is_there_is_not() -> None:
    files = [Path("watcher/core/text.py"), Path("tests/unit/core/test_text.py")]
    text = (
        "See `core/text.py`, text.py (test_text.py), watcher/core/texts.py, https://example.org/x.py and core/gone.py."
    )
    assert missing(text, files) == {"watcher/core/texts.py", "core/gone.py"}
