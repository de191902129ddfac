"""The demo's maker of tiny PDFs, where tests look for it."""

from watcher.cli.demo.paper import pdf

__all__ = ["pdf"]
