"""Folders of config for tests: good files, and what is said when one of them is replaced."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from watcher.config import Settings, load_settings
from watcher.core.errors import ConfigError

GOOD = {
    "sources.yaml": """\
sources:
  - id: cabinet
    name: Cabinet
    url: https://democracy.havering.gov.uk/ieListMeetings.aspx?CId=153&Year=0
    every: 6h
    topics: [send]
""",
    "topics.yaml": """\
places:
  ours: [Havering, Romford]
  others: [Redbridge]
topics:
  - id: send
    name: SEND
    description: Special educational needs
    phrases: [SEND, EHCP]
    not: [send-off]
""",
    "watcher.yaml": """\
timezone: Europe/London
fetch:
  contact: https://example.org/us
  every: 45m
  delay: 3s
  timeout: 20s
  max_bytes: 10MB
telegram:
  admins: [17, -100200]
  rate: 20
  daily: "08:15"
  weekly: "Sun 18:00"
""",
}


def written(files: Mapping[str, str | bytes]) -> Path:
    """A folder of config with these files in place of the good ones; relative, as people name it."""
    folder = Path("config")
    folder.mkdir(exist_ok=True)
    for left in folder.iterdir():  # by an example before
        left.unlink()
    for name, text in {**GOOD, **files}.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def loaded(**files: str | bytes) -> Settings:
    return load_settings(written({f"{name}.yaml": text for name, text in files.items()}))


def problems(**files: str | bytes) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        loaded(**files)
    return list(caught.value.problems)


def source(*lines: str) -> str:
    """A sources.yaml with one source: its id on line 2, these lines from line 3 on."""
    return "\n    ".join(["sources:\n  - id: one", *lines]) + "\n"
