"""Makes the options of one source: those of sources.yaml, and those that are given with a command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from watcher.config.models import SourceEntry
from watcher.config.values import meant, shown
from watcher.core.errors import ConfigError
from watcher.sources import KINDS


def options_of(entry: SourceEntry, ours: Sequence[str]) -> dict[str, Any]:
    """Return the options of a source; whose figures are read is told by the places where it does not say so itself."""
    given = entry.options()
    return {"council": list(ours), **given} if entry.kind == "figures" and ours else given


def given_options(kind: str, url: str, given: Mapping[str, str], ours: Sequence[str]) -> dict[str, Any]:
    """Return the options of a source that is not in the config, from words as they are typed. Raises ConfigError with
    every problem of them."""
    known = KINDS[kind].options
    known_ones = ", ".join(known) or "none of its own"
    problems = [
        f"--set {name}: {kind} has no such key{meant(name, known) or f'; it has {known_ones}'}"
        for name in given
        if name not in known
    ]
    if problems:
        raise ConfigError(problems)
    try:
        return options_of(
            SourceEntry.model_validate({"id": "new", "name": "new", "url": url, "kind": kind, **given}), ours
        )
    except ValidationError as error:
        problems = [f"--set {detail['loc'][0]} {_words(detail)}" for detail in error.errors(include_url=False)]
        raise ConfigError(problems) from error


def _words(detail: Any) -> str:
    wrong = detail.get("ctx", {}).get("error")
    return str(wrong) if wrong else f"can't be {shown(detail['input'])} here; write it into sources.yaml by hand"
