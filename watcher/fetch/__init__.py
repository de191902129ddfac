"""Asks sites for pages over HTTP; no other room does. Politeness, validators, limits and guards lie behind
`Fetcher`."""

from watcher.fetch.fetcher import Fetcher

__all__ = ["Fetcher"]
