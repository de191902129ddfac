"""One memory of compiled statements for the databases of all tests.

Every test has a database of its own, and SQLAlchemy compiles every statement anew for each: a fifth of the tests' time.
Here its own means make them share: dialects that are registered under the usual names, each as good as any other of
its class, and an option of every engine.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect

_COMPILED: dict[Any, Any] = {}


class Alike(Dialect):
    """Equal to any other of its class: what is compiled for one serves all."""

    def __hash__(self) -> int:
        return hash(type(self))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_COMPILED)


class SQLite(Alike, SQLiteDialect_pysqlite):
    """The usual one."""

    supports_statement_cache = True  # is asked of each class itself


def share_statements() -> None:
    """Has the engines that this process makes from now on share what they compile."""
    registry.register("sqlite", __name__, SQLite.__name__)
    registry.register("postgresql.psycopg", "tests.tools.dialect_postgresql", "PostgreSQL")  # loaded where it is used
