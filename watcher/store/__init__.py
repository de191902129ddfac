"""The memory: all SQL of the project, a module a table or question. The database itself is opened in database.py."""

from watcher.store.database import Connection, Store

__all__ = ["Connection", "Store"]
