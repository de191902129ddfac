"""What is watched: a package or a file for each kind of source; kinds.py holds the table of them."""

from watcher.sources.kinds import KINDS, collect, load, recognise, unread, unrecognised

__all__ = ["KINDS", "collect", "load", "recognise", "unread", "unrecognised"]
