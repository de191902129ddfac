"""The config that comes with the program, as it is written for somebody who begins."""

from __future__ import annotations

import shutil
from pathlib import Path

from watcher.config.cache import FILES
from watcher.config.load import settings
from watcher.config.yamlfile import YamlFile, parse
from watcher.core.errors import ConfigError

FOLDER = Path(__file__).with_name("default")
"""A link to the project's own config/; a built package holds the files themselves (docs/adr/0050)."""


def default_files() -> dict[str, str]:
    """Return the text of each file by its name."""
    return {name: (FOLDER / name).read_text(encoding="utf-8") for name in FILES}


def refuse_if_there(folder: Path) -> None:
    """Raise ConfigError where one of the files is there already."""
    if there := [str(folder / name) for name in FILES if (folder / name).exists()]:
        said = f"{', '.join(there)} {'is' if len(there) == 1 else 'are'} there already"
        raise ConfigError([f"{said}, and nothing was changed; name another folder"])


def write_files(folder: Path, files: dict[str, str]) -> None:
    """Write the files and their schemas into a folder. Raises ConfigError where one is there already, would be wrong,
    or can't be written."""
    refuse_if_there(folder)
    settings(*(parse(YamlFile(folder / name, files[name])) for name in FILES))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            with (folder / name).open("x", encoding="utf-8") as file:
                file.write(files[name])
        shutil.copytree(FOLDER / "schema", folder / "schema", dirs_exist_ok=True)
    except OSError as error:
        raise ConfigError([f"{error.filename or folder}: can't be written: {error.strerror}"]) from error
