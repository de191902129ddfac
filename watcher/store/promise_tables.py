"""Defines the table of what was promised. Changed only together with a migration, as those of tables.py."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, String, Table, Text

from watcher.store.column_types import Moment, RowId
from watcher.store.metadata import metadata

# What somebody undertook in minutes, decisions or answers, and what became of it.
promises = Table(
    "promises",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("key", Text, nullable=False),  # of the document in which it stands
    Column("url", Text, nullable=False),
    Column("committee", Text, nullable=False, server_default=""),
    Column("meeting", Text, nullable=False, server_default=""),
    Column("made", Date),
    Column("page", Integer, nullable=False),
    Column("only_page", Boolean, nullable=False, server_default="0"),
    Column("text", Text, nullable=False),
    Column("item", Text, nullable=False, server_default=""),
    Column("who", Text, nullable=False, server_default=""),
    Column("what", Text, nullable=False, server_default=""),
    Column("due", Date),
    Column("to_next_meeting", Boolean, nullable=False, server_default="0"),
    Column("topics", JSON, nullable=False, server_default="[]"),
    Column("state", String, nullable=False, server_default="open"),
    Column("seen_on", Date),  # of what shows that it was kept
    Column("seen_title", Text, nullable=False, server_default=""),
    Column("seen_url", Text, nullable=False, server_default=""),
    Column("lacking", JSON, nullable=False, server_default="{}"),  # the meeting whose whole agenda does not name it
    Column("noticed", JSON, nullable=False, server_default="{}"),  # by nudge, when its reason was first seen
    Column("told", JSON, nullable=False, server_default="[]"),  # which nudges were queued, for which frequency
    Column("first_seen", Moment, nullable=False),
    Index(None, "source_id", "state"),
)
