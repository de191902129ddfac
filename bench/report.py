"""What was measured, as bench/RESULTS.md: ratios first, the machine they were taken on, and what each bar came to."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.idle import EACH, YARDSTICK
from bench.measure import Cost
from bench.ratios import compared, ratios, reading, up_to_alert

_HEAD = """# Results of `make bench`

Written by the command itself, on the machine named below; run it on yours. What counts are the ratios: each figure is the
median of {rounds} runs, the contenders taking turns on the same pages, so that a noisy machine is noisy for all. CPU is user and
system time, memory the peak of the whole process. Nobody is told anything: no reporter, no token. Every contender is set up
as its documentation shows (`bench/contenders.py`); the pages are made up, of 38 to 48 KB, the feeds of 5 to 45 KB.

{machine} All of it took {minutes:.0f} minutes.
"""


@dataclass(slots=True)
class Measured:
    """Everything `make bench` found out."""

    rounds: int
    sites: dict[str, dict[str, Cost]] = field(default_factory=dict)
    idle: dict[str, Cost] = field(default_factory=dict)
    sixteen: Mapping[str, float] = field(default_factory=dict)
    cron: Mapping[str, float] = field(default_factory=dict)
    pack: dict[str, Any] = field(default_factory=dict)  # Any: figures, and one mapping of them
    crowds: dict[int, Mapping[str, float]] = field(default_factory=dict)
    paper: Mapping[str, float] = field(default_factory=dict)
    month: Mapping[str, float] = field(default_factory=dict)
    decade: Mapping[str, float] = field(default_factory=dict)
    memory: dict[int, float] = field(default_factory=dict)
    site: Mapping[str, float] = field(default_factory=dict)
    minutes: float = 0.0
    """That all of it took."""


def written(found: Measured, before: Mapping[str, float] | None) -> str:
    """`before`: the ratios that were committed last; None for a quick look, which is of other sizes than they are."""
    makers = (_sites, _idle, _sixteen, _crowds, _pack, _decade, _site)
    parts = [maker(found) for maker in makers]
    if before is not None:
        parts.append(compared(ratios(found), before))
    head = _HEAD.format(rounds=found.rounds, machine=machine(), minutes=found.minutes)
    return "\n".join([head, *(line for part in parts for line in part)]) + "\n"


def machine() -> str:
    """Returns what it was measured on, and how busy that was at the end."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} × {model}, {platform.system()}, Python {platform.python_version()}, load at the end {load:.1f}."


def _sites(found: Measured) -> Iterator[str]:
    yield "## 100 pages and 100 feeds, beside others\n"
    yield "CPU seconds, and in brackets how many times ours; wall seconds; MiB. *floor*: one bare session that fetches"
    yield "the same and understands nothing. *reader* reads feeds alone, so it stands beside us with the 100 feeds alone.\n"
    for case, costs in found.sites.items():
        ours = {name: cost.cpu for name, cost in costs.items()}
        yield from (f"### {case}\n", "| | CPU s | × ours | wall s | peak MiB |", "|---|---|---|---|---|")
        for name, cost in costs.items():
            base = ours["watcher, feeds alone"] if "feeds alone" in name or "reader" in name else ours["watcher"]
            yield f"| {name} | {cost.cpu:.2f} | {cost.cpu / base:.2f} | {cost.wall:.2f} | {cost.peak:.0f} |"
        yield f"\nOurs is {costs['watcher'].cpu / costs['urlwatch 2.29'].cpu:.2f} of urlwatch's CPU.\n"
    sizes = ", ".join(f"{count} sources {peak:.0f} MiB" for count, peak in found.memory.items())
    yield f"Peak memory of a run by its number of feeds, all changed: {sizes}.\n"


def _idle(found: Measured) -> Iterator[str]:
    yield from (
        "## `once` with nothing due and nobody writing\n",
        "| | CPU s | wall s | peak MiB |",
        "|---|---|---|---|",
    )
    for name, cost in found.idle.items():
        yield f"| {name} | {cost.cpu:.3f} | {cost.wall:.3f} | {cost.peak:.0f} |"
    yield f"\nMedians of {EACH} times as many runs. {YARDSTICK}, about as many as such a run loads, is what its CPU is compared with"
    yield "below: Python itself takes too little to be a measure.\n"


