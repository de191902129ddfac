"""What the administrator decided: the files in config/ and the environment (INTERFACE.md, "Config")."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from watcher.config.cache import fingerprint, read_cached, write_cache
from watcher.config.environment import Environment, config_folder, environment
from watcher.config.settings import Fetch, Settings, TelegramSettings
from watcher.core.errors import ConfigError

__all__ = ["Environment", "Fetch", "Settings", "TelegramSettings", "environment", "load_all", "load_settings"]


def load_all(
    env: Mapping[str, str], *, config: Path | None = None, state: Path | None = None, kept: bool = False
) -> tuple[Settings, Environment]:
    """Read the settings and the environment. `kept`: settings whose files did not change are taken from the state, and
    kept there. Raises ConfigError with the problems of both."""
    problems: list[str] = []
    surroundings = said = None
    try:
        surroundings = environment(env, config=config, state=state)
    except ConfigError as error:
        problems += error.problems
    try:
        folder = config_folder(env, config)
        said = _kept(folder, surroundings.state) if kept and surroundings else load_settings(folder)
    except ConfigError as error:
        problems += error.problems
    if problems or not (said and surroundings):
        raise ConfigError(problems)
    return said, surroundings


def _kept(folder: Path, state: Path) -> Settings:
    if settings := read_cached(folder, state):
        return settings
    before = fingerprint(folder)
    settings = load_settings(folder)
    if before and before == fingerprint(folder):  # else it was edited meanwhile
        write_cache(settings, before, state)
    return settings


def load_settings(folder: Path) -> Settings:
    """Read the settings in this folder. Raises ConfigError with every problem of all files, by file and line."""
    if not folder.is_dir():
        how = "name the one of the config with --config or WATCHER_CONFIG, or have watcher init write one"
        raise ConfigError([f"{folder}: no such folder; {how}"])
    from watcher.config.load import read_files, settings  # their libraries: not for a run that rests

    return settings(*read_files(folder))
