"""Defines the tables of plans whose actions are tracked from paper to paper."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from watcher.store.column_types import RowId
from watcher.store.metadata import metadata

plans = Table(
    "plans",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("key", Text, nullable=False),  # of the paper that shows it last
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("as_of", Date, nullable=False),  # the day of that paper's meeting: no earlier paper counts
    Index(None, "source_id"),
)

plan_actions = Table(
    "plan_actions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("plan_id", RowId, ForeignKey("plans.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),  # in the last paper; -1: it is not in it
    Column("name", Text, nullable=False),  # its words, equal where two papers write it alike
    Column("ref", String, nullable=False, server_default=""),
    Column("action", Text, nullable=False),
    Column("owner", Text, nullable=False, server_default=""),
    Column("state", String, nullable=False),
    Column("due", String, nullable=False, server_default=""),
    Column("due_day", Date),
    Column("page", Integer, nullable=False),
    Column("past_told", Boolean, nullable=False, server_default="0"),  # that the day is over needs no telling
    Column("history", JSON, nullable=False, server_default="[]"),  # day of the meeting, state, due: as it stood before
    Index(None, "plan_id"),
    Index(None, "name"),
)
