"""Reading files: text by page, whether two versions say the same. Knows no source."""

from watcher.papers.apart import pages
from watcher.papers.versions import text_print

__all__ = ["pages", "text_print"]
