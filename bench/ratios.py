"""What of a bench can be compared with that of another day: ratios alone, each the better the lower it is."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.idle import PYTHON, WITH, WITHOUT, YARDSTICK

if TYPE_CHECKING:
    from bench.measure import Cost
    from bench.report import Measured

HEADING = "## Beside the figures that were committed last"
TOLERATED = 0.1
"""A tenth more or less is noise."""
_ROW = re.compile(r"^\| ([^|]+) \| ([0-9.]+) \|", re.MULTILINE)


def ratios(found: Measured) -> dict[str, float]:
    """By name."""
    named: dict[str, float] = {}
    for case, costs in found.sites.items():
        ours, theirs = costs["watcher"], costs["urlwatch 2.29"]
        named[f"{case}: CPU beside urlwatch"] = ours.cpu / theirs.cpu
        named[f"{case}: memory beside urlwatch"] = ours.peak / theirs.peak
    named |= _of_idle(found.idle)
    named["16 sources: CPU beside the floor"] = found.sixteen["cpu"] / found.sixteen["floor"]
    named["16 sources: requests for each"] = found.sixteen["requests"] / 16
    named["a day of cron: CPU beside as many times that floor"] = (
        found.cron["cpu"] / found.cron["runs"] / found.sixteen["floor"]
    )
    pack = found.pack["alone"]
    named["a pack: reading its papers beside pypdfium2 alone"] = reading(pack) / pack["pypdfium2 alone"]
    named["a pack: from bytes to an alert beside pypdfium2 alone"] = up_to_alert(pack) / pack["pypdfium2 alone"]
    named["a pack: CPU for 1,000 further chats beside pypdfium2 alone"] = (
        1000 * further_chat(found.pack) / found.pack["pypdfium2 alone"]
    )
    named["a long paper against 10,000 wishes: beside making it ready"] = found.paper["match"] / found.paper["ready"]
    named["public pages: an ordinary change beside the whole"] = found.site["ordinary change"] / found.site["whole"]
    fewest, most = min(found.crowds), max(found.crowds)
    named[f"a story to {most:,} chats: CPU for each beside {fewest:,}"] = (
        found.crowds[most]["cpu"] / most / (found.crowds[fewest]["cpu"] / fewest)
    )
    named |= {f"ten years: {name}, beside a month": found.decade[name] / before for name, before in found.month.items()}
    return named


def _of_idle(costs: Mapping[str, Cost]) -> Iterator[tuple[str, float]]:
    """Python itself takes so little CPU that its own swings would be ours; of memory it always takes the same."""
    for name in (WITHOUT, WITH):
        yield f"nothing to do, {name}: CPU beside {YARDSTICK}", costs[name].cpu / costs[YARDSTICK].cpu
    yield f"nothing to do, {WITH}: memory beside {PYTHON}", costs[WITH].peak / costs[PYTHON].peak


def reading(pack: Mapping[str, Any]) -> float:  # Any: figures, and one mapping of them
    """CPU seconds of the process that reads papers."""
    return float(pack["cpu"]["papers read, in a process apart"])


def up_to_alert(pack: Mapping[str, Any]) -> float:
    """CPU seconds of all that was done for the only chat there is."""
    return float(sum(pack["cpu"].values()))


def further_chat(pack: Mapping[str, Any]) -> float:  # Any: figures, and one mapping of them
    """CPU seconds of one chat more that hears of it."""
    return float(pack["cpu"]["the others put into words and handed out"]) / float(pack["chats"])


def committed(file: Path) -> dict[str, float]:
    """Returns the ratios of the results that were committed last; of those that lie there where git does not tell, none where
    there are none."""
    folder = file.resolve().parent
    shown = subprocess.run(  # noqa: S603  # ours
        ["git", "show", f"HEAD:./{file.name}"],  # noqa: S607  # whichever git there is
        cwd=folder,
        capture_output=True,
        text=True,
    )
    text = shown.stdout if shown.returncode == 0 else file.read_text("utf-8") if file.exists() else ""
    return {name: float(figure) for name, figure in _ROW.findall(text.partition(HEADING)[2])}


def compared(now: Mapping[str, float], before: Mapping[str, float]) -> Iterator[str]:
    """Returns a table that says of each which is better."""
    yield f"{HEADING}\n"
    yield "Ratios alone, each the better the lower; a tenth more or less is noise. They hold on the same machine.\n"
    yield from ("| ratio | now | committed | |", "|---|---|---|---|")
    for name, figure in now.items():
        old = before.get(name)
        yield f"| {name} | {figure:.2f} | {'' if old is None else f'{old:.2f}'} | {_verdict(figure, old)} |"
    yield from (f"| {name} | | {before[name]:.2f} | no longer measured |" for name in before if name not in now)
    worse = [name for name, figure in now.items() if _verdict(figure, before.get(name)) == "**worse**"]
    yield f"\n{len(worse)} of {len(now)} are worse."


def _verdict(now: float, before: float | None) -> str:
    if before is None:
        return "new"
    if now > before * (1 + TOLERATED) + 0.005:  # what is printed is rounded
        return "**worse**"
    return "better" if now < before * (1 - TOLERATED) - 0.005 else "same"
