"""Real feeds as they were polled, served over HTTP to whole runs: the log holds what the truth file says, poll by poll
(../shared/real/news/MANIFEST.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.features.end_to_end.town import Town
from tests.tools.soaks import some
from tests.tools.web import Answer
from watcher.core.documents import Change

SERIES = {  # how often it was polled, and what is new and changed after the first poll, in all
    "bbc_2021-09-17_tracking_switch": (10, 253, 12),
    "stuffnz_2021-09-17_minutes": (7, 28, 8),
    "rnz_2020-04-21_day": (10, 28, 4),
    "nzherald_2020-04-21_noguid": (12, 38, 5),
    "youtube_abscbn_2020-04": (6, 24, 6),
    "nodejs_updates_2020": (3, 0, 2),
}
PAIRS = {
    ("havering_rss_news_jadu_1", "havering_rss_news_jadu_2"): (2, 1, 1),
    ("thehaveringdaily_wp_1", "thehaveringdaily_wp_2"): (2, 2, 1),
    ("thehaveringdaily_wp_1", "thehaveringdaily_wp_3_cloudflare_tail"): (2, 0, 0),
    ("bbc_london_rev0", "bbc_london_rev1", "bbc_london_rev2"): (3, 0, 0),
    ("guid_changes_every_fetch_1", "guid_changes_every_fetch_2"): (2, 0, 0),
}


def polled(town: Town, files: Iterable[Path]) -> list[tuple[int, int]]:
    """New and changed as the log has them, one pair for each poll; any other kind of change is no such pair."""
    town.token = False
    town.watches("news", "/feed.xml")
    told: list[list[Change]] = []
    for file in files:
        town.serves({"/feed.xml": Answer(file.read_bytes(), content_type="application/xml")})
        told.append([change for visit in town.once().visits for change in visit.changes])
    log = iter(town.log())
    logged = [[next(log).kind for _ in changes] for changes in told]
    assert list(log) == []
    assert {kind for kinds in logged for kind in kinds} <= {"new", "changed"}
    return [(kinds.count("new"), kinds.count("changed")) for kinds in logged]


def in_all(counts: list[tuple[int, int]]) -> tuple[int, int, int]:
    return len(counts), sum(new for new, _ in counts), sum(changed for _, changed in counts)


QUICK = "nodejs_updates_2020"
"""The others are soaked here; all are played without a network in sources/test_feed_replays.py."""
LISTED = [one if one == QUICK else pytest.param(one, marks=pytest.mark.soak) for one in SERIES]


@pytest.mark.parametrize("series", LISTED)
def test_series_gives_what_its_truth_says_poll_by_poll(town: Town, real: Path, series: str) -> None:
    counts = polled(town, sorted((real / "news" / "series" / series).iterdir()))
    assert in_all(counts) == SERIES[series]
    rows = map(json.loads, (real / "news" / "series_truth.jsonl").read_text("utf-8").splitlines())
    truth = [(len(row["new"]), len(row["changed"])) for row in rows if row["series"] == series and row["poll"]]
    assert counts[0] == (0, 0)
    assert counts[1:] == truth or series == "nodejs_updates_2020"  # which has no rows there


@pytest.mark.parametrize("names", some(PAIRS, every=3), ids=lambda names: "-".join(names))
def test_pair_gives_what_its_note_says(town: Town, real: Path, names: tuple[str, ...]) -> None:
    files = [real / "news" / "reconstructed" / f"{name}.xml" for name in names]
    assert in_all(polled(town, files)) == PAIRS[names]
