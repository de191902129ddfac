"""Writes the JSON Schemas beside the config, which editors read: `python -m watcher.config.json_schema`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from watcher.config.models import ConfigModel, SourcesFile, TopicsFile, WatcherFile

FILES: dict[str, type[ConfigModel]] = {
    "sources.json": SourcesFile,
    "topics.json": TopicsFile,
    "watcher.json": WatcherFile,
}


def text(model: type[ConfigModel]) -> str:
    """Return the JSON Schema of one file of the config, as text."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(_without_noise(schema), indent=2, ensure_ascii=False) + "\n"


def _without_noise(schema: Any) -> Any:
    """Leave out pydantic's titles and defaults: those repeat the keys, these are not as people would write them."""
    if isinstance(schema, list):
        return [_without_noise(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _without_noise(value) for key, value in schema.items() if key not in ("title", "default")}


def write(folder: Path) -> None:
    """Write the schema of every file into this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in FILES.items():
        (folder / name).write_text(text(model), encoding="utf-8")


if __name__ == "__main__":
    write(Path(*sys.argv[1:2] or ("config/schema",)))