def _sixteen(found: Measured) -> Iterator[str]:
    sixteen, cron = found.sixteen, found.cron
    yield "## Sixteen default sources, nothing new, with validators\n"
    yield f"{sixteen['requests']:.0f} requests, {sixteen['sent'] / 1000:.1f} KB sent, {sixteen['received'] / 1000:.1f} KB received."
    yield from (
        "\n| | CPU s | wall s |",
        "|---|---|---|",
        f"| watcher | {sixteen['cpu']:.2f} | {sixteen['wall']:.2f} |",
    )
    yield f"| floor, asking for the same | {sixteen['floor']:.2f} | {sixteen['floor wall']:.2f} |"
    yield f"| watcher, nothing due but a whole run | {sixteen['nothing due']:.2f} | |\n"
    yield f"A day of cron, {cron['runs']:.0f} runs of which {cron['resting']:.0f} rest, {cron['visits']:.0f} visits that find"
    yield f"nothing: **{cron['cpu']:.0f} s of CPU** (worked out from the figures here and how often each source is visited).\n"


def _pack(found: Measured) -> Iterator[str]:
    pack = found.pack
    whole = sum(pack["cpu"].values())
    yield f"\n## One agenda: 14 papers and their pack of {pack['pages']} pages, to {pack['chats']:,} chats\n"
    yield "From bytes to the last alert; what Telegram's own pace adds is left out."
    yield from ("\n| step | CPU s | share |", "|---|---|---|")
    yield from (f"| {name} | {cpu:.2f} | {100 * cpu / whole:.0f} % |" for name, cpu in pack["cpu"].items())
    yield f"\n{whole:.1f} s of CPU, {pack['wall']:.1f} s by the clock.\n"
    alone, floor = pack["alone"], pack["alone"]["pypdfium2 alone"]
    yield f"To a single chat: **{alone['first alert']:.1f} s** by the clock from bytes to its alert, {up_to_alert(alone):.1f} s of CPU;"
    yield f"{alone['peak']:.0f} MiB at most and {alone['peak apart']:.0f} MiB for the process that reads papers. pypdfium2 alone takes"
    yield f"{floor:.2f} s of CPU for the text of the same files: reading is {reading(alone) / floor:.2f} of that, all that is done"
    yield f"{up_to_alert(alone) / floor:.2f}.\n"


def _crowds(found: Measured) -> Iterator[str]:
    yield "## One story, many subscribers\n"
    yield "Mixed topics, sources, `all` and own words; every chat hears of it, by one alert. Seconds to match and queue it in"
    yield "one transaction, the memory that this adds, and the seconds to hand out one message while all of them wait.\n"
    yield from ("| chats | CPU s | wall s | MiB more | s a message | MiB more |", "|---|---|---|---|---|---|")
    for count, told in found.crowds.items():
        yield (
            f"| {count:,} | {told['cpu']:.2f} | {told['wall']:.2f} | {told['peak']:.1f} | {told['message']:.4f} "
            f"| {told['delivery_peak']:.1f} |"
        )
    paper = found.paper
    yield f"\nA paper of 300 pages against 10,000 wishes in own words, {paper['heard']:.0f} of which it holds: "
    both = 1000 * (paper["match"] + paper["ready"])
    yield f"{both:.0f} ms of CPU, of which {1000 * paper['ready']:.0f} ms make it ready, once for all.\n"


def _decade(found: Measured) -> Iterator[str]:
    yield "## Ten years\n"
    yield "60,000 documents, 200,000 changes, 1,000 subscribers, beside the first month (500 and 1,666). Milliseconds of CPU.\n"
    yield from ("| | first month | ten years | × |", "|---|---|---|---|")
    for name, before in found.month.items():
        after = found.decade[name]
        if name == "size":
            yield f"| size of the database, MB | {before:.0f} | {after:.0f} | {after / before:.1f} |"
            per = (1000 * before / (60_000 / 120), 1000 * after / 60_000)
            yield f"| ... of 1,000 documents | {per[0]:.1f} | {per[1]:.1f} | {per[1] / per[0]:.1f} |"
        else:
            yield f"| {name} | {1000 * before:.1f} | {1000 * after:.1f} | {after / before:.1f} |"
    yield ""


def _site(found: Measured) -> Iterator[str]:
    site = found.site
    yield f"## The public pages of {site['documents']:,.0f} documents\n"
    yield "Each in a process of its own; libraries that only the pages load are counted. Seconds of CPU.\n"
    yield from ("| | CPU s |", "|---|---|")
    yield from (f"| {name} | {site[name]:.2f} |" for name in ("whole", "ordinary change", "nothing changed"))
    yield ""
