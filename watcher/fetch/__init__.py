"""The only package that speaks HTTP to sites; politeness, validators, caps and guards lie behind `Fetcher`."""

from watcher.fetch.fetcher import Fetcher

__all__ = ["Fetcher"]
