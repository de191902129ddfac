"""A robots.txt is asked for once a day and host, not once a run (RFC 9309, 2.4)."""

import sqlalchemy as sa
from alembic import op

import watcher.store.tables

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "robots",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("own", sa.Boolean(), primary_key=True),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("read_at", watcher.store.tables.Moment(), nullable=False),
    )
