"""Defines the tables of what the program notes of its own work. Changed only together with a migration, as those of
tables.py."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Integer, Table, Text

from watcher.store.column_types import Moment, RowId
from watcher.store.metadata import metadata

# What hosts allow us, as their robots.txt files said within the last day.
robots = Table(
    "robots",
    metadata,
    Column("url", Text, primary_key=True),
    Column("own", Boolean, primary_key=True),  # asked for a source that names this host itself
    Column("rules", Text, nullable=False),
    Column("read_at", Moment, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("visited", Integer, nullable=False, server_default="0"),
    Column("changes", Integer, nullable=False, server_default="0"),
    Column("sent", Integer, nullable=False, server_default="0"),
    Column("problems", Integer, nullable=False, server_default="0"),
)

# Of PostgreSQL alone: the workers that have joined, and who holds which role (docs/adr/0062).
leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text),  # the id of a worker; empty: free
    Column("until", Moment),  # of a worker's own row alone: its roles last as long
    Column("epoch", BigInteger, nullable=False),  # so often the role was taken
    Column("since", Moment, nullable=False),
    Column("left_at", Moment),
    Column("config", JSON),
)
