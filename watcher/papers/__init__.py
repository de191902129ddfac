"""Reading files: text by page, quotes round a match, whether two versions say the same. Knows no source."""

from watcher.papers.pdf import pages
from watcher.papers.quotes import quote, same_words, text_print

__all__ = ["pages", "quote", "same_words", "text_print"]
