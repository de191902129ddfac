"""Defines the tables of papers that were read: what each said, and which stood where from when until when."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from watcher.store.column_types import Moment, RowId
from watcher.store.metadata import metadata

# What was read of files: each once, however many documents hold it. The files lie in the state folder.
papers = Table(
    "papers",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("size", BigInteger, nullable=False),  # bytes
    Column("pages", Integer, nullable=False),
    Column("text", LargeBinary, nullable=False),  # by page, compressed
    Column("read_as", String, nullable=False, server_default="text"),  # pictures, recognised
    Column("is_kept", Boolean, nullable=False, server_default="0"),  # its file is there still
)
paper_versions = Table(
    "paper_versions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("key", Text, nullable=False),
    Column("sha256", String, ForeignKey("papers.sha256"), nullable=False),
    Column("url", Text, nullable=False),
    Column("last_modified", Text, nullable=False, server_default=""),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment),  # empty while it still stands
    Index(None, "source_id", "key"),
    Index(None, "sha256"),
)
