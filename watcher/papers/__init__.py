"""Reads files: their text by page, and whether two versions say the same. Knows no source."""

from watcher.papers.fingerprint import text_fingerprint
from watcher.papers.reader import pages

__all__ = ["pages", "text_fingerprint"]
