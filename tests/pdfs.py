"""The demo's maker of tiny PDFs, where tests look for it."""

from watcher.demo.paper import pdf

__all__ = ["pdf"]
