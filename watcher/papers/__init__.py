"""Reads files: their text by page, and whether two versions say the same. Knows no source."""

from watcher.papers.fingerprint import text_fingerprint
from watcher.papers.reader import pages
from watcher.papers.scans import ReadPaper, read_paper

__all__ = ["ReadPaper", "pages", "read_paper", "text_fingerprint"]
