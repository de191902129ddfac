"""What processes that go on have cost so far, as Linux counts it."""

from __future__ import annotations

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def cpu_of(process: int, *, ended_children: bool = False) -> float:
    """CPU seconds of a process, and of those children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    ticks = fields[11:15] if ended_children else fields[11:13]  # utime, stime, cutime, cstime
    return sum(map(int, ticks)) / _TICK


def cpu_of_tree(process: int) -> float:
    """CPU seconds of a process and of its children, those that work and those that have ended."""
    total = cpu_of(process, ended_children=True)
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and _parent(folder) == process:
            try:
                total += cpu_of(int(folder.name), ended_children=True)
            except OSError:  # it has ended meanwhile: the next look counts it
                continue
    return total


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text("ascii", "replace").rpartition(")")[2].split()[1])
    except OSError:
        return 0
