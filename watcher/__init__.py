"""Havering Watcher: tells people what their council, Ofsted and the press publish about their children."""

__version__ = "1.0.0"
