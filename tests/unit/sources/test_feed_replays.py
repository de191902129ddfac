"""Real polls of real feeds, played in their order: exactly what the truth file says is told, and nothing else."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.tools.soaks import some
from tests.unit.sources.feeds import Polls
from watcher.core.documents import Change
from watcher.core.errors import SourceError

# Folder -> baseline, new, changed (../shared/real/news/MANIFEST.md).
SERIES = {
    "bbc_2021-09-17_tracking_switch": (56, 253, 12),
    "stuffnz_2021-09-17_minutes": (20, 28, 8),
    "rnz_2020-04-21_day": (18, 28, 4),
    "nzherald_2020-04-21_noguid": (20, 38, 5),
    "youtube_abscbn_2020-04": (15, 24, 6),
    "nodejs_updates_2020": (1, 0, 2),
}
PAIRS = {
    ("havering_rss_news_jadu_1", "havering_rss_news_jadu_2"): (8, 1, 1),
    ("thehaveringdaily_wp_1", "thehaveringdaily_wp_2"): (7, 2, 1),
    ("thehaveringdaily_wp_1", "thehaveringdaily_wp_3_cloudflare_tail"): (7, 0, 0),
    ("bbc_london_rev0", "bbc_london_rev1", "bbc_london_rev2"): (2, 0, 0),
    ("guid_changes_every_fetch_1", "guid_changes_every_fetch_2"): (1, 0, 0),
}


@cache
def replay(*files: Path) -> tuple[Polls, list[list[Change]]]:
    """The feed after its last poll, and what each poll told; one that failed told nothing. Played once."""
    polls, told = Polls(), []
    for file in files:
        try:
            told.append(polls.poll(file.read_bytes()))
        except SourceError:
            told.append([])
    return polls, told


def counts(files: list[Path]) -> tuple[int, int, int]:
    """Baseline, new, changed."""
    polls, told = replay(*files)
    kinds = [change.kind for changes in told for change in changes]
    return len(polls.known) - kinds.count("new"), kinds.count("new"), kinds.count("changed")


@pytest.mark.soak
@pytest.mark.parametrize("series", some(SERIES, every=6))
def test_series_gives_the_counts_of_its_truth(real: Path, series: str) -> None:
    assert counts(sorted((real / "news" / "series" / series).iterdir())) == SERIES[series]


@pytest.mark.parametrize("names", PAIRS, ids=lambda names: "-".join(names))
def test_pair_gives_the_counts_of_its_note(real: Path, names: tuple[str, ...]) -> None:
    assert counts([real / "news" / "reconstructed" / f"{name}.xml" for name in names]) == PAIRS[names]


QUICK = ("rnz_2020-04-21_day", "nzherald_2020-04-21_noguid")
LONGER = ("bbc_2021-09-17_tracking_switch", "stuffnz_2021-09-17_minutes", "youtube_abscbn_2020-04")


@pytest.mark.parametrize("series", [*QUICK, *(pytest.param(series, marks=pytest.mark.soak) for series in LONGER)])
def test_each_poll_tells_what_the_truth_file_tells(real: Path, series: str) -> None:
    truth = _truth(real, series)
    told = replay(*sorted((real / "news" / "series" / series).iterdir()))[1]
    for poll, changes in list(enumerate(told))[1:]:
        row = truth[poll]
        assert len([one for one in changes if one.kind == "new"]) == len(row["new"])
        retitled = {(old, new) for _, old, new in map(_titles, row["changed"]) if old != new}
        changed = [one for one in changes if one.kind == "changed"]
        assert len(changed) == len(row["changed"])
        assert {one.fields["title"] for one in changed if "title" in one.fields} == retitled


@pytest.mark.soak  # quicker: unit/rules/test_compare.py
def test_only_the_edited_quotation_marks_are_minor(real: Path) -> None:
    """Of all 37 changes in the series one is a correction of punctuation alone."""
    minor = []
    for series in SERIES:
        told = replay(*sorted((real / "news" / "series" / series).iterdir()))[1]
        minor += [change for changes in told for change in changes if change.minor]
    assert [change.document.title for change in minor] == ["Mark Fowler: What happens when oil futures go negative?"]


@pytest.mark.soak
def test_replaying_a_series_again_tells_nothing_new(real: Path) -> None:
    """Entries come back after months: what was ever seen is known for ever."""
    files = sorted((real / "news" / "series" / "stuffnz_2021-09-17_minutes").iterdir())
    polls = Polls()
    for file in files:
        polls.poll(file.read_bytes())
    assert [change for file in files for change in polls.poll(file.read_bytes()) if change.kind == "new"] == []


def _truth(real: Path, series: str) -> dict[int, dict[str, Any]]:
    rows = map(json.loads, (real / "news" / "series_truth.jsonl").read_text("utf-8").splitlines())
    return {row["poll"]: row for row in rows if row["series"] == series}


def _titles(row: dict[str, str]) -> tuple[str, str, str]:
    return row["key"], row["old_title"], row["new_title"]
