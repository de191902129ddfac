"""What somebody undertook in minutes, decisions or answers, and what became of it."""

import sqlalchemy as sa
from alembic import op

import watcher.store.tables

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "promises",
        sa.Column("id", watcher.store.tables.RowId, primary_key=True),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("committee", sa.Text(), server_default="", nullable=False),
        sa.Column("meeting", sa.Text(), server_default="", nullable=False),
        sa.Column("made", sa.Date()),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("only_page", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), server_default="", nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("what", sa.Text(), server_default="", nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("to_next_meeting", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("topics", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("state", sa.String(), server_default="open", nullable=False),
        sa.Column("seen_on", sa.Date()),
        sa.Column("seen_title", sa.Text(), server_default="", nullable=False),
        sa.Column("seen_url", sa.Text(), server_default="", nullable=False),
        sa.Column("lacking", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("noticed", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("told", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("first_seen", watcher.store.tables.Moment(), nullable=False),
    )
    op.create_index("ix_promises_source_id_state", "promises", ["source_id", "state"])
