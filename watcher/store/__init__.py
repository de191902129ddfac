"""Holds all SQL of the project, a module a table or question; database.py opens the database itself."""

from watcher.store.database import Connection, Store

__all__ = ["Connection", "Store"]
