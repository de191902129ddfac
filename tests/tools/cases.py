"""Replays the folders of ../shared/cases (its README says what lies in them): one visit after another through whole
runs of the product, the answers byte for byte as they stand there."""

from __future__ import annotations

import json
import runpy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.features.end_to_end.town import Town
from tests.tools.rawsite import Answerer, RawSite
from watcher.store import Store
from watcher.store import sources as remembered

CASES = ROOT.parent / "shared" / "cases"
PATH = "/x"
SOURCE = "case"
EVERYTHING, TOPIC = 41, 42
"""The chats of who follows the source, and of who follows the first topic of the case and nothing else."""


@dataclass(frozen=True)
class Seen:
    """What one visit came to."""

    state: str
    reason: str | None
    documents: int
    changes: tuple[str, ...]
    """Each as "kind title"."""
    told: tuple[str, ...] = ()
    """What came to the follower of the source, links in brackets, our own host left out."""
    topic_told: tuple[str, ...] = ()
    """What came to the follower of the first topic."""


@dataclass(frozen=True)
class Case:
    """One folder, understood."""

    kind: str
    answer: Answerer
    days: tuple[float, ...]
    """The day of each visit, counted from the first."""
    steps: tuple[int, ...]
    """Which answers each visit gets."""
    options: Mapping[str, Any] = field(default_factory=dict)
    topics: tuple[Mapping[str, Any], ...] = ()
    closes: bool = False


def case_of(folder: Path) -> Case:
    """The case that a folder describes."""
    said = json.loads((folder / "source.json").read_text(encoding="utf-8"))
    visits = len(said["days"]) if "days" in said else said["visits"]
    script = folder / "server.py"
    answer = runpy.run_path(str(script))["answer"] if script.exists() else files(folder)
    return Case(
        said["kind"],
        answer,
        tuple(said.get("days", [number / 24 for number in range(visits)])),
        tuple(said.get("steps", range(visits))),
        said.get("options", {}),
        tuple(said.get("topics", ())),
        said.get("close", False),
    )


def files(folder: Path) -> Answerer:
    """`NN.http` answers for the path /x from step NN on, `PATH.NN.http` for another path."""
    answers: dict[str, dict[int, bytes]] = {}
    for file in folder.glob("*.http"):
        *path, number = file.name.removesuffix(".http").split(".")
        answers.setdefault("/" + ".".join(path) if path else PATH, {})[int(number)] = file.read_bytes()

    def answer(step: int, path: str, headers: Mapping[str, str]) -> bytes | None:
        found = {number: bytes_ for number, bytes_ in answers.get(path, {}).items() if number <= step}
        return found[max(found)] if found else None

    return answer


def replay(case: Case, town: Town) -> list[Seen]:
    """What each visit of the case came to, in `watcher once --all` after `watcher once --all`."""
    if case.topics:
        town.topics = {"topics": list(case.topics)}
    source, topic = town.api.private(EVERYTHING), town.api.private(TOPIC)
    source.says(f"/subscribe {SOURCE}")
    topic.says(f"/subscribe {town.topics['topics'][0]['id']}")
    seen: list[Seen] = []
    before, logged = 0.0, 0
    with RawSite(case.answer, closes=case.closes) as site:
        town.watches(SOURCE, site.url + PATH, kind=case.kind, **case.options)
        for day, step in zip(case.days, case.steps, strict=True):
            site.step = step
            town.once(later=timedelta(days=day - before), all_sources=True)
            told, topic_told = ([one.replace(site.url, "") for one in town.told(chat)] for chat in (source, topic))
            if not seen:  # the first is what /subscribe was answered
                told, topic_told = told[1:], topic_told[1:]
            log = town.log()
            changes = tuple(f"{one.kind} {one.document.title}" for one in log[logged:])
            seen.append(_seen(town, changes, tuple(told), tuple(topic_told)))
            before, logged = day, len(log)
    return seen


def _seen(town: Town, changes: tuple[str, ...], told: tuple[str, ...], topic_told: tuple[str, ...]) -> Seen:
    with Store(town.environment.database_url) as store, store.read() as db:
        health = remembered.health(db)[SOURCE]
    return Seen(health.state, health.reason, health.documents, changes, told, topic_told)
