"""PostgreSQL's dialect for tests/tools/dialects.py, a file of its own because few runs of the tests load it."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from tests.tools.dialects import Alike


class PostgreSQL(Alike, PGDialect_psycopg):
    """The usual one: the tests have one server."""

    supports_statement_cache = True
